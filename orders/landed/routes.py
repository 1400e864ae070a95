"""The ways goods are sold to a market: where to, to whom, and how they are declared there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.look.words import country_name
from marketplace.money import Money
from orders.duties.consignment import Buyer
from orders.duties.enums import Channel, Regime
from orders.duties.kept import kept_market
from orders.duties.models import Market, RegimeLimit
from orders.logistics.models import RateCard

RETAIL, TRADE = "retail", "trade"


@dataclass(frozen=True)
class Route:
    """One market by one way: cross-border retail to a person, or declared as cargo."""

    market: Market
    country: str
    way: str

    @property
    def key(self) -> str:
        return f"{self.country.lower()}-{self.way}"

    @property
    def is_retail(self) -> bool:
        return self.way == RETAIL

    @property
    def channel(self) -> Channel:
        return Channel.CROSS_BORDER if self.is_retail else Channel.CARGO

    @property
    def buyer(self) -> Buyer:
        """Whom the answer is for: in retail a person with given name and number who has bought nothing this year."""
        if self.is_retail:
            return Buyer(is_company=False, identity_complete=True, year_spent=Money.zero(self.market.currency))
        return Buyer(is_company=True)

    @property
    def country_name(self) -> str:
        return country_name(self.country, get_language() or "en")

    @property
    def title(self) -> str:
        country = self.country_name
        if self.is_retail:
            return _("%(country)s, a person (cross-border retail)") % {"country": country}
        return _("%(country)s, a company (general trade)") % {"country": country}


def routes(day: date) -> list[Route]:
    """Every way into every market on record, China's retail first. Of a market with several countries those a carrier has a rate for;
    its first country where none has."""
    served = set(
        RateCard.objects.in_force_on(day).filter(destination_place="").values_list("destination_country", flat=True).order_by().distinct()
    )
    retail = set(RegimeLimit.objects.in_force_on(day).filter(regime=Regime.CROSS_BORDER).values_list("market_id", flat=True))
    found = []
    for market in Market.objects.order_by("pk"):
        countries = [country for country in market.countries if country in served] or market.countries[:1]
        for country in countries:
            ways = (RETAIL, TRADE) if market.pk in retail else (TRADE,)
            found += [Route(market, country, way) for way in ways]
    return found


def route_to(country: str, day: date, *, is_company: bool = False) -> Route:
    """The way goods go to a buyer in the country: cross-border retail to a person where the market has it, else as cargo. Raises
    NoMarket where nothing is on record of the country."""
    market, has_retail = kept_market(country, day)
    return Route(market, country, RETAIL if has_retail and not is_company else TRADE)
