"""{% load order_words %}: the words and colours of orders for the eye."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from orders.enums import LineTrouble, OrderState
from orders.selectors.cart import CartItem

register = template.Library()

KINDS = {
    OrderState.AWAITING_PAYMENT: "warn",
    OrderState.PAID: "warn",
    OrderState.ACCEPTED: "info",
    OrderState.PACKED: "info",
    OrderState.SHIPPED: "info",
    OrderState.DELIVERED: "good",
    OrderState.CANCELLED: "bad",
    OrderState.REFUSED: "bad",
    OrderState.EXPIRED: "bad",
}


@register.filter
def entry(mapping: Mapping, key: object) -> object:
    """What a mapping holds under this key."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def trouble_word(item: CartItem) -> str:
    """Why a line cannot be bought, in two or three words."""
    if item.trouble == LineTrouble.GONE and item.offer and item.offer.why_not:
        return item.offer.why_not.label
    return LineTrouble(item.trouble).label if item.trouble else ""


@register.filter
def state_kind(state: str) -> str:
    """The colour of a state: good, info, warn or bad."""
    return KINDS.get(OrderState(state), "")
