"""From a line of a statement to a paid order: exact, in parts, too much, too late, for nobody."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts.models import User
from marketplace.history.models import Entry
from orders.payments.enums import PaymentState, RefundReason, RefundState
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.models import Entry as LedgerEntry
from orders.payments.ledger.selectors import balance_of, faults
from orders.payments.ledger.tasks import write_what_is_missing
from orders.payments.ledger.tests.factories import finish
from orders.payments.models import Payment, PaymentMessage, Refund
from orders.payments.providers.bank_transfer.enums import LineState, ReturnState
from orders.payments.providers.bank_transfer.models import BankLine, BankReturn, LineShare
from orders.payments.providers.bank_transfer.services.matching import (
    CannotPlace,
    match_line,
    place_line,
    send_back_parts_of_ended,
    send_line_back,
    set_line_aside,
)
from orders.payments.providers.bank_transfer.services.returning import order_returns
from orders.payments.providers.bank_transfer.tests.factories import bring, make_account, make_pro_forma, state_of
from orders.payments.purposes import accepted, refuse
from orders.payments.services import cancel_payment, query_payment
from orders.payments.services.asking import ask_about_open_payments, question_payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return User.objects.create_user("officer@example.com", "a long password", is_staff=True)


def test_exact_amount_with_the_reference_pays_the_order(book, run_waiting_jobs):
    pro_forma = make_pro_forma()

    (line,) = bring(f"1000.00,invoice {pro_forma.written_reference} thanks,,B-1")
    run_waiting_jobs()

    line.refresh_from_db()
    assert state_of(pro_forma.payment) == PaymentState.PAID and book.paid == ["T-1"]
    assert (line.state, line.assigned, pro_forma.payment.provider_reference) == (LineState.MATCHED, Decimal("1000.00"), "B-1")
    assert PaymentMessage.objects.filter(payment=pro_forma.payment, verdict="settled").count() == 1
    assert not Refund.objects.exists()


@pytest.mark.parametrize("words", ["{0}", "rf-{1}", "/RFB/{0}/ pay", "{2}", "payment for {2} coffee", "PF-{2}"])
def test_reference_is_found_however_the_bank_writes_it(book, run_waiting_jobs, words):
    pro_forma = make_pro_forma(key="IS-26-000123")
    bring("1000.00," + words.format(pro_forma.reference, pro_forma.reference[2:].lower(), "IS 26.000123"))

    run_waiting_jobs()

    assert book.paid == ["IS-26-000123"]


def test_longer_number_is_not_taken_for_the_shorter_one(book, run_waiting_jobs):
    make_pro_forma(key="IS-26-00012")
    make_pro_forma(key="IS-26-000123")

    bring("1000.00,order IS-26-000123")
    run_waiting_jobs()

    assert book.paid == ["IS-26-000123"]


@pytest.mark.parametrize("words", ["coffee", "RF00 0000 0000 00", "IS-26-000123 and IS-26-000777"])
def test_money_for_nobody_stays_open(book, run_waiting_jobs, words):
    make_pro_forma(key="IS-26-000123")
    make_pro_forma(key="IS-26-000777")

    (line,) = bring(f"1000.00,{words}")
    run_waiting_jobs()

    line.refresh_from_db()
    assert line.state == LineState.OPEN and line.note and book.paid == [] and not Refund.objects.exists()


def test_money_in_another_currency_stays_open(book, run_waiting_jobs):
    account = make_account("CNY")
    make_account("USD")
    pro_forma = make_pro_forma(currency="USD")

    (line,) = bring(f"1000.00,{pro_forma.reference}", account=account)
    run_waiting_jobs()

    line.refresh_from_db()
    assert line.state == LineState.OPEN and book.paid == []


def test_parts_are_added_up_and_the_last_one_pays(book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    bring(f"400.00,{pro_forma.reference}")
    run_waiting_jobs()
    assert state_of(pro_forma.payment) == PaymentState.PENDING and book.paid == []

    bring(f"350.00,{pro_forma.reference}", f"250.00,{pro_forma.reference}")
    run_waiting_jobs()

    assert state_of(pro_forma.payment) == PaymentState.PAID and book.paid == ["T-1"]
    assert not Refund.objects.exists()


def test_part_is_in_the_books_when_it_comes_and_changes_hands_when_all_is_there(book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    bring(f"400.00,{pro_forma.reference}")
    run_waiting_jobs()

    at_bank = balance_of(AccountKind.PROVIDER, "CNY", owner="bank_transfer")
    assert (at_bank.amount, balance_of(AccountKind.DEPOSIT, "CNY").amount, list(faults())) == (400, -400, [])
    bring(f"600.00,{pro_forma.reference}")
    run_waiting_jobs()

    at_bank = balance_of(AccountKind.PROVIDER, "CNY", owner="bank_transfer")
    assert (at_bank.amount, balance_of(AccountKind.DEPOSIT, "CNY").amount, list(faults())) == (1000, 0, [])
    assert balance_of(AccountKind.UNASSIGNED, "CNY").amount == -1000
    assert list(LedgerEntry.objects.order_by("pk").values_list("kind", flat=True)) == ["part", "capture"]


def test_part_of_before_the_ledger_held_parts_is_written_at_night(book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    (line,) = bring("400.00,no words")
    run_waiting_jobs()
    LineShare.objects.create(hub=line.hub, line=line, payment=pro_forma.payment, amount=400)
    assert len(list(faults())) == 1

    assert (write_what_is_missing(), write_what_is_missing(), list(faults())) == (1, 0, [])


def test_excess_goes_back_and_the_order_is_paid_with_what_was_due(book, run_waiting_jobs):
    pro_forma = make_pro_forma()

    (line,) = bring(f"1200.50,{pro_forma.reference},CN77")
    run_waiting_jobs()

    refund, line = Refund.objects.get(), BankLine.objects.get()
    assert state_of(pro_forma.payment) == PaymentState.PAID and pro_forma.payment.captured_amount == Decimal("1000.00")
    assert (str(refund.money), refund.reason, refund.state) == ("200.50 CNY", RefundReason.OVERPAID, RefundState.WAITING)
    assert refund.payment != pro_forma.payment and refund.payment.state == PaymentState.UNWANTED
    assert [str(share.amount) for share in line.shares.all()] == ["1000.00", "200.50"] and line.free.amount == 0
    order = BankReturn.objects.get()
    assert (order.payee, order.payee_account, order.state) == ("Carla Trading Co.", "CN77", ReturnState.WAITING)


def test_second_transfer_for_a_paid_order_goes_back_whole(book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    bring(f"1000.00,{pro_forma.reference}")
    run_waiting_jobs()

    (line,) = bring(f"1000.00,{pro_forma.reference} again")
    run_waiting_jobs()

    line.refresh_from_db()
    assert book.paid == ["T-1"] and str(Refund.objects.get().money) == "1000.00 CNY" and line.state == LineState.RETURNED


def test_money_for_an_ended_order_goes_back(book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    cancel_payment(purpose="test", key="T-1")

    bring(f"1000.00,{pro_forma.reference}")
    run_waiting_jobs()

    assert state_of(pro_forma.payment) == PaymentState.CANCELLED and book.paid == []
    assert Refund.objects.get().reason == RefundReason.LATE


def test_parts_of_an_order_that_ended_go_back_each_to_its_payer(book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    bring(f"400.00,{pro_forma.reference},CN1", f"300.00,{pro_forma.reference},CN2")
    run_waiting_jobs()
    cancel_payment(purpose="test", key="T-1")

    assert send_back_parts_of_ended() == 2
    assert send_back_parts_of_ended() == 0
    run_waiting_jobs()

    returns = BankReturn.objects.order_by("-amount")
    assert [(str(one.money), one.payee_account) for one in returns] == [("400.00 CNY", "CN1"), ("300.00 CNY", "CN2")]
    assert not LineShare.objects.filter(payment=pro_forma.payment).exists()


def test_money_goes_back_when_the_room_above_refuses_it(book, run_waiting_jobs):
    book.answer = refuse("sold out")
    pro_forma = make_pro_forma()
    bring(f"600.00,{pro_forma.reference},CN1", f"400.00,{pro_forma.reference},CN2")

    run_waiting_jobs()

    refund = Refund.objects.get()
    assert state_of(pro_forma.payment) == PaymentState.UNWANTED and str(refund.money) == "1000.00 CNY"
    assert BankReturn.objects.get().payee_account == "CN1"


def test_transfer_back_is_done_when_a_statement_shows_it(book, officer, run_waiting_jobs):
    pro_forma = make_pro_forma()
    bring(f"1200.00,{pro_forma.reference},CN77")
    run_waiting_jobs()
    order = BankReturn.objects.get()

    csv, ordered = order_returns(returns=[order], by=officer)
    assert ordered == [order] and f"{order.refund.reference},200.00,CNY,Carla Trading Co.,CN77" in csv.decode("utf-8-sig")
    assert order_returns(returns=[order], by=officer)[1] == []  # ordered once
    bring(f"-200.00,refund {order.refund.reference}")
    run_waiting_jobs()

    refund = Refund.objects.get()
    assert (refund.state, refund.payment.state) == (RefundState.DONE, PaymentState.REFUNDED)
    assert book.refunded == [("T-1", "200.00 CNY")]
    assert BankReturn.objects.get().state == ReturnState.BOOKED


def test_transfer_back_that_bounces_waits_to_be_ordered_again(book, officer, run_waiting_jobs):
    pro_forma = make_pro_forma()
    bring(f"1200.00,{pro_forma.reference},CN77")
    run_waiting_jobs()
    order_returns(returns=BankReturn.objects.all(), by=officer)

    (line,) = bring(f"200.00,returned: account closed {Refund.objects.get().reference}")
    run_waiting_jobs()

    line.refresh_from_db()
    assert BankReturn.objects.get().state == ReturnState.BOUNCED and line.state == LineState.NOTED
    assert Refund.objects.count() == 1 and Refund.objects.get().state == RefundState.WAITING


def test_debit_that_is_not_the_transfer_back_it_names_waits_for_an_officer(book, officer, run_waiting_jobs):
    pro_forma = make_pro_forma()
    bring(f"1200.00,{pro_forma.reference}")
    run_waiting_jobs()
    reference = Refund.objects.get().reference

    (fee,) = bring(f"-20.00,fee for {reference}")
    run_waiting_jobs()
    assert Refund.objects.get().state == RefundState.WAITING
    _first, twice, rent = bring(f"-200.00,{reference},,B-1", f"-200.00,{reference},,B-2", "-70.00,rent")
    run_waiting_jobs()

    for line in (fee, twice, rent):
        line.refresh_from_db()
    assert Refund.objects.get().state == RefundState.DONE
    assert (fee.state, twice.state, rent.state) == (LineState.OPEN, LineState.OPEN, LineState.NOTED) and "left before" in twice.note


def test_matching_twice_books_once(book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    (line,) = bring(f"1000.00,{pro_forma.reference}")

    match_line(line=line)
    match_line(line=line)
    run_waiting_jobs()

    assert book.paid == ["T-1"] and LineShare.objects.count() == 1


def test_officer_places_an_open_line(book, officer, run_waiting_jobs):
    pro_forma = make_pro_forma()
    (line,) = bring("1100.00,no words")
    run_waiting_jobs()

    place_line(line=line, pro_forma=pro_forma, by=officer)

    assert state_of(pro_forma.payment) == PaymentState.PAID and str(Refund.objects.get().money) == "100.00 CNY"
    assert Entry.objects.filter(action="bank_line.placed", by=officer).exists()
    with pytest.raises(CannotPlace):
        send_line_back(line=line, by=officer)


def test_officer_sends_stray_money_back(book, officer, run_waiting_jobs):
    make_account()
    (line,) = bring("77.00,hello,CN9")
    run_waiting_jobs()

    send_line_back(line=line, by=officer)
    run_waiting_jobs()

    assert (Refund.objects.get().reason, BankReturn.objects.get().payee_account) == (RefundReason.STRAY, "CN9")
    bring(f"-77.00,{Refund.objects.get().reference}")
    run_waiting_jobs()
    assert Payment.objects.get().state == PaymentState.REFUNDED


def test_officer_sets_interest_aside_and_says_what_it_is(officer, run_waiting_jobs):
    make_account()
    (line,) = bring("3.10,interest")
    run_waiting_jobs()

    with pytest.raises(CannotPlace):
        set_line_aside(line=line, by=officer, note=" ")
    assert set_line_aside(line=line, by=officer, note="interest").state == LineState.NOTED


def test_bank_is_asked_nothing_until_the_time_is_over(book):
    payment = make_pro_forma(days=7).payment
    assert payment.next_query_at == payment.expires_at and ask_about_open_payments() == 0

    query_payment(payment=payment)
    assert state_of(payment) == PaymentState.PENDING
    Payment.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    payment.refresh_from_db()
    question_payment(payment=payment)

    assert state_of(payment) == PaymentState.EXPIRED and book.ended == [("T-1", "expired")]


@given(
    parts=st.lists(st.integers(1, 70_000), min_size=1, max_size=6),
    is_cancelled_after=st.integers(0, 6),
    is_wanted=st.booleans(),
    gone=st.sets(st.integers(0, 5)),
)
def test_every_cent_that_came_is_captured_or_on_its_way_back(
    transactional_or_rolled_back, book, parts, is_cancelled_after, is_wanted, gone
):
    """In the books as in the rows, at every step: what came in parts, was completed or refused, was cancelled, went back."""
    book.answer = accepted if is_wanted else refuse("sold out")
    with transactional_or_rolled_back():
        pro_forma = make_pro_forma(key="T-1", amount="1000.00")
        lines = bring(*[f"{cents // 100}.{cents % 100:02},{pro_forma.reference},,B-{number}" for number, cents in enumerate(parts)])
        for number, line in enumerate(lines):
            if number == is_cancelled_after:
                cancel_payment(purpose="test", key="T-1")
            match_line(line=line)
            assert not list(faults())
            assert balance_of(AccountKind.PROVIDER, "CNY", owner="bank_transfer").amount * 100 == sum(parts[: number + 1])
        send_back_parts_of_ended()
        done = [finish(refund) for place, refund in enumerate(Refund.objects.order_by("pk")) if place in gone]

        came, left = sum(parts), sum(parts) - sum(int(refund.amount * 100) for refund in done)
        paid = Payment.objects.get(pk=pro_forma.payment_id)
        back = sum(int(refund.amount * 100) for refund in Refund.objects.all())
        waiting = sum(int(share.amount * 100) for share in LineShare.objects.filter(payment=paid, payment__state=PaymentState.PENDING))
        captured = int(paid.captured_amount * 100)
        assert came == (captured if is_wanted else 0) + back + waiting
        assert captured in (0, 100_000) and (paid.is_paid == (captured == 100_000 and is_wanted))
        assert balance_of(AccountKind.PROVIDER, "CNY", owner="bank_transfer").amount * 100 == left and not list(faults())
        assert balance_of(AccountKind.DEPOSIT, "CNY").amount * 100 == -waiting


@pytest.fixture
def transactional_or_rolled_back(db, book):
    """Each trial in a transaction of its own that leaves nothing behind."""

    @contextmanager
    def trial():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return trial
