"""What is taken off which line. Pure; the steps and a worked table stand in docs/discounts.md.

Of the rules that count by themselves the best one for each line; then at most one code for all of it, on what is left. No line falls
below one minor unit a piece, and all parts sum to the whole to the minor unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from marketplace.money import Money, precision, split_by_largest_remainder, total
from orders.discounts.enums import Why
from orders.discounts.exceptions import CodeRefused
from orders.discounts.terms import Cut, Good, Terms


def best_cuts(goods: Sequence[Good], rules: Iterable[Terms], *, now: datetime) -> dict[int, Cut]:
    """By line, what the best rule that counts by itself takes off it; of two alike the older. A rule's part that a better one takes away
    is not moved to another line."""
    best: dict[int, Cut] = {}
    for terms in sorted(rules, key=lambda terms: terms.id):
        if not terms.counts_at(now):
            continue
        for key, cut in _cuts(terms, goods, {}).items():
            if key not in best or best[key].amount < cut.amount:
                best[key] = cut
    return best


def code_cuts(terms: Terms, goods: Sequence[Good], taken: Mapping[int, Cut], *, now: datetime) -> dict[int, Cut]:
    """By line, what a code takes off what the others left. Raises CodeRefused with the first reason why it counts for nothing."""
    if now < terms.starts_at:
        raise CodeRefused(Why.NOT_BEGUN)
    if now >= terms.ends_at:
        raise CodeRefused(Why.OVER)
    if goods and terms.currency and terms.currency != goods[0].total.currency:
        raise CodeRefused(Why.CURRENCY, currency=terms.currency)
    covered = [good for good in goods if terms.covers(good)]
    if not covered:
        raise CodeRefused(Why.GOODS)
    if missing := _missing(terms, covered):
        raise CodeRefused(Why.MINIMUM, missing=missing)
    cuts = _cuts(terms, goods, {key: cut.amount for key, cut in taken.items()})
    if not cuts:
        raise CodeRefused(Why.LOWEST)
    return cuts


def _cuts(terms: Terms, goods: Sequence[Good], off: Mapping[int, Money]) -> dict[int, Cut]:
    covered = [good for good in goods if terms.covers(good)]
    if not covered:
        return {}
    currency = covered[0].total.currency
    if (terms.currency and terms.currency != currency) or _missing(terms, covered):
        return {}
    left = [good.total - off.get(good.key, Money.zero(currency)) for good in covered]
    parts = _parts(terms, left, [room(good, money) for good, money in zip(covered, left, strict=True)], currency)
    house = _of_house(terms, parts, currency)
    rows = zip(covered, parts, house, strict=True)
    return {good.key: Cut(terms, part, promotion) for good, part, promotion in rows if part}


def room(good: Good, left: Money) -> Money:
    """How much may still be taken off: a minor unit a piece stays."""
    least = Money(Decimal(good.quantity).scaleb(-precision(left.currency)), left.currency)
    return max(left - least, Money.zero(left.currency))


def _missing(terms: Terms, covered: Sequence[Good]) -> Money | None:
    """How much more the goods would have to come to; None where they are enough. Counted before any discount."""
    if terms.minimum is None or terms.minimum.currency != covered[0].total.currency:
        return None
    there = total([good.total for good in covered], terms.minimum.currency)
    return terms.minimum - there if there < terms.minimum else None


def _parts(terms: Terms, left: Sequence[Money], rooms: Sequence[Money], currency: str) -> list[Money]:
    """A percentage is rounded once on the sum and shared by what each line costs; an amount, no more of it than there is room for, by the
    room of each line, so that no line's part is above its room."""
    if terms.percent is not None:
        whole = (total(list(left), currency) * (terms.percent / 100)).rounded()
        return [min(part, most) for part, most in zip(split_by_largest_remainder(whole, _weights(left)), rooms, strict=True)]
    whole = min(terms.off, total(list(rooms), currency))
    return split_by_largest_remainder(whole, _weights(rooms)) if whole else [Money.zero(currency)] * len(rooms)


def _of_house(terms: Terms, parts: Sequence[Money], currency: str) -> list[Money]:
    """The house's part of each, rounded once on the sum."""
    whole = (total(list(parts), currency) * (terms.house_percent / 100)).rounded()
    return split_by_largest_remainder(whole, _weights(parts)) if whole else [Money.zero(currency)] * len(parts)


def _weights(amounts: Sequence[Money]) -> list[Decimal]:
    return [money.amount for money in amounts]


def rules_of(cuts: Iterable[Cut]) -> list[Terms]:
    """Every rule among them once, the older first."""
    return sorted({cut.terms.id: cut.terms for cut in cuts}.values(), key=lambda terms: terms.id)


def without(rules: Iterable[Terms], gone: Collection[int]) -> list[Terms]:
    return [terms for terms in rules if terms.id not in gone]
