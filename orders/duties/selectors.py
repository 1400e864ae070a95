"""From the rows of the database to the plain rule book of one market and day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from marketplace.hubs.context import current_hub
from orders.duties.enums import LimitKind, Listing, RateKind, Regime
from orders.duties.exceptions import NoMarket
from orders.duties.models import AdmissionRule, ListedGoods, Market, MarketRow, RegimeLimit, TaxRate
from orders.duties.rulebook import Entry, Limit, Rate, Rule, RuleBook, prefixes_of


def market_of(country: str) -> Market:
    """The market that a country (ISO 3166 alpha-2) belongs to. Raises NoMarket where none is on record."""
    market = Market.objects.filter(countries__contains=[country]).order_by("pk").first()
    if market is None:
        raise NoMarket(country)
    return market


def rule_book(market: Market, day: date | None = None, codes: Collection[str] | None = None) -> RuleBook:
    """What is in force in the market on the day (today by its own clock), of the goods with these codes alone where they are named: a
    whole tariff has ten thousand lines. Raises NoMarket for a market of another hub."""
    if market.hub_id != current_hub().pk:
        raise NoMarket(market.code)
    day = day or timezone.localdate(timezone=ZoneInfo(market.time_zone))
    about = {} if codes is None else {"hs_prefix__in": sorted({prefix for code in codes for prefix in prefixes_of(code)})}
    return RuleBook(
        market=market.code,
        currency=market.currency,
        day=day,
        levies=tuple(market.levies),
        rates=[
            Rate(
                kind=RateKind(row.kind),
                prefix=row.hs_prefix,
                rule=_rule(row),
                percent=row.percent,
                per_kg=row.per_kg,
                origin=row.origin,
                proof=row.proof,
                needs_direct_transport=row.needs_direct_transport,
            )
            for row in TaxRate.objects.in_force_on(day).filter(market=market, **about)
        ],
        limits=[
            Limit(Regime(row.regime), LimitKind(row.kind), row.amount, _rule(row))
            for row in RegimeLimit.objects.in_force_on(day).filter(market=market)
        ],
        entries=[
            Entry(row.hs_prefix, Listing(row.listing), _rule(row))
            for row in ListedGoods.objects.in_force_on(day).filter(market=market, **about)
        ],
    )


def admission_rules(market: Market, day: date, code: str, way: str) -> list[AdmissionRule]:
    """What the market asks on that day of goods of the code that come by this way (a Channel), the general before the particular."""
    rows = AdmissionRule.objects.in_force_on(day).filter(market=market, hs_prefix__in=prefixes_of(code), way__in=("", way))
    return sorted(rows, key=lambda row: (len(row.hs_prefix), row.code))


def _rule(row: MarketRow) -> Rule:
    return Rule(
        table=row._meta.model_name,
        row=row.pk,
        source=row.source,
        source_date=row.source_date,
        confidence=row.confidence,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        note=row.note,
    )
