"""Deposit and rest of a call-off: each a payment of its own by any way, and what becomes of money that is late, double or not wanted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from marketplace.money import Money
from orders.exceptions import NotAllowed
from orders.models import Order
from orders.payments.enums import PaymentState
from orders.payments.exceptions import NotOffered
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.models import PaymentSplit, Posting
from orders.payments.ledger.selectors import faults
from orders.payments.models import Payment, Refund
from orders.payments.providers.bank_transfer.models import ProForma
from orders.payments.providers.bank_transfer.services.importing import import_statement
from orders.payments.providers.bank_transfer.tests.factories import make_account
from orders.payments.providers.base import RefundAnswer
from orders.payments.providers.sandbox import Sandbox
from orders.payments.services import request_refund, retry_refund, settle
from orders.payments.services.parting import send_back_parts_of_ended
from orders.payments.tests.factories import make_route
from orders.services.cancellation import abandon_group, cancel_lines, cancel_order
from orders.services.expiry import release_expired_holds
from orders.services.payment import pay_group
from orders.tests.factories import make_lane, make_user, stock_of, word_of
from orders.trade.exceptions import CallOffRefused
from orders.trade.models import CallOff
from orders.trade.selectors.paying import parts_of, received_for, whole_of
from orders.trade.services.clock import work_overdue
from orders.trade.services.paying import begin_part
from orders.trade.tests.factories import begin, call, make_contract, pay_call_off, pay_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def called():
    """4,900 USD, of which 1,470 are the deposit."""
    make_lane(currency="USD")
    return call(make_contract(), 2000)


@pytest.fixture
def refunds_go(monkeypatch):
    """The payment company sends everything back that it is asked to, and says how often it was asked."""
    asked: list[str] = []

    def refund(self, refund):
        asked.append(refund.reference)
        return RefundAnswer(b"", is_done=True)

    monkeypatch.setattr(Sandbox, "refund", refund)
    return asked


def fresh(called: CallOff) -> CallOff:
    return CallOff.objects.select_related("contract__buyer", "group").get(pk=called.pk)


def states(called: CallOff) -> list[str]:
    return [str(part.state) for part in parts_of(fresh(called))]


def test_deposit_and_rest_come_by_two_payments_and_make_the_order_paid_once(called):
    assert states(called) == ["open", "later"]

    deposit = pay_part(called)

    assert (deposit.state, states(called), str(received_for(fresh(called)))) == ("paid", ["paid", "open"], "1470.00 USD")
    assert called.group.state == "awaiting_payment" and not PaymentSplit.objects.exists() and not list(faults())
    assert settle(provider="sandbox", event=word_of(deposit)).verdict == "repeated"
    rest = pay_part(called, "rest")

    whole = whole_of(called)
    assert (called.group.state, called.group.payment_reference, whole.state) == ("paid", whole.reference, "paid")
    assert [str(each.money) for each in (deposit, rest, whole)] == ["1470.00 USD", "3430.00 USD", "4900.00 USD"]
    assert states(called) == ["paid", "paid"] and stock_of(called.contract.variant) == (98_000, 0)
    assert PaymentSplit.objects.get().goods_amount == 4900 and not list(faults())
    kept = Posting.objects.filter(account__kind=AccountKind.DEPOSIT).values_list("amount", flat=True)
    assert sum(kept) == 0 and settle(provider="sandbox", event=word_of(rest)).verdict == "repeated"


def test_parts_are_paid_in_their_order_by_the_buyer_and_by_ways_that_staff_opened(called):
    facts = {"return_url": "/trade/", "by": called.contract.buyer}
    for kind in ("rest", "everything", ""):
        with pytest.raises(CallOffRefused, match="no_part"):
            begin_part(called=called, kind=kind, provider="sandbox", **facts)
    with pytest.raises(NotOffered):
        begin_part(called=called, kind="deposit", provider="momo", **facts)
    with pytest.raises(NotAllowed):
        begin_part(called=called, kind="deposit", provider="sandbox", return_url="/trade/", by=make_user("charlie"))

    first, again = begin(called), begin(called)
    assert first.pk == again.pk and Payment.objects.filter(purpose="call_off").count() == 1
    pay_call_off(called)
    with pytest.raises(CallOffRefused, match="no_part"):
        begin(called, "rest")


def test_way_that_was_agreed_is_replaced_by_no_other(called):
    started = pay_group(group=called.group, provider="sandbox", return_url="/orders/1/", description="whole")

    assert started.redirect_url.endswith(f"/trade/call-offs/{called.number}/")
    assert (started.payment, whole_of(called).is_live) == (whole_of(called), True)


def test_another_way_takes_the_place_of_the_first_and_late_money_of_that_goes_back(called, refunds_go, run_waiting_jobs):
    make_account("USD")
    make_route("USD", provider="bank_transfer")
    first = begin(called)
    begin(called, provider="bank_transfer")

    settle(provider="sandbox", event=word_of(first))
    run_waiting_jobs("payments.refund")

    first.refresh_from_db()
    assert (first.state, len(refunds_go), states(called)) == ("refunded", 1, ["waiting", "later"]) and not list(faults())


def test_transfer_in_two_goes_pays_a_part_and_keeps_its_way(called, run_waiting_jobs):
    make_account("USD")
    make_route("USD", provider="bank_transfer")
    paper = ProForma.objects.get(payment=begin(called, provider="bank_transfer"))
    assert [line["total"] for line in paper.facts["lines"]] == ["1470.00"] and paper.number == f"PF-{called.number}-D"

    def bring(day: int, amount: str) -> None:
        row = (
            f"date;amount;currency;name;account;bic;text;reference\n2026-11-{day};{amount};USD;Carla;CN1;BKCHCNBJ;{paper.reference};B{day}"
        )
        import_statement(account=paper.account, file_name=f"{day}.csv", body=row.encode(), by=None)
        run_waiting_jobs("bank_transfer.match")

    bring(20, "1000")
    assert str(received_for(called)) == "1000.00 USD" and not list(faults())
    with pytest.raises(CallOffRefused, match="partly"):
        begin(called)
    bring(21, "480")  # ten too many

    assert states(called) == ["paid", "open"] and str(received_for(called)) == "1470.00 USD" and not list(faults())
    assert [str(refund.money) for refund in Refund.objects.all()] == ["10.00 USD"]


def test_money_of_another_amount_goes_back_and_the_part_can_be_paid_again(called, refunds_go, run_waiting_jobs):
    payment = begin(called)
    event = word_of(payment)

    settle(provider="sandbox", event=type(event)(event.kind, event.reference, "W", Money(Decimal(1), "USD")), is_answer=True)
    run_waiting_jobs("payments.refund")

    assert states(called) == ["open", "later"] and not list(faults())
    assert pay_part(called).state == "paid" and len(refunds_go) == 1


@pytest.mark.parametrize("how", ["clock", "abandoned", "no_deposit"])
def test_deposit_of_a_call_off_that_ended_goes_back_by_itself_and_open_parts_end(called, refunds_go, run_waiting_jobs, mailoutbox, how):
    if how == "no_deposit":
        payment = begin(called)
        CallOff.objects.update(deposit_due_at=timezone.now() - timedelta(minutes=1))
        work_overdue()
        settle(provider="sandbox", event=word_of(payment))  # it comes all the same
    else:
        payment = pay_part(called)
        begin(called, "rest")
        if how == "clock":
            type(called.group).objects.update(held_until=timezone.now() - timedelta(days=1))
            release_expired_holds()
        else:
            abandon_group(group=called.group, by=called.contract.buyer)

    run_waiting_jobs()

    payment.refresh_from_db()
    assert (payment.state, len(refunds_go)) == ("refunded", 1) and not list(faults())
    assert not Payment.objects.filter(state__in=["created", "pending"]).exists()
    assert states(called) == ["gone_back", "ended"] and stock_of(called.contract.variant) == (100_000, 0)
    assert send_back_parts_of_ended() == 0
    assert any("1,470" in letter.body for letter in mailoutbox)


def test_what_is_cancelled_goes_back_by_the_ways_it_came_the_last_first(called, refunds_go, run_waiting_jobs):
    pay_call_off(called)
    order = Order.objects.get(group=called.group)

    cancel_lines(order=order, quantities={order.lines.get().pk: 500}, already=0, by=called.contract.buyer)
    run_waiting_jobs()
    assert [str(payment.refunded) for payment in Payment.objects.filter(purpose="call_off").order_by("pk")] == ["0.00 USD", "1225.00 USD"]
    cancel_order(order=Order.objects.get(pk=order.pk), by=called.contract.buyer)
    run_waiting_jobs()

    paid = Payment.objects.exclude(state=PaymentState.CANCELLED)
    assert {payment.state for payment in paid} == {"refunded"} and not list(faults())
    assert states(called) == ["gone_back", "gone_back"]
    order.refresh_from_db()
    assert (order.refunded_amount, order.state) == (4900, "cancelled")
    # Each company was asked once for each of its refunds: two of the rest, one of the deposit.
    assert len(refunds_go) == len(set(refunds_go)) == 3


def test_refund_that_a_company_refuses_holds_the_whole_up_until_it_is_tried_again(called, monkeypatch, run_waiting_jobs):
    pay_call_off(called)
    answers = iter([RefundAnswer(b"", is_done=False, note="closed"), *[RefundAnswer(b"", is_done=True)] * 3])
    monkeypatch.setattr(Sandbox, "refund", lambda self, refund: next(answers))

    cancel_order(order=Order.objects.get(group=called.group), by=called.contract.buyer)
    run_waiting_jobs()

    refused = Refund.objects.get(state="refused")
    whole = Refund.objects.get(payment=whole_of(called))
    assert whole.state == "waiting" and not sum(Posting.objects.values_list("amount", flat=True))
    retry_refund(refund=refused, by=None)
    run_waiting_jobs()
    assert set(Refund.objects.values_list("state", flat=True)) == {"done"} and not list(faults())


def test_part_refused_by_the_whole_goes_back(called, refunds_go, run_waiting_jobs):
    """Another order's money, or a second deposit: more than is missing is never kept."""
    pay_call_off(called)
    payment = Payment.objects.filter(purpose="call_off").last()
    Payment.objects.create(
        hub=called.hub, purpose="call_off", key=f"{called.number}-D2", provider="sandbox", amount=5, currency="USD", return_url="/",
        expires_at=timezone.now(), part_of=payment.part_of, reference="PDOUBLE",
    )  # fmt: skip

    settle(provider="sandbox", event=word_of(Payment.objects.get(reference="PDOUBLE")))
    run_waiting_jobs("payments.refund")

    assert Payment.objects.get(reference="PDOUBLE").state == "refunded" and not list(faults())
    with pytest.raises(Exception, match="can still go back"):
        request_refund(payment=whole_of(called), amount=Money(Decimal(5000), "USD"), reason="goodwill", key="too-much")
