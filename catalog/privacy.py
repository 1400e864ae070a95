"""What the catalog holds of persons: hardly anything. Interest is counted by the day and by nobody's name (docs/campaigns.md)."""

from __future__ import annotations

from marketplace.privacy.registry import leave_out

leave_out("catalog.Category", ["name"], "of goods")
leave_out("catalog.Product", ["name"], "of goods")
leave_out("catalog.Variant", ["name"], "of goods")
leave_out("catalog.Material", ["name"], "of what goods are made of")
leave_out("catalog.Allergen", ["name"], "of what food may hold")
leave_out("catalog.Photo", ["original"], "a picture of goods")
