import threading

import pytest
from django.db import IntegrityError, connection, transaction

from catalog.exceptions import HeldStock, NothingHeld, OutOfStock, Shortage
from catalog.models import Variant
from catalog.services import stock
from catalog.tests.factories import make_product, make_user, make_variant
from marketplace.history.selectors import entries_for


def on_the_shelf(*variants: Variant) -> list[tuple[int, int]]:
    return [Variant.objects.values_list("on_hand", "held").get(pk=variant.pk) for variant in variants]


@pytest.fixture
def variants(db):
    product = make_product(variants=[])
    return [make_variant(product, on_hand=10), make_variant(product, on_hand=3)]


def test_hold_sets_aside_when_there_is_enough(variants):
    stock.hold({variants[0].pk: 4, variants[1].pk: 3})

    assert on_the_shelf(*variants) == [(10, 4), (3, 3)]


def test_hold_takes_nothing_when_one_variant_is_short(variants):
    stock.hold({variants[1].pk: 2})

    with pytest.raises(OutOfStock) as refused:
        stock.hold({variants[0].pk: 4, variants[1].pk: 2})

    assert refused.value.shortages == [Shortage(variants[1].pk, wanted=2, available=1)]
    assert on_the_shelf(*variants) == [(10, 0), (3, 2)]


def test_hold_names_a_variant_that_has_gone(variants):
    with pytest.raises(OutOfStock) as refused:
        stock.hold({variants[0].pk: 1, 999_999: 1})

    assert refused.value.shortages == [Shortage(999_999, wanted=1, available=0)]
    assert on_the_shelf(variants[0]) == [(10, 0)]


@pytest.mark.parametrize("quantity", [0, -2])
def test_hold_refuses_when_quantity_is_not_above_zero(variants, quantity):
    with pytest.raises(ValueError):
        stock.hold({variants[0].pk: quantity})


def test_hold_is_one_statement_however_many_variants(variants, django_assert_num_queries):
    with django_assert_num_queries(1):
        stock.hold({variants[0].pk: 1})
    with django_assert_num_queries(1):
        stock.hold({variants[0].pk: 1, variants[1].pk: 1})
    with django_assert_num_queries(1):
        stock.commit({variants[0].pk: 1, variants[1].pk: 1})


def test_release_gives_back_and_commit_hands_over(variants):
    stock.hold({variants[0].pk: 4, variants[1].pk: 3})

    stock.release({variants[0].pk: 1})
    stock.commit({variants[0].pk: 3, variants[1].pk: 3})

    assert on_the_shelf(*variants) == [(7, 0), (0, 0)]


@pytest.mark.parametrize("act", [stock.release, stock.commit])
def test_settling_refuses_when_less_is_held(variants, act):
    stock.hold({variants[0].pk: 2, variants[1].pk: 1})

    with pytest.raises(NothingHeld):
        act({variants[0].pk: 3, variants[1].pk: 1})

    assert on_the_shelf(*variants) == [(10, 2), (3, 1)]


def test_set_on_hand_writes_the_count_and_who_counted(variants):
    alice = make_user("alice")

    stock.set_on_hand(variant=variants[0], on_hand=25, by=alice)

    assert on_the_shelf(variants[0]) == [(25, 0)]
    entry = entries_for(variants[0].product).get()
    assert (entry.action, entry.by, entry.before, entry.after) == (
        "stock.counted",
        alice,
        {variants[0].sku: 10},
        {variants[0].sku: 25},
    )


def test_set_on_hand_refuses_when_buyers_hold_more(variants):
    stock.hold({variants[0].pk: 6})

    with pytest.raises(HeldStock) as refused:
        stock.set_on_hand(variant=variants[0], on_hand=5, by=None)

    assert refused.value.held == 6
    assert on_the_shelf(variants[0]) == [(10, 6)]


@pytest.mark.parametrize("fields", [{"held": 11}, {"held": -1}, {"on_hand": -1}])
def test_the_database_refuses_oversold_rows(variants, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Variant.objects.filter(pk=variants[0].pk).update(**fields)


def race(buyers: int, buy) -> list[str]:
    """Let so many buyers go at the same moment, each on a connection of their own; returns what each got."""
    start, got = threading.Barrier(buyers), []

    def one() -> None:
        try:
            start.wait(10)
            buy()
            got.append("bought")
        except OutOfStock:
            got.append("refused")
        except IntegrityError:
            got.append("constraint")
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(buyers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(got)


@pytest.mark.django_db(transaction=True)
def test_hold_sells_each_unit_once_when_buyers_race():
    variant = make_product(variants=[{"on_hand": 5}]).variants.get()

    got = race(16, lambda: stock.hold({variant.pk: 1}))

    assert got == ["bought"] * 5 + ["refused"] * 11
    assert on_the_shelf(variant) == [(5, 5)]


@pytest.mark.django_db(transaction=True)
def test_hold_waits_in_one_order_when_carts_cross():
    product = make_product(variants=[{"on_hand": 40}, {"on_hand": 40}])
    first, second = product.variants.all()
    turns = iter([[first.pk, second.pk], [second.pk, first.pk]] * 8)
    lock = threading.Lock()

    def buy() -> None:
        with lock:
            order = next(turns)
        for _ in range(2):
            stock.hold(dict.fromkeys(order, 1))

    got = race(16, buy)

    assert got == ["bought"] * 16  # a circle of waiting would have ended in a deadlock error
    assert on_the_shelf(first, second) == [(40, 32), (40, 32)]


@pytest.mark.django_db(transaction=True)
def test_the_race_is_real_when_the_condition_is_taken_away():
    """The companion: the same buyers with a check in Python instead of the statement's own. Only the constraint stands then."""
    variant = make_product(variants=[{"on_hand": 5}]).variants.get()
    looked = threading.Barrier(16)

    def careless() -> None:
        seen = Variant.objects.get(pk=variant.pk)
        looked.wait(10)
        if seen.available < 1:
            raise OutOfStock([])
        Variant.objects.filter(pk=variant.pk).update(held=seen.held + 1)

    got = race(16, careless)

    assert got == ["bought"] * 16  # sixteen buyers of five bags
    assert on_the_shelf(variant) == [(5, 1)]


@pytest.mark.django_db(transaction=True)
def test_the_constraint_stands_when_only_the_condition_is_forgotten():
    from django.db.models import F

    variant = make_product(variants=[{"on_hand": 5}]).variants.get()

    got = race(16, lambda: Variant.objects.filter(pk=variant.pk).update(held=F("held") + 1))

    assert got == ["bought"] * 5 + ["constraint"] * 11
    assert on_the_shelf(variant) == [(5, 5)]
