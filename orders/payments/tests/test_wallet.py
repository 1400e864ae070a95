"""The whole way over real HTTP: our provider, the wallet's gateway and page, its notifications, our doors."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
import requests
from django.urls import reverse
from django.utils import timezone

from marketplace.jobs.models import Job, JobState
from marketplace.money import Money
from orders.payments.enums import PaymentState, RefundReason, RefundState, Verdict
from orders.payments.exceptions import PaymentRefused, ProviderAway, RefundTooLarge
from orders.payments.models import Payment, PaymentMessage, Refund, SandboxNotice, SandboxTrade
from orders.payments.providers import get_provider
from orders.payments.purposes import refuse
from orders.payments.sandbox.models import NoticeState, TradeStatus
from orders.payments.sandbox.notices import RETRIES
from orders.payments.services import ask_soon, cancel_payment, query_payment, request_refund, retry_refund
from orders.payments.services.asking import ask_about_open_payments
from orders.payments.services.ending import GRACE
from orders.payments.services.refunding import WAKE_AFTER, wake_waiting_refunds
from orders.payments.tasks import watch_payments
from orders.payments.tests.factories import make_payment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def open_shop(live_server, settings):
    settings.SITE_URL = live_server.url


@pytest.fixture
def buyer(live_server):
    """A browser without script: opens the payment's address, presses the wallet's buttons, follows it back."""

    class Buyer(requests.Session):
        def act(self, payment: Payment, act: str, **choices):
            page = self.get(payment.redirect_url)
            assert page.status_code == 200
            form = {"act": act, "csrfmiddlewaretoken": self.cookies["csrftoken"], **choices}
            return self.post(page.url, data=form, headers={"Referer": page.url}, allow_redirects=False)

    with Buyer() as session:
        yield session


def jump(**to) -> None:
    """What waits is due now."""
    Job.across_hubs.filter(state=JobState.WAITING).update(run_after=timezone.now())
    if to:
        Payment.objects.update(**to)


def state_of(payment: Payment) -> str:
    payment.refresh_from_db()
    return payment.state


def verdicts(kind: str = "notification") -> list[str]:
    return list(PaymentMessage.objects.filter(kind=kind).order_by("pk").values_list("verdict", flat=True))


def test_buyer_pays_and_the_notification_settles(buyer, book, run_waiting_jobs):
    payment = make_payment()

    back = buyer.act(payment, "pay")
    assert state_of(payment) == PaymentState.PENDING  # the buyer's return decides nothing
    run_waiting_jobs("sandbox.notice")

    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]
    assert SandboxNotice.objects.get().state == NoticeState.ACKNOWLEDGED
    assert "/payments/return/sandbox/?" in back.headers["Location"]


def test_return_before_the_notification_asks_the_wallet(buyer, book, run_waiting_jobs):
    payment = make_payment()
    back = buyer.act(payment, "pay", behaviour="lost")

    arrived = buyer.get(back.headers["Location"], allow_redirects=False)
    assert (arrived.status_code, arrived.headers["Location"]) == (302, "/orders/T-1/")
    assert state_of(payment) == PaymentState.PENDING
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]


def test_return_with_a_changed_address_decides_nothing(buyer, run_waiting_jobs):
    payment = make_payment()
    back = buyer.act(payment, "refuse").headers["Location"].replace("400.80", "0.80")

    page = buyer.get(back)

    assert page.status_code == 400 and "cannot tell which payment" in page.text
    assert verdicts("return") == [Verdict.BAD_SIGNATURE]


def test_return_after_the_notification_changes_nothing(buyer, book, run_waiting_jobs):
    payment = make_payment()
    back = buyer.act(payment, "pay")
    run_waiting_jobs()

    assert buyer.get(back.headers["Location"], allow_redirects=False).status_code == 302
    assert run_waiting_jobs() == [] and book.paid == ["T-1"]


@pytest.mark.parametrize("behaviour", ["lost", "forged", "wrong_amount"])
def test_watch_heals_what_the_notification_did_not_bring(buyer, book, run_waiting_jobs, behaviour):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour=behaviour)
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.PENDING

    jump(next_query_at=timezone.now())
    assert ask_about_open_payments() == 1
    run_waiting_jobs("payments.query")

    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]


@pytest.mark.parametrize("behaviour", ["duplicated", "out_of_order", "delayed"])
def test_payment_is_settled_once_however_the_wallet_tells_it(buyer, book, run_waiting_jobs, behaviour):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour=behaviour, delay="30")

    for _ in range(3):
        run_waiting_jobs()
        jump()

    words = {"duplicated": ["settled", "repeated", "repeated"], "out_of_order": ["settled", "repeated"], "delayed": ["settled"]}
    assert state_of(payment) == PaymentState.PAID and book.paid == ["T-1"]
    assert verdicts() == words[behaviour]


def test_delayed_notification_waits_its_time(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="delayed", delay="30")

    assert run_waiting_jobs() == []
    seconds = (Job.objects.get(kind="sandbox.notice").run_after - timezone.now()).total_seconds()
    assert 25 < seconds <= 30 and state_of(payment) == PaymentState.PENDING


def test_wallet_tries_again_until_the_shop_acknowledges(buyer, book, run_waiting_jobs, settings):
    payment = make_payment()
    book.answer = None  # the room above is broken: every notification fails
    buyer.act(payment, "pay")
    run_waiting_jobs("sandbox.notice")

    notice = SandboxNotice.objects.get()
    waits = Job.objects.get(key=f"sandbox-notice:{notice.pk}:1").run_after - timezone.now()
    assert (notice.state, notice.attempts, notice.last_answer) == (NoticeState.WAITING, 1, "500 failure")
    assert waits <= timedelta(seconds=RETRIES[0] * 60 / settings.SANDBOX_CLOCK)

    book.__init__()
    jump()
    run_waiting_jobs("sandbox.notice")
    assert state_of(payment) == PaymentState.PAID and verdicts() == [Verdict.ERROR, Verdict.SETTLED]


def test_wallet_gives_up_after_eight_tries(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="forged")

    for _ in range(10):
        run_waiting_jobs("sandbox.notice")
        jump()

    notice = SandboxNotice.objects.get()
    assert (notice.state, notice.attempts) == (NoticeState.GIVEN_UP, len(RETRIES) + 1)
    assert set(verdicts()) == {Verdict.BAD_SIGNATURE}


def test_payment_fails_when_the_buyer_refuses(buyer, book, run_waiting_jobs):
    payment = make_payment()

    buyer.act(payment, "refuse")
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.FAILED and book.ended == [("T-1", "failed")]
    assert make_payment().pk != payment.pk  # the buyer may try again


def test_payment_ends_by_asking_when_the_buyer_lets_it_expire(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "expire")
    assert run_waiting_jobs() == []

    jump(next_query_at=timezone.now())
    ask_about_open_payments()
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.FAILED and book.ended == [("T-1", "failed")]


def test_payment_expires_once_and_its_trade_is_closed(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.get(payment.redirect_url)
    jump(expires_at=timezone.now(), next_query_at=timezone.now())

    for _ in range(2):
        ask_about_open_payments()
        run_waiting_jobs()

    assert state_of(payment) == PaymentState.EXPIRED and book.ended == [("T-1", "expired")]
    assert SandboxTrade.objects.get().status == TradeStatus.TRADE_CLOSED


def test_money_of_the_last_second_is_found_before_the_payment_expires(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lost")
    jump(expires_at=timezone.now(), next_query_at=timezone.now())

    ask_about_open_payments()
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PAID and book.ended == []


def test_payment_expires_although_the_wallet_is_silent_beyond_the_grace(book, run_waiting_jobs, settings):
    payment = make_payment()
    settings.SITE_URL = "http://127.0.0.1:9"  # nobody listens there
    jump(expires_at=timezone.now() - timedelta(minutes=1), next_query_at=timezone.now())
    ask_about_open_payments()
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.PENDING  # within the grace we keep asking

    jump(expires_at=timezone.now() - GRACE, next_query_at=timezone.now())
    ask_about_open_payments()
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.EXPIRED and book.ended == [("T-1", "expired")]


def test_clocks_round_asks_in_every_hub(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lost")
    jump(next_query_at=timezone.now())

    watch_payments()
    watch_payments()  # nothing is due twice
    assert Job.objects.filter(kind="payments.query").count() == 1
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.PAID


def test_late_money_goes_back_when_the_payment_had_ended(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "expire")
    query_payment(payment=payment)

    buyer.act(payment, "pay-anyway")
    run_waiting_jobs()

    refund = Refund.objects.get()
    assert state_of(payment) == PaymentState.REFUNDED and book.paid == []
    assert (refund.state, refund.reason, refund.money) == (RefundState.DONE, RefundReason.LATE, payment.money)
    assert SandboxTrade.objects.get().refunded_amount == payment.amount
    assert book.refunded == [("T-1", "400.80 CNY")]


def test_money_goes_back_when_the_room_above_refuses_it(buyer, book, run_waiting_jobs):
    payment = make_payment()
    book.answer = refuse("sold out")
    buyer.act(payment, "pay")

    run_waiting_jobs()

    assert state_of(payment) == PaymentState.REFUNDED
    assert Refund.objects.get().reason == RefundReason.REFUSED


def test_money_goes_back_when_the_order_was_cancelled_while_the_buyer_paid(buyer, book, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lost")
    cancel_payment(purpose="test", key="T-1")

    run_waiting_jobs()  # closing fails, so the wallet is asked, and the money found

    assert state_of(payment) == PaymentState.REFUNDED and book.paid == []


def test_refunds_in_parts_go_back_up_to_what_came(buyer, book, run_waiting_jobs):
    payment = make_payment(amount="100.00")
    buyer.act(payment, "pay")
    run_waiting_jobs()

    def give_back(amount: str, key: str) -> Refund:
        return request_refund(payment=payment, amount=Money(Decimal(amount), "CNY"), reason=RefundReason.GOODWILL, key=key)

    first = give_back("30.00", "a")
    assert give_back("30.00", "a") == first  # the same wish twice
    run_waiting_jobs()
    assert state_of(payment) == PaymentState.PARTIALLY_REFUNDED
    with pytest.raises(RefundTooLarge):
        give_back("70.01", "b")
    give_back("70.00", "b")
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.REFUNDED and SandboxTrade.objects.get().status == TradeStatus.TRADE_CLOSED
    assert book.refunded == [("T-1", "30.00 CNY"), ("T-1", "100.00 CNY")]
    with pytest.raises(PaymentRefused):
        retry_refund(refund=first, by=None)


def test_refund_of_unknown_outcome_is_asked_again_and_done_once(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay", hesitant="on")
    run_waiting_jobs()
    refund = request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")

    run_waiting_jobs()
    refund.refresh_from_db()
    assert (refund.state, refund.attempts) == (RefundState.WAITING, 1) and refund.last_error.startswith("20000")
    jump()
    run_waiting_jobs()

    refund.refresh_from_db()
    assert (refund.state, refund.attempts) == (RefundState.DONE, 2)
    assert SandboxTrade.objects.get().refunds.count() == 1


def test_refund_is_recorded_when_only_its_answer_was_lost(buyer, run_waiting_jobs):
    """Our database went back after the wallet had paid: asked again it moves nothing, and its query says done."""
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    refund = request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")
    SandboxTrade.objects.get().refunds.create(hub=refund.hub, out_request_no=refund.reference, amount=refund.amount)

    run_waiting_jobs()

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE and state_of(payment) == PaymentState.REFUNDED


def test_refused_refund_frees_its_amount_and_may_be_tried_again(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    SandboxTrade.objects.update(status=TradeStatus.TRADE_FINISHED)
    refund = request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")
    run_waiting_jobs()
    refund.refresh_from_db()
    payment.refresh_from_db()
    assert (refund.state, payment.refund_requested) == (RefundState.REFUSED, 0) and "ACQ.TRADE_STATUS_ERROR" in refund.last_error

    SandboxTrade.objects.update(status=TradeStatus.TRADE_SUCCESS)
    retry_refund(refund=refund, by=None)
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.REFUNDED


def test_forgotten_refund_is_woken(buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    request_refund(payment=payment, amount=payment.money, reason=RefundReason.CANCELLED, key="all")
    Job.objects.filter(kind="payments.refund").update(state=JobState.FAILED)

    assert wake_waiting_refunds(now=timezone.now()) == 0
    assert wake_waiting_refunds(now=timezone.now() + WAKE_AFTER + timedelta(minutes=1)) == 1
    run_waiting_jobs()

    assert state_of(payment) == PaymentState.REFUNDED


def test_unknown_trade_stays_open_when_the_buyer_never_came(book):
    payment = make_payment()

    assert query_payment(payment=payment).state == PaymentState.PENDING
    assert verdicts("query") == [Verdict.REPEATED]


def test_silent_wallet_is_noted(settings):
    payment = make_payment()
    settings.SITE_URL = "http://127.0.0.1:9"

    with pytest.raises(ProviderAway):
        query_payment(payment=payment)
    assert verdicts("query") == [Verdict.ERROR]


def test_answer_signed_by_another_is_not_believed(buyer, monkeypatch):
    from orders.payments.exceptions import BadSignature
    from orders.payments.sandbox import gateway, party

    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lost")
    monkeypatch.setattr(gateway, "wallet_key", party.forger_key)

    with pytest.raises(BadSignature):
        query_payment(payment=payment)
    assert state_of(payment) == PaymentState.PENDING and verdicts("query") == [Verdict.BAD_SIGNATURE]


def test_many_returns_are_one_question():
    payment = make_payment()

    for _ in range(5):
        ask_soon(payment=payment)

    assert Job.objects.filter(kind="payments.query").count() in (1, 2)  # two where a tick of the clock lay between


def test_wallet_refuses_a_changed_address_and_an_overdue_one(buyer):
    payment = make_payment()
    changed = buyer.get(payment.redirect_url.replace("400.80", "1.00"))
    payment.expires_at = timezone.now() - timedelta(seconds=1)
    overdue = buyer.get(get_provider("sandbox").start(payment, notify_url="", return_url=""))

    assert changed.status_code == 400 and "signature does not fit" in changed.text
    assert overdue.status_code == 400 and "Its time is over" in overdue.text
    assert not SandboxTrade.objects.exists()


def test_gateway_answers_a_stranger_with_a_signed_refusal(live_server):
    reply = requests.post(live_server.url + reverse("sandbox:gateway"), data={"app_id": "1", "method": "alipay.trade.query"})

    assert json.loads(reply.content)["alipay_trade_query_response"]["sub_code"] == "isv.invalid-app-id"


def test_wallet_is_404_where_settings_do_not_open_it(buyer, settings, live_server):
    payment = make_payment()
    page = buyer.get(payment.redirect_url).url
    settings.PAYMENTS_SANDBOX = False

    assert requests.get(payment.redirect_url).status_code == 404
    assert requests.post(live_server.url + reverse("sandbox:gateway")).status_code == 404
    assert requests.get(page).status_code == 404
