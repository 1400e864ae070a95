import uuid

import pytest
from django.core.cache import cache

from marketplace.api.tests.callers import caller, post, refusal
from orders.logistics.models import Quote
from orders.logistics.tests.factories import make_card, make_rate
from sellers.tests.factories import make_user

pytestmark = pytest.mark.django_db
BODY = {
    "parcels": [{"length_mm": 600, "width_mm": 400, "height_mm": 200, "gross_g": 5625, "quantity": 8}],
    "destination": {"country": "CN"},
    "currency": "CNY",
    "goods": {"amount": "400.80", "currency": "CNY"},
}


ASK = "/api/v1/quotes/parcels/"


def ask(key: str = "k1", **change):
    return post(caller(), ASK, {**BODY, **change}, key=key)


def test_quote_is_asked_and_fetched(run_waiting_jobs):
    rate = make_rate(rate="7.20")
    make_card(surcharges={"FSC": ("percent", "12.5")})

    asked = ask()
    assert (asked.status_code, asked.data["state"], asked.data["options"]) == (202, "waiting", [])
    assert asked.data["progress"] == {"done": 0, "total": 1}
    run_waiting_jobs()
    quote = caller().get(asked.headers["Location"]).json()

    (option,) = quote["options"]
    assert quote["progress"] == {"done": 1, "total": 1}
    assert (quote["state"], quote["pieces"], quote["gross_g"], quote["reason"]) == ("priced", 8, 45000, None)
    assert (quote["destination"], quote["parcels"]) == ({"country": "CN", "region": None}, BODY["parcels"])
    assert (quote["goods"], quote["can_be_chosen"]) == (BODY["goods"], True)
    assert option["price"] == {"amount": "2073.60", "currency": "CNY"}
    converted = {"rate": "7.2", "rate_day": rate.day.isoformat(), "rate_source": "test"}
    assert option["lines"] == [
        {
            "code": "freight",
            "name": "Freight",
            "how": "64 kg × 4 USD = US$256.00 · 1 USD = 7.2 CNY, rate of 1 Jan 2020",
            "basis": "kg",
            "quantity": "64",
            "unit_rate": "4",
            "is_minimum": False,
            "is_declared_up": False,
            "charge": {"amount": "256", "currency": "USD"},
            "amount": {"amount": "1843.20", "currency": "CNY"},
            **converted,
        },
        {
            "code": "FSC",
            "name": "Fuel",
            "how": "12.5 % of the freight = US$32.00 · 1 USD = 7.2 CNY, rate of 1 Jan 2020",
            "basis": "percent",
            "quantity": "1",
            "unit_rate": "12.5",
            "is_minimum": False,
            "is_declared_up": False,
            "charge": {"amount": "32", "currency": "USD"},
            "amount": {"amount": "230.40", "currency": "CNY"},
            **converted,
        },
    ]


def test_lane_without_a_rate_is_on_request(run_waiting_jobs):
    place = ask().headers["Location"]
    run_waiting_jobs()

    quote = caller().get(place).json()

    assert (quote["state"], quote["options"]) == ("on_request", [])
    assert quote["reason"] == {"code": "no_card", "text": "No carrier has given us a rate to this place yet."}


def test_same_key_asks_once_and_another_body_is_refused():
    client = caller()
    first = post(client, ASK, BODY)
    csrf = {"X-CSRFToken": client.cookies["csrftoken"].value}

    again, other = post(client, ASK, BODY, **csrf), post(client, ASK, {**BODY, "currency": "USD"}, **csrf)

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert refusal(other) == (422, "idempotency-key-reused", [])
    assert Quote.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"parcels": []}, "/parcels"),
        ({"parcels": [{**BODY["parcels"][0], "gross_g": 0}]}, "/parcels/0/gross_g"),
        ({"destination": {"country": "China"}}, "/destination/country"),
        ({"destination": {"country": "CN", "region": "x" * 41}}, "/destination/region"),
        ({"destination": {"country": "CN", "region": "\x00"}}, "/destination/region"),
        ({"destination": "CN"}, "/destination"),
        ({"currency": "gbp"}, "/currency"),
        ({"goods": {"amount": "-1", "currency": "CNY"}}, "/goods/amount"),
        ({"goods": {"amount": "9" * 12, "currency": "CNY"}}, "/goods/amount"),
        ({"goods": {"amount": 1.5, "currency": "CNY"}}, "/goods/amount"),
        ({"goods": {"amount": "1.50", "currency": "CNY", "more": 1}}, "/goods/more"),
    ],
)
def test_bad_shape_is_told_at_its_field(change, pointer):
    answer = ask(**change)

    assert refusal(answer) == (400, "invalid", [pointer]) and not Quote.objects.exists()


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"parcels": [{**BODY["parcels"][0], "quantity": 9_000}] * 2}, "too-much", "/parcels"),
        ({"currency": "GBP"}, "unknown-currency", "/currency"),
    ],
)
def test_what_nobody_carries_or_sells_in_is_422(change, code, pointer):
    assert refusal(ask(**change)) == (422, code, [pointer]) and not Quote.objects.exists()


def test_quote_without_a_key_is_refused():
    assert refusal(caller().post(ASK, BODY)) == (400, "idempotency-key", [])


def test_asking_is_429_when_it_never_ends(monkeypatch):
    cache.clear()
    monkeypatch.setattr("rest_framework.throttling.ScopedRateThrottle.THROTTLE_RATES", {"quotes": "2/min"})

    answers = [ask(key=str(number)).status_code for number in range(3)]

    assert answers == [202, 202, 429]


def test_unknown_quote_is_404():
    assert refusal(caller().get(f"/api/v1/quotes/{uuid.uuid4()}/")) == (404, "not-found", [])


FREIGHT = "/api/v1/quotes/freight/"
SHIPMENT = {
    "parcels": [{"length_mm": 600, "width_mm": 400, "height_mm": 400, "gross_g": 20_000, "quantity": 10}],
    "destination": {"place": "CNCAN", "country": "CN"},
    "incoterm": "CPT",
    "currency": "USD",
    "goods": {"amount": "5000.00", "currency": "USD"},
}


def signed_in():
    return caller(make_user("carla"))


def test_freight_is_asked_once_and_its_legs_are_fetched(run_waiting_jobs):
    leg = {"carrier": "Feeder", "destination_country": "ET", "destination_place": "ADD", "stage": "to_port", "mode": "road"}
    make_card(**leg, service="road", weight_rule="truck", breaks={"0": "1.00"})
    make_card(origin="ADD", destination_place="CNCAN", stage="main", breaks={"0": "2.00"})
    client = signed_in()

    first, again = post(client, FREIGHT, SHIPMENT, key="k1"), post(client, FREIGHT, SHIPMENT, key="k1")
    run_waiting_jobs()
    quote = client.get(first.headers["Location"]).json()

    assert (first.status_code, first.json()["state"], again.json()["id"], Quote.objects.count()) == (202, "waiting", quote["id"], 1)
    facts = {"place": "CNCAN", "incoterm": "CPT", "named_place": "CNCAN", "commodity": None, "ready_on": None, "wants_insurance": False}
    assert (quote["state"], quote["freight"]) == ("priced", facts)
    (option,) = quote["options"]
    assert [(leg["origin"], leg["destination"], leg["carrier"]) for leg in option["legs"]] == [
        ("KGL", "ADD", "Feeder"),
        ("ADD", "CNCAN", "Test Air"),
    ]


def test_freight_is_refused_where_it_cannot_be_asked():
    client = signed_in()
    many = [{**SHIPMENT["parcels"][0], "quantity": 9_000}] * 2

    def asked(key: str, **change):
        return refusal(post(client, FREIGHT, {**SHIPMENT, **change}, key=key))

    assert refusal(post(caller(), FREIGHT, SHIPMENT, key="k0"))[0] in (401, 403)
    assert asked("k1", incoterm="FOT") == (400, "invalid", ["/incoterm"])
    assert asked("k2", destination={"place": "cnsha", "country": "CN"}) == (400, "invalid", ["/destination/place"])
    assert asked("k3", parcels=many) == (422, "too-much", ["/parcels"])
    assert asked("k4", currency="GBP") == (422, "unknown-currency", ["/currency"])
    post(client, FREIGHT, SHIPMENT, key="k5")
    assert asked("k5", incoterm="CIP") == (422, "idempotency-key-reused", [])
    assert Quote.objects.count() == 1
