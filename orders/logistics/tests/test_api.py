import uuid

import pytest
from rest_framework.test import APIClient

from orders.logistics.models import Quote
from orders.logistics.tests.factories import make_card, make_rate

pytestmark = pytest.mark.django_db
BODY = {
    "parcels": [{"length_mm": 600, "width_mm": 400, "height_mm": 200, "gross_g": 5625, "quantity": 8}],
    "destination_country": "CN",
    "currency": "CNY",
    "goods_value": {"amount": "400.80", "currency": "CNY"},
}


def ask(client: APIClient, key: str = "k1", **change):
    return client.post("/api/v1/quotes/", {**BODY, **change}, format="json", headers={"Idempotency-Key": key})


def test_quote_is_asked_and_fetched(run_waiting_jobs):
    make_rate(rate="7.20")
    make_card(surcharges={"FSC": ("percent", "12.5")})
    client = APIClient()

    asked = ask(client)
    assert (asked.status_code, asked.data["state"], asked.data["options"]) == (202, "waiting", [])
    run_waiting_jobs()
    quote = client.get(asked.headers["Location"]).json()

    (option,) = quote["options"]
    assert (quote["state"], quote["pieces"], quote["gross_g"], quote["reason"]) == ("priced", 8, 45000, "")
    assert option["price"] == {"amount": "2073.60", "currency": "CNY"}
    assert option["lines"] == [
        {
            "code": "freight",
            "name": "Freight",
            "how": "64 kg × 4 USD = US$256.00 · 1 USD = 7.2 of 1 Jan 2020",
            "amount": {"amount": "1843.20", "currency": "CNY"},
        },
        {
            "code": "FSC",
            "name": "Fuel",
            "how": "12.5 % of the freight = US$32.00 · 1 USD = 7.2 of 1 Jan 2020",
            "amount": {"amount": "230.40", "currency": "CNY"},
        },
    ]


def test_lane_without_a_rate_is_on_request(run_waiting_jobs):
    client = APIClient()
    place = ask(client).headers["Location"]
    run_waiting_jobs()

    quote = client.get(place).json()

    assert (quote["state"], quote["options"]) == ("on_request", [])
    assert quote["reason"] == "No carrier has given us a rate to this place yet."


def test_same_key_asks_once_and_another_body_is_refused():
    client = APIClient()

    first, again, other = ask(client), ask(client), ask(client, currency="USD")

    assert first.data["id"] == str(again.data["id"]) and other.status_code == 422
    assert Quote.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"parcels": []}, "/parcels"),
        ({"parcels": [{**BODY["parcels"][0], "gross_g": 0}]}, "/parcels/0/gross_g"),
        ({"parcels": [{**BODY["parcels"][0], "quantity": 9_000}] * 2}, "/parcels"),
        ({"destination_country": "China"}, "/destination_country"),
        ({"currency": "GBP"}, "/currency"),
        ({"goods_value": {"amount": "-1", "currency": "CNY"}}, "/goods_value/amount"),
        ({"destination_region": "x" * 41}, "/destination_region"),
        ({"destination_region": "\x00"}, "/destination_region"),
    ],
)
def test_bad_input_is_told_at_its_field(change, pointer):
    answer = ask(APIClient(), **change)

    assert answer.status_code == 400 and not Quote.objects.exists()
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)


def test_quote_without_a_key_is_refused():
    assert APIClient().post("/api/v1/quotes/", BODY, format="json").status_code == 400


def test_unknown_quote_is_404():
    answer = APIClient().get(f"/api/v1/quotes/{uuid.uuid4()}/")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
