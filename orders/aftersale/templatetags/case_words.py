"""{% load case_words %}: the colours of returns and disputes for the seller's eye."""

from __future__ import annotations

from django import template

from orders.aftersale.enums import SELLER_RETURNS, DisputeState, ReturnState
from orders.aftersale.models import Dispute, GoodsReturn

register = template.Library()

GOOD = (ReturnState.SETTLED, DisputeState.SETTLED, DisputeState.DECIDED)


@register.filter
def case_kind(case: GoodsReturn | Dispute) -> str:
    """Amber where the seller acts next, blue where somebody else does, green where it ended in money, without colour else."""
    is_mine = case.state in SELLER_RETURNS if isinstance(case, GoodsReturn) else case.state == DisputeState.WITH_SELLER
    if is_mine:
        return "warn"
    if case.is_open or case.state == ReturnState.DISPUTED:
        return "info"
    return "good" if case.state in GOOD else ""
