"""Refunds that one side alone knows of: found, and settled by an officer's action. And what the list says of fees."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from marketplace.money import Money
from orders.payments.enums import PaymentState, RefundReason, RefundState
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.models import ProviderFee
from orders.payments.ledger.selectors import balance_of, faults
from orders.payments.models import Payment, Refund
from orders.payments.reconciliation.enums import DifferenceState
from orders.payments.reconciliation.models import Difference, RefundMissing, RefundUnknown, Run
from orders.payments.reconciliation.services import CannotResolve, look_again, reconcile_day, send_again, take_in
from orders.payments.sandbox import faults as sandbox_faults
from orders.payments.sandbox import store
from orders.payments.sandbox.alipay import trades
from orders.payments.sandbox.alipay.trades import Trade, TradeStatus, fee_kept, fee_of
from orders.payments.services import request_refund
from orders.payments.tests.factories import make_payment
from orders.payments.tests.wire import state_of, trade_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]


def today():
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def compare(day=None) -> Run:
    return reconcile_day(books="sandbox", day=day or today())


@pytest.fixture
def paid(buyer, run_waiting_jobs) -> Payment:
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    payment.refresh_from_db()
    return payment


def sent_back(payment: Payment, run_waiting_jobs) -> Refund:
    refund = request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")
    run_waiting_jobs()
    refund.refresh_from_db()
    assert refund.state == RefundState.DONE
    return refund


def lose_there(payment: Payment) -> None:
    """The wallet's books forget what went back."""
    trade = trade_of(payment)
    store.connection().execute("DELETE FROM alipay_refunds WHERE trade_no = ?", (trade.trade_no,))
    trade.refunded, trade.status = Decimal(0), TradeStatus.TRADE_SUCCESS
    trades.save(trade)


def test_refund_missing_there_is_listed_and_sent_again_under_its_number(paid, run_waiting_jobs):
    refund = sent_back(paid, run_waiting_jobs)
    lose_there(paid)

    assert (compare().found, compare().found) == (1, 1)
    row = RefundMissing.objects.get()
    assert (row.refund, row.refund_number, row.their_amount, row.our_amount) == (refund, refund.reference, 0, refund.amount)
    assert look_again(difference=row, by=None).state == DifferenceState.OPEN
    with pytest.raises(CannotResolve):
        take_in(difference=row, by=None)

    row = send_again(difference=row, by=None)

    assert row.state == DifferenceState.HEALED and trade_of(paid).refunded == refund.amount and Refund.objects.count() == 1
    assert compare().found == 0
    with pytest.raises(CannotResolve):
        send_again(difference=row, by=None)


def test_refund_missing_there_that_the_provider_refuses_stays_open(paid, run_waiting_jobs):
    sent_back(paid, run_waiting_jobs)
    lose_there(paid)
    trade = trade_of(paid)
    trade.status = TradeStatus.TRADE_FINISHED
    trades.save(trade)
    compare()

    with pytest.raises(CannotResolve, match="ACQ.TRADE_HAS_FINISHED"):
        send_again(difference=RefundMissing.objects.get(), by=None)
    assert RefundMissing.objects.open().count() == 1


def test_refund_missing_there_closes_itself_when_it_is_found(paid, run_waiting_jobs):
    refund = sent_back(paid, run_waiting_jobs)
    lose_there(paid)
    compare()
    trades.give_back(trade_of(paid), refund.reference, refund.amount)

    assert look_again(difference=RefundMissing.objects.get(), by=None).state == DifferenceState.HEALED


def test_refund_noted_after_midnight_is_no_difference(paid, run_waiting_jobs):
    sent_back(paid, run_waiting_jobs)
    store.connection().execute("UPDATE alipay_refunds SET created_at = ?", (time.time() - 86_400,))

    assert compare().found == 0
    assert compare(today() - timedelta(days=1)).found == 0


def test_refund_of_theirs_is_listed_and_taken_into_our_books(paid):
    trades.give_back(trade_of(paid), "BY-HAND-1", Decimal("5.00"))

    compare()
    row = RefundUnknown.objects.get()
    assert (row.refund_number, row.their_amount, row.our_amount, row.payment) == ("BY-HAND-1", Decimal("5.00"), 0, paid)
    assert look_again(difference=row, by=None).state == DifferenceState.OPEN
    with pytest.raises(CannotResolve):
        send_again(difference=row, by=None)

    row = take_in(difference=row, by=None)

    assert (row.state, row.refund.state, row.refund.reason) == (DifferenceState.HEALED, RefundState.DONE, RefundReason.OUTSIDE)
    assert state_of(paid) == PaymentState.PARTIALLY_REFUNDED and paid.refunded_amount == 5
    assert balance_of(AccountKind.GOODWILL, "CNY").amount + balance_of(AccountKind.UNASSIGNED, "CNY").amount == 5 - paid.amount
    assert not list(faults()) and compare().found == 0
    with pytest.raises(CannotResolve):
        take_in(difference=row, by=None)


def test_refund_of_theirs_beyond_what_is_left_is_not_taken_in(paid):
    request_refund(payment=paid, amount=paid.money, reason=RefundReason.CANCELLED, key="all")
    trades.give_back(trade_of(paid), "BY-HAND-1", Decimal("5.00"))
    compare()

    with pytest.raises(CannotResolve, match="less left"):
        take_in(difference=RefundUnknown.objects.get(), by=None)


def test_refund_we_hold_for_refused_and_they_made_is_written_down(paid, run_waiting_jobs):
    refund = request_refund(payment=paid, amount=paid.money, reason=RefundReason.CANCELLED, key="all")
    Refund.objects.filter(pk=refund.pk).update(state=RefundState.REFUSED)
    Payment.objects.filter(pk=paid.pk).update(refund_requested=0)
    trades.give_back(trade_of(paid), refund.reference, refund.amount)

    run = compare()
    run_waiting_jobs()

    assert (run.healed, run.found, state_of(paid)) == (1, 0, PaymentState.REFUNDED) and not list(faults())


def test_money_of_strangers_that_came_and_went_the_same_day_is_nothing():
    trade = trades.save(Trade(out_trade_no="X", total=Decimal(55), paid_at=time.time(), status=TradeStatus.TRADE_SUCCESS))
    trades.give_back(trade, "X-BACK", Decimal(55))

    assert compare().found == 0 and not Difference.objects.exists()


def test_silence_about_a_refund_is_not_taken_for_agreement(paid, run_waiting_jobs):
    sent_back(paid, run_waiting_jobs)
    store.connection().execute("UPDATE alipay_refunds SET created_at = ?", (time.time() - 86_400,))
    sandbox_faults.order(gateway="alipay", step="refund.query", kind="unknown")

    assert compare().found == 1
    assert compare().found == 0 and Difference.objects.get().state == DifferenceState.HEALED


def test_fees_on_the_list_are_booked_once_and_given_back_with_refunds(paid, run_waiting_jobs):
    compare()
    taken = fee_of(paid.amount, "CNY")
    assert balance_of(AccountKind.FEES, "CNY", owner="sandbox").amount == taken == Decimal("2.40")

    for part in ("100.00", "0.30"):
        request_refund(payment=paid, amount=Money(Decimal(part), "CNY"), reason=RefundReason.GOODWILL, key=part)
        run_waiting_jobs()
    compare(), compare()

    rows = list(ProviderFee.objects.order_by("pk").values_list("payment", "amount"))
    assert rows == [(paid.pk, taken), (paid.pk, Decimal("-0.60"))]  # nothing is given back for thirty cents
    assert balance_of(AccountKind.FEES, "CNY", owner="sandbox").amount == fee_kept(trade_of(paid)) == Decimal("1.80")
    assert not list(faults())
