"""Providers that give no list of a day are asked about each of our payments and refunds of that day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from orders.payments.enums import PaymentState, RefundReason, RefundState
from orders.payments.exceptions import ProviderAway
from orders.payments.ledger.selectors import faults as book_faults
from orders.payments.models import Payment, Refund
from orders.payments.providers.bank_transfer.models import LineShare
from orders.payments.providers.bank_transfer.tests.factories import bring, make_pro_forma
from orders.payments.providers.momo.client import forget_keys
from orders.payments.providers.momo.models import MomoSending
from orders.payments.providers.momo.tests.factories import SILENT, ask, make_paid, make_payment, wait
from orders.payments.reconciliation.enums import DifferenceState, RunState
from orders.payments.reconciliation.models import AmountDiffers, Difference, OrderWithoutPayment, RefundMissing, Run
from orders.payments.reconciliation.services import CannotResolve, reconcile_day, send_again
from orders.payments.sandbox import faults, store
from orders.payments.sandbox.momo import operations
from orders.payments.services import request_refund
from orders.payments.tests.wire import state_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]


@pytest.fixture(autouse=True)
def no_keys():
    forget_keys()


def compare(books: str = "momo") -> Run:
    return reconcile_day(books=books, day=timezone.localdate(timezone=timezone.get_fixed_timezone(120)))


def give_back(payment: Payment) -> Refund:
    return request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")


def test_day_of_mobile_money_on_which_both_agree(book, run_waiting_jobs):
    payment = make_paid(run_waiting_jobs)
    give_back(payment)
    wait(run_waiting_jobs)
    make_payment(key="T-2")

    run = compare()

    assert (run.state, run.is_by_question, run.payments, run.lines, run.healed, run.found) == (RunState.DONE, True, 2, 3, 0, 0)


def test_payment_that_was_approved_unheard_is_put_right(book, run_waiting_jobs):
    payment = make_payment()
    faults.order(gateway="momo", step="callback", kind="lose")
    ask(payment)
    operations.hurry()

    run = compare()

    assert (run.healed, run.found, state_of(payment), book.paid) == (1, 0, PaymentState.PAID, ["T-1"])


def test_money_for_a_dead_payment_is_found_and_goes_back(book, run_waiting_jobs):
    payment = make_payment()
    asked = ask(payment, SILENT)
    Payment.objects.update(state=PaymentState.EXPIRED, ended_at=timezone.now())
    operations.decide(str(asked.id), status="SUCCESSFUL")

    run = compare()

    assert (run.healed, run.found, state_of(payment)) == (1, 0, PaymentState.UNWANTED)
    assert Refund.objects.get().reason == RefundReason.LATE and book.paid == []


def test_payment_that_the_company_does_not_know_is_listed(book, run_waiting_jobs):
    payment = make_paid(run_waiting_jobs)
    store.connection().execute("DELETE FROM momo_operations")

    assert (compare().found, OrderWithoutPayment.objects.get().payment) == (1, payment)


def test_payment_of_another_amount_there_is_listed(book, run_waiting_jobs):
    make_paid(run_waiting_jobs)
    store.connection().execute("UPDATE momo_operations SET amount = '4000'")

    compare()

    row = AmountDiffers.objects.get()
    assert (row.their_amount, row.our_amount) == (4000, 5000)


def test_refund_whose_end_was_never_heard_is_put_right(book, run_waiting_jobs):
    payment = make_paid(run_waiting_jobs)
    give_back(payment)
    run_waiting_jobs()
    assert Refund.objects.get().state == RefundState.WAITING
    operations.hurry()

    run = compare()

    assert (run.healed, run.found, state_of(payment)) == (1, 0, PaymentState.REFUNDED)


def test_refund_that_the_company_does_not_know_is_listed(book, run_waiting_jobs):
    give_back(make_paid(run_waiting_jobs))
    wait(run_waiting_jobs)
    store.connection().execute("DELETE FROM momo_operations WHERE kind = 'refund'")

    assert compare().found == 1
    row = RefundMissing.objects.get()
    assert row.refund == Refund.objects.get() and MomoSending.objects.count() == 1
    with pytest.raises(CannotResolve, match="does not show it yet"):
        send_again(difference=row, by=None)


def test_silence_leaves_the_day_unfinished_and_closes_nothing(book, run_waiting_jobs):
    make_paid(run_waiting_jobs)
    store.connection().execute("DELETE FROM momo_operations")
    compare()
    faults.order(gateway="momo", step="token", kind="unknown", times=4)
    forget_keys()

    with pytest.raises(ProviderAway, match="1 of 1 questions had no answer"):
        compare()

    assert list(Run.objects.order_by("pk").values_list("state", flat=True)) == [RunState.DONE, RunState.FAILED]
    assert Difference.objects.get().state == DifferenceState.OPEN


def test_day_of_bank_transfers_is_held_against_the_statements(book, run_waiting_jobs):
    whole, part = make_pro_forma(key="T-1"), make_pro_forma(key="T-2")
    bring(f"1200.00,{whole.reference},,B-1", f"300.00,{part.reference},,B-2")
    run_waiting_jobs()

    run = compare("bank_transfer")

    assert (run.state, run.payments, run.found) == (RunState.DONE, 3, 0)
    assert not list(book_faults())


def test_transfer_that_no_statement_shows_is_listed(book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    bring(f"1000.00,{pro_forma.reference},,B-1")
    run_waiting_jobs()
    LineShare.objects.update(amount=Decimal("900.00"))

    compare("bank_transfer")
    assert OrderWithoutPayment.objects.get().payment == pro_forma.payment
    LineShare.objects.update(amount=Decimal("1000.00"))

    assert compare("bank_transfer").found == 0


def test_transfer_back_that_a_statement_shows_is_no_difference(book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    bring(f"1200.00,{pro_forma.reference}")
    run_waiting_jobs()
    bring(f"-200.00,refund {Refund.objects.get().reference}")
    run_waiting_jobs()

    assert compare("bank_transfer").found == 0
    Refund.objects.update(done_at=timezone.now() - timedelta(days=3), created_at=timezone.now() - timedelta(days=3))
    assert compare("bank_transfer").lines == 2
