from datetime import timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.money import Money
from orders.payments.enums import PaymentState
from orders.payments.exceptions import AlreadyPaid, CurrencyNotTaken, PaymentRefused, UnknownProvider, UnknownPurpose
from orders.payments.models import Payment
from orders.payments.sandbox.alipay.party import DEFAULT
from orders.payments.selectors import current_payment, providers_for
from orders.payments.services import cancel_payment, start_payment
from orders.payments.signing import canonical, is_signed
from orders.payments.tests.factories import make_payment, make_route

pytestmark = pytest.mark.django_db


def start(**changed):
    values = {
        "purpose": "test",
        "key": "T-1",
        "amount": Money(Decimal("68.00"), "CNY"),
        "provider": "sandbox",
        "expires_at": timezone.now() + timedelta(minutes=20),
        "return_url": "/orders/T-1/",
        **changed,
    }
    return start_payment(**values)


def test_payment_begins_with_an_address_signed_by_us():
    started = start(description="两袋咖啡")

    fields = {name: values[0] for name, values in parse_qs(urlsplit(started.redirect_url).query).items()}
    assert started.payment.state == PaymentState.PENDING
    assert is_signed(canonical(fields), fields["sign"], DEFAULT.public_key())
    assert '"total_amount":"68.00"' in fields["biz_content"] and "两袋咖啡" in fields["biz_content"]
    assert fields["notify_url"].endswith("/payments/notify/sandbox/")


def test_second_click_gives_the_same_payment():
    assert start() == start()
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("change", [{"amount": Money(Decimal("70.00"), "CNY")}, {"amount": Money(Decimal("68.00"), "USD")}])
def test_another_amount_replaces_the_payment_without_telling_the_room(book, change):
    first = start().payment

    second = start(**change).payment

    first.refresh_from_db()
    assert (first.state, second.state, book.ended) == (PaymentState.CANCELLED, PaymentState.PENDING, [])
    assert current_payment(purpose="test", key="T-1") == second


def test_a_payment_whose_time_is_over_is_replaced():
    first = start().payment
    Payment.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert start().payment != first


def test_a_paid_purpose_cannot_be_paid_again():
    payment = start().payment
    Payment.objects.update(state=PaymentState.PAID, captured_amount=payment.amount, captured_currency="CNY", paid_at=timezone.now())

    with pytest.raises(AlreadyPaid) as refusal:
        start()
    assert refusal.value.payment == payment


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"purpose": "nobody"}, UnknownPurpose),
        ({"provider": "nobody"}, UnknownProvider),
        ({"amount": Money(Decimal(1), "GBP")}, CurrencyNotTaken),
        ({"amount": Money(Decimal(0), "CNY")}, PaymentRefused),
        ({"amount": Money(Decimal("0.4"), "RWF")}, PaymentRefused),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, PaymentRefused),
        ({"return_url": "https://evil.example/"}, PaymentRefused),
        ({"return_url": "//evil.example/"}, PaymentRefused),
    ],
)
def test_payment_is_refused(change, refusal):
    with pytest.raises(refusal):
        start(**change)
    assert not Payment.objects.exists()


def test_sandbox_is_refused_where_settings_do_not_open_it(settings):
    settings.PAYMENTS_SANDBOX = False

    with pytest.raises(UnknownProvider):
        start()


def test_cancelled_payment_is_closed_once():
    payment = start().payment

    assert cancel_payment(purpose="test", key="T-1") == payment
    assert cancel_payment(purpose="test", key="T-1") is None


def test_database_refuses_two_live_payments_of_one_purpose():
    payment = make_payment()
    payment.pk, payment.reference = None, "PANOTHER"

    with pytest.raises(IntegrityError, match="one_effective_payment_a_purpose"), transaction.atomic():
        payment.save()


@pytest.mark.parametrize("wrong", [{"captured_amount": 1}, {"state": "paid"}, {"refund_requested": 1}, {"amount": 0}])
def test_database_refuses_a_payment_that_contradicts_itself(wrong):
    make_payment()

    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.update(**wrong)


def test_ways_to_pay_follow_the_dated_rows(settings):
    today = timezone.localdate()
    make_route("CNY", country="CN")
    make_route("USD", valid_to=today - timedelta(days=1), valid_from=today - timedelta(days=9))
    make_route("EUR", valid_from=today + timedelta(days=1))

    def codes(currency, country):
        return [provider.code for provider in providers_for(currency=currency, country=country)]

    assert (codes("CNY", "CN"), codes("CNY", "DE"), codes("USD", "US"), codes("EUR", "DE")) == (["sandbox"], [], [], [])
    settings.PAYMENTS_SANDBOX = False
    assert codes("CNY", "CN") == []
