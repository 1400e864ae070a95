import pytest

from marketplace.api.tests.callers import caller, post, refusal
from orders.enums import OrderState
from orders.models import OrderGroup
from orders.payments.models import Refund
from orders.tests.factories import make_group, make_order, make_seller, make_user, make_variant, pay, stock_of

ORDERS = "/api/v1/orders/"
STEPS = [("Paid", True, False), ("The seller accepts", False, True)]
pytestmark = pytest.mark.django_db


@pytest.fixture
def carla():
    return make_user("carla")


def test_list_shows_own_orders_only(carla):
    own = make_group(user=carla)
    make_group(user=make_user("charlie"))
    make_group()

    body = caller(carla).get(ORDERS).json()

    assert (body["count"], [group["number"] for group in body["results"]]) == (1, [own.number])


def test_list_is_401_when_nobody_signed_in():
    assert refusal(caller().get(ORDERS)) == (401, "not-authenticated", [])


def test_list_takes_the_same_queries_with_one_and_with_three(carla, django_assert_num_queries):
    client = caller(carla)
    client.get(ORDERS)
    for count in (1, 2, 3):
        make_group(user=carla)
        if count in (1, 3):
            with django_assert_num_queries(5):
                assert client.get(ORDERS).json()["count"] == count


def test_detail_tells_what_was_agreed(carla):
    variant = make_variant(price="68.00")
    order = make_order(variant, user=carla)
    group = order.group

    body = caller(carla).get(f"{ORDERS}{group.number}/").json()

    def money(amount):
        return {"amount": str(amount), "currency": "CNY"}

    def moment(value):
        return value.isoformat().replace("+00:00", "Z")

    group.refresh_from_db()
    part, steps, payment = body["orders"][0], body["orders"][0].pop("steps"), body.pop("payment")
    assert {**body, "orders": 1} == {
        "number": group.number,
        "state": "paid",
        "email": "carla@buyer.example",
        "company_name": None,
        "company_code": None,
        "purchase_order": None,
        "address": {
            "country": "CN",
            "name": "卡拉",
            "phone": "+86 138 •••• 2266",
            "town": "Hangzhou",
            "lines": ["浙江省杭州市西湖区文三路 477 号", "Xihu, Hangzhou, Zhejiang", "China"],
        },
        "goods": money("136.00"),
        "delivery": money(group.delivery.amount),
        "total": money(group.total.amount),
        "orders": 1,
        "placed_at": moment(group.placed_at),
        "held_until": None,
        "paid_at": moment(group.paid_at),
        "ended_at": None,
        "is_demonstration": False,
        "money_state": "paid",
        "refunds": [],
    }
    assert (payment["state"], payment["amount"], payment["redirect_url"]) == ("paid", money(group.total.amount), None)
    assert (part["number"], part["state"], part["is_cancellable"], part["tracking_number"]) == (order.number, "paid", True, None)
    assert part["lines"] == [
        {
            "variant": variant.pk,
            "sku": variant.sku,
            "product": variant.product.slug,
            "name": variant.product.name,
            "variant_name": None,
            "hs_code": "0901210000",
            "origin_country": "RW",
            "lot": None,
            "unit": "bag",
            "quantity": 2,
            "cancelled_quantity": 0,
            "returned_quantity": 0,
            "unit_price": money("68.00"),
            "discount": money("0.00"),
            "total": money("136.00"),
            "net_weight_g": 250,
            "gross_weight_g": 280,
        }
    ]
    assert [(step["title"], step["is_done"], step["is_now"]) for step in steps[:2]] == [
        ("Paid", True, False),
        ("The seller accepts", False, True),
    ]


@pytest.mark.parametrize("number", ["IS-26-999999", "%00", "x" * 300, "é"])
def test_detail_is_404_when_there_is_no_such_order(carla, number):
    assert refusal(caller(carla).get(f"{ORDERS}{number}/")) == (404, "not-found", [])


def test_detail_of_another_person_is_404(carla):
    group, charlie = make_group(user=carla), make_user("charlie")

    for path in ("", "cancel/", "pay/", f"{group.number}-1/cancel/", f"{group.number}-1/received/"):
        client, address = caller(charlie), f"{ORDERS}{group.number}/{path}"
        answer = post(client, address, {"provider": "sandbox"}) if path else client.get(address)
        assert refusal(answer) == (404, "not-found", []), path


def test_unpaid_order_is_given_up_once(carla):
    variant = make_variant()
    group, client = make_group(variant, user=carla), caller(carla)
    path = f"{ORDERS}{group.number}/cancel/"

    first, again = post(client, path), post(client, path)

    assert (first.status_code, first.json()["state"], first.json()) == (200, "cancelled", again.json())
    assert refusal(post(client, path, key="k-2")) == (409, "moved-on", [])
    assert stock_of(variant) == (10, 0)


def test_paid_order_is_cancelled_and_its_money_goes_back(carla):
    group, client = make_group(user=carla), caller(carla)
    pay(group)
    path = f"{ORDERS}{group.number}/{group.number}-1/cancel/"

    body = post(client, path).json()

    assert (body["state"], body["orders"][0]["state"]) == ("cancelled", "cancelled")
    assert [(refund["amount"]["amount"], refund["state"]) for refund in body["refunds"]] == [(str(group.total.amount), "waiting")]
    assert refusal(post(client, path, key="k-2")) == (409, "moved-on", [])
    assert Refund.objects.count() == 1


def test_guest_acts_with_the_key(run_waiting_jobs):
    alice = make_user("alice")
    order = make_order(make_variant(seller=make_seller(owner=alice)), state=OrderState.SHIPPED, by=alice)
    group = order.group
    path = f"{ORDERS}{group.number}/{order.number}/received/"

    assert refusal(post(caller(), path)) == (404, "not-found", [])
    body = post(caller(), path, **{"Order-Key": group.access_token}).json()

    assert (body["orders"][0]["state"], body["orders"][0]["carrier"]) == ("delivered", "Test Air")


def test_acting_needs_a_key_of_idempotency(carla):
    group = make_group(user=carla)

    assert refusal(caller(carla).post(f"{ORDERS}{group.number}/cancel/")) == (400, "idempotency-key", [])
    assert refusal(post(caller(carla), f"{ORDERS}{group.number}/cancel/", key="k" * 129)) == (400, "idempotency-key", [])
    assert OrderGroup.objects.get().state == "awaiting_payment"


def test_paid_order_is_not_paid_again(carla):
    group = make_group(user=carla)
    pay(group)

    answer = post(caller(carla), f"{ORDERS}{group.number}/pay/", {"provider": "sandbox"})

    assert refusal(answer) == (409, "not-payable", [])


def test_paying_is_refused_when_nobody_knows_the_provider(carla):
    group = make_group(user=carla)

    answer = post(caller(carla), f"{ORDERS}{group.number}/pay/", {"provider": "cash"})

    assert refusal(answer) == (422, "invalid", ["/provider"])


def test_some_pieces_are_cancelled_and_the_money_says_so(carla):
    variant = make_variant()
    group, client = make_group(variant, user=carla, quantity=3), caller(carla)
    pay(group)
    path = f"{ORDERS}{group.number}/{group.number}-1/cancel/"

    body = post(client, path, {"lines": [{"variant": variant.pk, "quantity": 1}]}).json()
    again = post(client, path, {"lines": [{"variant": variant.pk, "quantity": 1}]}).json()

    part = body["orders"][0]
    assert body == again and (body["state"], body["money_state"]) == ("paid", "refunding")
    assert (part["money_state"], part["refunding"]["amount"], part["refunded"]["amount"]) == ("refunding", "68.00", "0.00")
    assert part["lines"][0]["cancelled_quantity"] == 1 and stock_of(variant) == (8, 0)


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        ([], (400, "invalid")),
        ("all", (400, "invalid")),
        ([{"variant": "OWN", "quantity": 0}], (400, "invalid")),
        ([{"variant": "OWN", "quantity": 9}], (422, "quantity")),
        ([{"variant": 2**40, "quantity": 1}], (422, "invalid")),
        ([{"variant": "OWN", "quantity": 1}, {"variant": "OWN", "quantity": 1}], (422, "invalid")),
    ],
)
def test_pieces_that_cannot_be_cancelled_are_refused(carla, lines, answer):
    variant = make_variant()
    group = make_group(variant, user=carla)
    pay(group)
    wanted = (
        [{**said, "variant": variant.pk if said["variant"] == "OWN" else said["variant"]} for said in lines] if lines != "all" else lines
    )

    found = refusal(post(caller(carla), f"{ORDERS}{group.number}/{group.number}-1/cancel/", {"lines": wanted}))

    assert found[:2] == answer and not Refund.objects.exists()
