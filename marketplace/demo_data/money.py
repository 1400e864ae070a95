"""What the demo keeps back of a sale, when it pays its sellers, and a first payout. Every rate and account is invented and marked so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_noop

from catalog.models import Category
from marketplace.accounts.models import User
from marketplace.hubs.context import current_hub
from orders.payments.ledger.enums import RuleKind
from orders.payments.ledger.models import CommissionRule, PaymentSplit
from orders.payments.ledger.services.posting import block_part
from orders.payments.payouts.models import Payout, PayoutSchedule
from orders.payments.payouts.selectors import local_today, next_payout_day
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.services.sending import make_batch, mark_paid, release_batch

SINCE = date(2025, 1, 1)
SOURCE = gettext_noop("Demonstration rate; no contract's")
RULES = [
    (RuleKind.COMMISSION, "", "0.05"),
    (RuleKind.COMMISSION, "green-coffee", "0.03"),
    (RuleKind.COMMISSION_TAX, "", "0.18"),
]


def load_terms() -> None:
    """Commission, the tax on it, and the payout days; rows that staff have written since are left alone."""
    hub = current_hub()
    for kind, slug, rate in RULES:
        category = Category.objects.filter(slug=slug).first() if slug else None
        if slug and category is None:
            continue
        defaults = {"rate": Decimal(rate), "source": SOURCE, "is_demonstration": True}
        CommissionRule.objects.get_or_create(hub=hub, kind=kind, category=category, seller=None, valid_from=SINCE, defaults=defaults)
    PayoutSchedule.objects.get_or_create(
        hub=hub,
        valid_from=SINCE,
        defaults={
            "days": [1, 16],
            "currency": hub.currency,
            "minimum": 10_000,
            "hold_days": 0,
            "arrival_days": 14,
            "holder": "Isoko demonstration hub",
            "bic": "DEMORWRW",
            "account": "0000000000001",
            "source": "Demonstration account; no bank's",
            "is_demonstration": True,
        },
    )


def load_payouts(officer: User, second: User, say: Callable[[str], None]) -> None:
    """The largest delivered order of the demo is paid out; the others still wait for their day. Once."""
    earned = PaymentSplit.objects.exclude(earned_at=None).filter(blocked="").order_by("-goods_amount", "pk")
    if Payout.objects.exists() or not earned:
        return
    later = [split.part for split in earned[1:]]
    for part in later:
        block_part(part=part, why="not yet")
    day = _last_payout_day()
    for payout in prepare_payouts(day=day, by=officer):
        release_batch(batch=make_batch(payouts=[payout], by=officer), by=second)
        mark_paid(payout=payout, by=officer, bank_reference="DEMO")
    for part in later:
        block_part(part=part, why="")
    say("a first payout")


def _last_payout_day() -> date:
    today = local_today()
    day = next_payout_day(today - timedelta(days=31), is_inclusive=True)
    while (following := next_payout_day(day)) and following <= today:
        day = following
    return day
