"""Returns over the API: the buyer's way and the seller's, and what is refused."""

import base64

import pytest

from marketplace.api.tests.callers import caller, post, refusal
from orders.aftersale.models import CasePhoto, GoodsReturn
from orders.aftersale.tests.factories import ask, make_delivered, picture, received
from orders.enums import OrderState
from orders.models import Order
from orders.payments.models import Refund
from orders.tests.factories import make_order, make_seller, make_user, make_variant, stock_of

OFFICE = "/api/v1/sell/returns/"
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


def returns_at(order) -> str:
    return f"/api/v1/orders/{order.group.number}/{order.number}/returns/"


def case_at(case) -> str:
    return f"{returns_at(case.order)}{case.number}/"


def photo(name="torn.jpg"):
    return {"name": name, "content": base64.b64encode(picture(name).read()).decode()}


def wish(order, quantity=2, **said):
    lines = [{"variant": order.lines.get().variant_id, "quantity": quantity}]
    return {"lines": lines, "reason": "damaged", "note": "Two are torn.", "photos": [photo()], **said}


def cny(amount):
    return {"amount": amount, "currency": "CNY"}


def found(order, received=3, restocked=1, amount="204.00", **said):
    lines = [{"variant": order.lines.get().variant_id, "received": received, "restocked": restocked, "amount": cny(amount)}]
    return {"lines": lines, **said}


def test_a_return_goes_its_way(order, alice, carla):
    buyer, seller = caller(carla), caller(alice)

    asked = post(buyer, returns_at(order), wish(order, 3), key="1")
    body = asked.json()
    case = GoodsReturn.objects.get()
    assert (asked.status_code, body["number"], body["state"], body["freight_by"]) == (201, case.number, "asked", "seller")
    assert (body["lines"][0]["quantity"], body["lines"][0]["price"]["amount"], body["send_to"]) == (3, "204.00", [])
    assert "silence" not in body and "Without an answer it is approved." in body["steps"][-1]["note"]

    office = f"{OFFICE}{case.number}/"
    assert post(seller, f"{office}approve/", {"note": "Please."}, key="2").json()["state"] == "approved"
    assert buyer.get(case_at(case)).json()["send_to"][0] == order.seller_trade_name
    sent = {"carrier": "Post", "tracking_number": "rr 123", "freight": cny("30.00"), "photos": [photo("receipt.jpg")]}
    body = post(buyer, f"{case_at(case)}send/", sent, key="3").json()
    assert (body["state"], body["tracking_number"], body["freight_claimed"]["amount"]) == ("sent", "RR123", "30.00")
    assert post(seller, f"{office}receive/", key="4").json()["state"] == "received"
    body = post(seller, f"{office}settle/", found(order, freight=cny("30.00"), note="Sorry."), key="5").json()

    assert (body["state"], body["refund"]["state"], body["lines"][0]["received_quantity"]) == ("settled", "waiting", 3)
    assert body["delivery_refunded"]["amount"] == f"{order.delivery_amount:.2f}" and Refund.objects.count() == 1
    assert stock_of(order.lines.get().variant) == (8, 0)


def test_the_same_request_twice_is_one_return(order, carla):
    first, again = (post(caller(carla), returns_at(order), wish(order), key="same") for _ in range(2))

    assert first.json() == again.json() and GoodsReturn.objects.count() == 1
    assert refusal(post(caller(carla), returns_at(order), wish(order, 1), key="same")) == (422, "idempotency-key-reused", [])


def test_a_guest_comes_by_the_key_of_the_order(alice, shop):
    order = make_delivered(make_variant(10, seller=shop), by=alice, quantity=3)
    key = {"Order-Key": order.group.access_token}

    assert post(caller(), returns_at(order), wish(order), **key).status_code == 201
    assert caller().get(returns_at(order), headers=key).json()["count"] == 1
    assert caller().get(returns_at(order)).status_code == 404


def test_strangers_find_nothing(order, alice, carla):
    case, stranger = ask(order, 1), make_user("charlie")
    make_seller("Another", owner=stranger)
    image = CasePhoto.objects.get()
    addresses = [returns_at(order), case_at(case), f"{OFFICE}{case.number}/", f"/api/v1/photos/{image.public_id}/"]

    assert [caller(stranger).get(address).status_code for address in addresses] == [404] * 4
    for step in ("approve", "decline", "receive", "settle"):
        body = found(order) if step == "settle" else {"note": "No."} if step != "receive" else None
        assert post(caller(stranger), f"{OFFICE}{case.number}/{step}/", body, key=step).status_code == 404
    for step in ("send", "withdraw", "dispute"):
        assert post(caller(stranger), f"{case_at(case)}{step}/", {}, key=step).status_code == 404
    assert caller().get(OFFICE).status_code == 401
    assert caller(stranger).get(OFFICE).json()["count"] == 0
    assert GoodsReturn.objects.get().state == "asked"


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"photos": []}, (422, "photo", ["/photos"])),
        ({"photos": [{"name": "a.jpg", "content": "QUJD"}]}, (422, "bad-upload", ["/photos"])),
        ({"photos": [{"name": "a.jpg", "content": "QUJ"}]}, (422, "invalid", ["/photos/0/content"])),
        ({"lines": [{"variant": 1, "quantity": 1}]}, (422, "invalid", ["/lines/0/variant"])),
        ({"lines": []}, (400, "invalid", ["/lines"])),
        ({"reason": "whim"}, (400, "invalid", ["/reason"])),
        ({"why": "x"}, (400, "invalid", ["/why"])),
    ],
)
def test_what_cannot_be_asked_is_told_at_its_place(order, carla, changes, refused):
    assert refusal(post(caller(carla), returns_at(order), wish(order, **changes))) == refused
    assert not GoodsReturn.objects.exists()


def test_more_pieces_than_there_are_and_goods_on_their_way_are_refused(order, alice, carla, shop):
    assert refusal(post(caller(carla), returns_at(order), wish(order, 4))) == (422, "pieces", ["/lines"])
    travelling = make_order(make_variant(10, seller=shop), state=OrderState.SHIPPED, by=alice, user=carla)
    assert refusal(post(caller(carla), returns_at(travelling), wish(travelling, 1))) == (409, "not-delivered", [])


def test_a_step_that_is_over_is_a_conflict(order, alice, carla):
    case = ask(order, 1)
    assert post(caller(alice), f"{OFFICE}{case.number}/decline/", {"note": "It was whole."}).json()["answer"] == "It was whole."

    assert refusal(post(caller(alice), f"{OFFICE}{case.number}/approve/", {}, key="2")) == (409, "moved-on", [])
    assert refusal(post(caller(carla), f"{case_at(case)}withdraw/")) == (409, "moved-on", [])
    assert refusal(post(caller(carla), f"{case_at(case)}send/", {"carrier": "Post", "tracking_number": "RR12"}, key="3"))[0] == 409


def test_a_decline_needs_its_reason(order, alice):
    case = ask(order, 1)

    assert refusal(post(caller(alice), f"{OFFICE}{case.number}/decline/", {})) == (400, "invalid", ["/note"])
    assert GoodsReturn.objects.get().state == "asked"


def test_a_buyer_who_does_not_agree_opens_a_dispute(order, alice, carla):
    case = ask(order, 1)
    body = {"wish": cny("68.00"), "text": "It is torn."}
    assert refusal(post(caller(carla), f"{case_at(case)}dispute/", body)) == (409, "moved-on", [])
    post(caller(alice), f"{OFFICE}{case.number}/decline/", {"note": "It was whole."})

    answer = post(caller(carla), f"{case_at(case)}dispute/", body, key="2")

    told = answer.json()
    assert (answer.status_code, told["kind"], told["goods_return"], told["state"]) == (201, "return", case.number, "with_seller")


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"amount": "204.01"}, (422, "pieces", ["/lines"])),
        ({"received": 4}, (422, "pieces", ["/lines"])),
        ({"received": 2, "restocked": 3}, (422, "pieces", ["/lines"])),
        ({"amount": "100.00"}, (422, "word-missing", ["/note"])),
        ({"freight": cny("31.00")}, (422, "pieces", ["/lines"])),
        ({"freight": {"amount": "3.00", "currency": "USD"}}, (422, "invalid", ["/freight"])),
        ({"lines": [{"variant": 1, "received": 1, "restocked": 0, "amount": cny("1.00")}]}, (422, "invalid", ["/lines/0/variant"])),
    ],
)
def test_findings_that_cannot_be_are_refused(order, alice, said, refused):
    case = received(ask(order, 3), by=alice, freight=30)

    assert refusal(post(caller(alice), f"{OFFICE}{case.number}/settle/", {**found(order), **found(order, **said)})) == refused
    assert not Refund.objects.exists() and GoodsReturn.objects.get().state == "received"


def test_photos_are_fetched_by_those_who_may_see_the_case(order, alice, carla):
    case = ask(order, 1)
    url = caller(carla).get(case_at(case)).json()["photos"][0]["url"]

    for who in (carla, alice):
        answer = caller(who).get(url)
        assert (answer.status_code, answer.headers["Content-Type"], answer.content[:2]) == (200, "image/jpeg", b"\xff\xd8")
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_lists_take_the_same_queries_with_one_and_with_three(alice, carla, shop, django_assert_num_queries):
    seller, buyer = caller(alice), caller(carla)
    order = make_delivered(make_variant(10, seller=shop), by=alice, user=carla, quantity=3)
    ask(order, 1)
    seller.get(OFFICE)
    with django_assert_num_queries(7):
        assert seller.get(OFFICE).json()["count"] == 1
    with django_assert_num_queries(9):
        buyer.get(returns_at(order))
    ask(order, 1)
    ask(order, 1)
    with django_assert_num_queries(7):
        assert seller.get(OFFICE).json()["count"] == 3
    with django_assert_num_queries(9):
        assert buyer.get(returns_at(order)).json()["count"] == 3
    assert seller.get(OFFICE, {"state": "settled"}).json()["count"] == 0
    assert refusal(seller.get(OFFICE, {"state": "none"})) == (400, "invalid", ["/state"])


def test_seller_gives_money_back_of_their_own_accord(order, alice, carla):
    address = f"/api/v1/sell/orders/{order.number}/refund/"
    line = {"variant": order.lines.get().variant_id, "amount": cny("10.00")}
    body = {"lines": [line], "goodwill": cny("2.50"), "reason": "The bag was dented."}

    told = post(caller(alice), address, body).json()
    assert (told["money_state"], told["refunding"]["amount"]) == ("refunding", "12.50")
    assert post(caller(alice), address, body).json() == told and Refund.objects.count() == 1

    assert refusal(post(caller(alice), address, {"reason": "x"}, key="2")) == (422, "pieces", ["/lines"])
    assert refusal(post(caller(alice), address, {"goodwill": cny("9999.00"), "reason": "x"}, key="3")) == (422, "refund-beyond", [""])
    assert refusal(post(caller(alice), address, {"goodwill": cny("1.001"), "reason": "x"}, key="4")) == (422, "invalid", ["/goodwill"])
    assert post(caller(carla), address, body, key="5").status_code == 404
    assert Order.objects.get().refund_requested == 12.5
