"""The sandbox as a process: it keeps what it knows, does as it is told, and lets nobody in by the wrong door."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
import requests
from django.conf import settings
from django.urls import reverse

from marketplace.embedded.sandbox import Gateways
from orders.payments.sandbox import faults, outbox
from orders.payments.sandbox.visitor import TurnedAway, press
from orders.payments.tests.factories import make_payment
from orders.payments.tests.wire import trade_of


@pytest.fixture
def process(tmp_path):
    """A real one, started as `up` starts it; call restart() after kill()."""
    gateways = Gateways(tmp_path / "sandbox", settings.SANDBOX_MERCHANTS)
    gateways.prepare()
    running = []

    def start() -> subprocess.Popen:
        running.append(subprocess.Popen(gateways.command(), cwd=settings.BASE_DIR, stderr=subprocess.DEVNULL))
        gateways.wait()
        return running[-1]

    gateways.start = start
    yield gateways
    for one in running:
        one.terminate()
        one.wait(20)


@pytest.mark.django_db
def test_books_and_faults_survive_when_the_process_is_killed(process, settings):
    settings.SANDBOX_URL = process.url()
    first = process.start()
    payment = make_payment()
    press(process.url(), payment.redirect_url, "pay", behaviour="lose")
    requests.post(f"{process.url()}/api/faults/", json={"gateway": "alipay", "step": "query", "kind": "unknown"}, timeout=5)

    first.send_signal(signal.SIGKILL)
    first.wait()
    process.start()

    books = requests.get(f"{process.url()}/api/alipay/payments/", timeout=5).json()["payments"]
    assert [(line["number"], line["amount"], line["state"]) for line in books] == [(payment.reference, "400.80", "TRADE_SUCCESS")]
    assert [fault["kind"] for fault in requests.get(f"{process.url()}/api/faults/", timeout=5).json()["faults"]] == ["unknown"]


def test_process_needs_none_of_the_shops_rooms():
    code = (
        "import sys; from orders.payments.sandbox import __main__ as m; from pathlib import Path; m.configure(Path('/x'), Path('/x'), 60)"
    )
    more = "import orders.payments.sandbox.server, orders.payments.sandbox.urls; print(sorted(sys.modules))"
    said = subprocess.run([sys.executable, "-c", f"{code}; {more}"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)

    assert not {name for name in ("orders.payments.models", "marketplace.settings", "psycopg2", "celery") if f"'{name}'" in said.stdout}


def test_fault_is_ordered_taken_as_often_as_wanted_and_first_by_the_one_it_is_for():
    faults.order(gateway="alipay", step="query", kind="unknown", times=2)
    faults.order(gateway="alipay", step="query", kind="slow", about="P1", seconds=0.5)

    taken = [faults.take("alipay", "query", about) for about in ("P2", "P1", "P1", "P1")]

    assert [fault and (fault.kind, fault.seconds) for fault in taken] == [("unknown", 0), ("slow", 0.5), ("unknown", 0), None]


@pytest.mark.parametrize(
    "told",
    [{}, {"gateway": "alipay", "step": "query", "kind": "explode"}, {"gateway": "alipay", "step": "query", "kind": "slow", "seconds": "x"}],
)
def test_api_refuses_an_order_nobody_understands(wire, told):
    assert requests.post("http://sandbox.test/api/faults/", json=told).status_code == 422
    assert faults.ordered() == []


def test_page_shows_orders_and_books_and_takes_forms(wire):
    form = {"fault": "alipay notice lose", "times": "2", "about": "", "seconds": "0"}
    assert requests.post("http://sandbox.test/api/faults/", data=form, allow_redirects=False).status_code == 302

    page = requests.get("http://sandbox.test/").text
    assert "alipay · notice · lose × 2" in page and "No payments yet." in page
    requests.post("http://sandbox.test/api/faults/forget/")
    assert faults.ordered() == []


def test_form_of_another_site_is_refused(wire):
    for origin, status in (("https://evil.example", 403), ("http://sandbox.test", 200), ("null", 403)):
        headers = {"Origin": origin, "Host": "sandbox.test"}
        assert requests.post("http://sandbox.test/api/deliveries/hurry/", headers=headers).status_code == status


@pytest.mark.parametrize("place", ["", "api/faults/", "api/health/", "static/js/site.js", "static/../manage.py", "momo/collection/token/"])
def test_shop_passes_buyers_to_nothing_but_the_companies_pages(wire, client, db, place):
    assert client.get(f"/payments/sandbox/{place}").status_code == 404
    assert client.post(f"/payments/sandbox/{place}").status_code == 404


def test_shop_says_so_when_the_sandbox_is_silent(client, db, settings):
    settings.SANDBOX_URL = "http://127.0.0.1:9"

    page = client.get(reverse("sandbox:door", args=["alipay/gateway.do"]))

    assert page.status_code == 503 and "The wallet does not answer" in page.content.decode()


@pytest.mark.django_db
def test_pages_work_in_chinese_under_the_shops_address(buyer):
    payment = make_payment()

    page = buyer.get(payment.redirect_url.replace("/payments", "/zh-hans/payments"), follow=True)

    html = page.content.decode()
    assert page.request["PATH_INFO"].startswith("/zh-hans/payments/sandbox/alipay/pay/") and "支付 ¥400.80" in html
    assert 'href="/zh-hans/payments/sandbox/static/css/site.css"' in html
    assert buyer.get("/zh-hans/payments/sandbox/static/css/site.css").headers["Content-Type"] == "text/css"


@pytest.mark.django_db
def test_visitor_is_told_when_the_wallet_does_not_open(wire):
    with pytest.raises(TurnedAway):
        press("http://sandbox.test", "/payments/sandbox/alipay/gateway.do?app_id=1")


@pytest.mark.django_db
def test_order_for_one_payment_leaves_the_others_alone(buyer, run_waiting_jobs):
    told, untold = make_payment(key="a"), make_payment(key="b")
    faults.order(gateway="alipay", step="notice", kind="lose", about=untold.reference)

    for payment in (told, untold):
        buyer.act(payment, "pay")

    assert [delivery.about for delivery in outbox.deliveries()] == [told.reference]
    assert trade_of(untold).paid_at and faults.ordered() == []


@pytest.mark.django_db
def test_book_is_read_page_for_page_while_payments_are_made(buyer):
    old = [make_payment(key=f"old-{number}") for number in range(5)]
    for payment in old:
        buyer.get(payment.redirect_url, follow=True)
    address = "http://sandbox.test/api/alipay/payments/"

    first = requests.get(address, params={"limit": 3}).json()
    buyer.get(make_payment(key="new").redirect_url, follow=True)
    rest = requests.get(address, params={"limit": 3, "before": first["next"]}).json()

    assert [line["number"] for line in first["payments"] + rest["payments"]] == [payment.reference for payment in reversed(old)]
    assert rest["next"] is None and len(requests.get(address).json()["payments"]) == 6
    assert requests.get(address, params={"before": first["next"], "limit": 0}).json()["payments"] == rest["payments"][:1]


@pytest.mark.parametrize("told", [{"before": "x"}, {"limit": "1.5"}, {"before": ""}])
def test_page_of_a_book_that_nobody_can_find_is_refused(wire, told):
    assert requests.get("http://sandbox.test/api/momo/payments/", params=told).status_code == 422
