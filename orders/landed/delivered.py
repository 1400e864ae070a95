"""What a buyer pays for goods delivered with duty and taxes: the very lines that the seller saw, before anything lies in a cart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from catalog.models import Product, Variant
from catalog.selectors.tiers import scale_of
from marketplace.hubs.preferences import Preferences
from marketplace.money import Money
from marketplace.money.rates import Conversion, NoRate, convert
from orders.duties.exceptions import NoMarket
from orders.duties.kept import RetailLimits, kept_retail_limits
from orders.handling import ready_day, ready_days_of
from orders.landed import words
from orders.landed.routes import Route, route_to
from orders.landed.steps import Source, Step
from orders.landed.waterfall import BuyersSide, Question, buyers_side, in_two_currencies


@dataclass(frozen=True)
class Delivered:
    """The lines in the market's currency and the reader's. `here` is paid to us, `at_border` to customs; None where unknown."""

    route: Route | None
    side: BuyersSide | None
    steps: tuple[Step, ...]
    total: Step | None
    here: Money | None
    at_border: Money | None
    rate: Source | None
    quantity: int
    limits: RetailLimits | None = None  # of an order and of a person's year, where it goes by cross-border retail
    arrives: tuple[date, date] | None = None  # ordered today, by the way whose price is in the sum

    @property
    def is_whole(self) -> bool:
        return self.side is not None and self.side.pays is not None

    @property
    def regime_text(self) -> str | Promise:
        return words.regime_text(self.side.assessment) if self.side and self.side.assessment else ""

    @property
    def has_demonstration(self) -> bool:
        return any(source.is_demonstration for step in self.steps for source in step.sources)

    @property
    def missing(self) -> tuple[tuple[str | Promise, str | Promise], ...]:
        return self.side.missing if self.side else ()


def delivered(product: Product, variant: Variant, quantity: int, preferences: Preferences, day: date) -> Delivered:
    """For a person in the reader's country: by cross-border retail where the market has it, else as cargo. A country without a market
    on record has no lines."""
    try:
        route = route_to(preferences.country, day)
    except NoMarket:
        return Delivered(None, None, (), None, None, None, None, quantity)
    market = route.market
    price, converted = _price(variant, quantity, market.currency, preferences.currency, day)
    side = buyers_side(Question(product, variant, quantity, route, day, price, converted), _("Goods"))
    total = Step("buyer", _("Delivered, taxes in"), side.pays, is_total=True)
    lines, rate = in_two_currencies([*side.steps, total], market.currency, preferences.currency, day)
    here = None if side.pays is None or side.taxes is None else side.pays - side.taxes
    limits = kept_retail_limits(route.country, day) if route.is_retail else None
    return Delivered(route, side, tuple(lines[:-1]), lines[-1], here, side.taxes, rate, quantity, limits, _arrives(side, product, day))


def _arrives(side: BuyersSide, product: Product, day: date) -> tuple[date, date] | None:
    """From a parcel sent today and the carrier's quickest to seller and carrier taking all their days: as the order's page will tell."""
    if side.option is None:
        return None
    ready = ready_day(day, ready_days_of([product]))
    return day + timedelta(days=side.option.transit_min_days), ready + timedelta(days=side.option.transit_max_days)


def _price(variant: Variant, quantity: int, market: str, shown: str, day: date) -> tuple[Money | None, Conversion | None]:
    """Of one where so many are bought, in the market's currency: the price the buyer is shown, converted where it is another's."""
    row = next((row for row in variant.prices.all() if row.currency == shown), None)
    if row is None:
        return None, None
    price = scale_of(row).at(quantity)
    if shown == market:
        return price, None
    try:
        conversion = convert(price, market, on=day)
    except NoRate:
        return None, Conversion(price, price.amount, None)
    return conversion.money, conversion
