"""From the question on a phone to a paid order, whatever becomes of answers and callbacks."""

from __future__ import annotations

from datetime import timedelta

import pytest
import requests
from django.utils import timezone

from orders.payments.enums import PaymentState, RefundReason, RefundState
from orders.payments.exceptions import ProviderAway
from orders.payments.models import Payment, PaymentMessage, Refund
from orders.payments.providers.momo.enums import AskState
from orders.payments.providers.momo.models import MomoAsk
from orders.payments.providers.momo.services.asking import AlreadyAsked, PaymentOver, look_at
from orders.payments.providers.momo.tests.factories import (
    EXPIRING,
    FAILING,
    PHONE,
    REJECTING,
    SILENT,
    UNKNOWN,
    ask,
    make_paid,
    make_payment,
    pass_time,
    wait,
)
from orders.payments.sandbox import faults
from orders.payments.sandbox.momo import operations, party
from orders.payments.services import cancel_payment, query_payment, request_refund, retry_refund
from orders.payments.services.asking import ask_about_open_payments, question_payment
from orders.payments.tests.wire import HERE, jump, state_of, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]


def fault(step: str, kind: str, **more) -> None:
    faults.order(gateway="momo", step=step, kind=kind, **more)


def test_approved_question_pays_the_order(book, run_waiting_jobs):
    payment = make_payment()
    asked = ask(payment)
    assert asked.state == AskState.PENDING
    query_payment(payment=payment)
    assert state_of(payment) == PaymentState.PENDING and book.paid == []

    wait(run_waiting_jobs)

    asked.refresh_from_db()
    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]
    assert asked.state == AskState.SUCCESSFUL and payment.provider_reference == asked.financial_id
    operation = operations.find(str(asked.id))
    assert (operation.amount, operation.currency, operation.msisdn, operation.external_id) == ("5000", "RWF", PHONE, payment.reference)
    assert operation.payer_message == "Alices best coffee"
    assert verdicts() == ["repeated"]  # the callback, a hint


@pytest.mark.parametrize("kind", ["lose", "delay", "double", "forge", "post"])
def test_order_is_paid_once_whatever_becomes_of_the_callback(book, run_waiting_jobs, kind):
    fault("callback", kind, seconds=600)
    payment = make_payment()
    ask(payment)
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.PENDING and book.paid == []  # a forged callback came before anybody approved

    operations.hurry()
    jump(next_query_at=timezone.now())
    ask_about_open_payments()
    run_waiting_jobs()
    jump()
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]


@pytest.mark.parametrize(
    ("phone", "reason"),
    [
        (FAILING, "INTERNAL_PROCESSING_ERROR"), (REJECTING, "APPROVAL_REJECTED"), (EXPIRING, "EXPIRED"), (UNKNOWN, "PAYER_NOT_FOUND"),
        ("46733123457", "NOT_ALLOWED"), ("46733123463", "COULD_NOT_PERFORM_TRANSACTION"),
    ],
)  # fmt: skip
def test_question_that_fails_leaves_the_payment_to_another_phone(book, run_waiting_jobs, phone, reason):
    payment = make_payment()
    asked = ask(payment, phone)
    wait(run_waiting_jobs)
    asked.refresh_from_db()
    assert (asked.state, asked.reason, state_of(payment)) == (AskState.FAILED, reason, PaymentState.PENDING)

    ask(payment)
    wait(run_waiting_jobs)

    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"] and book.ended == []


@pytest.mark.parametrize("phone", ["46733123458", "46733123459", "46733123460"])
def test_question_refused_at_the_door_has_failed(phone):
    asked = ask(make_payment(), phone)

    assert asked.state == AskState.FAILED and asked.reason and operations.find(str(asked.id)) is None


def test_second_phone_is_not_asked_while_the_first_may_still_pay():
    payment = make_payment()
    ask(payment, SILENT)

    with pytest.raises(AlreadyAsked):
        ask(payment)

    assert MomoAsk.objects.count() == len(operations.newest()) == 1


def test_second_phone_is_not_asked_when_the_first_paid_and_the_payment_was_not_told(book, run_waiting_jobs):
    payment = make_payment()
    asked = ask(payment)
    pass_time()
    look_at(asked)  # and then its process was killed
    assert state_of(payment) == PaymentState.PENDING

    with pytest.raises(PaymentOver):
        ask(payment)
    query_payment(payment=payment)

    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"] and len(operations.newest()) == 1


def test_question_of_unknown_outcome_is_looked_for_and_not_asked_twice(book, run_waiting_jobs):
    fault("requesttopay", "unknown_done")
    payment = make_payment()
    asked = ask(payment)
    assert asked.state == AskState.CREATED

    pass_time()
    query_payment(payment=payment)
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PAID and len(operations.newest()) == 1


def test_question_that_never_arrived_is_sent_again_under_its_number(book, run_waiting_jobs):
    fault("requesttopay", "unknown")
    payment = make_payment()
    asked = ask(payment)
    assert asked.state == AskState.CREATED and operations.find(str(asked.id)) is None

    query_payment(payment=payment)
    asked.refresh_from_db()
    assert asked.state == AskState.PENDING
    wait(run_waiting_jobs)

    assert state_of(payment) == PaymentState.PAID and len(operations.newest()) == 1


def test_question_is_looked_for_when_the_company_is_away(settings, run_waiting_jobs):
    payment = make_payment()
    there, settings.SANDBOX_URL = settings.SANDBOX_URL, "http://127.0.0.1:9"
    asked = ask(payment)
    with pytest.raises(ProviderAway):
        query_payment(payment=payment)

    settings.SANDBOX_URL = there
    query_payment(payment=payment)
    wait(run_waiting_jobs)

    asked.refresh_from_db()
    assert asked.state == AskState.SUCCESSFUL and state_of(payment) == PaymentState.PAID


def test_voided_token_is_fetched_anew(run_waiting_jobs):
    make_paid(run_waiting_jobs)
    party.forget_tokens()

    payment = make_paid(run_waiting_jobs, key="T-2")

    assert state_of(payment) == PaymentState.PAID


NUL, HALF = b'{"externalId": "P\\u0000"}', b'{"externalId": "P\\ud800"}'  # texts that no database takes


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"externalId": 5}', b'{"status": "SUCCESSFUL"}', b"\xff", NUL, HALF])
def test_callback_that_cannot_be_read_is_refused(body):
    make_payment()

    assert requests.put(f"{HERE}/payments/notify/momo/", data=body).status_code == 400
    assert PaymentMessage.objects.get().verdict == "unreadable"


def test_callback_of_a_stranger_only_makes_us_ask(book, run_waiting_jobs):
    payment = make_payment()
    ask(payment, SILENT)
    said = {"externalId": payment.reference, "status": "SUCCESSFUL", "amount": "5000", "currency": "RWF", "financialTransactionId": "1"}

    assert requests.post(f"{HERE}/payments/notify/momo/", json=said).status_code == 200
    assert requests.put(f"{HERE}/payments/notify/momo/", json={**said, "externalId": "P00"}).status_code == 400
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PENDING and book.paid == []


def test_payment_expires_when_nobody_answers(book):
    payment = make_payment()
    ask(payment, REJECTING)
    pass_time()
    Payment.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    payment.refresh_from_db()

    question_payment(payment=payment)

    assert state_of(payment) == PaymentState.EXPIRED and book.ended == [("T-1", "expired")]
    with pytest.raises(PaymentOver):
        ask(payment)


def test_payment_waits_for_an_open_question_until_the_grace_is_over(book):
    payment = make_payment()
    ask(payment, SILENT)
    Payment.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    payment.refresh_from_db()
    question_payment(payment=payment)
    assert state_of(payment) == PaymentState.PENDING

    Payment.objects.update(expires_at=timezone.now() - timedelta(minutes=11))
    payment.refresh_from_db()
    question_payment(payment=payment)

    assert state_of(payment) == PaymentState.EXPIRED


def test_money_of_a_cancelled_order_is_found_even_when_its_callback_is_lost(book, run_waiting_jobs):
    fault("callback", "lose")
    payment = make_payment()
    asked = ask(payment, SILENT)
    cancel_payment(purpose="test", key="T-1")
    run_waiting_jobs()

    operations.decide(str(asked.id), status="SUCCESSFUL")
    wait(run_waiting_jobs)

    assert state_of(payment) == PaymentState.UNWANTED and Refund.objects.get().reason == RefundReason.LATE


def test_money_that_came_after_the_order_was_cancelled_goes_back(book, run_waiting_jobs):
    payment = make_payment()
    asked = ask(payment, SILENT)
    cancel_payment(purpose="test", key="T-1")
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.CANCELLED

    operations.decide(str(asked.id), status="SUCCESSFUL")
    wait(run_waiting_jobs)
    assert Refund.objects.get().state == RefundState.WAITING  # this phone never says a word by itself
    operations.decide(operations.newest()[0].reference, status="SUCCESSFUL")
    wait(run_waiting_jobs)

    refund = Refund.objects.get()
    assert (refund.reason, refund.state, state_of(payment)) == (RefundReason.LATE, RefundState.DONE, PaymentState.REFUNDED)
    assert book.paid == [] and operations.given_back(str(asked.id)) == 5000


def give_back(payment: Payment, key: str = "all") -> Refund:
    return request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key=key)


def test_refund_goes_back_to_the_phone_that_paid(book, run_waiting_jobs):
    payment = make_paid(run_waiting_jobs)
    refund = give_back(payment)

    run_waiting_jobs()
    assert Refund.objects.get().state == RefundState.WAITING  # 202: it is on its way
    wait(run_waiting_jobs)

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE and state_of(payment) == PaymentState.REFUNDED
    sent = [one for one in operations.newest() if one.kind == "refund"]
    assert [(one.msisdn, one.amount, one.external_id) for one in sent] == [(PHONE, "5000", refund.reference)]


@pytest.mark.parametrize("kind", ["unknown", "unknown_done"])
def test_refund_of_unknown_outcome_is_done_once(book, run_waiting_jobs, kind):
    payment = make_paid(run_waiting_jobs)
    fault("refund", kind)
    refund = give_back(payment)

    wait(run_waiting_jobs)

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE and len([one for one in operations.newest() if one.kind == "refund"]) == 1


def test_refused_refund_may_be_tried_again(book, run_waiting_jobs):
    payment = make_paid(run_waiting_jobs)
    fault("refund", "funds")
    refund = give_back(payment)
    wait(run_waiting_jobs)
    refund.refresh_from_db()
    assert (refund.state, refund.last_error) == (RefundState.REFUSED, "NOT_ENOUGH_FUNDS")

    retry_refund(refund=refund, by=None)
    wait(run_waiting_jobs)

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE and state_of(payment) == PaymentState.REFUNDED
