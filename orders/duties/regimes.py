"""Which way through customs an order goes, and why. Nothing of it is allowed because nobody knows better."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.money import Money
from orders.duties.consignment import Consignment
from orders.duties.enums import Channel, LimitKind, Listing, Reason, Regime
from orders.duties.rulebook import Rule, RuleBook, rules_of


@dataclass(frozen=True)
class Allowance:
    """What a person may still buy this year through the consumer regime: `left` after this order."""

    year_max: Money
    spent: Money
    counted: Money
    rule: Rule

    @property
    def left(self) -> Money:
        left = self.year_max - self.spent - self.counted
        return left if left.amount > 0 else Money.zero(left.currency)


@dataclass(frozen=True)
class Choice:
    """The regime, the reason, the rows it rests on, and the allowance where one is kept and known."""

    regime: Regime
    reason: Reason
    rules: tuple[Rule, ...] = ()
    allowance: Allowance | None = None
    lines: tuple[str, ...] = ()  # keys of the goods that the reason is about


def choose(asked: Consignment, value: Money | None, book: RuleBook) -> Choice:
    """The regime of the whole order; `value` is what a consumer pays with freight and insurance, without tax (None: unknown)."""
    if not asked.buyer.in_territory:
        return Choice(Regime.UNKNOWN, Reason.OUTSIDE_TERRITORY)
    if asked.buyer.is_company:
        return Choice(Regime.GENERAL, Reason.COMPANY)
    if asked.channel == Channel.CARGO:
        return _general(asked, Reason.DECLARED_AS_CARGO, book)
    if asked.channel == Channel.PERSONAL:
        return _parcel(asked, value, book)
    if not book.has_regime(Regime.CROSS_BORDER):
        return _general(asked, Reason.ONLY_REGIME, book)
    return _cross_border(asked, value, book)


def _general(asked: Consignment, reason: Reason, book: RuleBook, rules: tuple[Rule, ...] = ()) -> Choice:
    """General trade leaves the person's year as it is."""
    year = book.limit(Regime.CROSS_BORDER, LimitKind.YEAR_MAX)
    spent, allowance = asked.buyer.year_spent, None
    if year and spent is not None:
        allowance = Allowance(Money(year.amount, book.currency).rounded(), spent, Money.zero(book.currency), year.rule)
    return Choice(Regime.GENERAL, reason, rules, allowance)


def _parcel(asked: Consignment, value: Money | None, book: RuleBook) -> Choice:
    if not book.has_regime(Regime.PARCEL):
        return _general(asked, Reason.ONLY_REGIME, book)
    most = book.limit(Regime.PARCEL, LimitKind.ORDER_MAX)
    single = book.limit(Regime.PARCEL, LimitKind.SINGLE_ITEM)
    if most is None:
        return Choice(Regime.UNKNOWN, Reason.LIMIT_MISSING)
    if value is None:
        return Choice(Regime.UNKNOWN, Reason.VALUE_UNKNOWN)
    if value.amount <= most.amount:
        return Choice(Regime.PARCEL, Reason.PARCEL_WITHIN, rules_of([most]))
    if single is not None and single.amount and _is_single(asked):
        return Choice(Regime.PARCEL, Reason.PARCEL_SINGLE, rules_of([most, single]))
    return _general(asked, Reason.PARCEL_OVER, book, rules_of([most]))


def _cross_border(asked: Consignment, value: Money | None, book: RuleBook) -> Choice:
    entries = {line.key: book.entry(line.code) for line in asked.goods}
    for listing, regime, reason in (
        (Listing.NOT_LISTED, Regime.NOT_ALLOWED, Reason.NOT_LISTED),
        (None, Regime.UNKNOWN, Reason.LIST_UNKNOWN),
        (Listing.CONDITIONAL, Regime.UNKNOWN, Reason.LIST_CONDITION),
    ):
        about = {key: entry for key, entry in entries.items() if (entry.listing if entry else None) == listing}
        if about:
            return Choice(regime, reason, rules_of(about.values()), lines=tuple(about))
    if not asked.buyer.identity_complete:
        return Choice(Regime.NOT_ALLOWED, Reason.NO_IDENTITY)
    return _within_limits(asked, value, book, rules_of(entries.values()))


def _within_limits(asked: Consignment, value: Money | None, book: RuleBook, listed: tuple[Rule, ...]) -> Choice:
    order, year, single = (
        book.limit(Regime.CROSS_BORDER, kind) for kind in (LimitKind.ORDER_MAX, LimitKind.YEAR_MAX, LimitKind.SINGLE_ITEM)
    )
    spent = asked.buyer.year_spent
    if order is None or year is None:
        return Choice(Regime.UNKNOWN, Reason.LIMIT_MISSING, listed)
    if value is None:
        return Choice(Regime.UNKNOWN, Reason.VALUE_UNKNOWN, listed)
    if spent is None:
        return Choice(Regime.UNKNOWN, Reason.YEAR_UNKNOWN, listed)
    is_single = value.amount > order.amount and single is not None and bool(single.amount) and _is_single(asked)
    if value.amount > order.amount and not is_single:
        return _general(asked, Reason.OVER_ORDER, book, rules_of([order]))
    if spent.amount + value.amount > year.amount:
        return _general(asked, Reason.OVER_YEAR, book, rules_of([year]))
    allowance = Allowance(Money(year.amount, book.currency).rounded(), spent, value, year.rule)
    if is_single:
        return Choice(Regime.CROSS_BORDER_FULL, Reason.SINGLE_ITEM, (*listed, *rules_of([order, year, single])), allowance)
    return Choice(Regime.CROSS_BORDER, Reason.WITHIN_LIMITS, (*listed, *rules_of([order, year])), allowance)


def _is_single(asked: Consignment) -> bool:
    return len(asked.goods) == 1 and asked.goods[0].pieces == 1 and asked.goods[0].is_indivisible
