"""An order at a price that was agreed beforehand: the same rows, holds and history as a checkout, without a cart and a quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from catalog.enums import WhyNot
from catalog.exceptions import OutOfStock
from catalog.models import Variant
from catalog.selectors.offers import offers_for
from catalog.tiers import Scale
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.money import Money
from orders.exceptions import CartChanged, NothingToOrder
from orders.models import CartLine, OrderGroup
from orders.selectors.cart import CartItem
from orders.services.holding import hold_goods
from orders.services.placement import Parcel, Placement, write_group


@dataclass(frozen=True)
class Agreement:
    """So many pieces at a price for one, under an Incoterm with its place; the price contains what the term says."""

    variant: Variant
    pieces: int
    unit_price: Money
    service: str
    mode: str
    term: str
    place: str
    lead_days: int
    contract: str


@transaction.atomic
def place_agreed_order(
    *,
    attempt: str,
    agreement: Agreement,
    contact: Mapping[str, str],
    address: Mapping[str, Any],
    language: str,
    held_until: datetime,
    by: User,
) -> Placement:
    """Write the group of this attempt and hold its stock; the same attempt again gives the first group back. Raises NothingToOrder
    where the goods are listed no longer, CartChanged where fewer are on the shelf."""
    placed = OrderGroup.objects.filter(idempotency_key=attempt).first()
    if placed is not None:
        return Placement(placed, is_new=False)
    variant, currency = agreement.variant, agreement.unit_price.currency
    offer = offers_for([variant.pk], currency).get(variant.pk)
    if offer is None or offer.why_not == WhyNot.NOT_LISTED:
        raise NothingToOrder
    line = CartLine(variant=variant, quantity=agreement.pieces)
    # A price of the shelf, or none in this currency, is no matter: another was agreed.
    item = CartItem(line, replace(offer, scale=Scale(agreement.unit_price.rounded()), why_not=None), currency)
    facts = _without_quote(agreement)
    group = write_group(
        attempt=attempt,
        contact={**contact, "purchase_order": agreement.contract},
        address=address,
        parcels=[Parcel(offer.seller, [item], Money.zero(currency), facts)],
        currency=currency,
        language=language,
        held_until=held_until,
        by=by,
    )
    record(subject=group, action="order_group.placed", by=by, after={"total": str(group.total), "contract": agreement.contract})
    try:
        hold_goods(group=group, items=[item])
    except OutOfStock as shortage:
        raise CartChanged([variant.pk]) from shortage
    return Placement(group, is_new=True)


def _without_quote(agreement: Agreement) -> dict[str, Any]:
    """What freezing.frozen_delivery() writes of a quote, where none was asked: the term says whose the carriage is."""
    variant = agreement.variant
    return {
        "delivery_service": agreement.service,
        "delivery_mode": agreement.mode,
        "transit_min_days": agreement.lead_days,
        "transit_max_days": agreement.lead_days,
        "chargeable_weight_g": min(int(Decimal(variant.gross_weight_g or 0) * agreement.pieces), 2_147_483_647),
        "delivery_quote": {"agreed": {"term": agreement.term, "place": agreement.place, "contract": agreement.contract}},
    }
