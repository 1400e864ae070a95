"""What discounts hold of persons: nothing by name. A use names its sale, and a sale its buyer."""

from marketplace.privacy.registry import leave_out

leave_out("discounts.Discount", ["name"], "of a discount")
