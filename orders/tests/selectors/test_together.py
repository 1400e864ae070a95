"""Which goods lay in one checkout."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.related.baskets import bought_together as told
from orders.models import Order, OrderGroup
from orders.selectors import together
from orders.selectors.together import bought_together
from orders.tests.factories import make_group, make_order, make_variant

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=180)


@pytest.fixture
def goods():
    return sorted((make_variant(100) for _ in range(3)), key=lambda variant: variant.product_id)


def pairs(*variants):
    return tuple(variant.product_id for variant in variants)


def bought_by(email, *variants):
    order = make_order(*variants)
    OrderGroup.objects.filter(pk=order.group_id).update(email=email)
    return order


def test_each_buyer_counts_once_for_a_pair(goods):
    coffee, tea, basket = goods
    bought_by("one@buyer.example", coffee, tea)
    bought_by("ONE@buyer.example", coffee, tea)
    bought_by("two@buyer.example", coffee, tea, basket)

    assert bought_together(LONG_AGO) == {pairs(coffee, tea): 2, pairs(coffee, basket): 1, pairs(tea, basket): 1}
    assert told(LONG_AGO) == bought_together(LONG_AGO)


def test_what_was_not_paid_or_called_off_or_long_ago_does_not_count(goods):
    coffee, tea, _basket = goods
    make_group(coffee, tea)
    Order.objects.filter(group=make_order(coffee, tea).group_id).update(state="cancelled")
    make_order(coffee, tea)

    assert bought_together(LONG_AGO) == {pairs(coffee, tea): 1}
    assert bought_together(timezone.now() + timedelta(hours=1)) == {}


def test_a_checkout_of_very_many_goods_says_nothing_of_pairs(goods, monkeypatch):
    monkeypatch.setattr(together, "LARGEST", 2)
    make_order(*goods)

    assert bought_together(LONG_AGO) == {}
