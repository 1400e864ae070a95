"""Offers by API from both sides: made, countered, answered, agreed; samples asked and sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.api.tests.callers import caller, post, refusal
from orders.tests.factories import make_user
from orders.trade.tests.factories import make_chilli_seller, make_offer, make_request, member_of

REQUESTS, OFFERS = "/api/v1/trade/requests/", "/api/v1/trade/offers/"
MATCHES, OWN = "/api/v1/sell/requests/", "/api/v1/sell/offers/"
pytestmark = pytest.mark.django_db


def terms(price: str = "2450.00", **changes):
    facts = {
        "unit_price": {"amount": price, "currency": "USD"},
        "quantity": "60",
        "term": "FCA",
        "place": "Kigali",
        "lead_days": 30,
        "valid_until": f"{timezone.now() + timedelta(days=30):%Y-%m-%d}",
    }
    return {name: value for name, value in {**facts, **changes}.items() if value is not None}


@pytest.fixture
def sides():
    seller = make_chilli_seller()
    asked = make_request()
    return asked, caller(asked.buyer), caller(member_of(seller))


def test_offer_is_made_countered_and_agreed_by_both_sides(sides, run_waiting_jobs):
    asked, carla, alice = sides
    match = alice.get(f"{MATCHES}{asked.number}/").json()
    assert (match["request"]["company_name"], match["offers"]) == ("Carla Foods", [])
    assert match["reasons"] == ["Your sector is Chilli and sauces."]

    made = post(alice, f"{MATCHES}{asked.number}/offers/", terms(note="Stem off."))
    assert (made.status_code, made.json()["state"], made.json()["waits_for"]) == (201, "submitted", "buyer")
    number = made.json()["number"]
    assert refusal(post(alice, f"{MATCHES}{asked.number}/offers/", terms(), key="k-2")) == (409, "one-is-live", [])
    late = terms(valid_until=f"{timezone.now() + timedelta(days=1):%Y-%m-%d}")
    assert refusal(post(alice, f"{OWN}{number}/revise/", late, key="k-3")) == (422, "validity", ["/valid_until"])
    wrong = terms(unit_price={"amount": "9.00", "currency": "CNY"})
    assert refusal(post(alice, f"{OWN}{number}/revise/", wrong, key="k-4")) == (422, "invalid", ["/unit_price/currency"])
    small = terms("2450.005")
    assert refusal(post(alice, f"{OWN}{number}/revise/", small, key="k-5")) == (422, "invalid", ["/unit_price/amount"])

    counter = terms("2300.00", valid_until=None)
    countered = post(carla, f"{OFFERS}{number}/counter/", counter, key="k-6").json()
    assert (countered["waits_for"], countered["on_table"]["side"], len(countered["terms"])) == ("seller", "buyer", 2)
    assert refusal(post(carla, f"{OFFERS}{number}/accept/", key="k-7")) == (403, "not-allowed", [])
    stood = post(alice, f"{OWN}{number}/stand/", {"note": "No less."}, key="k-8").json()
    assert (stood["waits_for"], stood["note"], stood["on_table"]["unit_price"]["amount"]) == ("buyer", "No less.", "2450.00")
    assert refusal(post(carla, f"{OFFERS}{number}/counter/", counter, key="k-9")) == (409, "countered", [])

    agreed = post(carla, f"{OFFERS}{number}/accept/", key="k-10").json()
    assert (agreed["state"], agreed["waits_for"], agreed["contract"]) == ("accepted", None, None)
    assert carla.get(f"{REQUESTS}{asked.number}/").json()["state"] == "awarded"
    assert alice.get(f"{OWN}{number}/").json() == agreed == carla.get(f"{OFFERS}{number}/").json()
    assert refusal(post(alice, f"{OWN}{number}/withdraw/", {}, key="k-11")) == (409, "moved-on", [])


def test_offer_is_refused_with_a_reason_or_taken_back():
    seller, other = make_chilli_seller(), make_chilli_seller("Nyagatare Farm", owner=make_user("bob"))
    asked = make_request()
    carla, alice, number = caller(asked.buyer), caller(member_of(seller)), make_offer(asked, other).number
    assert refusal(post(carla, f"{OFFERS}{number}/refuse/", {}, key="k-0")) == (400, "invalid", ["/note"])
    assert post(carla, f"{OFFERS}{number}/refuse/", {"note": "Too dear."}).json()["state"] == "refused"

    own = post(alice, f"{MATCHES}{asked.number}/offers/", terms()).json()["number"]
    assert post(alice, f"{OWN}{own}/withdraw/", {"note": "Sold."}, key="k-2").json()["state"] == "withdrawn"
    assert [alice.get(f"{OWN}{number}/").status_code, carla.get(f"{OWN}{own}/").status_code] == [404, 404]  # each other's side


def test_sample_is_asked_sent_and_received(sides):
    asked, carla, alice = sides
    number = post(alice, f"{MATCHES}{asked.number}/offers/", terms()).json()["number"]
    assert post(carla, f"{OFFERS}{number}/sample/received/").status_code == 404  # none was asked for

    asking = {"amount_wanted": "500 g", "address": "Carla Foods, Hangzhou"}
    told = post(carla, f"{OFFERS}{number}/sample/", asking, key="k-2")
    assert (told.status_code, told.json()["sample"]["state"]) == (201, "asked")
    assert refusal(post(carla, f"{OFFERS}{number}/sample/", asking, key="k-3")) == (409, "asked", [])
    sending = {"carrier": "EMS", "tracking_number": "EE123456785RW", "cost": {"amount": "12.50", "currency": "USD"}}
    wrong = sending | {"cost": {"amount": "1.00", "currency": "CNY"}}
    assert refusal(post(alice, f"{OWN}{number}/sample/send/", wrong, key="k-4")) == (422, "invalid", ["/cost/currency"])
    sent = post(alice, f"{OWN}{number}/sample/send/", sending, key="k-5").json()["sample"]
    assert (sent["state"], sent["cost"], sent["carrier"]) == ("sent", {"amount": "12.50", "currency": "USD"}, "EMS")
    assert post(carla, f"{OFFERS}{number}/sample/received/", key="k-6").json()["sample"]["state"] == "received"
    assert refusal(post(alice, f"{OWN}{number}/sample/decline/", {"note": "None left."}, key="k-7")) == (409, "moved-on", [])


def test_lists_of_a_seller_show_what_the_firm_was_told_alone(sides, django_assert_num_queries):
    asked, _carla, alice = sides
    stranger = make_user("charlie")
    make_chilli_seller("Charlie Tea", owner=stranger).sectors.clear()
    alice.get(MATCHES)
    with django_assert_num_queries(6):
        assert alice.get(MATCHES).json()["count"] == 1
    for _each in range(2):
        make_offer(make_request(by=asked.buyer), asked.matches.get(seller__trade_name="Gashora Farm").seller)
    with django_assert_num_queries(8):  # offers with their words and contracts
        body = alice.get(MATCHES).json()
    assert (body["count"], len(body["results"][0]["offers"])) == (3, 1)

    outside = caller(stranger)
    assert outside.get(MATCHES).json()["count"] == 0
    assert [outside.get(f"{MATCHES}{asked.number}/").status_code, caller(make_user("carla")).get(MATCHES).status_code] == [404, 404]
    assert refusal(post(outside, f"{MATCHES}{asked.number}/offers/", terms())) == (404, "not-found", [])
