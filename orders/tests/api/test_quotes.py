import pytest

from catalog.tests.factories import make_seller
from marketplace.api.tests.callers import caller, post, refusal
from orders.logistics.models import Quote
from orders.tests.factories import count, make_cart, make_lane, make_user, make_variant

QUOTES = "/api/v1/quotes/"
ZHEJIANG = {"country": "CN", "region": "330000"}


@pytest.fixture
def carla(db):
    return make_user("carla")


def ask(client, key="k-1", **body):
    return post(client, QUOTES, {"destination": ZHEJIANG, **body}, key=key)


def test_quote_for_the_cart_is_asked_and_answered(carla, run_waiting_jobs):
    make_lane()
    make_cart(make_variant(price="68.00"), quantity=2, user=carla)

    asked = ask(caller(carla))
    run_waiting_jobs("logistics.quote")
    quote = caller().get(asked.headers["Location"]).json()

    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    assert (quote["id"], quote["state"], quote["can_be_chosen"]) == (asked.json()["id"], "priced", True)
    assert (quote["goods"], quote["destination"]) == ({"amount": "136.00", "currency": "CNY"}, ZHEJIANG)
    assert [option["service"] for option in quote["options"]] == ["express"]


def test_quote_for_lines_needs_no_cart(db):
    variant = make_variant()

    answer = ask(caller(), lines=[{"variant": variant.pk, "quantity": 3}], currency="CNY")

    assert answer.status_code == 202
    assert answer.json()["pieces"] == 1


def test_same_key_asks_once(carla):
    make_cart(make_variant(), user=carla)
    client = caller(carla)

    first, again = ask(client), ask(client)

    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert refusal(ask(client, currency="CNY")) == (422, "idempotency-key-reused", [])
    assert Quote.objects.count() == 1


def test_two_sellers_make_two_parcels(carla):
    variants = [make_variant(), make_variant()]
    make_cart(*variants, user=carla)

    assert refusal(ask(caller(carla))) == (422, "several-sellers", ["/seller"])
    assert ask(caller(carla), seller=variants[1].product.seller.slug).status_code == 202
    assert refusal(ask(caller(carla), key="k-2", seller=make_seller().slug)) == (422, "invalid", ["/seller"])


def test_quote_is_refused_when_the_cart_is_empty_or_has_changed(carla):
    variant, client = make_variant(on_hand=5), caller(carla)
    assert refusal(ask(client)) == (409, "cart-empty", [])

    make_cart(variant, quantity=5, user=carla)
    count(4, variant)
    assert refusal(ask(client)) == (409, "out-of-stock", [""])


def test_quote_is_on_request_when_nobody_knows_the_weight(carla):
    make_cart(make_variant(gross_weight_g=None), user=carla)

    assert refusal(ask(caller(carla))) == (409, "rate-on-request", [])
    assert not Quote.objects.exists()


def test_quote_is_refused_where_the_goods_may_not_go(carla, monkeypatch):
    monkeypatch.setattr("catalog.selectors.papers.ASKS_FOR_A_ROW", ("CN", "AQ"))
    variant = make_variant()

    answer = ask(caller(carla), destination={"country": "AQ"}, lines=[{"variant": variant.pk, "quantity": 1}])

    assert refusal(answer) == (409, "closed-destination", [""])


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"destination": {"country": "ZZ"}}, 422, "/destination/country"),
        ({"destination": {"country": "CN"}}, 422, "/destination/region"),
        ({"destination": {"country": "CN", "region": "\x00"}}, 400, "/destination/region"),
        ({"destination": None}, 400, "/destination"),
        ({"lines": []}, 400, "/lines"),
        ({"lines": [{"variant": 1}]}, 400, "/lines/0/quantity"),
        ({"lines": [{"variant": 2**53 - 1, "quantity": 1}]}, 409, "/lines/0/quantity"),
        ({"lines": [{"variant": 1, "quantity": 1}] * 2}, 422, "/lines/1/variant"),
        ({"lines": [{"variant": 1, "quantity": 1}] * 101}, 400, "/lines"),
        ({"currency": "GBP"}, 422, "/currency"),
        ({"more": 1}, 400, "/more"),
    ],
)
def test_mistakes_are_told_at_their_place(db, body, status, pointer):
    answer = refusal(ask(caller(), **body))

    assert (answer[0], answer[2]) == (status, [pointer])
    assert not Quote.objects.exists()


def test_lines_are_held_to_the_rules_of_quantity(db):
    variant = make_variant(on_hand=10, minimum_quantity=4, quantity_step=2)

    for quantity, expected in ((3, (422, "quantity")), (5, (422, "quantity")), (12, (409, "out-of-stock"))):
        answer = refusal(ask(caller(), lines=[{"variant": variant.pk, "quantity": quantity}]))
        assert answer == (*expected, ["/lines/0/quantity"])
