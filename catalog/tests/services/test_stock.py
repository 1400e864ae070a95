from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.exceptions import HeldStock, NothingHeld, OutOfStock, Shortage
from catalog.models import Variant
from catalog.services import stock
from catalog.tests.factories import make_product, make_user, make_variant, stock_of
from marketplace.allocation.models import Hold
from marketplace.history.selectors import entries_for

pytestmark = pytest.mark.django_db


def soon():
    return timezone.now() + timedelta(minutes=15)


@pytest.fixture
def variants(db):
    product = make_product(variants=[])
    return [make_variant(product, on_hand=10), make_variant(product, on_hand=3)]


def test_hold_sets_aside_when_there_is_enough(variants, django_assert_num_queries):
    with django_assert_num_queries(1):
        stock.hold({variants[0].pk: 4, variants[1].pk: 3}, key="A", until=soon(), holder="user:1")

    assert [stock_of(variant) for variant in variants] == [(10, 4), (3, 3)]
    assert [(v.on_hand, v.held, v.available) for v in Variant.objects.with_stock().order_by("pk")] == [(10, 4, 6), (3, 3, 0)]
    assert set(Hold.objects.values_list("key", "holder")) == {("A", "user:1")}


def test_hold_names_every_variant_that_is_short_and_takes_nothing(variants):
    stock.hold({variants[1].pk: 2}, key="A", until=soon())

    with pytest.raises(OutOfStock) as refused:
        stock.hold({variants[0].pk: 4, 999_999: 1, variants[1].pk: 2}, key="B", until=soon())

    assert refused.value.shortages == [Shortage(variants[1].pk, wanted=2, available=1), Shortage(999_999, wanted=1, available=0)]
    assert [stock_of(variant) for variant in variants] == [(10, 0), (3, 2)]


def test_release_gives_back_and_commit_hands_over(variants):
    stock.hold({variants[0].pk: 1}, key="A", until=soon())
    stock.hold({variants[0].pk: 3, variants[1].pk: 3}, key="B", until=soon())

    stock.release("A")
    stock.commit("B")
    stock.release("A")

    assert [stock_of(variant) for variant in variants] == [(7, 0), (0, 0)]
    with pytest.raises(NothingHeld):
        stock.commit("B")


def test_put_back_is_on_the_shelf_again(variants):
    stock.hold({variants[0].pk: 3, variants[1].pk: 3}, key="A", until=soon())
    stock.commit("A")

    stock.put_back({variants[1].pk: 2, variants[0].pk: 3})

    assert [stock_of(variant) for variant in variants] == [(10, 0), (2, 0)]


def test_variant_never_counted_is_sold_out(db):
    variant = Variant.objects.create(product=make_product(variants=[]), sku="NEW")

    assert stock_of(variant) == (0, 0)
    assert Variant.objects.with_stock().values_list("on_hand", "held", "available").get(pk=variant.pk) == (0, 0, 0)
    with pytest.raises(OutOfStock):
        stock.hold({variant.pk: 1}, key="A", until=soon())


def test_set_on_hand_writes_the_count_and_who_counted(variants):
    alice = make_user("alice")

    stock.set_on_hand(variant=variants[0], on_hand=25, by=alice)
    stock.set_on_hand(variant=variants[0], on_hand=25, by=alice)

    assert stock_of(variants[0]) == (25, 0)
    entry = entries_for(variants[0].product).get()
    assert (entry.action, entry.by, entry.before, entry.after) == (
        "stock.counted",
        alice,
        {variants[0].sku: 10},
        {variants[0].sku: 25},
    )


def test_set_on_hand_refuses_when_buyers_hold_more(variants):
    stock.hold({variants[0].pk: 6}, key="A", until=soon())

    with pytest.raises(HeldStock) as refused:
        stock.set_on_hand(variant=variants[0], on_hand=5, by=None)
    with pytest.raises(ValueError):
        stock.set_on_hand(variant=variants[0], on_hand=-1, by=None)

    assert refused.value.held == 6
    assert stock_of(variants[0]) == (10, 6)
