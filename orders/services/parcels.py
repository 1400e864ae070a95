"""From a lane of the cart to the question that logistics can answer, in plain values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from orders import addresses
from orders.logistics.exceptions import QuoteRefused
from orders.logistics.models import Quote
from orders.logistics.packing import parcels_for
from orders.logistics.parcels import Item
from orders.logistics.places import ORIGIN
from orders.logistics.services import request_quote

if TYPE_CHECKING:
    from orders.selectors.cart import Lane


def ask_for_quote(*, lane: Lane, address: addresses.Address) -> Quote | None:
    """A quote for what this seller sends to this place, worked out by a job; None where a weight or a measure is unknown, or
    where it is more than one shipment can carry, so that no price can be worked out."""
    wanted = shipment_of(lane, address)
    if wanted is None:
        return None
    try:
        return request_quote(**wanted)
    except QuoteRefused:
        return None


def shipment_of(lane: Lane, address: addresses.Address) -> dict[str, Any] | None:
    """What logistics is asked about this lane; None where a weight or a measure is unknown."""
    goods = [item for item in lane.items if not item.is_dead]
    measures = [
        (item.offer.gross_weight_g, item.offer.length_mm, item.offer.width_mm, item.offer.height_mm, item.quantity) for item in goods
    ]
    if not all(all(row) for row in measures):
        return None
    return {
        "parcels": parcels_for([Item(quantity, gross, length, width, height) for gross, length, width, height, quantity in measures]),
        "origin": ORIGIN,
        "destination_country": address["country"],
        "destination_region": addresses.region_code(address)[:40],
        "currency": lane.currency,
        "goods_value": lane.subtotal,
        "commodity": "",
    }


def answers(quote: Quote, wanted: dict[str, Any] | None) -> bool:
    """Whether the quote was asked for just this shipment: other goods, another place or currency have another price."""
    if wanted is None:
        return False
    facts = ("origin", "destination_country", "destination_region", "currency", "commodity")
    return (
        all(getattr(quote, name) == wanted[name] for name in facts)
        and Counter(quote.pieces) == Counter(wanted["parcels"])
        and quote.goods == wanted["goods_value"].rounded()
    )
