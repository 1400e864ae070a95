"""Whatever is sold, refunded, paid out and bounced in whatever order: no payout is above what was earned, and nothing is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from marketplace.money import Money, precision, total
from orders.payments.exceptions import PaymentRefused
from orders.payments.ledger.enums import AccountKind, Item, RuleKind
from orders.payments.ledger.models import Posting
from orders.payments.ledger.selectors import faults, owed_to, trial_balance
from orders.payments.ledger.tests.factories import make_rule, refund
from orders.payments.payouts.enums import PayoutState
from orders.payments.payouts.models import Payout
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.services.sending import mark_paid, mark_returned, withdraw
from orders.payments.payouts.tests.factories import earn, make_firm, make_rate, make_schedule, send

pytestmark = pytest.mark.django_db
CURRENCIES = ["CNY", "USD", "RWF"]


def money(draw, currency: str) -> Money:
    return Money(Decimal(draw(st.integers(1, 9_999_999))).scaleb(-precision(currency)), currency)


@st.composite
def lives(draw):
    """Rates, and steps in the life of two firms."""
    steps = []
    for _ in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(["sell", "sell", "refund", "prepare", "send", "bounce", "stop"]))
        steps.append((kind, draw(st.integers(0, 1)), money(draw, draw(st.sampled_from(CURRENCIES))), draw(st.integers(1, 1_000))))
    rates = {currency: draw(st.decimals("0.01", "2000", places=6)) for currency in ("CNY", "USD")}
    return rates, draw(st.integers(0, 20_000)), draw(st.integers(0, 5_000)), steps


@pytest.fixture
def firms():
    return [make_firm("Coocamu"), make_firm("Agaseke", momo=True)]


@given(life=lives())
def test_no_payout_is_above_what_was_earned(book, firms, life):
    with transaction.atomic():
        live(book, firms, life)
        transaction.set_rollback(True)


def live(book, firms, life) -> None:
    rates, commission, minimum, steps = life
    make_schedule(str(minimum))
    make_rule(str(Decimal(commission) / 100_000))
    make_rule("0.18", RuleKind.COMMISSION_TAX)
    for currency, rate in rates.items():
        make_rate(currency, str(rate))
    payments = []
    for number, (kind, place, amount, share) in enumerate(steps):
        prepared, sent = (list(Payout.objects.filter(state=state)) for state in (PayoutState.PREPARED, PayoutState.SENT))
        match kind:
            case "sell":
                payments.append((earn(book, firms[place], f"A-{number}", amount), f"A-{number}"))
            case "refund" if payments:
                payment, part = payments[share % len(payments)]
                give_back(payment, (payment.captured * (Decimal(share) / 1_000)).rounded(), part)
            case "prepare":
                prepare_payouts()
            case "send" if prepared:
                send(prepared[0])
            case "bounce" if sent:
                if share % 2:
                    mark_paid(payout=sent[0])
                mark_returned(payout=sent[0], reason="closed")
            case "stop" if prepared:
                withdraw(payout=prepared[0], reason="wrong", by=None)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    check(firms, minimum)


def give_back(payment, amount: Money, part: str) -> None:
    payment.refresh_from_db()
    try:
        refund(payment, amount, part)
    except PaymentRefused:
        pass


def check(firms, minimum: int) -> None:
    assert list(faults()) == []
    balances: dict[str, Decimal] = {}
    for account, held in trial_balance():
        balances[account.currency] = balances.get(account.currency, Decimal(0)) + held.amount
    assert set(balances.values()) <= {Decimal(0)}
    for payout in Payout.objects.prefetch_related("sums__payout", "lines"):
        assert payout.money == total([line.result for line in payout.sums.all()], payout.currency) and payout.amount >= max(minimum, 1)
        assert payout.money == payout.money.rounded()
        for line in payout.sums.all():
            mine = [each.money for each in payout.lines.all() if each.currency == line.currency]
            assert line.money == total(mine, line.currency)
    for firm in firms:
        for currency in CURRENCIES:
            of_firm = Posting.objects.filter(account__kind=AccountKind.PAYABLE, account__seller=firm, account__currency=currency)
            earned = -sum((posting.amount for posting in of_firm.exclude(item=Item.PAYOUT)), Decimal(0))
            paid = sum((posting.amount for posting in of_firm.filter(item=Item.PAYOUT)), Decimal(0))
            owed = sum((each.amount for each in owed_to(firm, AccountKind.PAYABLE) if each.currency == currency), Decimal(0))
            unpaid = -sum((posting.amount for posting in of_firm.filter(payout_line=None).exclude(item=Item.PAYOUT)), Decimal(0))
            assert owed == earned - paid == unpaid  # what is not in a payout is owed, and nothing else
