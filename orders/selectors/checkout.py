"""How a checkout's parcels stand: who waits for a quote, who has options, which one is chosen, and what all of it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import cached_property

from marketplace.money import Money, total
from orders.logistics.enums import QuoteState
from orders.logistics.models import Quote, QuoteOption
from orders.models import Checkout
from orders.selectors.cart import CartItem, CartReading, Lane
from orders.services.checkout import question_of


class Delivery(StrEnum):
    """Where one parcel's price stands."""

    UNASKED = "unasked"  # no address yet, or the goods or the place changed since
    WAITING = "waiting"
    PRICED = "priced"
    ON_REQUEST = "on_request"  # no rate stands for this lane: ask, never guess
    FAILED = "failed"
    OUTDATED = "outdated"  # the price's validity is over
    CLOSED = "closed"  # some goods may not be sold to this country


@dataclass(frozen=True)
class DeliveryLane:
    """One seller's parcel in the checkout."""

    lane: Lane
    delivery: Delivery
    quote: Quote | None
    options: tuple[QuoteOption, ...]
    chosen: QuoteOption | None
    closed: tuple[CartItem, ...] = ()

    @property
    def seller(self):
        return self.lane.seller

    @property
    def is_waiting(self) -> bool:
        return self.delivery == Delivery.WAITING

    def arrives(self, option: QuoteOption) -> tuple[date, date]:
        """The first and the last day, counted from today."""
        return arrival(option.transit_min_days, option.transit_max_days, timezone.localdate())


def arrival(at_least: int, at_most: int, start: date) -> tuple[date, date]:
    return start + timedelta(days=at_least), start + timedelta(days=at_most)


@dataclass(frozen=True)
class CheckoutReading:
    checkout: Checkout
    cart: CartReading
    lanes: tuple[DeliveryLane, ...]

    @cached_property
    def delivery(self) -> Money | None:
        """What all parcels cost to send; None until each has its price."""
        if not self.lanes or any(lane.chosen is None for lane in self.lanes):
            return None
        return total([lane.chosen.money for lane in self.lanes], self.cart.currency)

    @cached_property
    def total(self) -> Money | None:
        return None if self.delivery is None else self.cart.goods + self.delivery

    @property
    def is_waiting(self) -> bool:
        return any(lane.is_waiting for lane in self.lanes)

    @property
    def is_on_request(self) -> bool:
        return any(lane.delivery == Delivery.ON_REQUEST for lane in self.lanes)

    @property
    def has_address(self) -> bool:
        return bool(self.checkout.address)

    @property
    def is_payable(self) -> bool:
        return self.total is not None and self.cart.can_check_out and self.has_address


def read_checkout(checkout: Checkout, cart: CartReading) -> CheckoutReading:
    return CheckoutReading(checkout, cart, tuple(read_delivery(checkout, cart)))


def read_delivery(checkout: Checkout, cart: CartReading) -> Sequence[DeliveryLane]:
    """Each parcel with its quote, in two queries however many."""
    asked = [known["quote"] for known in checkout.quotes.values() if known["quote"]]
    quotes = {str(quote.pk): quote for quote in Quote.objects.filter(pk__in=asked).prefetch_related("options")} if asked else {}
    return [_read_lane(checkout, lane, cart.currency, quotes) for lane in cart.lanes]


def _read_lane(checkout: Checkout, lane: Lane, currency: str, quotes: dict[str, Quote]) -> DeliveryLane:
    country = checkout.address.get("country", "")
    closed = tuple(item for item in lane.items if item.offer and country in item.offer.not_to)
    if closed:
        return DeliveryLane(lane, Delivery.CLOSED, None, (), None, closed)
    known = checkout.quotes.get(str(lane.seller.pk))
    if not known or not checkout.address or known["question"] != question_of(lane, checkout.address, currency):
        return DeliveryLane(lane, Delivery.UNASKED, None, (), None)
    if known["quote"] is None:
        return DeliveryLane(lane, Delivery.ON_REQUEST, None, (), None)
    quote = quotes.get(known["quote"])
    if quote is None:
        return DeliveryLane(lane, Delivery.UNASKED, None, (), None)
    delivery = _standing(quote)
    if delivery != Delivery.PRICED:
        return DeliveryLane(lane, delivery, quote, (), None)
    options = tuple(sorted(quote.options.all(), key=lambda option: (option.amount, option.transit_max_days, option.pk)))
    wanted = checkout.choices.get(str(lane.seller.pk))
    chosen = next((option for option in options if option.pk == wanted), options[0])
    return DeliveryLane(lane, delivery, quote, options, chosen)


def _standing(quote: Quote) -> Delivery:
    match quote.state:
        case QuoteState.WAITING:
            return Delivery.WAITING
        case QuoteState.PRICED:
            return Delivery.OUTDATED if quote.is_expired else Delivery.PRICED
        case QuoteState.ON_REQUEST:
            return Delivery.ON_REQUEST
        case _:
            return Delivery.FAILED
