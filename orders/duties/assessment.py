"""What is taken at the border, line by line: base, rate, amount and the row that says so. A missing rate stays missing: its amount is
None, and the total then says that it is not whole.

Each tax of each line is rounded once, half up, to the currency's own precision (marketplace.money); what is worked out from it takes
the rounded amount, so that every printed figure can be worked out again from those above it. Rules and sources: docs/landed-cost.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from marketplace.approval.enums import Confidence
from marketplace.money import CurrencyMismatch, Money, total
from orders.duties.consignment import Consignment, Goods
from orders.duties.customs_value import CustomsValue, customs_value
from orders.duties.duty_column import duty_rate
from orders.duties.enums import CONSUMER_REGIMES, Gap, Levy, LimitKind, RateKind, Regime
from orders.duties.regimes import Choice, choose
from orders.duties.rulebook import Rate, Rule, RuleBook

WAIVER = "waiver"
CONSUMER_LEVIES = (Levy.DUTY, Levy.CONSUMPTION, Levy.VAT)
ORDER_OF_LEVIES = (Levy.DUTY, Levy.ADDITIONAL, Levy.CONSUMPTION, Levy.VAT, Levy.PARCEL)
ONE, HUNDRED = Decimal(1), Decimal(100)


@dataclass(frozen=True)
class TaxLine:
    """One levy on one line of goods. `share` is the part of it that the regime takes; `rules` are the rows it rests on."""

    goods: str
    levy: str
    base: Money | None
    rate: Rate | None
    share: Decimal
    amount: Money | None
    rules: tuple[Rule, ...] = ()
    gap: Gap | None = None

    @property
    def is_unverified(self) -> bool:
        return any(rule.confidence != Confidence.VERIFIED for rule in self.rules)


@dataclass(frozen=True)
class Assessment:
    market: str
    currency: str
    day: date
    choice: Choice
    value: CustomsValue
    lines: tuple[TaxLine, ...]

    @property
    def regime(self) -> Regime:
        return self.choice.regime

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing. Otherwise `total` is only what is known of it, never the sum to pay."""
        return bool(self.lines) and all(line.amount is not None for line in self.lines)

    @property
    def total(self) -> Money:
        return total([line.amount for line in self.lines if line.amount is not None], self.currency)

    def of(self, levy: str) -> Money | None:
        """One levy over all goods; None where a part of it is unknown."""
        amounts = [line.amount for line in self.lines if line.levy == levy]
        return None if None in amounts else total(amounts, self.currency)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        found = [line.gap for line in self.lines if line.gap] or ([] if self.lines else [self.value.gap or Gap.REGIME])
        return tuple(dict.fromkeys(found))

    @property
    def is_unverified(self) -> bool:
        """Whether any row it rests on is general knowledge that nobody has held against its source."""
        rules = [*self.choice.rules, *(rule for line in self.lines for rule in line.rules)]
        return any(rule.confidence != Confidence.VERIFIED for rule in rules)


def assess(asked: Consignment, book: RuleBook) -> Assessment:
    """Duty and taxes of a consignment by the rows of its market and day. Raises CurrencyMismatch for an amount in another currency
    than the market's, ValueError where more is taken off a price than it is."""
    for amount in asked.amounts:
        if amount.currency != book.currency:
            raise CurrencyMismatch(f"{amount.currency} and {book.currency}")
    paid = customs_value(asked, with_freight=True, to_the_door=True)
    choice = choose(asked, paid.total, book)
    if choice.regime in (Regime.UNKNOWN, Regime.NOT_ALLOWED):
        return Assessment(book.market, book.currency, book.day, choice, paid, ())
    extra: tuple[Rule, ...] = ()
    if choice.regime == Regime.GENERAL:
        paid, extra = _border_value(asked, book)
    lines = [
        line for place, goods in enumerate(asked.goods) for line in _Column(asked, goods, place, paid, choice.regime, book, extra).lines()
    ]
    return Assessment(book.market, book.currency, book.day, choice, paid, (*lines, *_waiver(lines, choice.regime, book)))


def _border_value(asked: Consignment, book: RuleBook) -> tuple[CustomsValue, tuple[Rule, ...]]:
    belongs = book.limit(Regime.GENERAL, LimitKind.FREIGHT_IN_VALUE)
    if belongs is None:
        return CustomsValue(None, gap=Gap.RULE), ()
    return customs_value(asked, with_freight=bool(belongs.amount)), (belongs.rule,)


def _waiver(lines: Sequence[TaxLine], regime: Regime, book: RuleBook) -> list[TaxLine]:
    """A small sum is not taken at all. It is judged on the sum of a declaration, and only where that is known."""
    if any(line.amount is None for line in lines):
        return []
    due = total([line.amount for line in lines], book.currency)
    below, up_to = book.limit(regime, LimitKind.WAIVED_BELOW), book.limit(regime, LimitKind.WAIVED_UP_TO)
    for limit, is_waived in ((below, below and due.amount < below.amount), (up_to, up_to and due.amount <= up_to.amount)):
        if is_waived and due:
            return [TaxLine("", WAIVER, due, None, ONE, due * -1, (limit.rule,))]
    return []


class _Column:
    """The levies on one line of goods, from the top down: each may need those above it."""

    def __init__(
        self,
        asked: Consignment,
        goods: Goods,
        place: int,
        value: CustomsValue,
        regime: Regime,
        book: RuleBook,
        extra: tuple[Rule, ...],
    ) -> None:
        self.asked, self.goods, self.regime, self.book = asked, goods, regime, book
        self.whole, self.value, self.gap = value.total, value.lines[place] if value.lines else None, value.gap
        self.extra = extra
        self.is_consumer = regime in CONSUMER_REGIMES
        self.above: list[Money | None] = []  # the levies so far, in full

    def lines(self) -> list[TaxLine]:
        if self.regime == Regime.PARCEL:
            levies: Sequence[str] = (Levy.PARCEL,)
        else:
            levies = CONSUMER_LEVIES if self.is_consumer else [levy for levy in ORDER_OF_LEVIES if levy in self.book.levies]
        return [self._line(Levy(levy)) for levy in levies]

    def _line(self, levy: Levy) -> TaxLine:
        base, gap = self._base(levy)
        share, share_rules, has_share = self._share(levy)
        rate, rate_rules = self._rate(levy, base)
        rules = tuple(dict.fromkeys((*rate_rules, *share_rules, *(self.extra if levy == Levy.DUTY else ()))))
        if has_share and not share:  # nothing is taken, whatever the rate
            nothing = Money.zero(self.book.currency)
            self.above.append(nothing)
            return TaxLine(self.goods.key, levy, base, None, share, nothing, share_rules)
        if not has_share:
            gap = Gap.RULE
        elif rate is None or not rate.is_known:
            gap = Gap.RATE
        elif rate.per_kg is not None and self.goods.net_kg is None:
            gap = Gap.WEIGHT
        if gap:
            self.above.append(None)
            return TaxLine(self.goods.key, levy, base, rate, share, None, rules, gap)
        full = full_amount(rate, base, self.goods.net_kg)
        self.above.append(full.rounded())
        return TaxLine(self.goods.key, levy, base, rate, share, (full * share).rounded(), rules)

    def _base(self, levy: Levy) -> tuple[Money | None, Gap | None]:
        """What the levy is a share of: the customs value, for consumption tax and VAT with the levies above it."""
        if self.value is None:
            return None, self.gap
        if levy not in (Levy.CONSUMPTION, Levy.VAT):
            return self.value, None
        if None in self.above:
            return None, Gap.BASE
        return total([self.value, *self.above], self.book.currency), None

    def _share(self, levy: Levy) -> tuple[Decimal, tuple[Rule, ...], bool]:
        """The part of a levy that the regime takes, the row that says so, and whether it is known. Taken in full outside the limits."""
        if self.regime != Regime.CROSS_BORDER:
            return ONE, (), True
        kind = LimitKind.DUTY_SHARE if levy == Levy.DUTY else LimitKind.TAX_SHARE
        row = self.book.limit(Regime.CROSS_BORDER, kind)
        return (row.amount, (row.rule,), True) if row else (ONE, (), False)

    def _rate(self, levy: Levy, base: Money | None) -> tuple[Rate | None, tuple[Rule, ...]]:
        if levy == Levy.DUTY and not self.is_consumer:
            return duty_rate(self.asked, self.goods, self.whole, base, self.book)
        kind = RateKind.MFN if levy == Levy.DUTY else RateKind(levy)
        rate = self.book.rate(kind, self.goods.code, self.goods.origin)
        return rate, (rate.rule,) if rate else ()


def full_amount(rate: Rate, base: Money, net_kg: Decimal | None) -> Money:
    """A levy on its base before any share, not rounded. Consumption tax is a share of a price that contains it."""
    if rate.per_kg is not None:
        return Money(rate.per_kg * net_kg, base.currency)
    if rate.kind == RateKind.CONSUMPTION:
        return Money(base.amount * rate.percent / (HUNDRED - rate.percent), base.currency)
    return Money(base.amount * rate.percent / HUNDRED, base.currency)
