"""What is taken off a cart: from its lines to the plain values that orders.discounts reckons with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from marketplace.money import Money, total
from orders.discounts.enums import Why
from orders.discounts.exceptions import CodeRefused
from orders.discounts.pricing import best_cuts, code_cuts, rules_of, without
from orders.discounts.selectors import standing_terms, terms_under, used_up
from orders.discounts.services.using import buyer_of
from orders.discounts.terms import Cut, Good, Terms
from orders.models import Cart, Checkout

if TYPE_CHECKING:
    from orders.selectors.cart import CartItem


@dataclass(frozen=True)
class CodeReading:
    """A code that lies in a cart. `why`: why it counts for nothing just now, with what is missing or which currency it is for."""

    code: str
    name: str = ""
    off: Money | None = None
    why: Why | None = None
    missing: Money | None = None
    currency: str = ""


def discounts_for(cart: Cart, items: Sequence[CartItem]) -> tuple[dict[int, tuple[Cut, ...]], CodeReading | None]:
    """By variant what is taken off it, and the cart's code. No statement where no rule counts and no code was typed."""
    goods = [good_of(item) for item in items]
    rules = standing_terms() if goods else []
    if not rules and not cart.code:
        return {}, None
    now, typed = timezone.now(), terms_under(cart.code) if cart.code else None
    buyer = _buyer(cart, [*rules, *filter(None, [typed])])
    automatic = best_cuts(goods, rules, now=now)
    while gone := used_up(rules_of(automatic.values()), buyer):
        rules = without(rules, gone)
        automatic = best_cuts(goods, rules, now=now)
    by_code, reading = _by_code(cart.code, typed, goods, automatic, buyer) if cart.code else ({}, None)
    keys = [*automatic, *(key for key in by_code if key not in automatic)]
    return {key: tuple(cuts[key] for cuts in (automatic, by_code) if key in cuts) for key in keys}, reading


def _buyer(cart: Cart, rules: Sequence[Terms]) -> str:
    """Under what the buyer's uses are counted. A guest is known by the e-mail of the checkout, which is only asked where a rule minds."""
    if cart.user_id or not any(terms.buyer_limit for terms in rules):
        return buyer_of(user_id=cart.user_id, email="")
    contact = Checkout.objects.filter(cart=cart).values_list("contact", flat=True).first() or {}
    return buyer_of(user_id=None, email=contact.get("email", ""))


def _by_code(
    code: str, terms: Terms | None, goods: Sequence[Good], automatic: dict[int, Cut], buyer: str
) -> tuple[dict[int, Cut], CodeReading]:
    try:
        cuts = check_code(terms, goods, automatic, buyer)
    except CodeRefused as refusal:
        name = terms.name if terms else ""
        return {}, CodeReading(code, name, why=refusal.why, missing=refusal.missing, currency=refusal.currency)
    off = total([cut.amount for cut in cuts.values()], goods[0].total.currency)
    return cuts, CodeReading(terms.code, terms.name, off)


def check_code(terms: Terms | None, goods: Sequence[Good], automatic: dict[int, Cut], buyer: str) -> dict[int, Cut]:
    """By line what the code takes off. Raises CodeRefused with the first reason why it counts for nothing."""
    if terms is None:
        raise CodeRefused(Why.UNKNOWN)
    now = timezone.now()
    if now >= terms.starts_at and now < terms.ends_at and terms.is_limited:
        gone = used_up([terms], buyer)
        if terms.id in gone:
            raise CodeRefused(Why.USED_BY_YOU if gone[terms.id] else Why.USED_UP)
    return code_cuts(terms, goods, automatic, now=now)


def good_of(item: CartItem) -> Good:
    """A line as a discount sees it; what was claimed in a flash sale takes none."""
    product = item.offer.product
    return Good(
        key=item.variant_id,
        seller_id=product.seller_id,
        product_id=product.pk,
        category_id=product.category_id,
        quantity=item.quantity,
        total=item.gross,
        is_barred=bool(item.claimed.claims),
    )
