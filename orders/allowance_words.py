"""What a buyer reads when a person's year is used up."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marketplace.look.writing import amount
from orders.exceptions import YearUsedUp


def year_used_up(refusal: YearUsedUp, language: str) -> str:
    """How much is left, and what this order takes."""
    text = _(
        "China lets one person bring in %(most)s a calendar year as cross-border retail. Of this person’s sum for %(year)s, %(left)s is "
        "left here, and this order counts %(counts)s. An order cannot be spread over two years."
    )
    sums = {"most": refusal.most, "left": refusal.left, "counts": refusal.counts}
    return text % {"year": refusal.year, **{name: amount(money, language) for name, money in sums.items()}}
