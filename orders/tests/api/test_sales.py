import pytest

from marketplace.api.tests.callers import caller, post, refusal
from orders.enums import OrderState
from orders.tests.factories import make_group, make_order, make_seller, make_user, make_variant
from sellers.models import Member

SALES = "/api/v1/sell/orders/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def shop(alice):
    return make_seller(owner=alice)


def sale_of(shop, state=OrderState.PAID, **fields):
    return make_order(make_variant(seller=shop), state=state, **fields)


def test_list_shows_own_paid_orders(alice, shop):
    own = sale_of(shop)
    make_group(make_variant(seller=shop))  # nobody has paid it
    make_order()  # another shop's

    body = caller(alice).get(SALES).json()

    assert [sale["number"] for sale in body["results"]] == [own.number]
    assert caller(alice).get(SALES, {"state": "shipped"}).json()["count"] == 0
    assert refusal(caller(alice).get(SALES, {"state": "awaiting_payment"})) == (400, "invalid", ["/state"])


def test_list_takes_the_same_queries_with_one_and_with_three(alice, shop, django_assert_num_queries):
    client = caller(alice)
    client.get(SALES)
    for count in (1, 2, 3):
        sale_of(shop)
        if count in (1, 3):
            with django_assert_num_queries(5):
                assert client.get(SALES).json()["count"] == count


def test_detail_tells_where_to_send_it(alice, shop):
    sale = sale_of(shop)

    body = caller(alice).get(f"{SALES}{sale.number}/").json()

    assert body["ship_to"]["phone"] == "+8613805712266"
    assert (body["number"], body["state"], len(body["lines"])) == (sale.number, "paid", 1)


def test_seller_accepts_packs_and_ships(alice, shop):
    sale, client = sale_of(shop), caller(alice)

    accepted = post(client, f"{SALES}{sale.number}/accept/", key="1").json()
    packed = post(client, f"{SALES}{sale.number}/pack/", key="2").json()
    shipped = post(client, f"{SALES}{sale.number}/ship/", {"carrier": "EMS", "tracking_number": "ee 123456785 rw"}, key="3").json()

    assert [body["state"] for body in (accepted, packed, shipped)] == ["accepted", "packed", "shipped"]
    assert (shipped["carrier"], shipped["tracking_number"]) == ("EMS", "EE123456785RW")
    assert post(client, f"{SALES}{sale.number}/accept/", key="1").json() == accepted
    assert refusal(post(client, f"{SALES}{sale.number}/accept/", key="4")) == (409, "moved-on", [])


def test_colleague_of_the_shop_may_act_too(shop):
    bob = make_user("bob")
    Member.objects.create(seller=shop, user=bob, role="staff")

    assert post(caller(bob), f"{SALES}{sale_of(shop).number}/accept/").status_code == 200


def test_seller_sends_an_order_back(alice, shop):
    sale, client = sale_of(shop), caller(alice)
    path = f"{SALES}{sale.number}/refuse/"

    assert refusal(post(client, path, {"reason": "mood"})) == (400, "invalid", ["/reason"])
    assert refusal(post(client, path, {"reason": "other"})) == (422, "invalid", ["/note"])
    body = post(client, path, {"reason": "damaged", "note": "Water in the store."}).json()

    assert (body["state"], body["end_reason"], body["end_note"]) == ("refused", "damaged", "Water in the store.")


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"carrier": "EMS"}, 400, "/tracking_number"),
        ({"carrier": "EMS", "tracking_number": "no!"}, 400, "/tracking_number"),
        ({"carrier": "EMS", "tracking_number": "none yet!"}, 422, "/tracking_number"),
        ({"carrier": "\x00", "tracking_number": "EE123456785RW"}, 400, "/carrier"),
    ],
)
def test_shipping_needs_a_tracking_number(alice, shop, body, status, pointer):
    sale = sale_of(shop, OrderState.PACKED, by=alice)

    answer = refusal(post(caller(alice), f"{SALES}{sale.number}/ship/", body))

    assert answer == (status, "invalid", [pointer])


@pytest.mark.parametrize("path", ["", "accept/", "pack/", "ship/", "refuse/"])
def test_sale_of_another_shop_is_404_and_strangers_are_401(alice, shop, path):
    address, other = f"{SALES}{sale_of(shop).number}/{path}", make_user("other")
    make_seller(owner=other)

    def knock(user):
        client = caller(user)
        return refusal(post(client, address) if path else client.get(address))[0]

    assert [knock(other), knock(make_user("charlie")), knock(None)] == [404, 404, 401]


def test_firm_is_chosen_among_the_callers_own(alice, shop):
    second = make_seller(owner=alice)
    sale = sale_of(second)

    assert caller(alice).get(SALES, {"seller": second.slug}).json()["results"][0]["number"] == sale.number
    assert caller(alice).get(SALES).json()["count"] == 0
    assert refusal(caller(alice).get(SALES, {"seller": make_seller().slug}))[0] == 404


def test_seller_sends_some_pieces_back(alice, shop):
    sale = sale_of(shop, quantity=3)
    variant = sale.lines.get().variant
    path = f"{SALES}{sale.number}/refuse/"

    body = post(caller(alice), path, {"reason": "cannot_ship", "lines": [{"variant": variant.pk, "quantity": 2}]}).json()

    assert (body["state"], body["money_state"], body["lines"][0]["cancelled_quantity"]) == ("paid", "refunding", 2)
    over = post(caller(alice), path, {"reason": "cannot_ship", "lines": [{"variant": variant.pk, "quantity": 2}]}, key="k-2")
    assert refusal(over) == (422, "quantity", ["/lines"])
