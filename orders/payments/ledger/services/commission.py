"""What is kept back of a sale: which rule counts, and the lines that are frozen with the capture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

import structlog
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money, total
from marketplace.money.rates import NoRate, convert
from orders.payments.ledger.enums import LimitKind, RuleKind
from orders.payments.ledger.models import CommissionLine, CommissionRule, PaymentSplit

log = structlog.get_logger(__name__)


def rules_of(day: date | None = None) -> list[CommissionRule]:
    """Every rule that counts on the day (today in the hub's own zone)."""
    day = day or timezone.localdate(timezone=ZoneInfo(current_hub().time_zone))
    return list(CommissionRule.objects.on(day).select_related("category"))


def chosen_rule(rules: Iterable[CommissionRule], *, kind: str, seller_id: int, path: str = "") -> CommissionRule | None:
    """The most particular rule of the kind for this seller and shelf: seller and shelf, seller, nearest shelf, everybody. Of two
    alike the younger."""
    fits = [
        rule
        for rule in rules
        if rule.kind == kind and rule.seller_id in (None, seller_id) and (rule.category is None or path.startswith(rule.category.path))
    ]
    return max(fits, key=_particular, default=None)


def _particular(rule: CommissionRule) -> tuple:
    depth = rule.category.path.count("/") if rule.category else 0
    return rule.seller_id is not None, depth, rule.valid_from, rule.pk


def frozen_lines(split: PaymentSplit, goods: Sequence[tuple[str, Money]], rules: Sequence[CommissionRule]) -> list[CommissionLine]:
    """The lines of one seller's share, each rounded once on the sum of what its rule chose; not saved."""
    bases: dict[CommissionRule, Money] = defaultdict(lambda: Money.zero(split.currency))
    for path, amount in goods:
        if rule := chosen_rule(rules, kind=RuleKind.COMMISSION, seller_id=split.seller_id, path=path):
            bases[rule] += amount
    lines = [_line(split, rule, base) for rule, base in bases.items()]
    commission = total([line.money for line in lines], split.currency)
    for kind, base in ((RuleKind.COMMISSION_TAX, commission), (RuleKind.WITHHOLDING, split.goods)):
        if rule := chosen_rule(rules, kind=kind, seller_id=split.seller_id):
            lines.append(_line(split, rule, base))
    return [line for line in lines if line.amount]


def _line(split: PaymentSplit, rule: CommissionRule, base: Money) -> CommissionLine:
    amount = (base * rule.rate).rounded()
    line = CommissionLine(
        hub_id=split.hub_id,
        split=split,
        rule=rule,
        kind=rule.kind,
        rate=rule.rate,
        base_amount=base.amount,
        amount=amount.amount,
        currency=split.currency,
    )
    _hold_to_limits(line, rule)
    return line


def _hold_to_limits(line: CommissionLine, rule: CommissionRule) -> None:
    """Raise the amount to the rule's least, never above the base, or lower it to its most; the line says which counted, and at which
    rate. A limit that no rate of the day joins with the sale does not count: never a guess."""
    for kind, limit in ((LimitKind.LEAST, rule.least_amount), (LimitKind.MOST, rule.most_amount)):
        if limit is None or not line.base_amount:
            continue
        told = Money(limit, rule.limit_currency)
        try:
            held = convert(told, line.currency)
        except NoRate:
            log.warning("no rate for a limit of commission", rule=rule.pk, limit=str(told), currency=line.currency)
            continue
        is_beyond = line.amount < held.money.amount if kind == LimitKind.LEAST else line.amount > held.money.amount
        if not is_beyond:
            continue
        line.amount = min(held.money.amount, line.base_amount)
        line.limit_kind, line.limit_amount, line.limit_currency = kind, limit, rule.limit_currency
        if held.row:
            line.limit_rate, line.limit_rate_base = held.row.rate, held.row.base
            line.limit_rate_day, line.limit_rate_source = held.row.day, held.row.source


def kept_by_kind(split: PaymentSplit, lines: Iterable[CommissionLine]) -> dict[str, Money]:
    """What stays kept back of each kind, by how much of the goods stays sold now."""
    kept: dict[str, Money] = {}
    for line in lines:
        kept[line.kind] = kept.get(line.kind, Money.zero(split.currency)) + line.kept(split.sold, split.goods)
    return kept
