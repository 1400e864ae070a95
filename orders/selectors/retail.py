"""What one person may bring in through cross-border retail, held against the goods of a cart: told before the checkout, where the delivery
is not priced yet and nobody has said who buys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language

from marketplace.hubs.context import current_hub
from marketplace.look.words import country_name
from marketplace.money import Money
from marketplace.money.rates import NoRate, convert
from orders.duties.kept import RetailLimits, kept_retail_limits
from orders.selectors.cart import CartReading, Lane


@dataclass(frozen=True)
class Over:
    """How much the goods of a parcel are above the limit of an order, in the cart's currency; `stays` where they are one indivisible
    piece, which may stay above it, taxed in full."""

    money: Money
    stays: bool


@dataclass(frozen=True)
class RetailReading:
    """`over`: by seller, the parcels whose goods are above the limit of an order."""

    country: str
    limits: RetailLimits
    over: dict[int, Over]

    @property
    def place(self) -> str:
        return country_name(self.country, get_language() or "en")


def read_retail(reading: CartReading, country: str) -> RetailReading | None:
    """The limits of the reader's country and what of the cart is above them. None where the country has no such regime, or nothing is
    in the cart. At most one query a minute, and one for the exchange rate of a cart in another currency."""
    if not reading.lanes or country == current_hub().country:
        return None
    day = timezone.localdate(timezone=ZoneInfo(current_hub().time_zone))
    limits = kept_retail_limits(country, day)
    return RetailReading(country, limits, _over(reading, limits, day)) if limits else None


def _over(reading: CartReading, limits: RetailLimits, day: date) -> dict[int, Over]:
    if limits.order_max is None:
        return {}
    try:
        most = convert(limits.order_max, reading.currency, on=day).money
    except NoRate:
        return {}
    return {
        lane.seller.pk: Over(lane.declared - most, limits.keeps_single and _is_single(lane))
        for lane in reading.lanes
        if lane.declared > most
    }


def _is_single(lane: Lane) -> bool:
    return lane.pieces == 1 and all(item.offer.variant.is_indivisible for item in lane.items if not item.is_dead)
