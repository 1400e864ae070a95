"""The wishlist by API."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Product
from catalog.services.prices import set_price
from catalog.tests.factories import make_product, make_user, make_variant
from catalog.wishes.models import Wish
from catalog.wishes.services.keeping import keep_wish
from marketplace.api.tests.callers import caller, post, refusal
from marketplace.money import Money

WISHES = "/api/v1/wishes/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer():
    return make_user("carla")


@pytest.fixture
def carla(buyer):
    return caller(buyer)


@pytest.fixture
def product():
    return make_product("Bourbon", variants=[{"prices": {"CNY": "68.00"}}])


def cny(amount):
    return {"amount": amount, "currency": "CNY"}


def test_wish_is_kept_listed_with_both_prices_and_removed(carla, product):
    kept = post(carla, f"{WISHES}?currency=CNY", {"product": product.slug})
    assert (kept.status_code, kept.json()["product"], kept.json()["price_then"]) == (201, product.slug, cny("68.00"))
    set_price(variant=product.variants.get(), price=Money(Decimal("60"), "CNY"), by=None)

    (row,) = carla.get(f"{WISHES}?currency=CNY").json()["results"]
    assert (row["price"], row["price_then"], row["is_cheaper"], row["can_buy"]) == (cny("60.00"), cny("68.00"), True, True)
    assert post(carla, f"{WISHES}?currency=CNY", {"product": product.slug}, key="k-2").json()["price_then"] == cny("68.00")

    assert carla.delete(f"{WISHES}{product.slug}/").status_code == 204
    assert refusal(carla.delete(f"{WISHES}{product.slug}/")) == (404, "not-found", [])
    assert carla.get(WISHES).json()["count"] == 0


def test_variant_that_was_named_is_kept(carla, product):
    kilo = make_variant(product, name_en="1 kg", prices={"CNY": "240.00"}, position=1)

    assert post(carla, f"{WISHES}?currency=CNY", {"product": product.slug, "variant": kilo.pk}).json()["variant"] == kilo.pk


def test_what_is_not_there_is_refused_where_it_stands(carla, product):
    draft = make_product("Draft", state="draft")
    other = make_product("Tea", shelf="tea", code="0902409000").variants.get()

    assert refusal(post(carla, WISHES, {"product": draft.slug})) == (422, "invalid", ["/product"])
    assert refusal(post(carla, WISHES, {"product": product.slug, "variant": other.pk}, key="k-2")) == (422, "invalid", ["/variant"])
    assert refusal(post(carla, WISHES, {}, key="k-3")) == (400, "invalid", ["/product"])
    assert refusal(post(carla, f"{WISHES}?currency=XXX", {"product": product.slug}, key="k-4"))[:2] == (422, "unknown-currency")
    assert not Wish.objects.exists()


def test_full_list_says_so(carla, product, monkeypatch):
    monkeypatch.setattr("catalog.wishes.services.keeping.MOST", 0)

    assert refusal(post(carla, WISHES, {"product": product.slug})) == (409, "wishlist-full", [])


def test_wish_that_is_on_sale_no_more_stays_and_can_be_removed(carla, buyer, product):
    keep_wish(user=buyer, product_id=product.pk, currency="CNY")
    Product.objects.filter(pk=product.pk).update(state="draft")

    (row,) = carla.get(WISHES).json()["results"]
    assert (row["is_listed"], row["can_buy"]) == (False, False)
    assert carla.delete(f"{WISHES}{product.slug}/").status_code == 204


def test_nobody_touches_the_list_of_another(carla, product):
    keep_wish(user=make_user("dora"), product_id=product.pk, currency="CNY")

    assert carla.get(WISHES).json()["count"] == 0
    assert refusal(carla.delete(f"{WISHES}{product.slug}/")) == (404, "not-found", []) and Wish.objects.count() == 1


def test_guest_is_sent_to_sign_in(product):
    guest = caller()

    assert guest.get(WISHES).status_code == 401
    assert post(guest, WISHES, {"product": product.slug}).status_code == guest.delete(f"{WISHES}{product.slug}/").status_code == 401


def test_too_many_requests_wait(carla, monkeypatch):
    monkeypatch.setattr("rest_framework.throttling.ScopedRateThrottle.THROTTLE_RATES", {"wishes": "1/min"})
    cache.clear()

    assert (carla.get(WISHES).status_code, carla.get(WISHES).status_code) == (200, 429)


def test_list_costs_the_same_however_long(carla, buyer, product):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert carla.get(f"{WISHES}?currency=CNY").status_code == 200
        return len(asked)

    keep_wish(user=buyer, product_id=product.pk, currency="CNY")
    cost()
    before = cost()
    for name in ("Tea", "Honey", "Basket"):
        keep_wish(user=buyer, product_id=make_product(name).pk, currency="CNY")

    assert cost() == before
