"""Disputes over the API: opened, answered, taken or laid before RDB, and what is refused."""

from decimal import Decimal

import pytest

from marketplace.api.tests.callers import caller, post, refusal
from orders.aftersale.models import Dispute
from orders.aftersale.services.disputes import answer_dispute, decide_dispute, escalate
from orders.aftersale.tests.api.test_returns import cny, photo
from orders.aftersale.tests.factories import make_delivered, make_officer
from orders.aftersale.tests.test_disputes import complain
from orders.enums import Bearer, OrderState
from orders.payments.models import Refund
from orders.tests.factories import make_order, make_seller, make_user, make_variant

OFFICE = "/api/v1/sell/disputes/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def shop(alice):
    return make_seller("Coocamu", owner=alice)


@pytest.fixture
def order(alice, carla, shop):
    return make_delivered(make_variant(10, seller=shop), by=alice, user=carla, quantity=3)


def disputes_at(order) -> str:
    return f"/api/v1/orders/{order.group.number}/{order.number}/disputes/"


def case_at(case) -> str:
    return f"{disputes_at(case.order)}{case.number}/"


def complaint(**said):
    return {"kind": "damaged", "text": "Two bags are torn.", "wish": cny("136.00"), "photos": [photo()], **said}


def test_an_offer_is_taken(order, alice, carla):
    opened = post(caller(carla), disputes_at(order), complaint())
    body = opened.json()
    case = Dispute.objects.get()
    assert (opened.status_code, body["number"], body["state"], body["wish"]) == (201, case.number, "with_seller", cny("136.00"))
    assert [said["side"] for said in body["statements"]] == ["buyer"] and len(body["statements"][0]["photos"]) == 1

    body = post(caller(alice), f"{OFFICE}{case.number}/answer/", {"offer": cny("68.00"), "text": "One was whole."}).json()
    assert (body["state"], body["offer"], body["statements"][1]["text"]) == ("with_buyer", cny("68.00"), "One was whole.")

    body = post(caller(carla), f"{case_at(case)}accept/", key="2").json()
    assert (body["state"], body["outcome"], body["borne_by"], body["refund"]["state"]) == ("settled", cny("68.00"), "seller", "waiting")
    assert caller(alice).get(f"{OFFICE}{case.number}/").json()["outcome"] == cny("68.00")
    assert refusal(post(caller(carla), f"{case_at(case)}accept/", key="3")) == (409, "moved-on", [])
    assert Refund.objects.count() == 1


def test_the_buyer_asks_rdb_and_reads_its_word(order, alice, carla):
    case = answer_dispute(dispute=complain(order), offer=Decimal(0), text="No.", by=alice)

    body = post(caller(carla), f"{case_at(case)}escalate/", {"text": "It is torn.", "photos": [photo()]}).json()
    assert (body["state"], body["statements"][-1]["text"]) == ("with_officer", "It is torn.")
    decide_dispute(dispute=Dispute.objects.get(), amount=Decimal(40), borne_by=Bearer.HUB, text="Half.", by=make_officer())

    body = caller(carla).get(case_at(case)).json()
    assert (body["state"], body["outcome"], body["borne_by"]) == ("decided", cny("40.00"), "hub")
    assert (body["statements"][-1]["side"], body["statements"][-1]["amount"]) == ("officer", cny("40.00"))


def test_the_buyer_lets_it_rest(order, carla):
    case = complain(order)

    assert post(caller(carla), f"{case_at(case)}withdraw/").json()["state"] == "withdrawn"
    assert post(caller(carla), f"{case_at(case)}withdraw/").json()["state"] == "withdrawn"  # the same key, the same answer
    assert refusal(post(caller(carla), f"{case_at(case)}withdraw/", key="2")) == (409, "moved-on", [])


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"wish": cny("9999.00")}, (422, "amount", ["/wish"])),
        ({"wish": cny("0")}, (422, "amount", ["/wish"])),
        ({"wish": {"amount": "5.00", "currency": "USD"}}, (422, "invalid", ["/wish"])),
        ({"wish": cny("-5")}, (400, "invalid", ["/wish/amount"])),
        ({"kind": "not_arrived"}, (422, "arrived", ["/kind"])),
        ({"kind": "return"}, (400, "invalid", ["/kind"])),
        ({"text": ""}, (400, "invalid", ["/text"])),
    ],
)
def test_what_cannot_be_opened_is_told_at_its_place(order, carla, changes, refused):
    assert refusal(post(caller(carla), disputes_at(order), complaint(**changes))) == refused
    assert not Dispute.objects.exists()


def test_a_second_dispute_and_one_too_early_are_conflicts(order, alice, carla, shop):
    complain(order)
    assert refusal(post(caller(carla), disputes_at(order), complaint())) == (409, "one-is-open", [])

    packed = make_order(make_variant(10, seller=shop), state=OrderState.PACKED, by=alice, user=carla)
    assert refusal(post(caller(carla), disputes_at(packed), complaint())) == (409, "not-sent", [])
    travelling = make_order(make_variant(10, seller=shop), state=OrderState.SHIPPED, by=alice, user=carla)
    assert refusal(post(caller(carla), disputes_at(travelling), complaint(kind="not_arrived"))) == (409, "too-early", [])


def test_an_answer_with_less_says_why(order, alice):
    case = complain(order)
    address = f"{OFFICE}{case.number}/answer/"

    assert refusal(post(caller(alice), address, {"offer": cny("1.00")})) == (422, "word-missing", ["/text"])
    assert refusal(post(caller(alice), address, {"offer": cny("9999.00"), "text": "x"}, key="2")) == (422, "amount", ["/offer"])
    assert Dispute.objects.get().state == "with_seller"


def test_strangers_find_nothing(order, alice, carla):
    case, stranger = complain(order), make_user("charlie")
    make_seller("Another", owner=stranger)

    for address in (disputes_at(order), case_at(case), f"{OFFICE}{case.number}/"):
        assert caller(stranger).get(address).status_code == 404
    assert post(caller(stranger), f"{OFFICE}{case.number}/answer/", {"offer": cny("0"), "text": "x"}).status_code == 404
    for step, body in (("accept", None), ("withdraw", None), ("escalate", {"text": "x"})):
        assert post(caller(stranger), f"{case_at(case)}{step}/", body, key=step).status_code == 404
        assert post(caller(alice), f"{case_at(case)}{step}/", body, key=step).status_code == 404  # nor does the seller speak for the buyer
    assert caller().get(OFFICE).status_code == 401
    assert Dispute.objects.get().state == "with_seller"


def test_lists_take_the_same_queries_with_one_and_with_three(alice, carla, shop, django_assert_num_queries):
    def disputed():
        order = make_delivered(make_variant(10, seller=shop), by=alice, user=carla)
        case = answer_dispute(dispute=complain(order), offer=Decimal(1), text="No.", by=alice)
        return escalate(dispute=case, text="Please.", by=None)

    seller, case = caller(alice), disputed()
    seller.get(OFFICE)
    with django_assert_num_queries(6):
        assert seller.get(OFFICE).json()["count"] == 1
    disputed()
    disputed()
    with django_assert_num_queries(6):
        assert seller.get(OFFICE).json()["count"] == 3
    assert seller.get(OFFICE, {"state": "with_officer"}).json()["count"] == 3
    assert caller(carla).get(disputes_at(case.order)).json()["count"] == 1
