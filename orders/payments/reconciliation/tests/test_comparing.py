"""A day of ours against a day of theirs: what asking puts right, and what becomes a row for an officer."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.tests.factories import make_kenya
from marketplace.jobs.models import Job
from marketplace.money import Money
from orders.payments.enums import PaymentState, RefundReason, RefundState
from orders.payments.exceptions import ProviderAway, UnknownProvider
from orders.payments.models import Payment, Refund
from orders.payments.reconciliation.enums import DifferenceState, Kind, RunState
from orders.payments.reconciliation.metrics import WORDS, DifferenceCollector
from orders.payments.reconciliation.models import AmountDiffers, Difference, OrderWithoutPayment, PaidWithoutOrder, Run
from orders.payments.reconciliation.services import CannotResolve, explain, look_again, reconcile_day, send_back
from orders.payments.reconciliation.tasks import reconcile_nightly, yesterday_there
from orders.payments.sandbox import faults
from orders.payments.sandbox.alipay import trades
from orders.payments.sandbox.alipay.trades import Trade, TradeStatus
from orders.payments.services import receive_notification, request_refund
from orders.payments.tests.factories import make_payment, make_route, notice_body
from orders.payments.tests.wire import jump, state_of, trade_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]
PAID = {"status": TradeStatus.TRADE_SUCCESS}


def today():
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def compare() -> Run:
    return reconcile_day(books="sandbox", day=today())


def gauges() -> dict[str, float]:
    return {family.name: family.samples[0].value for family in DifferenceCollector().collect()}


def taken_there(number: str, amount: str = "55.00") -> Trade:
    """Money at the wallet that no payment of ours asked for."""
    return trades.save(Trade(out_trade_no=number, total=Decimal(amount), paid_at=time.time(), **PAID))


def test_day_without_faults_has_no_differences(buyer, run_waiting_jobs):
    for key in ("a", "b"):
        buyer.act(make_payment(key=key), "pay")
    buyer.act(make_payment(key="c"), "refuse")
    run_waiting_jobs()
    paid = Payment.objects.get(key="a")
    request_refund(payment=paid, amount=Money(Decimal("100.00"), "CNY"), reason=RefundReason.GOODWILL, key="x")
    run_waiting_jobs()

    run = compare()

    assert (run.state, run.lines, run.payments, run.healed, run.found) == (RunState.DONE, 3, 2, 0, 0)
    assert not Difference.objects.exists()


def test_day_without_sales_is_no_fault():
    run = compare()

    assert (run.state, run.lines, run.found) == (RunState.DONE, 0, 0)


def test_lost_message_is_put_right(buyer, book):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lose")

    run = compare()

    assert (run.healed, run.found, state_of(payment), book.paid) == (1, 0, PaymentState.PAID, ["T-1"])


def test_money_for_a_dead_payment_goes_back(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "expire")
    jump(state=PaymentState.EXPIRED, ended_at=timezone.now())
    buyer.act(payment, "pay-anyway", behaviour="lose")

    run = compare()
    run_waiting_jobs()

    assert (run.healed, run.found, state_of(payment)) == (1, 0, PaymentState.REFUNDED) and trade_of(payment).refunded == payment.amount


def test_money_nobody_asked_for_is_listed_counted_and_sent_back(run_waiting_jobs):
    trade = taken_there("FROM-THE-CONSOLE")

    first, second = compare(), compare()
    row = PaidWithoutOrder.objects.get()
    assert (first.found, second.found, row.theirs, row.ours) == (1, 1, Money(Decimal("55.00"), "CNY"), Money(Decimal("0.00"), "CNY"))
    assert gauges() == {name: int(name == "isoko_paid_without_order") for name, _words in WORDS.values()}

    send_back(difference=row, by=None)
    run_waiting_jobs()
    third = compare()

    row = Difference.objects.get()
    assert row.state == DifferenceState.SENT_BACK and row.refund.state == RefundState.DONE and row.refund.reason == RefundReason.STRAY
    assert trades.by_trade_no(trade.app_id, trade.trade_no).refunded == trade.total
    assert (third.found, gauges()["isoko_paid_without_order"]) == (0, 0)
    with pytest.raises(CannotResolve):
        send_back(difference=row, by=None)
    assert Refund.objects.count() == 1


def test_payment_of_ours_that_the_wallet_will_not_speak_of_is_listed_and_asked_again(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lose")
    faults.order(gateway="alipay", step="query", kind="unknown", times=1)

    run = compare()
    row = PaidWithoutOrder.objects.get()
    assert (run.found, row.payment, state_of(payment)) == (1, payment, PaymentState.PENDING)
    with pytest.raises(CannotResolve, match="ask the provider again"):
        send_back(difference=row, by=None)

    row = look_again(difference=row, by=None)

    assert (row.state, state_of(payment), book.paid) == (DifferenceState.HEALED, PaymentState.PAID, ["T-1"])


def test_row_is_closed_by_the_next_comparison_when_both_agree(buyer):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lose")
    faults.order(gateway="alipay", step="query", kind="unknown", times=1)
    compare()

    run = compare()

    assert (run.found, Difference.objects.get().state) == (0, DifferenceState.HEALED)


def test_order_whose_money_the_wallet_does_not_know_is_listed_and_explained():
    payment = make_payment()
    receive_notification(provider="sandbox", headers={}, raw_body=notice_body(payment))

    run = compare()
    row = OrderWithoutPayment.objects.get()
    assert (run.found, row.payment, row.ours) == (1, payment, payment.money)
    assert look_again(difference=row, by=None).state == DifferenceState.OPEN
    for act in (lambda: send_back(difference=row, by=None), lambda: explain(difference=row, note=" ", by=None)):
        with pytest.raises(CannotResolve):
            act()

    explain(difference=row, note="The wallet lost its books; see letter 14", by=None)
    assert compare().found == 0 and Difference.objects.get().state == DifferenceState.EXPLAINED


def test_payment_noted_after_midnight_is_no_difference(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    trades.save(replace(trade_of(payment), paid_at=time.time() - 86_400))

    assert compare().found == 0
    assert reconcile_day(books="sandbox", day=today() - timedelta(days=1)).found == 0


def test_what_came_too_much_is_listed_and_sent_back(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    trades.save(replace(trade_of(payment), total=payment.amount + 10))

    compare()
    row = AmountDiffers.objects.get()
    assert (row.their_amount, row.our_amount) == (payment.amount + 10, payment.amount)
    send_back(difference=row, by=None)
    run_waiting_jobs()

    assert trade_of(payment).refunded == 10 and state_of(payment) == PaymentState.PAID


def test_refund_whose_answer_was_lost_is_written_down(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    refund = request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")
    trades.give_back(trade_of(payment), refund.reference, refund.amount)

    run = compare()

    assert (run.healed, run.found, state_of(payment)) == (1, 0, PaymentState.REFUNDED)


@pytest.mark.parametrize("kind", ["unknown", "silent", "forge"])
def test_list_that_cannot_be_had_is_a_failed_run_that_the_job_tries_again(run_waiting_jobs, kind):
    taken_there("X")
    faults.order(gateway="alipay", step="bill", kind=kind)
    for _ in range(2):
        reconcile_nightly()
    assert Job.objects.filter(kind="reconciliation.day").count() == 4  # two lists and two who are asked, each once
    Job.objects.exclude(key__contains="sandbox").delete()
    Job.objects.filter(kind="reconciliation.day").update(payload={"books": "sandbox", "day": str(today())})

    for _ in range(2):
        run_waiting_jobs("reconciliation.day")
        jump()

    assert list(Run.objects.order_by("pk").values_list("state", flat=True)) == [RunState.FAILED, RunState.DONE]
    assert PaidWithoutOrder.objects.count() == 1


def test_list_nobody_gives_is_refused(settings):
    with pytest.raises(UnknownProvider):
        reconcile_day(books="cowries", day=today())
    settings.SANDBOX_URL = "http://127.0.0.1:9"
    with pytest.raises(ProviderAway):
        compare()


def test_yesterday_is_the_providers():
    late = datetime(2026, 11, 22, 17, 0, tzinfo=ZoneInfo("UTC"))

    assert (str(yesterday_there("Asia/Shanghai", late)), str(yesterday_there("UTC", late))) == ("2026-11-22", "2026-11-21")


@pytest.mark.parametrize("kind", list(Kind))
def test_lists_do_not_mix(kind, hub):
    Difference.objects.create(hub=hub, kind=kind, books="sandbox", provider="sandbox", day=today(), reference="R", currency="CNY")

    counts = {model.KIND: model.objects.open().count() for model in Difference.__subclasses__()}
    assert counts == {one: int(one == kind) for one in Kind}


def test_another_hubs_money_is_its_own_and_a_strangers_is_listed_once(buyer, run_waiting_jobs):
    """One contract serves two hubs: its list names none of them."""
    for key in ("a", "b"):
        buyer.act(make_payment(key=key), "pay")
    run_waiting_jobs()
    paid = Payment.objects.get(key="a")
    request_refund(payment=paid, amount=paid.money, reason=RefundReason.CANCELLED, key="all")
    run_waiting_jobs()
    taken_there("STRANGER")
    make_route("CNY")
    kenya = make_kenya()
    with use_hub(kenya):
        make_route("USD")
        theirs = compare()
        assert (theirs.state, theirs.payments, theirs.found) == (RunState.DONE, 0, 0)

    ours = compare()
    assert (ours.payments, ours.found) == (2, 1)
    assert [row.reference for row in Difference.across_hubs.all()] == ["STRANGER"]


@pytest.mark.parametrize("count", [1, 3])
def test_long_list_costs_no_more_questions_than_a_short_one(buyer, run_waiting_jobs, django_assert_num_queries, count):
    for number in range(count):
        buyer.act(make_payment(key=str(number)), "pay")
    run_waiting_jobs()

    # the run; payments; route; paid and refunded that day; open rows twice; the run again; nothing a line. And once, for all fees that
    # are new: known ones twice, a lock, settlements, the entry with its number, accounts and fees, and the savepoint of a test.
    with django_assert_num_queries(20):
        run = compare()

    assert (run.lines, run.found) == (count, 0)
