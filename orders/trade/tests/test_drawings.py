"""A letter of credit as security: the goods leave before the money, the bank pays against the papers, and two officers take it down."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orders.aftersale.exceptions import ReturnRefused
from orders.aftersale.selectors.rules import check_returnable
from orders.exceptions import IllegalMove, NotAllowed, SecurityLapsed
from orders.models import Order
from orders.paperwork.selectors.sales import sale_of
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.models import PaymentSplit, Posting, ProviderFee
from orders.payments.ledger.selectors import faults
from orders.payments.models import Payment, Refund
from orders.payments.providers.bank_transfer.services.importing import import_statement
from orders.payments.providers.bank_transfer.tests.factories import make_account
from orders.services.cancellation import cancel_lines, refuse_order
from orders.services.fulfilment import accept_order, confirm_receipt, pack_order, ship_order
from orders.tests.factories import make_lane, make_user, stock_of, unused_number
from orders.trade.exceptions import CreditRefused, WordMissing
from orders.trade.models import BankAdvice, CreditDrawing
from orders.trade.selectors.drawings import drawing_of
from orders.trade.selectors.paying import parts_of, whole_of
from orders.trade.services import advices, drawings
from orders.trade.services.call_offs import send_shipments
from orders.trade.services.clock import work_overdue
from orders.trade.services.credits import enter_credit
from orders.trade.tests.factories import call, kigali_today, make_contract, member_of, pay_part
from orders.trade.tests.test_credits import facts as facts_of_credit

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers():
    return make_user("olive", is_staff=True), make_user("oscar", is_staff=True)


@pytest.fixture
def called():
    """4,900 USD with its deposit of 1,470 paid; a credit of 3,430 for the rest is entered."""
    make_lane(currency="USD")
    called = call(make_contract(), 2000)
    pay_part(called)
    enter(called, amount=Decimal(3430))
    return called


def enter(called, **changes):
    seller = called.contract.seller
    said = {"beneficiary": seller.legal_name, "applicant": called.contract.company_name, **changes}
    return enter_credit(contract=called.contract, facts=facts_of_credit(**said), by=member_of(seller))


def secured(called, officers) -> CreditDrawing:
    drawing = drawings.ask_to_secure(called=called, by=member_of(called.contract.seller))
    return drawings.confirm_drawing(drawing=drawing, by=officers[0])


def order_of(called) -> Order:
    return Order.objects.get(group=called.group_id)


def send(called, *, to_points: bool = True) -> None:
    alice = member_of(called.contract.seller)
    order = pack_order(order=accept_order(order=order_of(called), by=alice), by=alice)
    ship_order(order=order, carrier="COSCO", tracking_number=unused_number(), by=alice)
    if to_points:
        send_shipments(called=called, codes=["001"], carrier="COSCO", tracking_number="B1", by=alice)


def advised(drawing, officers, *, amount="3430", charges="0", reference="ADV1", line=None) -> BankAdvice:
    facts = {"amount": Decimal(amount), "charges": Decimal(charges), "value_on": kigali_today(), "line": line}
    return advices.enter_advice(drawing=drawing, reference=reference, by=officers[0], **facts)


def sums() -> int:
    return sum(Posting.objects.values_list("amount", flat=True))


def test_goods_leave_before_the_money_and_the_seller_earns_once_the_bank_has_paid(called, officers, run_waiting_jobs, mailoutbox):
    drawing = secured(called, officers)
    order = order_of(called)
    assert (order.state, order.group.state, order.paid_at, stock_of(called.contract.variant)) == ("secured", "secured", None, (98_000, 0))
    sale, _seller = sale_of(order_id=order.pk)
    assert sale.terms.payment.startswith("Deposit of 1470.00 USD received by ") and "documentary credit no. LC-4711" in sale.terms.payment
    assert "Paid" not in sale.terms.payment and "跟单信用证" in sale.terms.payment_zh

    send(called)
    confirm_receipt(order=order_of(called), by=None)
    assert not PaymentSplit.objects.exists() and not Posting.objects.filter(account__kind=AccountKind.PAYABLE).exists()
    with pytest.raises(ReturnRefused, match="not_paid"):
        check_returnable(order_of(called), list(order.lines.all()), "other")
    drawings.present(called=called, on=kigali_today(), by=member_of(called.contract.seller))
    advice = advised(drawing, officers, amount="3400", charges="30")
    assert sums() == 0 and not list(faults())
    advices.confirm_advice(advice=advice, by=officers[1])
    run_waiting_jobs()

    order, split = order_of(called), PaymentSplit.objects.get()
    assert (order.state, order.group.state, bool(order.paid_at), split.is_earned) == ("delivered", "paid", True, True)
    assert (ProviderFee.objects.get().amount, sums(), list(faults())) == (30, 0, [])
    assert drawing_of(called).state == "paid" and [str(part.kind) for part in parts_of(called)] == ["deposit", "credit"]
    assert sale_of(order_id=order.pk)[0].terms.payment == sale.terms.payment
    assert [letter.subject for letter in mailoutbox if "the bank has paid" in letter.subject]


def test_second_officer_confirms_and_never_the_first(called, officers):
    drawing = secured(called, officers)
    advice = advised(drawing, officers)

    with pytest.raises(CreditRefused, match="same_officer"):
        advices.confirm_advice(advice=advice, by=officers[0])
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        BankAdvice.objects.filter(pk=advice.pk).update(confirmed_by=officers[0])
    advices.confirm_advice(advice=advice, by=officers[1])
    for again in (advices.confirm_advice, advices.drop_advice):
        with pytest.raises(IllegalMove):
            again(advice=advice, by=officers[1])
    assert Payment.objects.filter(provider="letter_of_credit").count() == 1 and not list(faults())


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"amount": "3431"}, "more"),
        ({"amount": "3430", "charges": "0.01"}, "more"),
        ({"amount": "0"}, "amount"),
        ({"amount": "10", "charges": "-1"}, "amount"),
    ],
)
def test_advice_that_cannot_be_is_refused(called, officers, facts, why):
    drawing = secured(called, officers)

    with pytest.raises(CreditRefused, match=why):
        advised(drawing, officers, **facts)


def test_advice_is_told_once_and_stands_on_a_line_of_the_statement(called, officers):
    drawing = secured(called, officers)
    account = make_account("USD")
    row = "date;amount;currency;name;account;bic;text;reference\n2026-11-20;3430;USD;Demo bank;CN1;BKCHCNBJ;LC-4711;B1"
    line = import_statement(account=account, file_name="a.csv", body=row.encode(), by=None).statement.lines.get()
    line.state = "open"
    line.save()
    with pytest.raises(CreditRefused, match="line"):
        advised(drawing, officers, amount="3429", line=line)
    advice = advised(drawing, officers, line=line)
    with pytest.raises(CreditRefused, match="told"):
        advised(drawing, officers)

    advices.confirm_advice(advice=advice, by=officers[1])

    line.refresh_from_db()
    assert (line.state, str(line.free)) == ("matched", "0.00 USD") and not list(faults())


def test_bank_that_pays_less_leaves_the_missing_to_the_buyer(called, officers):
    drawing = secured(called, officers)
    send(called)
    advices.confirm_advice(advice=advised(drawing, officers, amount="3000", charges="30"), by=officers[1])

    assert (drawing_of(called).state, order_of(called).paid_at) == ("short", None) and not PaymentSplit.objects.exists()
    called.refresh_from_db()
    assert [(str(part.kind), str(part.amount), str(part.state)) for part in parts_of(called)] == [
        ("deposit", "1470.00 USD", "paid"),
        ("credit", "3030.00 USD", "paid"),
        ("rest", "400.00 USD", "open"),
    ]
    pay_part(called, "rest")
    assert (order_of(called).group.state, drawing_of(called).state, list(faults())) == ("paid", "ended", [])


def test_bank_refuses_the_papers_and_they_are_presented_again(called, officers):
    drawing = secured(called, officers)
    alice = member_of(called.contract.seller)
    with pytest.raises(CreditRefused, match="not_sent"):
        drawings.present(called=called, on=kigali_today(), by=alice)
    send(called)
    with pytest.raises(CreditRefused, match="day"):
        drawings.present(called=called, on=kigali_today() + timedelta(days=1), by=alice)
    with pytest.raises(NotAllowed):
        drawings.present(called=called, on=kigali_today(), by=called.contract.buyer)
    drawings.present(called=called, on=kigali_today(), by=alice)
    with pytest.raises(WordMissing):
        drawings.refuse_by_bank(drawing=drawing, note=" ", by=officers[0])
    drawings.refuse_by_bank(drawing=drawing, note="Late shipment.", by=officers[0])
    called.refresh_from_db()
    assert [str(part.state) for part in parts_of(called)] == ["paid", "open"]

    drawings.present(called=called, on=kigali_today(), by=alice)
    advices.confirm_advice(advice=advised(drawing, officers), by=officers[1])
    assert drawing_of(called).state == "paid" and not list(faults())


def test_credit_that_runs_out_forbids_the_goods_to_leave_until_it_is_amended(called, officers):
    drawing = secured(called, officers)
    past = timezone.now() - timedelta(minutes=1)
    CreditDrawing.objects.update(due_at=past)
    type(called.group).objects.filter(pk=called.group_id).update(secured_until=past)

    assert work_overdue() == 1
    alice = member_of(called.contract.seller)
    with pytest.raises(SecurityLapsed):
        accept_order(order=order_of(called), by=alice)
    with pytest.raises(CreditRefused):
        enter(called, amount=Decimal(3429))
        drawings.secure_again(drawing=drawing, by=officers[0])
    enter(called, amount=Decimal(3430))
    drawings.secure_again(drawing=drawing, by=officers[0])

    assert accept_order(order=order_of(called), by=alice).state == "accepted" and drawing_of(called).state == "secured"


def test_nobody_mends_it_and_the_call_off_ends_with_its_deposit_going_back(called, officers, run_waiting_jobs):
    secured(called, officers)
    for _round in range(2):
        CreditDrawing.objects.update(due_at=timezone.now() - timedelta(minutes=1))
        work_overdue()
    run_waiting_jobs("payments.close")

    assert (order_of(called).state, drawing_of(called).state) == ("cancelled", "ended")
    assert [str(refund.money) for refund in Refund.objects.all()] == ["1470.00 USD"] and whole_of(called).state == "cancelled"
    assert stock_of(called.contract.variant) == (100_000, 0) and not list(faults())


@pytest.mark.parametrize("to_points", [True, False])
def test_what_has_left_in_time_gives_the_papers_their_days(called, officers, to_points):
    secured(called, officers)
    send(called, to_points=to_points)
    CreditDrawing.objects.update(due_at=timezone.now() - timedelta(minutes=1))

    work_overdue()

    drawing = drawing_of(called)
    assert (drawing.state, drawing.due_at > timezone.now() + timedelta(days=19)) == ("secured", True)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"amount": Decimal("3429.99")}, "cover"),
        ({"currency": "EUR"}, "currency"),
        ({"applicant": "Somebody else"}, "names"),
        ({"latest_shipment": kigali_today() - timedelta(days=1)}, "over"),
    ],
)
def test_credit_that_does_not_carry_the_call_off_secures_nothing(called, changes, why):
    enter(called, **{"amount": Decimal(3430), **changes})

    with pytest.raises(CreditRefused, match=why):
        drawings.ask_to_secure(called=called, by=member_of(called.contract.seller))


def test_confirmation_is_asked_by_the_seller_once_after_the_deposit(officers):
    make_lane(currency="USD")
    called = call(make_contract(), 2000)
    alice = member_of(called.contract.seller)
    with pytest.raises(CreditRefused, match="not_awaiting"):
        drawings.ask_to_secure(called=called, by=alice)
    enter(called)
    with pytest.raises(CreditRefused, match="deposit"):
        drawings.ask_to_secure(called=called, by=alice)
    pay_part(called)
    with pytest.raises(NotAllowed):
        drawings.ask_to_secure(called=called, by=called.contract.buyer)
    drawing = drawings.ask_to_secure(called=called, by=alice)
    with pytest.raises(CreditRefused, match="asked"):
        drawings.ask_to_secure(called=called, by=alice)
    with pytest.raises(WordMissing):
        drawings.decline_drawing(drawing=drawing, note="", by=officers[0])
    drawings.decline_drawing(drawing=drawing, note="The bank knows no such credit.", by=officers[0])
    with pytest.raises(IllegalMove):
        drawings.confirm_drawing(drawing=drawing, by=officers[0])

    pay_part(called, "rest")  # another way after all
    assert order_of(called).group.state == "paid" and not list(faults())


def test_seller_sends_a_secured_order_back_whole_and_never_in_part(called, officers, run_waiting_jobs):
    secured(called, officers)
    order = order_of(called)
    with pytest.raises(IllegalMove):
        cancel_lines(order=order, quantities={order.lines.get().pk: 500}, already=0, by=called.contract.buyer)

    refuse_order(order=order_of(called), reason="out_of_stock", by=member_of(called.contract.seller))
    run_waiting_jobs("payments.close")

    assert (order_of(called).state, drawing_of(called).state, whole_of(called).state) == ("refused", "ended", "cancelled")
    assert [str(refund.money) for refund in Refund.objects.all()] == ["1470.00 USD"] and not list(faults())


def test_rest_that_comes_another_way_while_the_credit_stands_ends_it_and_the_bank_is_not_believed(called, officers):
    drawing = secured(called, officers)
    advice = advised(drawing, officers)
    CreditDrawing.objects.update(state="lapsed")
    called.group.refresh_from_db()
    pay_part(called, "rest")

    with pytest.raises(CreditRefused, match="no_money"):
        advices.confirm_advice(advice=advice, by=officers[1])
    order = order_of(called)
    assert (order.state, order.group.state, drawing_of(called).state) == ("paid", "paid", "ended") and not list(faults())
    assert sale_of(order_id=order.pk)[0].terms.payment.startswith("Paid in full")
