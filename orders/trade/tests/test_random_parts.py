"""Whatever comes and goes for a call-off in whatever order, the ledger sums to zero after every step, and nothing is kept that is not
owed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.money import Money
from orders.exceptions import OrderRefused
from orders.payments.enums import EFFECTIVE, RefundState
from orders.payments.exceptions import BadMessage, PaymentRefused, ProviderAway
from orders.payments.ledger.selectors import faults
from orders.payments.models import Payment, Refund
from orders.payments.providers.base import RefundAnswer
from orders.payments.providers.sandbox import Sandbox
from orders.payments.services import carry_out_refund, request_refund, retry_refund, settle
from orders.payments.services.parting import send_back_parts_of_ended
from orders.services.cancellation import abandon_group
from orders.tests.factories import make_lane, word_of
from orders.trade.selectors.paying import whole_of
from orders.trade.tests.factories import begin, call, make_contract

pytestmark = pytest.mark.django_db
STEPS = ["begin", "pay", "pay", "again", "refund", "carry", "carry", "refuse", "retry", "abandon", "sweep"]


@pytest.fixture
def called():
    make_lane(currency="USD")
    return call(make_contract(), 2000)


few = settings(max_examples=max(5, settings.default.max_examples // 4))  # each is a dozen transactions and as many looks at all books


@few
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(["deposit", "rest"]), st.integers(1, 4900)), max_size=9))
def test_books_are_true_after_every_step(called, monkeypatch, steps):
    called.group.refresh_from_db()
    with transaction.atomic():
        for step, kind, amount in [("pay", "deposit", 1), *steps]:
            try:
                with transaction.atomic():
                    act(called, monkeypatch, step, kind, amount)
            except (OrderRefused, PaymentRefused, ProviderAway, BadMessage):
                pass
            called.group.refresh_from_db()
            assert list(faults()) == [], step
        settle_down(called, monkeypatch)
        transaction.set_rollback(True)


def act(called, monkeypatch, step: str, kind: str, amount: int) -> None:
    answer = RefundAnswer(b"", is_done=step != "refuse", note="no")
    monkeypatch.setattr(Sandbox, "refund", lambda self, refund: answer)
    match step:
        case "begin":
            begin(called, kind)
        case "pay":
            settle(provider="sandbox", event=word_of(begin(called, kind)))
        case "again":
            for payment in Payment.objects.filter(purpose="call_off"):
                settle(provider="sandbox", event=word_of(payment))
        case "refund":
            request_refund(payment=whole_of(called), amount=Money(Decimal(amount), "USD"), reason="goodwill", key=str(amount))
        case "carry" | "refuse":
            carry_out(kind)
        case "retry":
            if refund := Refund.objects.filter(state=RefundState.REFUSED).first():
                retry_refund(refund=refund, by=None)
        case "abandon":
            abandon_group(group=called.group, by=None)
        case "sweep":
            send_back_parts_of_ended()


def carry_out(kind: str) -> None:
    """The oldest, or the youngest, that waits."""
    waiting = Refund.objects.filter(state=RefundState.WAITING).order_by("pk" if kind == "deposit" else "-pk")
    if refund := waiting.first():
        carry_out_refund(refund=refund)


def settle_down(called, monkeypatch) -> None:
    """Once everybody has answered, what is here is what the whole still has, and nothing of a call-off that ended."""
    monkeypatch.setattr(Sandbox, "refund", lambda self, refund: RefundAnswer(b"", is_done=True))
    send_back_parts_of_ended()
    for _round in range(3):
        for refund in Refund.objects.filter(state=RefundState.REFUSED):
            retry_refund(refund=refund, by=None)
        for refund in Refund.objects.filter(state=RefundState.WAITING).order_by("-pk"):
            try:
                carry_out_refund(refund=refund)
            except ProviderAway:
                continue
    assert not Refund.objects.exclude(state=RefundState.DONE).exists() and list(faults()) == []
    whole = whole_of(called)
    here = sum(part.captured_amount - part.refunded_amount for part in Payment.objects.filter(part_of=whole, state__in=EFFECTIVE))
    if not whole.is_live:
        assert here == whole.captured_amount - whole.refunded_amount
