"""Contracts and call-offs by API from both sides: drawn up, agreed, points written, called off, sent, received, papers asked for."""

from datetime import timedelta

import pytest

from marketplace.api.tests.callers import caller, post, refusal
from orders.services.fulfilment import accept_order, pack_order
from orders.tests.factories import make_lane, make_user
from orders.trade.models import CallOff
from orders.trade.services.offers import accept_offer
from orders.trade.tests.factories import (
    call,
    kigali_today,
    make_chilli_seller,
    make_contract,
    make_dried_chilli,
    make_offer,
    make_request,
    member_of,
    pay_call_off,
)

CONTRACTS, CALLED = "/api/v1/trade/contracts/", "/api/v1/trade/call-offs/"
FIRM, FIRM_CALLED = "/api/v1/sell/contracts/", "/api/v1/sell/call-offs/"
pytestmark = pytest.mark.django_db


def draft(goods, **changes):
    today = kigali_today()
    facts = {
        "variant": goods.pk,
        "formula": "fixed",
        "unit_price": {"amount": "2450.00", "currency": "USD"},
        "quality": "Moisture at most 12 %.",
        "mode": "sea",
        "starts_on": f"{today:%Y-%m-%d}",
        "ends_on": f"{today + timedelta(days=364):%Y-%m-%d}",
        "deposit_percent": 30,
        "deposit_days": 7,
        "balance_days": 30,
    }
    return {**facts, **changes}


def points(*codes, **facts):
    return {"points": [{"code": code, "name": f"Store {code}", "city": "Hangzhou"} for code in codes], **facts}


def test_contract_is_drawn_up_agreed_and_gets_its_points():
    seller = make_chilli_seller()
    variant, asked = make_dried_chilli(seller), make_request()
    offer = make_offer(asked, seller)
    carla, alice = caller(asked.buyer), caller(member_of(seller))
    door = f"/api/v1/sell/offers/{offer.number}/contract/"
    assert refusal(post(alice, door, draft(variant))) == (409, "not-agreed", [])
    accept_offer(offer=offer, by=asked.buyer)
    wrong = {"currency": "USD", "amount": "0"}
    faults = [
        (draft(variant, variant=variant.pk + 999), (422, "invalid", ["/variant"])),
        (draft(variant, ends_on="2020-01-01"), (422, "days", ["/ends_on"])),
        (draft(variant, formula="reference"), (422, "price", ["/formula"])),
        (draft(variant, unit_price={"amount": "5.00", "currency": "CNY"}), (422, "invalid", ["/unit_price/currency"])),
        (draft(variant, unit_price=wrong), (422, "invalid", ["/unit_price/amount"])),
        (draft(variant, deposit_percent=101), (400, "invalid", ["/deposit_percent"])),
    ]
    for place, (body, told) in enumerate(faults):
        assert refusal(post(alice, door, body, key=f"f-{place}")) == told

    made = post(alice, door, draft(variant), key="k-2")
    assert (made.status_code, made.json()["state"], made.json()["pieces"], made.json()["quantity"]) == (201, "proposed", 60_000, "60")
    number = made.json()["number"]
    own = f"{CONTRACTS}{number}/"
    assert refusal(post(carla, f"{own}call-offs/", {"points": [{"code": "001", "pieces": 1}]}, key="k-3"))[0] == 422  # no points yet
    consignee = {"name": "Carla", "phone": "13805712266", "country": "XX", "city": "Hangzhou", "line": "Wensan Road 1"}
    assert refusal(post(carla, f"{own}agree/", consignee, key="k-4")) == (422, "invalid", ["/country"])
    agreed = post(carla, f"{own}agree/", consignee | {"country": "CN"}, key="k-5").json()
    assert (agreed["state"], agreed["piece_price"], agreed["left_pieces"]) == ("active", {"amount": "2.45", "currency": "USD"}, 60_000)
    assert agreed["consignee"]["name"] == "Carla"
    assert refusal(post(carla, f"{own}decline/", {"note": "Too late."}, key="k-6")) == (409, "moved-on", [])

    assert refusal(post(carla, f"{own}points/", points("001", "002", "001"), key="k-7")) == (422, "invalid", ["/points/2/code"])
    tried = post(carla, f"{own}points/", points("001", "002", is_trial=True), key="k-8").json()
    assert tried == {"new": 2, "changed": 0, "is_written": False} and carla.get(f"{own}points/").json()["count"] == 0
    assert post(carla, f"{own}points/", points("001", "002"), key="k-9").json() == {"new": 2, "changed": 0, "is_written": True}
    assert [point["code"] for point in carla.get(f"{own}points/").json()["results"]] == ["001", "002"]
    assert alice.get(f"{FIRM}{number}/").json() == carla.get(own).json()
    assert carla.get(CONTRACTS, {"state": "active"}).json()["count"] == alice.get(FIRM).json()["count"] == 1


def test_call_off_names_a_number_for_each_point_and_is_sent_and_received():
    make_lane(currency="USD")
    contract = make_contract()
    carla, alice = caller(contract.buyer), caller(member_of(contract.seller))
    door = f"{CONTRACTS}{contract.number}/call-offs/"
    wanted = {"points": [{"code": "001", "pieces": 300}, {"code": "003", "pieces": 200}]}
    unknown = {"points": [{"code": "001", "pieces": 1}, {"code": "999", "pieces": 1}]}
    assert refusal(post(carla, door, unknown)) == (422, "invalid", ["/points/1/code"])
    assert refusal(post(carla, door, {"points": [{"code": "001", "pieces": 60_001}]}, key="k-2")) == (409, "beyond", [])

    first, again = (post(carla, door, wanted, key="k-3") for _each in range(2))
    told = first.json()
    assert (first.status_code, again.json(), CallOff.objects.count()) == (201, told, 1)
    paying = told["payment"]
    parts = [(part["kind"], part["amount"]["amount"], part["state"], part["provider"]) for part in paying["parts"]]
    assert (paying["total"]["amount"], paying["came"]["amount"]) == ("1225.00", "0.00")
    assert parts == [("deposit", "367.50", "open", None), ("rest", "857.50", "later", None)]
    assert (told["pieces"], told["points_count"], told["given_up"], told["order_state"]) == (500, 2, 0, "awaiting_payment")
    number, called = told["number"], CallOff.objects.get()
    sending = {"points": ["001"], "carrier": "COSCO", "tracking_number": "MSCU1234566"}
    assert refusal(post(alice, f"{FIRM_CALLED}{number}/send/", sending, key="k-4")) == (409, "not-packed", [])

    pay_call_off(called)
    pack_order(order=accept_order(order=called.group.orders.get(), by=member_of(contract.seller)), by=member_of(contract.seller))
    assert refusal(post(alice, f"{FIRM_CALLED}{number}/send/", sending | {"points": ["002"]}, key="k-5")) == (422, "invalid", ["/points/0"])
    assert post(alice, f"{FIRM_CALLED}{number}/send/", sending, key="k-6").json()["payment"]["came"]["amount"] == "1225.00"
    assert post(carla, f"{CALLED}{number}/received/", {"points": ["001"]}, key="k-7").json()["received_count"] == 1
    assert refusal(post(carla, f"{CALLED}{number}/received/", {"points": ["003"]}, key="k-8")) == (409, "point", [])
    shares = carla.get(f"{CALLED}{number}/points/").json()["results"]
    read = [(share["point"]["code"], share["pieces"], share["state"], share["carrier"], share["papers"]) for share in shares]
    assert read == [("001", 300, "received", "COSCO", None), ("003", 200, "planned", None, None)]
    assert refusal(post(carla, f"{CALLED}{number}/papers/", {}, key="k-9")) == (409, "papers", [])
    assert carla.get(f"{CALLED}{number}/papers/{shares[0]['id']}/").status_code == 404

    stranger = caller(make_user("charlie"))
    assert [stranger.get(f"{door}{number}/").status_code for door in (CALLED, FIRM_CALLED)] == [404, 404]
    assert [alice.get(f"{CALLED}{number}/").status_code, carla.get(f"{FIRM_CALLED}{number}/").status_code] == [404, 404]


def test_papers_of_a_point_are_asked_for_and_downloaded(run_waiting_jobs):
    make_lane(currency="USD")
    contract = make_contract()
    called = call(contract, 250, 100)
    pay_call_off(called)
    run_waiting_jobs()
    carla, own = caller(contract.buyer), f"{CALLED}{called.number}/"
    assert refusal(post(carla, f"{own}papers/", {"points": ["999"]})) == (422, "invalid", ["/points/0"])

    asked = post(carla, f"{own}papers/", {"points": ["001"]}, key="k-2")
    run_waiting_jobs()

    assert (asked.status_code, asked.json()) == (202, {"points_count": 1})
    first, second = carla.get(f"{own}points/").json()["results"]
    assert (first["papers"]["number"], first["papers"]["drawn"], second["papers"]) == (f"{called.number}-S001", 2, None)
    answer = carla.get(first["papers"]["download_url"])
    assert (answer.status_code, answer.headers["Content-Type"], answer.content[:2]) == (200, "application/zip", b"PK")
    there = first["papers"]["download_url"].replace("/trade/", "/sell/")
    assert [caller(member_of(contract.seller)).get(there).status_code, carla.get(there).status_code] == [200, 404]


def test_lists_take_the_same_queries_with_one_and_with_three(django_assert_num_queries):
    make_lane(currency="USD")
    contract = make_contract()
    carla = caller(contract.buyer)
    carla.get(CONTRACTS)
    for count in (1, 2, 3):
        called = call(contract, *[10] * count)
        if count in (1, 3):
            with django_assert_num_queries(4):
                assert carla.get(f"{CONTRACTS}{contract.number}/call-offs/").json()["count"] == count
            with django_assert_num_queries(7):
                assert carla.get(f"{CALLED}{called.number}/points/").json()["count"] == count
    with django_assert_num_queries(3):
        assert carla.get(CONTRACTS).json()["count"] == 1
