"""What customs will ask of a checkout's parcels when they arrive: told before paying, and not part of what is paid here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money, total
from marketplace.money.rates import NoRate, convert
from orders.addresses import CHINA
from orders.duties.assessment import Assessment
from orders.duties.consignment import Buyer
from orders.duties.enums import CONSUMER_REGIMES, LimitKind, Reason, Regime
from orders.duties.exceptions import NoMarket
from orders.duties.rulebook import RuleBook
from orders.landed import border
from orders.landed.routes import Route, route_to
from orders.selectors.checkout import CheckoutReading, DeliveryLane

OVER = (Reason.OVER_ORDER, Reason.OVER_YEAR)
# Customs territories of their own inside what is written as China; their rates are not on record (docs/landed-cost.md).
OUTSIDE = {"71", "81", "82"}


@dataclass(frozen=True)
class ParcelAtBorder:
    """One seller's parcel: one declaration."""

    lane: DeliveryLane
    assessment: Assessment

    @property
    def is_over(self) -> bool:
        """Above a limit, so that the whole order is taxed as general trade."""
        return self.assessment.choice.reason in OVER

    @property
    def why(self) -> str:
        return str(Reason(self.assessment.choice.reason).label)

    @property
    def wants_identity(self) -> bool:
        return self.assessment.regime in CONSUMER_REGIMES


@dataclass(frozen=True)
class Border:
    """`year_max` and `return_days` are the market's rows about a person's year, None and 0 where there are none."""

    parcels: tuple[ParcelAtBorder, ...]
    route: Route
    year_max: Money | None = None
    return_days: int = 0

    @property
    def taxes(self) -> Money | None:
        """What customs asks for all parcels; None where any of it is unknown."""
        found = [parcel.assessment for parcel in self.parcels]
        return total([one.total for one in found], found[0].currency) if found and all(one.is_whole for one in found) else None

    @property
    def over(self) -> tuple[ParcelAtBorder, ...]:
        return tuple(parcel for parcel in self.parcels if parcel.is_over)

    @property
    def wants_identity(self) -> bool:
        """Whether a parcel goes through the consumer regime, which customs opens to named persons alone."""
        return any(parcel.wants_identity for parcel in self.parcels)

    @property
    def counted(self) -> Money:
        """What these parcels take of the person's year."""
        allowances = [parcel.assessment.choice.allowance for parcel in self.parcels if parcel.wants_identity]
        return total([allowance.counted for allowance in allowances if allowance], self.route.market.currency)


def border_of(reading: CheckoutReading, *, spent: Money | None = None) -> Border | None:
    """The parcels of a checkout that is priced, each by its own declaration; what one counts to the person's year is gone for the next.
    `spent` is what the person has bought this year before (None: nothing that we know of). None where no market is on record, where the
    delivery has no price yet, or where no rate leads into the market's currency."""
    country = reading.checkout.address.get("country", "")
    if reading.delivery is None or country == current_hub().country:
        return None
    is_company = bool(reading.checkout.contact.get("company_name"))
    day = timezone.localdate(timezone=ZoneInfo(current_hub().time_zone))
    try:
        route = route_to(country, day, is_company=is_company)
    except NoMarket:
        return None
    market = route.market
    codes = [item.offer.product.hs_code.code for lane in reading.lanes for item in lane.lane.items if item.offer.product.hs_code]
    book, gone = border.book_for(route, codes, day), spent or Money.zero(market.currency)
    parcels = []
    for lane in reading.lanes:
        buyer = Buyer(
            is_company=is_company,
            identity_complete=True,
            in_territory=not _is_outside(reading.checkout.address),
            year_spent=gone,
        )
        try:
            assessment = _assessed(lane, route, book, buyer, day)
        except NoRate:
            return None
        if allowance := assessment.choice.allowance:
            gone = gone + allowance.counted
        parcels.append(ParcelAtBorder(lane, assessment))
    year, back = (book.limit(Regime.CROSS_BORDER, kind) for kind in (LimitKind.YEAR_MAX, LimitKind.RETURN_DAYS))
    year_max = Money(year.amount, market.currency).rounded() if year else None
    return Border(tuple(parcels), route, year_max, int(back.amount) if back else 0)


def _assessed(lane: DeliveryLane, route: Route, book: RuleBook, buyer: Buyer, day: date) -> Assessment:
    """In cross-border retail a code is a means of payment, so what it takes off stays in the value; everywhere else the value is what is
    paid (docs/discounts.md). Which of the two it is follows from the higher value."""
    currency = route.market.currency
    freight = _in(lane.chosen.money, currency, day)
    found = border.taxes(_lines(lane, currency, day, with_code=True), freight, route, book, buyer=buyer)
    if found.regime in CONSUMER_REGIMES or lane.lane.declared == lane.lane.subtotal:
        return found
    paid = border.taxes(_lines(lane, currency, day), freight, route, book, buyer=buyer)
    return found if paid.regime in CONSUMER_REGIMES else paid


def _is_outside(address: dict) -> bool:
    return address.get("country") == CHINA and address.get("province_code", "")[:2] in OUTSIDE


def _lines(lane: DeliveryLane, currency: str, day: date, *, with_code: bool = False) -> list[border.Line]:
    return [
        border.Line(
            key=str(item.variant_id),
            code=item.offer.product.hs_code.code if item.offer.product.hs_code else "",
            value=_in(item.total + item.by_code if with_code else item.total, currency, day),
            origin=item.offer.product.origin_country,
            net_kg=Decimal(item.offer.net_weight_g * item.quantity) / 1000 if item.offer.net_weight_g else None,
            pieces=item.quantity,
            is_indivisible=item.offer.variant.is_indivisible,
        )
        for item in lane.lane.items
        if not item.is_dead
    ]


def _in(money: Money, currency: str, day: date) -> Money:
    return convert(money, currency, on=day).money
