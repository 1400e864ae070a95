import pytest

from marketplace.api.tests.callers import caller, refusal
from orders.discounts.selectors import standing_terms
from orders.tests.factories import make_cart, make_user, make_variant

CART, LINES = "/api/v1/cart/", "/api/v1/cart/lines/"


@pytest.fixture
def carla(db):
    return make_user("carla")


def test_cart_is_empty_when_nobody_put_anything_in(db):
    assert caller().get(CART).json() == {
        "currency": "CNY",
        "parcels": [],
        "saved": [],
        "lost": [],
        "pieces": 0,
        "goods": {"amount": "0.00", "currency": "CNY"},
        "discount": {"amount": "0.00", "currency": "CNY"},
        "code": None,
        "can_check_out": False,
    }


def test_adding_answers_with_the_cart(carla):
    variant = make_variant(price="68.00", minimum_quantity=2, quantity_step=2, tiers={7: "60.00"})
    product, seller = variant.product, variant.product.seller

    answer = caller(carla).post(LINES, {"variant": variant.pk, "quantity": 4})

    assert answer.status_code == 201
    line = {
        "variant": variant.pk,
        "sku": variant.sku,
        "product": product.slug,
        "name": product.name,
        "quantity": 4,
        "unit_price": {"amount": "68.00", "currency": "CNY"},
        "next_tier": {"more": 4, "price": {"amount": "60.00", "currency": "CNY"}},
        "was": None,
        "discounts": [],
        "total": {"amount": "272.00", "currency": "CNY"},
        "available": 10,
        "minimum_quantity": 2,
        "quantity_step": 2,
        "largest_quantity": 10,
        "photo": product.cover.thumb,
        "trouble": None,
    }
    assert answer.json() == {
        "currency": "CNY",
        "parcels": [
            {
                "seller": {"slug": seller.slug, "name": seller.name},
                "lines": [line],
                "pieces": 4,
                "subtotal": {"amount": "272.00", "currency": "CNY"},
            }
        ],
        "saved": [],
        "lost": [],
        "pieces": 4,
        "goods": {"amount": "272.00", "currency": "CNY"},
        "discount": {"amount": "0.00", "currency": "CNY"},
        "code": None,
        "can_check_out": True,
    }


def test_adding_leaves_no_session_when_a_token_calls(carla):
    answer = caller(carla).post(LINES, {"variant": make_variant().pk, "quantity": 1})

    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"quantity": 1}, "/variant"),
        ({"variant": 1, "quantity": 0}, "/quantity"),
        ({"variant": 1, "quantity": 10**30}, "/quantity"),
        ({"variant": 2**53, "quantity": 1}, "/variant"),
        ({"variant": "a", "quantity": 1}, "/variant"),
        ({"variant": 1, "quantity": 1, "price": "0.01"}, "/price"),
        ({"variant": 1, "quantity": 1, "a/b~c": 1}, "/a~1b~0c"),
        ([], ""),
        ("\x00", ""),
    ],
)
def test_adding_is_400_when_the_body_has_another_shape(db, body, pointer):
    assert refusal(caller().post(LINES, body)) == (400, "invalid", [pointer])


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        ("{", "application/json", 400),
        ('{"variant": NaN}', "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        ("variant=1", "application/x-www-form-urlencoded", 415),
        ("x" * (5 * 1024 * 1024 + 1), "application/json", 413),
    ],
)
def test_adding_is_a_problem_when_the_body_cannot_be_read(db, raw, kind, status):
    answer = caller().generic("POST", LINES, raw, content_type=kind)

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")


def test_adding_is_refused_when_too_few_are_left_or_the_steps_are_broken(carla):
    variant = make_variant(on_hand=10, minimum_quantity=2, quantity_step=2)
    client = caller(carla)

    assert refusal(client.post(LINES, {"variant": variant.pk, "quantity": 12})) == (409, "out-of-stock", ["/quantity"])
    assert refusal(client.post(LINES, {"variant": variant.pk, "quantity": 3})) == (422, "quantity", ["/quantity"])
    assert refusal(client.post(LINES, {"variant": 2**53 - 1, "quantity": 2})) == (409, "not-for-sale", ["/quantity"])
    assert client.get(CART).json()["pieces"] == 0


def test_a_refusal_speaks_the_language_of_the_request(carla):
    variant = make_variant(on_hand=1)

    answer = caller(carla).post(LINES, {"variant": variant.pk, "quantity": 2}, headers={"Accept-Language": "fr"})

    assert answer.headers["Content-Language"] == "fr"


def test_a_guest_keeps_the_cart_by_session_and_needs_the_csrf_token(db):
    variant, guest = make_variant(), caller()
    first = guest.post(LINES, {"variant": variant.pk, "quantity": 1})

    without = guest.post(LINES, {"variant": variant.pk, "quantity": 1})
    with_token = guest.post(LINES, {"variant": variant.pk, "quantity": 1}, headers={"X-CSRFToken": guest.cookies["csrftoken"].value})

    assert (first.status_code, refusal(without)[0], with_token.status_code) == (201, 403, 201)
    assert with_token.json()["pieces"] == 2


def test_a_signed_in_browser_needs_the_csrf_token(carla):
    browser = caller()
    browser.force_login(carla)

    assert refusal(browser.post(LINES, {"variant": make_variant().pk, "quantity": 1}))[0] == 403


def test_line_is_changed_put_aside_and_taken_out(carla):
    variant, client = make_variant(), caller(carla)
    make_cart(variant, quantity=2, user=carla)
    path = f"{LINES}{variant.pk}/"

    changed = client.patch(path, {"quantity": 3}).json()
    saved = client.patch(path, {"is_saved": True}).json()
    gone = client.delete(path)

    assert (changed["pieces"], saved["pieces"], [line["quantity"] for line in saved["saved"]]) == (3, 0, [3])
    assert (gone.status_code, gone.content) == (204, b"")
    assert refusal(client.delete(path)) == (404, "not-found", [])


def test_line_of_another_person_is_404(carla):
    variant, charlie = make_variant(), make_user("charlie")
    make_cart(variant, user=carla)

    assert refusal(caller(charlie).patch(f"{LINES}{variant.pk}/", {"quantity": 1}))[0] == 404
    assert refusal(caller(charlie).delete(f"{LINES}{10**40}/"))[0] == 404


def test_changed_price_is_shown_and_accepted(carla):
    variant, client = make_variant(price="68.00"), caller(carla)
    make_cart(variant, quantity=1, user=carla)
    variant.prices.update(amount="70.00")

    (parcel,) = client.get(CART).json()["parcels"]
    accepted = client.post("/api/v1/cart/accept/").json()

    assert (parcel["lines"][0]["was"], parcel["lines"][0]["trouble"]) == ({"amount": "68.00", "currency": "CNY"}, "price_changed")
    assert (accepted["can_check_out"], accepted["goods"]) == (True, {"amount": "70.00", "currency": "CNY"})


def test_currency_is_chosen_in_the_address(carla):
    make_cart(make_variant(), user=carla)

    assert caller(carla).get(CART, {"currency": "USD"}).json()["currency"] == "USD"
    assert refusal(caller(carla).get(CART, {"currency": "GBP"})) == (422, "unknown-currency", ["/currency"])
    assert refusal(caller(carla).get(CART, {"currency": "\x00"}))[0] == 400


def test_cart_takes_the_same_queries_with_one_line_and_with_three(carla, django_assert_num_queries):
    client = caller(carla)
    standing_terms()  # asked once in five seconds, not once a cart
    client.get(CART)
    for count in (1, 2, 3):
        make_cart(make_variant(), user=carla)
        if count in (1, 3):
            with django_assert_num_queries(5):
                assert client.get(CART).json()["pieces"] == 2 * count
