"""Payouts over the API: the seller's own, read only, each with every line it is made of."""

import pytest

from catalog.tests.factories import make_user
from marketplace.api.tests.callers import caller, refusal
from orders.payments.ledger.tests.factories import cny, make_rule, refund
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.tests.factories import earn, make_firm, make_rate, make_schedule

PAYOUTS = "/api/v1/sell/payouts/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def firm(alice):
    make_schedule()
    make_rate("CNY", "200")
    make_rule("0.05")
    return make_firm(owner=alice)


def test_a_payout_explains_itself_to_the_last_coin(book, firm, alice):
    payment = earn(book, firm, "IS-1-1", cny("100.00"), cny("20.00"))
    refund(payment, cny("40.00"), "IS-1-1")
    (payout,) = prepare_payouts()

    body = caller(alice).get(f"{PAYOUTS}{payout.number}/").json()

    assert (body["number"], body["state"], body["amount"]) == (payout.number, "prepared", {"amount": "15400", "currency": "RWF"})
    assert "00040069123456" not in str(body)
    (share,) = body["orders"]
    assert (share["order"], share["total"]) == ("IS-1-1", {"amount": "77.00", "currency": "CNY"})
    assert {(line["happened"], line["item"]): line["amount"]["amount"] for line in share["lines"]} == {
        ("fulfilment", "goods"): "100.00",
        ("fulfilment", "delivery"): "20.00",
        ("fulfilment", "commission"): "-5.00",
        ("refund", "goods"): "-40.00",
        ("refund", "commission"): "2.00",
    }
    assert all(line["text"] for line in share["lines"])
    (sum_,) = body["sums"]
    assert (sum_["earned"]["amount"], sum_["rate"], sum_["paid_as"]["amount"]) == ("77.00", "200", "15400")


def test_strangers_find_nothing_and_nobody_changes_anything(book, firm, alice):
    earn(book, firm, "IS-1-1", cny("100.00"))
    (payout,) = prepare_payouts()
    stranger = make_user("charlie")
    make_firm("Another", owner=stranger)

    assert caller(stranger).get(f"{PAYOUTS}{payout.number}/").status_code == 404
    assert caller(stranger).get(PAYOUTS).json()["count"] == 0
    assert caller(make_user("carla")).get(PAYOUTS).status_code == 404
    assert caller().get(PAYOUTS).status_code == 401
    assert caller(alice).post(f"{PAYOUTS}{payout.number}/", {}, format="json").status_code == 405


def test_list_takes_the_same_queries_with_one_and_with_three(book, firm, alice, django_assert_num_queries):
    client = caller(alice)
    for count in (1, 2, 3):
        earn(book, firm, f"IS-{count}-1", cny("100.00"))
        assert len(prepare_payouts()) == 1
        client.get(PAYOUTS)
        if count != 2:
            with django_assert_num_queries(4):
                assert client.get(PAYOUTS).json()["count"] == count
    assert client.get(PAYOUTS, {"state": "paid"}).json()["count"] == 0
    assert refusal(client.get(PAYOUTS, {"state": "none"})) == (400, "invalid", ["/state"])
