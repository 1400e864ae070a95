"""Which column of the tariff a line falls under: preference, most-favoured nation or general."""

from __future__ import annotations

from decimal import Decimal

from marketplace.money import Money
from orders.duties.consignment import Consignment, Goods
from orders.duties.enums import LimitKind, RateKind, Regime
from orders.duties.rulebook import Rate, Rule, RuleBook


def duty_rate(
    asked: Consignment, goods: Goods, whole: Money | None, base: Money | None, book: RuleBook
) -> tuple[Rate | None, tuple[Rule, ...]]:
    """The rate of a line with the rows it rests on. The general column counts where a row names the origin, or the origin is unknown.
    A preference counts with its proof and its transport, and never makes the duty dearer."""
    general = book.rate(RateKind.GENERAL, goods.code, goods.origin)
    if general:
        return general, (general.rule,)
    mfn = book.rate(RateKind.MFN, goods.code, goods.origin) if goods.origin else None
    preference = book.rate(RateKind.PREFERENCE, goods.code, goods.origin) if goods.origin else None
    is_open, rules = _is_open(preference, asked, whole, book)
    if not is_open or _is_dearer(preference, mfn, base, goods.net_kg):
        return mfn, (mfn.rule,) if mfn else ()
    return preference, (preference.rule, *rules)


def _is_open(preference: Rate | None, asked: Consignment, whole: Money | None, book: RuleBook) -> tuple[bool, tuple[Rule, ...]]:
    """Whether its conditions are met, and the row that excuses from the proof where one does."""
    if preference is None or not preference.is_known or (preference.needs_direct_transport and not asked.is_direct):
        return False, ()
    if asked.has_origin_proof:
        return True, ()
    limit = book.limit(Regime.GENERAL, LimitKind.NO_PROOF_UP_TO)
    if limit is None or whole is None or whole.amount > limit.amount:
        return False, ()
    return True, (limit.rule,)


def _is_dearer(preference: Rate, mfn: Rate | None, base: Money | None, net_kg: Decimal | None) -> bool:
    if mfn is None or not mfn.is_known:
        return False
    if preference.percent is not None and mfn.percent is not None:
        return preference.percent > mfn.percent
    amounts = [_amount(rate, base, net_kg) for rate in (preference, mfn)]
    return None not in amounts and amounts[0] > amounts[1]


def _amount(rate: Rate, base: Money | None, net_kg: Decimal | None) -> Decimal | None:
    if rate.per_kg is not None:
        return rate.per_kg * net_kg if net_kg is not None else None
    return base.amount * rate.percent / 100 if base is not None else None
