"""From a lane of the cart to the question that logistics can answer, in plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders import addresses
from orders.logistics.exceptions import QuoteRefused
from orders.logistics.models import Quote
from orders.logistics.packing import parcels_for
from orders.logistics.parcels import Item
from orders.logistics.services import request_quote

if TYPE_CHECKING:
    from orders.selectors.cart import Lane

ORIGIN = "KGL"  # every parcel of this hub leaves by way of Kigali


def ask_for_quote(*, lane: Lane, address: addresses.Address) -> Quote | None:
    """A quote for what this seller sends to this place, worked out by a job; None where a weight or a measure is unknown or it is
    more than one shipment takes: then it is a rate on request."""
    goods = [item for item in lane.items if not item.is_dead]
    measures = [
        (item.offer.gross_weight_g, item.offer.length_mm, item.offer.width_mm, item.offer.height_mm, item.quantity) for item in goods
    ]
    if not all(all(row) for row in measures):
        return None
    try:
        return request_quote(
            parcels=parcels_for([Item(quantity, gross, length, width, height) for gross, length, width, height, quantity in measures]),
            origin=ORIGIN,
            destination_country=address["country"],
            destination_region=addresses.region_code(address)[:40],
            currency=lane.currency,
            goods_value=lane.subtotal,
        )
    except QuoteRefused:
        return None
