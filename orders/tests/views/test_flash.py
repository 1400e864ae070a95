from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from catalog.campaigns.models import FLASH
from catalog.campaigns.services.flash_sales import NotSoldLikeThat, close_sales, open_flash_sale
from catalog.exceptions import OutOfStock
from marketplace.allocation import services as allocation
from marketplace.allocation.models import Allowance, Hold
from marketplace.allocation.selectors import Level, level, miscounted
from marketplace.history.selectors import entries_for
from orders.enums import GroupState
from orders.exceptions import CartChanged
from orders.models import CartLine
from orders.selectors.cart import read_cart
from orders.services import claims
from orders.services.expiry import release_expired_holds
from orders.tests.factories import make_checkout, make_lane, make_user, make_variant, pay, place, stock_of

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}
CLAIM = "/flash/harvest/claim/"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def forget():
    yield
    claims._sales.clear()
    claims._sold_out.clear()
    assert not miscounted().exists()


@pytest.fixture
def variant():
    return make_variant(10)


def make_sale(variant, *, units=4, per_buyer=2, opens=-HOUR, closes=HOUR):
    now = timezone.now()
    return open_flash_sale(
        slug="harvest", variant=variant, units=units, per_buyer=per_buyer, opens_at=now + opens, closes_at=now + closes, by=None
    )


@pytest.fixture
def sale(variant):
    return make_sale(variant)


@pytest.fixture
def carla(client):
    user = make_user("carla")
    client.force_login(user)
    return user


def test_units_leave_the_shelf_when_a_sale_opens(variant):
    sale = make_sale(variant, units=4)

    assert stock_of(variant) == (6, 0) and level(sale.thing) == Level(4, 0)
    assert entries_for(variant.product).get().action == "flash_sale.opened"
    with pytest.raises(OutOfStock):
        open_flash_sale(slug="more", variant=variant, units=7, per_buyer=1, opens_at=sale.opens_at, closes_at=sale.closes_at, by=None)


def test_sale_is_refused_when_nobody_could_order_what_one_may_claim():
    with pytest.raises(NotSoldLikeThat):
        make_sale(make_variant(10, minimum_quantity=3), per_buyer=2)


def test_member_claims_and_is_told_until_when(client, carla, sale):
    answer = client.post(CLAIM, **JSON)

    hold = Hold.objects.get(pool__subject=FLASH)
    assert (answer.status_code, answer.json()["quantity"], answer.json()["cart"]) == (201, 1, "/cart/")
    assert answer.json()["held_until"] == hold.expires_at.isoformat()
    assert (hold.holder, hold.quantity, hold.is_limited) == (f"user:{carla.pk}", 1, True)
    assert answer["Cache-Control"].startswith("max-age=0")


def test_claim_costs_three_statements_the_first_time_and_two_then(client, carla, sale, django_assert_num_queries):
    client.get("/cart/")
    with django_assert_num_queries(3):  # member, sale, claim
        client.post(CLAIM, **JSON)
    with django_assert_num_queries(2):
        client.post(CLAIM, **JSON)


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [({"quantity": "3"}, 409, "limit-reached"), ({"quantity": "0"}, 422, "quantity"), ({"quantity": "x"}, 422, "quantity")],
)
def test_claim_is_refused_with_the_reason(client, carla, sale, sent, status, code):
    answer = client.post(CLAIM, sent, **JSON)

    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:isoko:problem:{code}")
    assert answer["Content-Type"] == "application/problem+json" and level(sale.thing).held == 0


def test_third_claim_is_refused_where_two_are_allowed(client, carla, sale):
    statuses = [client.post(CLAIM, **JSON).status_code for _ in range(3)]

    assert statuses == [201, 201, 409] and Allowance.objects.get().taken == 2


def test_who_asks_for_more_than_is_left_is_offered_the_rest(client, carla, variant):
    make_sale(variant, units=1)

    page = client.post(CLAIM, {"quantity": "2"}).content.decode()

    assert "<h1>Only 1 is left.</h1>" in page and 'href="/flash/harvest/claim/?quantity=1"' in page


def test_stranger_is_sent_to_sign_in(client, sale):
    assert client.post(CLAIM, **JSON).status_code == 401
    assert client.post(CLAIM).url == f"/accounts/login/?next={CLAIM}"
    assert level(sale.thing).held == 0


def test_claim_is_refused_before_and_after_the_sale(client, carla, variant):
    make_sale(variant, opens=HOUR, closes=2 * HOUR)

    assert client.post(CLAIM, **JSON).json()["type"].endswith("not-open")
    assert client.post("/flash/nothing/claim/", **JSON).status_code == 404
    early = client.get(CLAIM)
    assert early.status_code == 409 and "It opens <time" in early.content.decode()
    assert not Hold.objects.filter(pool__subject=FLASH).exists()


def test_loser_is_told_and_then_told_without_a_question_to_the_database(client, carla, variant, django_assert_num_queries):
    sale = make_sale(variant, units=1)
    charlie = make_user("charlie")
    claims.claim_units(sale=sale, quantity=1, by=charlie)

    first = client.post(CLAIM, **JSON)
    with django_assert_num_queries(0):
        second = client.post(CLAIM, **JSON)
    page = client.post(CLAIM)

    assert [(answer.status_code, answer.json()["type"]) for answer in (first, second)] == [(409, "urn:isoko:problem:sold-out")] * 2
    assert page.status_code == 409 and "Sold out." in page.content.decode()


def test_claim_without_csrf_token_is_refused(carla, sale):
    from django.test import Client

    careful = Client(enforce_csrf_checks=True)
    careful.force_login(carla)

    assert careful.post(CLAIM, **JSON).status_code == 403 and level(sale.thing).held == 0


def test_claim_lies_in_the_cart_and_says_until_when(client, carla, sale):
    answer = client.post(CLAIM, {"quantity": "2"})

    page = client.get(answer.url).content.decode()

    assert answer.url == "/cart/" and "2 held for you until" in page and "What you claimed is held for you" in page
    assert CartLine.objects.get().quantity == 2


def test_checkout_hands_the_claim_over_to_the_order(client, carla, sale, variant):
    make_lane()
    client.post(CLAIM, {"quantity": "2"})
    client.get("/cart/")
    client.post("/cart/add/", {"variant": variant.pk, "quantity": 3})
    cart = CartLine.objects.get().cart

    group = place(make_checkout(cart), by=carla).group

    held = Hold.objects.filter(key=group.hold_key).values("pool__subject").annotate(units=Sum("quantity"))
    assert dict(held.values_list("pool__subject", "units")) == {FLASH: 2, "variant": 3}
    assert (stock_of(variant), level(sale.thing)) == ((6, 3), Level(4, 2))
    pay(group)
    group.refresh_from_db()
    assert group.state == GroupState.PAID and (stock_of(variant), level(sale.thing)) == ((3, 0), Level(2, 0))
    assert client.post(CLAIM, **JSON).json()["type"].endswith("limit-reached")


def test_last_units_are_bought_though_the_shelf_is_empty(client, carla):
    make_lane()
    variant = make_variant(2)
    make_sale(variant, units=2)
    client.post(CLAIM, {"quantity": "2"})

    assert "/checkout/" in client.get("/cart/").content.decode()
    cart = CartLine.objects.get().cart
    assert not read_cart(cart, "CNY").troubled
    assert place(make_checkout(cart), by=carla).group.goods.amount == 136


def test_order_nobody_pays_gives_the_claim_back_to_the_sale(client, carla, sale, variant):
    make_lane()
    client.post(CLAIM)
    client.get("/cart/")
    place(make_checkout(CartLine.objects.get().cart), by=carla)

    release_expired_holds(now=timezone.now() + HOUR)

    assert (stock_of(variant), level(sale.thing)) == ((6, 0), Level(4, 0))
    assert client.post(CLAIM, {"quantity": "2"}, **JSON).status_code == 201


def test_order_is_not_placed_when_the_claim_ran_out_meanwhile(client, carla):
    make_lane()
    variant = make_variant(2)
    make_sale(variant, units=2)
    client.post(CLAIM, {"quantity": "2"})
    client.get("/cart/")
    checkout = make_checkout(CartLine.objects.get().cart)
    Hold.objects.filter(pool__subject=FLASH).update(expires_at=timezone.now() - HOUR)

    with pytest.raises(CartChanged):
        place(checkout, by=carla, shown_total=None)

    assert "Sold out" in client.get("/cart/").content.decode()


@pytest.mark.parametrize("way", ["remove", "save"])
def test_claim_goes_back_when_its_line_leaves_the_cart(client, carla, sale, variant, way):
    client.post(CLAIM)
    client.get("/cart/")

    client.post(f"/cart/lines/{variant.pk}/{way}/")

    assert level(sale.thing) == Level(4, 0)
    client.get("/cart/")
    assert not CartLine.objects.filter(is_saved=False).exists()


def test_line_is_not_set_below_what_was_claimed(client, carla, sale, variant):
    client.post(CLAIM, {"quantity": "2"})
    client.get("/cart/")

    answer = client.post(f"/cart/lines/{variant.pk}/", {"quantity": "1"})

    assert answer.status_code == 422 and "You claimed 2 of these." in answer.content.decode()
    assert CartLine.objects.get().quantity == 2


def test_rest_goes_back_to_the_shelf_when_the_sale_is_over(client, carla, sale, variant):
    client.post(CLAIM)

    assert close_sales() == 0
    assert close_sales(now=sale.closes_at) == 3
    assert (stock_of(variant), level(sale.thing)) == ((9, 0), Level(1, 1))
    allocation.release(Hold.objects.get(pool__subject=FLASH).key)
    assert close_sales(now=sale.closes_at) == 1
    assert (stock_of(variant), level(sale.thing)) == ((10, 0), Level(0, 0))


def test_whoever_got_no_answer_asks_again_and_gets_the_same_claim(client, carla, sale):
    first, again = (client.post(CLAIM, headers={"Idempotency-Key": "press-1"}, **JSON) for _ in range(2))
    by_form = client.post(CLAIM, {"wish": "press-1"}, **JSON)

    assert first.status_code == again.status_code == 201 and first.json() == again.json() == by_form.json()
    assert level(sale.thing).held == 1 and Allowance.objects.get().taken == 1


def test_one_key_of_two_buyers_is_two_claims(client, carla, sale):
    client.post(CLAIM, headers={"Idempotency-Key": "press-1"}, **JSON)
    client.force_login(make_user("charlie"))

    assert client.post(CLAIM, headers={"Idempotency-Key": "press-1"}, **JSON).status_code == 201
    assert level(sale.thing).held == 2


def test_key_is_refused_when_it_was_for_another_quantity_or_is_too_long(client, carla, sale):
    client.post(CLAIM, headers={"Idempotency-Key": "press-1"}, **JSON)

    other = client.post(CLAIM, {"quantity": "2"}, headers={"Idempotency-Key": "press-1"}, **JSON)
    long = client.post(CLAIM, headers={"Idempotency-Key": "x" * 129}, **JSON)

    assert (other.status_code, other.json()["type"]) == (422, "urn:isoko:problem:idempotency-key-reused")
    assert (long.status_code, long.json()["type"]) == (400, "urn:isoko:problem:idempotency-key")
    assert level(sale.thing).held == 1


def test_claim_that_went_back_is_not_claimed_by_an_old_press(client, carla, sale, variant):
    client.post(CLAIM, headers={"Idempotency-Key": "press-1"}, **JSON)
    client.get("/cart/")
    client.post(f"/cart/lines/{variant.pk}/remove/")

    answer = client.post(CLAIM, headers={"Idempotency-Key": "press-1"}, **JSON)

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:isoko:problem:claim-over")
    assert level(sale.thing).held == 0 and client.post(CLAIM, **JSON).status_code == 201


def test_claim_that_is_an_order_is_not_claimed_again_by_an_old_press(client, carla, sale):
    make_lane()
    client.post(CLAIM, headers={"Idempotency-Key": "press-1"}, **JSON)
    client.get("/cart/")
    place(make_checkout(CartLine.objects.get().cart), by=carla)

    answer = client.post(CLAIM, headers={"Idempotency-Key": "press-1"}, **JSON)

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:isoko:problem:claim-over")
    assert level(sale.thing).held == 1


def test_whoever_asks_again_is_told_of_their_claim_though_all_is_sold(client, carla, variant):
    make_sale(variant, units=1)
    client.post(CLAIM, headers={"Idempotency-Key": "press-1"}, **JSON)
    assert client.post(CLAIM, **JSON).json()["type"].endswith("sold-out")

    assert client.post(CLAIM, headers={"Idempotency-Key": "press-1"}, **JSON).status_code == 201


def test_visitor_comes_back_from_the_sign_in_to_one_more_press(client, sale):
    answer = client.post(CLAIM, {"quantity": "2"})
    assert answer.url == "/accounts/login/?next=/flash/harvest/claim/%3Fquantity%3D2"

    client.force_login(make_user("carla"))
    page = client.get("/flash/harvest/claim/?quantity=2").content.decode()

    assert 'name="quantity" value="2"' in page and "Nothing is held for you yet" in page
    assert level(sale.thing).held == 0


@pytest.mark.parametrize("wanted", ["0", "-1", "x", "99999999999"])
def test_link_with_a_wrong_quantity_is_refused_in_words(client, carla, sale, wanted):
    answer = client.get(CLAIM, {"quantity": wanted})

    assert answer.status_code == 422 and "The least order is 1" in answer.content.decode()


def test_units_of_an_order_that_was_to_be_paid_by_transfer_go_back_weeks_after_the_sale(sale, variant):
    allocation.claim(sale.thing, quantity=2, most=2, holder="user:1", key="claim:1", until=sale.closes_at)
    allocation.extend("claim:1", until=sale.closes_at + timedelta(days=60), to="order")
    assert close_sales(now=sale.closes_at) == 2

    allocation.release("order")

    assert close_sales(now=sale.closes_at + timedelta(days=60)) == 2
    assert (stock_of(variant), level(sale.thing)) == ((10, 0), Level(0, 0))
