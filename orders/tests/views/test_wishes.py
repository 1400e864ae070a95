"""From the wishlist into the cart."""

import pytest
from django.test import Client

from catalog.models import Variant
from catalog.tests.factories import count
from catalog.wishes.models import Wish
from catalog.wishes.services.keeping import keep_wish
from orders.models import CartLine
from orders.tests.factories import make_user, make_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def reader(carla):
    client = Client()
    client.force_login(carla)
    return client


def keep(user, variant):
    return keep_wish(user=user, product_id=variant.product_id, currency="CNY")


def test_a_wish_moves_into_the_cart_with_its_least_order(carla, reader):
    variant = make_variant(30, minimum_quantity=10, quantity_step=5)
    keep(carla, variant)

    html = reader.post(f"/cart/wishes/{variant.product_id}/", follow=True).content.decode()

    line = CartLine.objects.get()
    assert (line.variant, line.quantity, line.cart.user) == (variant, 10, carla)
    assert not Wish.objects.exists() and "from your wishlist into your cart" in html


def test_what_cannot_be_bought_stays_on_the_list(carla, reader):
    variant = make_variant(1)
    keep(carla, variant)
    count(0, variant)

    html = reader.post(f"/cart/wishes/{variant.product_id}/", follow=True).content.decode()

    assert "This is not for sale just now." in html and Wish.objects.exists() and not CartLine.objects.exists()


def test_a_wish_whose_variant_is_gone_stays(carla, reader):
    variant = make_variant(1)
    wish = keep(carla, variant)
    product = variant.product_id
    Variant.objects.filter(pk=variant.pk).delete()

    html = reader.post(f"/cart/wishes/{product}/", follow=True).content.decode()

    wish.refresh_from_db()
    assert wish.variant is None and "This is not for sale just now." in html and "No longer sold" in html


def test_a_stranger_moves_nothing(carla):
    variant = make_variant(1)
    keep(make_user("charlie"), variant)
    reader = Client()
    reader.force_login(carla)

    assert reader.post(f"/cart/wishes/{variant.product_id}/").status_code == 404
    assert Client().post(f"/cart/wishes/{variant.product_id}/").url.startswith("/accounts/login/")
    assert Wish.objects.count() == 1 and not CartLine.objects.exists()
