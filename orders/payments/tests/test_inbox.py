"""What providers say is written down and committed first; a message counts once; what changed nothing can be worked again."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.models import Entry
from marketplace.hubs.context import use_hub
from orders.payments import purposes
from orders.payments.enums import MessageKind, PaymentState, Verdict
from orders.payments.exceptions import PaymentRefused
from orders.payments.models import PaymentMessage
from orders.payments.purposes import accepted
from orders.payments.sandbox.alipay.party import forger_key
from orders.payments.services import receive_notification, replay_message
from orders.payments.services.notifications import ABANDONED, work_abandoned_messages
from orders.payments.services.recording import keep
from orders.payments.tests.factories import make_payment, notice_body
from orders.payments.tests.test_races import at_once
from orders.payments.tests.wire import state_of, verdicts


def tell(body: bytes) -> int:
    return receive_notification(provider="sandbox", headers={"User-Agent": "wallet"}, raw_body=body).status


@pytest.fixture
def broken_room(book):
    """The room above fails until it is mended."""

    def burst(_payment):
        raise RuntimeError("the ledger is on fire")

    purposes.register("test", on_paid=burst)
    return lambda: purposes.register("test", on_paid=book.on_paid, on_ended=book.on_ended)


@pytest.mark.django_db(transaction=True)
def test_word_is_committed_before_it_is_worked(hub):
    seen = []

    def look(_payment):
        def from_another_connection():
            with use_hub(hub):
                seen.append(list(PaymentMessage.objects.values_list("verdict", flat=True)))
            connection.close()

        other = threading.Thread(target=from_another_connection)
        other.start()
        other.join()
        return accepted

    purposes.register("test", on_paid=look)
    tell(notice_body(make_payment()))

    assert seen == [["unread"]] and verdicts() == ["settled"]


@pytest.mark.django_db(transaction=True)
def test_same_message_ten_times_at_once_is_taken_once(hub):
    body = notice_body(make_payment())

    statuses = at_once(hub, [lambda: tell(body)] * 10)

    assert statuses == [200] * 10 and sorted(verdicts()) == ["settled", *["told_again"] * 9]
    first = PaymentMessage.objects.get(verdict="settled")
    assert {message.first_id for message in PaymentMessage.objects.filter(verdict="told_again")} == {first.pk}


@pytest.mark.django_db
def test_database_takes_one_number_once(book):
    payment = make_payment()
    body = notice_body(payment, notify_id="N1")
    tell(body)
    tell(body)

    with pytest.raises(IntegrityError, match="notice_taken_once"), transaction.atomic():
        PaymentMessage.objects.create(
            hub=payment.hub, provider="sandbox", kind="notification", body=body, verdict=Verdict.REPEATED, notice_id="N1"
        )


@pytest.mark.django_db
def test_forger_cannot_use_up_the_number_of_a_true_message(book):
    payment = make_payment()

    forged = tell(notice_body(payment, key=forger_key(), notify_id="N1"))
    true = tell(notice_body(payment, notify_id="N1"))

    assert (forged, true, verdicts(), book.paid) == (400, 200, ["bad_signature", "settled"], ["T-1"])


@pytest.mark.django_db
def test_message_is_worked_when_it_comes_again_after_a_fault(book, broken_room):
    payment = make_payment()
    body = notice_body(payment)
    assert tell(body) == 500
    broken_room()

    assert tell(body) == 200 and state_of(payment) == PaymentState.PAID and verdicts() == ["error", "settled"]


@pytest.mark.django_db
def test_officer_works_a_message_again(client, book, broken_room):
    payment = make_payment()
    tell(notice_body(payment))
    message = PaymentMessage.objects.get()
    broken_room()
    clerk = User.objects.create_user("clerk@example.com", "a long password", is_staff=True, is_demo=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_paymentmessage", "replay_message"]))
    client.force_login(clerk)

    form = {"action": "replay", "_selected_action": [message.pk]}
    page = client.post(reverse("admin:payments_paymentmessage_changelist"), form, follow=True).content.decode()

    again = message.again.get()
    assert "1 message was worked again" in page
    assert (again.verdict, bytes(again.body)) == (Verdict.SETTLED, bytes(message.body)) and book.paid == ["T-1"]
    assert [(entry.action, entry.by) for entry in Entry.objects.filter(action="message.replayed")] == [("message.replayed", clerk)]


@pytest.mark.django_db
def test_staff_without_the_right_work_nothing_again(client, broken_room, book):
    tell(notice_body(make_payment()))
    broken_room()
    clerk = User.objects.create_user("clerk@example.com", "a long password", is_staff=True, is_demo=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_paymentmessage"))
    client.force_login(clerk)

    form = {"action": "replay", "_selected_action": [PaymentMessage.objects.get().pk]}
    client.post(reverse("admin:payments_paymentmessage_changelist"), form)

    assert PaymentMessage.objects.count() == 1 and book.paid == []


@pytest.mark.django_db
def test_what_was_taken_or_is_no_notification_is_not_worked_again(book):
    payment = make_payment()
    tell(notice_body(payment))
    answer = keep(provider="sandbox", kind=MessageKind.QUERY, body=b"{}", payment=payment)

    for message in (PaymentMessage.objects.get(kind="notification"), answer):
        with pytest.raises(PaymentRefused):
            replay_message(message=message, by=None)


@pytest.mark.django_db
def test_message_of_a_process_that_died_is_worked_by_the_watch(book):
    payment = make_payment()
    keep(provider="sandbox", kind=MessageKind.NOTIFICATION, body=notice_body(payment))
    keep(provider="nobody", kind=MessageKind.NOTIFICATION, body=b"x")

    assert work_abandoned_messages(now=timezone.now()) == 0
    assert work_abandoned_messages(now=timezone.now() + ABANDONED + timedelta(seconds=1)) == 2

    assert state_of(payment) == PaymentState.PAID and verdicts() == ["settled", "error"]
