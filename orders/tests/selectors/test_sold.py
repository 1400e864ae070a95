"""What counts as sold where goods are put in order: paid, lately, and kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.search.models import SearchDocument
from catalog.search.services.standing import count_sales
from marketplace.hubs.context import use_hub
from marketplace.hubs.tests.factories import make_kenya
from orders.models import Order
from orders.selectors.sold import sold_since
from orders.services.cancellation import cancel_lines, cancel_order
from orders.tests.factories import make_group, make_order, make_product, make_seller, make_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def lately():
    return timezone.now() - timedelta(days=90)


def test_pieces_of_all_variants_and_orders_of_a_product_add_up(lately):
    product = make_product(
        variants=[{"sku": "A", "on_hand": 20, "prices": {"CNY": "10"}}, {"sku": "B", "on_hand": 20, "prices": {"CNY": "30"}}]
    )
    small, large = product.variants.order_by("sku")
    other = make_variant(20)
    make_order(small, large, quantity=3)
    make_order(small, quantity=4)
    make_order(other, quantity=2)

    assert sold_since(lately) == {product.pk: 10, other.product_id: 2}


def test_what_is_not_paid_called_off_or_paid_long_ago_is_not_sold(lately):
    variant = make_variant(50)
    make_group(variant, quantity=5)  # waits for its payment
    cancel_order(order=make_order(variant, quantity=7), by=None)
    old = make_order(variant, quantity=9)
    Order.objects.filter(pk=old.pk).update(paid_at=lately - timedelta(minutes=1))

    assert sold_since(lately) == {}
    assert sold_since(lately - timedelta(days=1)) == {variant.product_id: 9}


def test_pieces_called_off_or_in_a_return_do_not_count(lately):
    variant = make_variant(50)
    order = make_order(variant, quantity=10)
    cancel_lines(order=order, quantities={order.lines.get().pk: 3}, already=0, by=None)
    order.lines.update(returned_quantity=2)

    assert sold_since(lately) == {variant.product_id: 5}

    order.lines.update(returned_quantity=7)

    assert sold_since(lately) == {}


def test_goods_of_another_hub_are_counted_there(lately):
    variant = make_variant(50)
    make_order(variant, quantity=2)

    with use_hub(make_kenya()):
        assert sold_since(lately) == {}
    assert sold_since(lately) == {variant.product_id: 2}


def test_sales_lift_a_product_above_its_like_the_next_night(lately):
    seller = make_seller("Coocamu")
    new, sold = (make_variant(50, seller=seller) for _ in range(2))
    make_order(sold, quantity=8)

    assert count_sales() == 1

    rows = dict(SearchDocument.objects.values_list("product", "sold"))
    assert rows == {new.product_id: 0, sold.product_id: 8}
    standing = dict(SearchDocument.objects.values_list("product", "standing"))
    assert standing[sold.product_id] > standing[new.product_id]
    assert count_sales() == 0
