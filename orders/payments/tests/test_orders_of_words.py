"""Whatever arrives in whatever order: the money is taken once or goes back once, and nothing is lost."""

from datetime import timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from orders.payments import purposes
from orders.payments.enums import PaymentState
from orders.payments.models import Payment, Refund
from orders.payments.purposes import accepted, refuse
from orders.payments.sandbox.alipay.party import forger_key
from orders.payments.sandbox.alipay.trades import TradeStatus
from orders.payments.services import cancel_payment, receive_notification
from orders.payments.services.ending import end_unpaid
from orders.payments.tests.factories import make_payment, notice_body

pytestmark = pytest.mark.django_db
numbers = count(1)
WORDS = ["waiting", "paid", "finished", "closed", "forged", "wrong amount", "other merchant", "rubbish", "expiry", "cancel"]


def say(word: str, payment: Payment) -> None:
    bodies = {
        "waiting": lambda: notice_body(payment, TradeStatus.WAIT_BUYER_PAY),
        "paid": lambda: notice_body(payment, TradeStatus.TRADE_SUCCESS),
        "finished": lambda: notice_body(payment, TradeStatus.TRADE_FINISHED),
        "closed": lambda: notice_body(payment, TradeStatus.TRADE_CLOSED),
        "forged": lambda: notice_body(payment, key=forger_key()),
        "wrong amount": lambda: notice_body(payment, amount="0.01"),
        "other merchant": lambda: notice_body(payment, app_id="2026"),
        "rubbish": lambda: b"trade_status=TRADE_SUCCESS&out_trade_no=" + payment.reference.encode(),
    }
    if word == "expiry":
        Payment.objects.filter(pk=payment.pk).update(expires_at=timezone.now() - timedelta(hours=1))
        row = Payment.objects.get(pk=payment.pk)
        if row.is_live:
            end_unpaid(row, PaymentState.EXPIRED)
    elif word == "cancel":
        cancel_payment(purpose="test", key=payment.key)
    else:
        receive_notification(provider="sandbox", headers={}, raw_body=bodies[word]())


@given(words=st.lists(st.sampled_from(WORDS), max_size=8), wants_it=st.booleans())
def test_money_is_taken_once_or_goes_back_once(book, words, wants_it):
    book.__init__()
    book.answer = accepted if wants_it else refuse("no longer")
    purposes.register("test", on_paid=book.on_paid, on_ended=book.on_ended)
    payment = make_payment(key=f"W-{next(numbers)}")

    for word in words:
        say(word, payment)

    payment.refresh_from_db()
    refunds = list(Refund.objects.filter(payment=payment))
    came = any(word in ("paid", "finished") for word in words)
    assert len(book.paid) <= 1 and len(book.ended) <= 1
    assert payment.captured_amount == (payment.amount if came else Decimal(0))
    if not came:
        assert payment.state in ("pending", "failed", "expired", "cancelled") and not refunds
    elif payment.state == PaymentState.PAID:
        assert book.paid == [payment.key] and wants_it and not refunds and not book.ended
    else:
        assert payment.state == PaymentState.UNWANTED
        assert [refund.money for refund in refunds] == [payment.money]
    first_end = next((word for word in words if word in ("paid", "finished", "closed", "expiry", "cancel")), None)
    assert (payment.state == PaymentState.PAID) == (wants_it and first_end in ("paid", "finished"))
