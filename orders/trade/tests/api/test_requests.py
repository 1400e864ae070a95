"""The buyer's requests by API: drafted, changed, opened, closed, withdrawn; nobody else's is there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.api.tests.callers import caller, post, refusal
from marketplace.hubs.tests.factories import make_kenya
from orders.tests.factories import make_user
from orders.trade.models import QuotationRequest
from orders.trade.tests.factories import make_chilli_seller, make_offer, make_request

REQUESTS = "/api/v1/trade/requests/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def carla():
    return make_user("carla")


def moment(days: int) -> str:
    return f"{timezone.now() + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"


def draft(**changes):
    facts = {
        "company_name": "Carla Foods",
        "title": "Dried chilli, whole",
        "hs_code": "090421",
        "quantity": "60.5",
        "unit": "t",
        "term": "FCA",
        "place": "Kigali",
        "currency": "USD",
        "target_price": {"amount": "2400.00", "currency": "USD"},
        "deadline": moment(14),
        "time_zone": "Asia/Shanghai",
    }
    return {name: value for name, value in {**facts, **changes}.items() if value is not None}


def test_request_is_drafted_changed_opened_and_read_with_its_offers(carla, run_waiting_jobs):
    client, seller = caller(carla), make_chilli_seller()
    said = draft()

    first = post(client, REQUESTS, said)
    again = post(client, REQUESTS, said)

    assert (first.status_code, again.json(), QuotationRequest.objects.count()) == (201, first.json(), 1)
    told = first.json()
    own = f"{REQUESTS}{told['number']}/"
    facts = {
        name: told[name] for name in ("state", "quantity", "unit", "deadline", "target_price", "sector", "product", "told_count", "offers")
    }
    assert facts == {
        "state": "draft",
        "quantity": "60.5",
        "unit": "t",
        "deadline": said["deadline"],
        "target_price": {"amount": "2400.00", "currency": "USD"},
        "sector": None,
        "product": None,
        "told_count": 0,
        "offers": [],
    }
    changed = client.patch(own, {"quantity": "60", "sector": "chilli", "target_price": None}).json()
    assert (changed["quantity"], changed["sector"], changed["target_price"]) == ("60", "chilli", None)
    assert (changed["deadline"], changed["title"]) == (said["deadline"], said["title"])  # what was left out stays

    opened = post(client, f"{own}open/", key="k-2").json()
    assert (opened["state"], opened["told_count"], opened["due_at"]) == ("open", 1, said["deadline"])
    assert refusal(client.patch(own, {"quantity": "1"})) == (409, "not-draft", [])
    assert refusal(post(client, f"{own}open/", key="k-3")) == (409, "moved-on", [])
    offer = make_offer(QuotationRequest.objects.get(), seller)

    body = client.get(own).json()
    assert (body["live_count"], [one["number"] for one in body["offers"]]) == (1, [offer.number])
    assert body["offers"][0]["on_table"]["total"] == {"amount": "147000.00", "currency": "USD"}
    assert body["offers"][0]["waits_for"] == "buyer"
    assert post(client, f"{own}close/", key="k-4").json()["state"] == "closed"
    assert post(client, f"{own}withdraw/", key="k-5").json()["state"] == "withdrawn"


FAULTS = [
    ({"currency": "QQQ", "target_price": None}, 422, ["/currency"]),
    ({"target_price": {"amount": "5.00", "currency": "CNY"}}, 422, ["/target_price/currency"]),
    ({"sector": "gold"}, 422, ["/sector"]),
    ({"product": "no-such"}, 422, ["/product"]),
    ({"hs_code": ""}, 422, ["/sector"]),
    ({"hs_code": "09042"}, 400, ["/hs_code"]),
    ({"deadline": "2027-02-31T10:00:00Z"}, 422, ["/deadline"]),
    ({"deadline": "2020-02-01T10:00:00Z"}, 422, ["/deadline"]),
    ({"deadline": "2999-02-01T10:00:00Z"}, 422, ["/deadline"]),
    ({"deadline": "next week"}, 400, ["/deadline"]),
    ({"time_zone": "Mars/Olympus"}, 422, ["/time_zone"]),
    ({"certificates": ["no-such"]}, 422, ["/certificates"]),
    ({"quantity": "0"}, 422, ["/quantity"]),
    ({"quantity": 60}, 400, ["/quantity"]),
    ({"title": None, "place": None}, 400, ["/place", "/title"]),
    ({"colour": "red"}, 400, ["/colour"]),
]


def test_each_fault_names_its_field_and_nothing_is_written(carla):
    client = caller(carla)

    told = [refusal(post(client, REQUESTS, draft(**changes), key=f"k-{place}")) for place, (changes, *_rest) in enumerate(FAULTS)]

    assert [(status, sorted(places)) for status, _code, places in told] == [(status, places) for _changes, status, places in FAULTS]
    assert not QuotationRequest.objects.exists()
    choices = client.get("/api/v1/trade/choices/").json()
    assert {"code": "t", "name": "t"} in choices["units"] and "USD" in choices["currencies"]
    assert "chilli" in [row["code"] for row in choices["sectors"]]


def test_what_belongs_to_others_or_to_another_hub_is_not_there(carla, settings):
    asked = make_request(by=carla)
    stranger = caller(make_user("charlie"))

    for path, send in (
        (asked.number, "get"),
        (asked.number, "patch"),
        (f"{asked.number}/open", "post"),
        (f"{asked.number}/withdraw", "post"),
    ):
        answer = getattr(stranger, send)(f"{REQUESTS}{path}/", headers={"Idempotency-Key": "k"})
        assert refusal(answer) == (404, "not-found", [])
    assert stranger.get(REQUESTS).json()["count"] == 0
    assert refusal(caller().get(REQUESTS)) == (401, "not-authenticated", [])
    settings.ALLOWED_HOSTS, carlas = ["ke.isoko.example"], caller(carla)
    make_kenya()
    assert refusal(carlas.get(f"{REQUESTS}{asked.number}/", HTTP_HOST="ke.isoko.example")) == (404, "not-found", [])


def test_list_takes_the_same_queries_with_one_and_with_three(carla, django_assert_num_queries):
    client, seller = caller(carla), make_chilli_seller()
    client.get(REQUESTS)
    for count in (1, 2, 3):
        asked = make_request(by=carla, sector=seller.sectors.get())
        make_offer(asked, seller)
        if count in (1, 3):
            with django_assert_num_queries(3):
                assert client.get(REQUESTS).json()["count"] == count
            with django_assert_num_queries(5):
                assert client.get(f"{REQUESTS}{asked.number}/").json()["live_count"] == 1
    assert client.get(REQUESTS, {"state": "draft"}).json()["count"] == 0
    assert refusal(client.get(REQUESTS, {"state": "new"})) == (400, "invalid", ["/state"])
