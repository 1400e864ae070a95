import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.jobs.models import Job
from orders.payments.enums import PaymentState, RefundReason, Verdict
from orders.payments.models import Payment, PaymentMessage, Refund
from orders.payments.purposes import refuse
from orders.payments.sandbox.alipay.party import forger_key
from orders.payments.sandbox.alipay.trades import TradeStatus
from orders.payments.services import receive_notification
from orders.payments.tests.factories import make_payment, notice_body

pytestmark = pytest.mark.django_db


def tell(client, body: bytes, provider: str = "sandbox"):
    return client.post(reverse("payments:notify", args=[provider]), body, content_type="application/x-www-form-urlencoded")


def test_payment_is_paid_once_when_notification_arrives_three_times(client, book):
    payment = make_payment()
    body = notice_body(payment)

    replies = [tell(client, body) for _ in range(3)]

    payment.refresh_from_db()
    assert [(r.status_code, r.content) for r in replies] == [(200, b"success")] * 3
    assert (payment.state, payment.captured_amount, payment.provider_reference) == (
        PaymentState.PAID,
        payment.amount,
        f"2026{payment.pk:024d}",
    )
    assert book.paid == ["T-1"]
    assert list(payment.messages.order_by("pk").values_list("verdict", flat=True)) == [
        Verdict.SETTLED,
        Verdict.TOLD_AGAIN,
        Verdict.TOLD_AGAIN,
    ]


def test_raw_body_is_kept_byte_for_byte_when_notification_arrives(client):
    body = notice_body(make_payment())

    tell(client, body)

    assert bytes(PaymentMessage.objects.get().body) == body


def test_forged_notification_is_kept_and_refused(client, book):
    payment = make_payment()

    reply = tell(client, notice_body(payment, key=forger_key()))

    payment.refresh_from_db()
    assert (reply.status_code, reply.content) == (400, b"failure")
    assert payment.state == PaymentState.PENDING and book.paid == []
    assert PaymentMessage.objects.get().verdict == Verdict.BAD_SIGNATURE


def test_notification_is_refused_when_one_character_of_it_is_changed(client, book):
    payment = make_payment(amount="400.80")

    reply = tell(client, notice_body(payment).replace(b"400.80", b"400.81"))

    assert reply.status_code == 400 and book.paid == []


def test_notification_of_wrong_amount_changes_nothing_is_not_acknowledged_and_makes_us_ask(client, book):
    payment = make_payment(amount="400.80")

    reply = tell(client, notice_body(payment, amount="1.00"))

    payment.refresh_from_db()
    message = PaymentMessage.objects.get()
    assert (reply.status_code, payment.state, book.paid) == (400, PaymentState.PENDING, [])
    assert (message.verdict, message.payment, message.note) == (Verdict.WRONG_AMOUNT, payment, "1.00 CNY came for 400.80 CNY")
    assert Job.objects.filter(kind="payments.check").count() == 1


@pytest.mark.parametrize("field", ["app_id", "seller_id"])
def test_notification_for_another_merchant_is_refused(client, book, field):
    reply = tell(client, notice_body(make_payment(), **{field: "2026999999999999"}))

    assert reply.status_code == 400 and book.paid == []
    assert PaymentMessage.objects.get().verdict == Verdict.NOT_OURS


def test_notification_about_an_unknown_trade_is_kept_and_refused(client):
    payment = make_payment()
    payment.reference = "PNEVERHEARD"

    reply = tell(client, notice_body(payment))

    assert reply.status_code == 400
    assert PaymentMessage.objects.get().verdict == Verdict.UNKNOWN_PAYMENT


@pytest.mark.parametrize("body", [b"", b"hello", b"\xff\xfe", b"a=1&a=2", b"sign=x&sign_type=RSA2", b"sign_type=MD5&sign=x&out_trade_no=1"])
def test_rubbish_is_kept_and_refused(client, body):
    reply = tell(client, body)

    assert (reply.status_code, reply.content) == (400, b"failure")
    assert PaymentMessage.objects.get().verdict in (Verdict.UNREADABLE, Verdict.BAD_SIGNATURE)


def test_notification_is_404_when_the_provider_is_unknown_or_switched_off(client, settings):
    body = notice_body(make_payment())
    settings.PAYMENTS_SANDBOX = False

    assert tell(client, body).status_code == 404
    assert tell(client, body, provider="nobody").status_code == 404
    assert not PaymentMessage.objects.exists()


def test_older_word_changes_nothing_when_it_arrives_after_paid(client, book):
    payment = make_payment()
    tell(client, notice_body(payment))

    late = tell(client, notice_body(payment, TradeStatus.WAIT_BUYER_PAY))
    closed = tell(client, notice_body(payment, TradeStatus.TRADE_CLOSED))

    payment.refresh_from_db()
    assert (late.content, closed.content, payment.state, book.ended) == (b"success", b"success", PaymentState.PAID, [])


def test_payment_fails_once_when_the_wallet_closes_it(client, book):
    payment = make_payment()

    for _ in range(2):
        tell(client, notice_body(payment, TradeStatus.TRADE_CLOSED))

    payment.refresh_from_db()
    assert payment.state == PaymentState.FAILED and book.ended == [("T-1", "failed")]


def test_money_goes_to_the_refund_queue_when_the_purpose_refuses_it(client, book):
    payment = make_payment()
    book.answer = refuse("the last bag is gone")

    reply = tell(client, notice_body(payment))

    payment.refresh_from_db()
    refund = Refund.objects.get()
    assert (reply.content, payment.state) == (b"success", PaymentState.UNWANTED)
    assert (refund.money, refund.reason, refund.note) == (payment.money, RefundReason.REFUSED, "the last bag is gone")


def test_late_money_goes_to_the_refund_queue_when_the_payment_has_expired(client, book):
    payment = make_payment()
    Payment.objects.update(state=PaymentState.EXPIRED, ended_at=timezone.now())

    for _ in range(2):
        tell(client, notice_body(payment))

    payment.refresh_from_db()
    assert payment.state == PaymentState.UNWANTED and book.paid == []
    assert Refund.objects.get().reason == RefundReason.LATE


def test_notification_is_kept_and_refused_when_the_room_above_breaks(client, book):
    payment = make_payment()
    book.on_paid = None

    def burst(_payment):
        raise RuntimeError("the ledger is on fire")

    from orders.payments import purposes

    purposes.register("test", on_paid=burst)
    reply = tell(client, notice_body(payment))

    payment.refresh_from_db()
    assert (reply.status_code, payment.state) == (500, PaymentState.PENDING)
    assert PaymentMessage.objects.get().verdict == Verdict.ERROR


@pytest.mark.parametrize("change", [{"body": b"other"}, {"provider": "other"}, {"verdict": "repeated"}])
def test_database_refuses_to_change_a_message_once_judged(client, change):
    tell(client, notice_body(make_payment()))

    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentMessage.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentMessage.objects.all().delete()


def test_large_body_is_refused_unread(client):
    assert tell(client, b"x" * 70_000).status_code == 413
    assert not PaymentMessage.objects.exists()


def test_service_answers_as_the_page_does():
    reply = receive_notification(provider="sandbox", headers={"User-Agent": "wallet", "Cookie": "secret"}, raw_body=b"x")

    assert reply.status == 400
    assert PaymentMessage.objects.get().headers == {"user-agent": "wallet"}
