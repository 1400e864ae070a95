import copy
from datetime import timedelta

import pytest

from marketplace.api.models import IdempotencyRecord
from marketplace.api.tests.callers import caller, post, refusal
from orders.identity.models import RealName
from orders.identity.numbers import constructed_number
from orders.models import Cart, Checkout, OrderGroup
from orders.payments.exceptions import ProviderAway
from orders.payments.models import Payment
from orders.tests.factories import HANGZHOU, count, make_cart, make_group, make_lane, make_user, make_variant, stock_of

CHECKOUT = "/api/v1/checkout/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def lane():
    return make_lane()


def priced(client, run_waiting_jobs, key="q", **body):
    """The quote for the caller's cart to Hangzhou, answered."""
    body = {"destination": {"country": "CN", "region": "330000"}, **body}
    asked = post(client, "/api/v1/quotes/", body, key=key, **csrf(client))
    run_waiting_jobs("logistics.quote")
    return client.get(asked.headers["Location"]).json()


def csrf(client):
    return {"X-CSRFToken": client.cookies["csrftoken"].value} if "csrftoken" in client.cookies else {}


def order_of(*quotes, goods="136.00", **changes):
    """What Carla sends: her address, the first option of each quote, and the total she was shown."""
    delivery = sum(float(quote["options"][0]["price"]["amount"]) for quote in quotes)
    return {
        "contact": {"email": "carla@buyer.example"},
        "address": {"country": "CN", "name": "卡拉", "phone": "138 0571 2266", "line": "文三路 477 号", **HANGZHOU},
        "person": {"name": "卡拉", "number": constructed_number(), "mobile": "138 0571 2266", "agree": True},
        "deliveries": [{"quote": quote["id"], "option": quote["options"][0]["id"]} for quote in quotes],
        "provider": "sandbox",
        "shown_total": {"amount": f"{float(goods) + delivery:.2f}", "currency": "CNY"},
        **changes,
    }


def changed(body, path, value):
    body = copy.deepcopy(body)
    *way, last = path
    place = body
    for step in way:
        place = place[step]
    place[last] = value
    return body


def test_checkout_places_the_order_and_says_where_to_pay(carla, lane, run_waiting_jobs):
    variant = make_variant(price="68.00")
    make_cart(variant, quantity=2, user=carla)
    client = caller(carla)
    quote = priced(client, run_waiting_jobs)

    answer = post(client, CHECKOUT, order_of(quote))

    group, payment = OrderGroup.objects.get(), Payment.objects.get()
    body = answer.json()
    assert (answer.status_code, body["number"], body["state"], body["order_key"]) == (201, group.number, "awaiting_payment", None)
    assert (group.user, group.total.amount) == (carla, payment.amount)
    assert body["redirect_url"] == body["payment"]["redirect_url"] == payment.redirect_url
    assert payment.return_url.endswith(f"/orders/{group.number}/")
    assert body["orders"][0]["delivery"]["quote"] == quote["id"]
    assert stock_of(variant) == (10, 2)
    assert not Checkout.objects.exists()


def test_two_sellers_become_one_group_with_two_orders(carla, lane, run_waiting_jobs):
    variants = [make_variant(price="68.00"), make_variant(price="70.00")]
    make_cart(*variants, quantity=1, user=carla)
    client = caller(carla)
    quotes = [priced(client, run_waiting_jobs, key=str(v.pk), seller=v.product.seller.slug) for v in variants]

    answer = post(client, CHECKOUT, order_of(*quotes[::-1], goods="138.00"))

    sellers = [order["seller"]["slug"] for order in answer.json()["orders"]]
    assert (answer.status_code, sellers) == (201, [variant.product.seller.slug for variant in variants])


def test_same_key_orders_once_and_gives_the_same_answer(carla, lane, run_waiting_jobs):
    make_cart(make_variant(), user=carla)
    client = caller(carla)
    body = order_of(priced(client, run_waiting_jobs))

    first, again = post(client, CHECKOUT, body), post(client, CHECKOUT, body)

    assert first.json() == again.json()
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert refusal(post(client, CHECKOUT, changed(body, ["provider"], "other"))) == (422, "idempotency-key-reused", [])
    assert (OrderGroup.objects.count(), Payment.objects.count()) == (1, 1)
    assert refusal(post(client, CHECKOUT, body, key="k-2")) == (409, "cart-empty", [])


def test_order_stands_when_the_provider_is_away_and_is_paid_later(carla, lane, run_waiting_jobs, monkeypatch):
    make_cart(make_variant(), user=carla)
    client = caller(carla)
    body = order_of(priced(client, run_waiting_jobs))

    def away(*_args, **_kwargs):
        raise ProviderAway

    with monkeypatch.context() as patch:
        patch.setattr("orders.payments.services.starting._send_to_provider", away)
        placed = post(client, CHECKOUT, body).json()
        unanswered = post(client, f"/api/v1/orders/{placed['number']}/pay/", {"provider": "sandbox"}, key="p-1")
    paying = post(client, f"/api/v1/orders/{placed['number']}/pay/", {"provider": "sandbox"}, key="p-1")

    assert (placed["state"], placed["redirect_url"]) == ("awaiting_payment", None)
    assert refusal(unanswered) == (503, "provider-away", [])
    assert (paying.status_code, paying.json()) == (200, {"redirect_url": Payment.objects.get().redirect_url})


def test_guest_orders_with_a_session_and_keeps_the_key(lane, run_waiting_jobs):
    variant, guest = make_variant(), caller()
    guest.post("/api/v1/cart/lines/", {"variant": variant.pk, "quantity": 2})
    quote = priced(guest, run_waiting_jobs)

    placed = post(guest, CHECKOUT, order_of(quote), **csrf(guest)).json()

    path = f"/api/v1/orders/{placed['number']}/"
    assert OrderGroup.objects.get().access_token == placed["order_key"]
    assert Payment.objects.get().return_url.endswith(f"/orders/{placed['number']}/?key={placed['order_key']}")
    assert guest.get(path).status_code == 200
    assert caller().get(path, headers={"Order-Key": placed["order_key"]}).status_code == 200
    assert caller().get(path, {"key": placed["order_key"]}).status_code == 200
    assert refusal(caller().get(path)) == refusal(caller().get(path, {"key": "wrong\x00é"})) == (404, "not-found", [])


@pytest.mark.parametrize(
    ("path", "value", "status", "pointer"),
    [
        (["contact", "email"], "carla", 400, "/contact/email"),
        (["contact"], None, 400, "/contact"),
        (["address", "country"], "ZZ", 422, "/address/country"),
        (["address", "phone"], "12", 422, "/address/phone"),
        (["address", "province"], "999999", 422, "/address/province"),
        (["address", "line"], "\x00", 400, "/address/line"),
        (["address", "line"], "  ", 400, "/address/line"),
        (["address", "line2"], "floor 2", 422, "/address/line2"),
        (["contact", "company_code"], "123", 422, "/contact/company_code"),
        (["deliveries", 0, "option"], 2**53, 400, "/deliveries/0/option"),
        (["deliveries", 0, "option"], 2**53 - 1, 409, "/deliveries"),
        (["deliveries", 0, "quote"], "5f0c7a3e-6d0b-4c3c-9a53-0f1d5e0f7a11", 409, "/deliveries/0/quote"),
        (["deliveries"], [], 400, "/deliveries"),
        (["provider"], "cash", 422, "/provider"),
        (["shown_total", "amount"], "0.01", 409, "/shown_total"),
        (["shown_total", "amount"], 1e400, 400, "/shown_total/amount"),
        (["shown_total", "currency"], "GBP", 422, "/currency"),
        (["total"], "0.01", 400, "/total"),
    ],
)
def test_mistakes_are_told_at_their_place_and_change_nothing(carla, lane, run_waiting_jobs, path, value, status, pointer):
    variant, client = make_variant(), caller(carla)
    make_cart(variant, user=carla)
    body = changed(order_of(priced(client, run_waiting_jobs)), path, value)
    if value == 1e400:
        body["shown_total"]["amount"] = "9" * 400

    answer = refusal(post(client, CHECKOUT, body))

    pointers = [where for where in answer[2] if where.startswith(pointer)]
    assert (answer[0], bool(pointers)) == (status, True), answer
    assert not OrderGroup.objects.exists() and not Checkout.objects.exists()
    assert not IdempotencyRecord.objects.filter(key="k-1").exists()
    assert stock_of(variant) == (10, 0)


def test_checkout_is_409_when_price_or_stock_changed(carla, lane, run_waiting_jobs):
    variant, client = make_variant(price="68.00", on_hand=2), caller(carla)
    make_cart(variant, quantity=2, user=carla)
    body = order_of(priced(client, run_waiting_jobs))

    variant.prices.update(amount="70.00")
    assert refusal(post(client, CHECKOUT, body)) == (409, "price-changed", [""])

    count(1, variant)
    assert refusal(post(client, CHECKOUT, body)) == (409, "out-of-stock", [""])
    assert not OrderGroup.objects.exists()


def test_checkout_is_409_when_the_quote_expired(carla, lane, run_waiting_jobs, monkeypatch):
    monkeypatch.setattr("orders.logistics.services.quotes.LIFETIME", timedelta(microseconds=1))
    make_cart(make_variant(), user=carla)
    client = caller(carla)

    answer = post(client, CHECKOUT, order_of(priced(client, run_waiting_jobs)))

    assert refusal(answer) == (409, "quote-expired", ["/deliveries"])


def test_checkout_is_409_when_the_quote_was_for_other_goods(carla, lane, run_waiting_jobs):
    variant, client = make_variant(), caller(carla)
    cart = make_cart(variant, quantity=2, user=carla)
    body = order_of(priced(client, run_waiting_jobs))

    cart.lines.update(quantity=3)
    assert refusal(post(client, CHECKOUT, body)) == (409, "quote-unfit", ["/deliveries/0/quote"])


def test_checkout_is_409_when_a_sellers_parcel_has_no_delivery(carla, lane, run_waiting_jobs):
    variants, client = [make_variant(), make_variant()], caller(carla)
    make_cart(*variants, user=carla)
    quote = priced(client, run_waiting_jobs, seller=variants[0].product.seller.slug)

    assert refusal(post(client, CHECKOUT, order_of(quote, goods="272.00"))) == (409, "delivery-unpriced", ["/deliveries"])


def test_checkout_leaves_the_page_of_another_tab_alone_when_refused(carla, lane, run_waiting_jobs):
    make_cart(make_variant(), user=carla)
    client = caller(carla)
    body = order_of(priced(client, run_waiting_jobs))
    open_tab = Checkout.objects.create(cart=Cart.objects.get(), typed={"name": "half typed"})

    post(client, CHECKOUT, changed(body, ["provider"], "cash"))

    open_tab.refresh_from_db()
    assert (open_tab.typed, open_tab.address) == ({"name": "half typed"}, {})


def test_ways_to_pay_are_those_of_country_and_currency(lane):
    assert [way["code"] for way in caller().get("/api/v1/checkout/providers/", {"country": "CN"}).json()] == ["sandbox"]
    assert caller().get("/api/v1/checkout/providers/", {"country": "CN", "currency": "EUR"}).json() == []
    assert refusal(caller().get("/api/v1/checkout/providers/"))[0] == 400


def test_real_name_is_asked_for_and_each_mistake_pointed_at(carla, lane, run_waiting_jobs):
    make_cart(make_variant(price="68.00"), quantity=2, user=carla)
    client = caller(carla)
    body = order_of(priced(client, run_waiting_jobs))

    nobody = refusal(post(client, CHECKOUT, {name: said for name, said in body.items() if name != "person"}, key="a"))
    wrong = refusal(post(client, CHECKOUT, changed(body, ["person", "number"], "110101199001010016"), key="b"))

    assert (nobody[0], nobody[1]) == (422, "identity-missing"), nobody
    assert wrong[0] == 422 and "/person/number" in str(wrong), wrong
    assert not OrderGroup.objects.exists()


def test_year_that_is_used_up_is_a_problem_until_general_trade_is_sent(carla, lane, run_waiting_jobs):
    before = make_group(make_variant(price="100.00"), quantity=1)
    RealName.objects.filter(subject=before.number).update(counted="25900.00")
    make_cart(make_variant(price="68.00"), quantity=2, user=carla)
    client = caller(carla)
    body = order_of(priced(client, run_waiting_jobs))

    refused = refusal(post(client, CHECKOUT, body, key="a"))
    agreed = post(client, CHECKOUT, {**body, "general_trade": True}, key="b")

    assert (refused[0], refused[1]) == (409, "year-used-up") and "/general_trade" in str(refused), refused
    assert agreed.status_code == 201 and RealName.objects.count() == 1
