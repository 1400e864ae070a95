"""{% load order_words %}: the words and colours of orders for the eye."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.look import writing
from marketplace.money import Money
from orders import addresses
from orders.discounts.terms import name_in
from orders.duties.assessment import TaxLine
from orders.enums import LineTrouble, MoneyState, OrderState, RefusalReason
from orders.landed.words import LEVIES, tax_how
from orders.logistics.enums import Service
from orders.logistics.models import QuoteOption
from orders.models import Order, OrderGroup, OrderLine
from orders.selectors.cart import CartItem
from orders.selectors.checkout import arrival
from orders.selectors.timeline import due_day_of

register = template.Library()

KINDS = {
    OrderState.AWAITING_PAYMENT: "warn",
    OrderState.SECURED: "warn",
    OrderState.PAID: "warn",
    OrderState.ACCEPTED: "info",
    OrderState.PACKED: "info",
    OrderState.SHIPPED: "info",
    OrderState.DELIVERED: "good",
    OrderState.CANCELLED: "bad",
    OrderState.REFUSED: "bad",
    OrderState.EXPIRED: "bad",
}


MONEY_KINDS = {
    MoneyState.REFUNDING: "warn",
    MoneyState.REFUND_REFUSED: "bad",
    MoneyState.PARTLY_REFUNDED: "info",
    MoneyState.REFUNDED: "good",
}


@register.filter
def discount_name(row: Mapping[str, object]) -> str:
    """Of a discount as a line keeps it, in the reader's language."""
    return name_in(row["names"], get_language() or "en")


@register.filter
def discount_off(row: Mapping[str, object], line: OrderLine) -> str:
    return writing.amount(Money(Decimal(str(row["amount"])), line.currency), get_language() or "en")


@register.filter
def money_kind(state: str) -> str:
    """The colour of where the money is."""
    return MONEY_KINDS.get(MoneyState(state), "")


@register.filter
def standings(order: Order) -> list[tuple[str, str]]:
    """Where the goods and where the money of an order are, each a word and its colour. What went back is never called paid."""
    words = []
    money = order.money_state
    has_moved = money not in (MoneyState.UNPAID, MoneyState.PAID)
    if order.state != OrderState.PAID or not has_moved:
        words.append((order.get_state_display(), state_kind(order.state)))
    elif order.refundable:
        words.append((_("To be accepted"), "warn"))
    if has_moved:
        words.append((money.label, money_kind(money)))
    return words


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


@register.simple_tag
def arrival_days(option: QuoteOption) -> str:
    """The days on which a parcel sent now may arrive: 12–18 December."""
    start, end = arrival(option.transit_min_days, option.transit_max_days, timezone.localdate())
    return writing.day_range(start, end, get_language() or "en")


@register.filter
def end_reason(order: Order) -> str:
    """Why the seller sent it back, in the reader's language."""
    return RefusalReason(order.end_reason).label if order.end_reason in RefusalReason else ""


@register.filter
def town(group: OrderGroup) -> str:
    """Where the group goes, in one word."""
    return addresses.town(group.address, get_language() or "en")


@register.filter
def due_day(order: Order) -> str:
    """The day by which the seller's next step is expected."""
    return writing.day(due_day_of(order), get_language() or "en", year=False)


@register.filter
def service_word(order: Order) -> str:
    """The delivery the buyer chose, in the reader's language."""
    return Service(order.delivery_service).label if order.delivery_service in Service else order.delivery_service


@register.filter
def levy(code: str) -> str:
    """What customs calls what it asks."""
    return str(LEVIES.get(code, code))


@register.filter
def levied(line: TaxLine) -> str:
    """13 % of ¥9,200.00."""
    return tax_how(line)
