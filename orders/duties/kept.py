"""Markets and rule books as pages need them, kept in the process for at most a minute: checkouts and product pages ask for the same few
codes a thousand times. What decides about money or a parcel asks selectors.rule_book."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.duties.enums import LimitKind, Regime
from orders.duties.exceptions import NoMarket
from orders.duties.models import Market, RegimeLimit
from orders.duties.rulebook import RuleBook
from orders.duties.selectors import rule_book

KEPT_FOR = 60.0  # seconds: how long a process may answer with rows as they were
MOST_BOOKS = 512  # then the oldest half goes


@dataclass(frozen=True, slots=True)
class Markets:
    by_country: dict[str, Market]
    with_retail: frozenset[int]  # those with rules for cross-border retail on the day


@dataclass(frozen=True, slots=True)
class RetailLimits:
    """What one person may bring in through cross-border retail, by the rows in force; None where no row says."""

    order_max: Money | None
    year_max: Money | None
    keeps_single: bool  # one item that cannot be divided may stay above an order's limit, taxed in full


_limits: dict[tuple[int, str, date], tuple[float, RetailLimits | None]] = {}
_markets: dict[tuple[int, date], tuple[float, Markets]] = {}
_books: dict[tuple, tuple[float, RuleBook]] = {}


def kept_market(country: str, day: date) -> tuple[Market, bool]:
    """The market of a country, and whether it has cross-border retail on the day. Raises NoMarket."""
    key = (current_hub().pk, day)
    until, known = _markets.get(key, (0.0, None))
    if known is None or until < time.monotonic():
        _markets.clear()
        known = _read(day)
        _markets[key] = (time.monotonic() + KEPT_FOR, known)
    if country not in known.by_country:
        raise NoMarket(country)
    market = known.by_country[country]
    return market, market.pk in known.with_retail


def kept_book(market: Market, day: date, codes: Collection[str]) -> RuleBook:
    """The rule book of these codes as it stood at most a minute ago. Raises NoMarket for a market of another hub."""
    key = (market.pk, day, frozenset(codes))
    until, known = _books.get(key, (0.0, None))
    if known is None or until < time.monotonic() or market.hub_id != current_hub().pk:
        known = rule_book(market, day, codes)
        if len(_books) >= MOST_BOOKS:
            for old in list(_books)[: MOST_BOOKS // 2]:
                _books.pop(old, None)
        _books[key] = (time.monotonic() + KEPT_FOR, known)
    return known


def kept_retail_limits(country: str, day: date) -> RetailLimits | None:
    """The limits of cross-border retail into the country, in its market's currency; None where it has none. One query a minute."""
    key = (current_hub().pk, country, day)
    until, known = _limits.get(key, (0.0, None))
    if until < time.monotonic():
        known = _read_limits(country, day)
        if len(_limits) >= MOST_BOOKS:
            _limits.clear()
        _limits[key] = (time.monotonic() + KEPT_FOR, known)
    return known


def forget_books() -> None:
    """After a change of rows: the next page reads them anew (other processes follow within a minute)."""
    _limits.clear()
    _markets.clear()
    _books.clear()


def _read(day: date) -> Markets:
    retail = RegimeLimit.objects.in_force_on(day).filter(regime=Regime.CROSS_BORDER).values_list("market_id", flat=True)
    found = {country: market for market in Market.objects.order_by("-pk") for country in market.countries}
    return Markets(found, frozenset(retail))


def _read_limits(country: str, day: date) -> RetailLimits | None:
    rows = RegimeLimit.objects.in_force_on(day).filter(regime=Regime.CROSS_BORDER, market__countries__contains=[country])
    found = list(rows.select_related("market").order_by("market"))
    if not found:
        return None
    amounts = {LimitKind(row.kind): row.amount for row in found}
    currency = found[0].market.currency
    order, year = (
        Money(amounts[kind], currency).rounded() if kind in amounts else None for kind in (LimitKind.ORDER_MAX, LimitKind.YEAR_MAX)
    )
    return RetailLimits(order, year, bool(amounts.get(LimitKind.SINGLE_ITEM)))
