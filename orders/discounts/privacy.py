"""What discounts hold of persons: a use names its sale; a buyer is counted under the account's number or a mark of the address."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.registry import Holding, declare, leave_out

declare(
    Holding(
        "discounts.uses",
        room=_("Orders"),
        what=_("How often you used a discount, under your account’s number; for guests under a mark that does not give the address away"),
        why=_("So that a discount counts as often as it says"),
        whose=Whose.BUYER,
        basis=Basis.CONTRACT,
        fate=Fate.STAYS,
        fields={"allocation.Allowance": ["holder"], "discounts.DiscountUse": ["key"]},
        until=_("As long as the books of the discount; it names nobody"),
        not_exported=_("the discount stands on the order itself"),
    )
)
leave_out("discounts.Discount", ["name"], "of a discount")
