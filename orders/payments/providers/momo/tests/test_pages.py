from __future__ import annotations

import pytest

from orders.payments.providers.momo.models import MomoAsk
from orders.payments.providers.momo.phones import NoSuchPhone, msisdn_of
from orders.payments.providers.momo.tests.factories import SILENT, make_payment, wait
from orders.payments.sandbox.momo import operations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]


def test_buyer_names_a_phone_and_waits_until_it_is_paid(client, book, run_waiting_jobs):
    payment = make_payment()
    page = client.get(payment.redirect_url).content.decode()
    assert "Pay RWF\u00a05,000 with mobile money" in page and 'http-equiv="refresh"' not in page

    answer = client.post(payment.redirect_url, {"phone": "0788 123 456"})
    assert (answer.status_code, answer.url) == (302, payment.redirect_url)
    page = client.get(payment.redirect_url).content.decode()
    assert "Approve on your phone" in page and "+250 78• ••• 456" in page and "every 2s" in page and "788123456" not in page
    wait(run_waiting_jobs)

    assert client.get(payment.redirect_url).url == "/orders/T-1/"
    part = client.get(payment.redirect_url, headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == "/orders/T-1/"


@pytest.mark.parametrize(
    ("phone", "words"),
    [("46733123451", "refused on the phone"), ("46733123455", "no mobile money account"), ("46733123452", "approved on the phone in time")],
)
def test_buyer_is_told_why_and_may_ask_again(client, book, run_waiting_jobs, phone, words):
    payment = make_payment()
    client.post(payment.redirect_url, {"phone": phone})
    wait(run_waiting_jobs)

    page = client.get(payment.redirect_url, headers={"HX-Request": "true"}).content.decode()

    assert words in page and "Ask again on this phone" in page and "<html" not in page


@pytest.mark.parametrize(
    ("typed", "words"), [("", "required"), ("12", "ten digits"), ("07 88x", "only digits"), ("0728 123 456", "not a number of MTN")]
)
def test_wrong_number_is_told_and_nobody_is_asked(client, typed, words):
    payment = make_payment()

    answer = client.post(payment.redirect_url, {"phone": typed})

    assert answer.status_code == 422 and words in answer.content.decode() and not MomoAsk.objects.exists()


def test_second_click_asks_nobody_twice(client):
    payment = make_payment()

    for _ in range(2):
        client.post(payment.redirect_url, {"phone": SILENT})

    assert MomoAsk.objects.count() == len(operations.newest()) == 1


def test_who_approved_is_not_told_that_nothing_was_charged_before_the_payment_is_noted(client):
    payment = make_payment()
    client.post(payment.redirect_url, {"phone": SILENT})
    MomoAsk.objects.update(state="successful")  # whoever heard it has not told the payment yet, or died

    page = client.get(payment.redirect_url).content.decode()

    assert "do not pay again" in page and 'hx-trigger="every 2s"' in page
    assert "Nothing was charged" not in page and 'name="phone"' not in page


def test_phones_are_not_pestered(client, book, run_waiting_jobs):
    payment = make_payment()
    for _ in range(6):
        client.post(payment.redirect_url, {"phone": "46733123458"})

    answer = client.post(payment.redirect_url, {"phone": "0788 123 456"})

    assert answer.status_code == 422 and "too often" in answer.content.decode() and MomoAsk.objects.count() == 6


def test_stranger_finds_no_payment(client):
    assert client.get("/payments/momo/P00/").status_code == 404


def test_test_numbers_are_taken_in_the_sandbox_alone(settings):
    assert msisdn_of("+46 733 123 451") == "46733123451"
    settings.PAYMENTS_SANDBOX = False
    with pytest.raises(NoSuchPhone):
        msisdn_of("46733123451")


def test_holder_of_the_phone_decides_on_the_sandbox_s_page(client, book, run_waiting_jobs):
    payment = make_payment()
    client.post(payment.redirect_url, {"phone": SILENT})
    door = f"/payments/sandbox/momo/phone/{MomoAsk.objects.get().pk}/"
    assert "5000" in client.get(door).content.decode()

    assert client.post(door, {"act": "approve"}).status_code == 302
    wait(run_waiting_jobs)

    assert client.get(payment.redirect_url).url == "/orders/T-1/" and book.paid == ["T-1"]
    assert "nothing more to decide" in client.get(door).content.decode()
