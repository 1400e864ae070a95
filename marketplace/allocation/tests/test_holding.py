from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.allocation import services as allocation
from marketplace.allocation.enums import HoldState
from marketplace.allocation.exceptions import HoldGone, NotEnough, Short, StillTaken
from marketplace.allocation.models import Hold, Pool
from marketplace.allocation.selectors import Level, free, level, levels, miscounted
from marketplace.allocation.tests.racing import soon
from marketplace.allocation.things import Thing

COFFEE, TEA = Thing("variant", "1"), Thing("variant", "2")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(db):
    allocation.open_pools({COFFEE: 10, TEA: 3})
    yield
    assert not miscounted().exists()


def past():
    return timezone.now() - timedelta(seconds=1)


def counters(thing: Thing) -> tuple[int, int]:
    return Pool.objects.values_list("on_hand", "taken").get(subject=thing.subject, key=thing.key)


def test_hold_sets_aside_when_there_is_enough():
    allocation.hold({COFFEE: 4, TEA: 3}, key="A", until=soon(), holder="user:1")

    assert levels([COFFEE, TEA]) == {COFFEE: Level(10, 4), TEA: Level(3, 3)}
    assert free([COFFEE, TEA, Thing("variant", "3")]) == {COFFEE: 6, TEA: 0, Thing("variant", "3"): 0}
    assert set(Hold.objects.values_list("key", "holder", "state", "quantity")) == {("A", "user:1", "held", 4), ("A", "user:1", "held", 3)}


def test_hold_takes_nothing_when_one_thing_is_short():
    allocation.hold({TEA: 2}, key="A", until=soon())

    with pytest.raises(NotEnough) as refused:
        allocation.hold({COFFEE: 4, TEA: 2, Thing("variant", "9"): 1}, key="B", until=soon())

    assert refused.value.shorts == [Short(TEA, 2, 1), Short(Thing("variant", "9"), 1, 0)]
    assert levels([COFFEE, TEA]) == {COFFEE: Level(10, 0), TEA: Level(3, 2)}


@pytest.mark.parametrize("quantity", [0, -2])
def test_hold_refuses_when_quantity_is_not_above_zero(quantity):
    with pytest.raises(ValueError):
        allocation.hold({COFFEE: quantity}, key="A", until=soon())


def test_hold_is_one_statement_however_many_things(django_assert_num_queries):
    with django_assert_num_queries(1):
        allocation.hold({COFFEE: 1}, key="A", until=soon())
    with django_assert_num_queries(1):
        allocation.hold({COFFEE: 1, TEA: 1}, key="B", until=soon())
    with django_assert_num_queries(1):
        allocation.commit("B")
    with django_assert_num_queries(1):
        allocation.release("A")


def test_hold_that_ran_out_is_free_at_once_without_a_sweeper():
    allocation.hold({TEA: 3}, key="A", until=past())

    assert free([TEA]) == {TEA: 3} and level(TEA) == Level(3, 0)
    allocation.hold({TEA: 3}, key="B", until=soon())

    assert dict(Hold.objects.values_list("key", "state")) == {"A": HoldState.EXPIRED, "B": HoldState.HELD}
    with pytest.raises(HoldGone):
        allocation.commit("A")
    assert level(TEA) == Level(3, 3)


def test_hold_past_its_time_is_still_sold_when_nobody_has_taken_it():
    allocation.hold({TEA: 3}, key="A", until=past())

    assert allocation.commit("A") == {TEA: 3}
    assert level(TEA) == Level(0, 0)


def test_commit_sells_nothing_when_a_part_has_gone_to_others():
    allocation.hold({COFFEE: 1, TEA: 3}, key="A", until=past())
    allocation.hold({TEA: 1}, key="B", until=soon())

    with pytest.raises(HoldGone):
        allocation.commit("A")

    assert level(COFFEE) == Level(10, 0) and level(TEA) == Level(3, 1)


def test_commit_and_release_write_their_holds_alone():
    allocation.hold({COFFEE: 4}, key="A", until=soon())
    allocation.hold({COFFEE: 3}, key="B", until=soon())

    assert allocation.commit("A") == {COFFEE: 4}
    assert allocation.release("B") == {COFFEE: 3}

    assert counters(COFFEE) == (10, 7)  # not yet heard of
    assert level(COFFEE) == Level(6, 0) and free([COFFEE]) == {COFFEE: 6}
    assert allocation.sweep() == 1
    assert counters(COFFEE) == (6, 0)
    assert level(COFFEE) == Level(6, 0) and allocation.sweep() == 0


def test_settling_twice_has_one_effect():
    allocation.hold({COFFEE: 4}, key="A", until=soon())
    allocation.hold({COFFEE: 1}, key="B", until=soon())
    allocation.commit("A")
    allocation.release("B")

    with pytest.raises(HoldGone):
        allocation.commit("A")
    assert allocation.release("B") == {} == allocation.release("A")
    assert level(COFFEE) == Level(6, 0)


def test_extend_moves_the_moment_and_the_key():
    until = soon()
    allocation.hold({COFFEE: 4}, key="A", until=past())

    assert allocation.extend("A", until=until, to="B") == {COFFEE: 4}

    assert Hold.objects.values_list("key", "expires_at").get() == ("B", until)
    assert level(COFFEE) == Level(10, 4)
    with pytest.raises(HoldGone):
        allocation.extend("A", until=until)


def test_put_back_is_free_at_once_and_counted_in_later(django_assert_num_queries):
    allocation.hold({COFFEE: 10}, key="A", until=soon())
    allocation.commit("A")

    with django_assert_num_queries(1):
        allocation.put_back({COFFEE: 4}, key="back")

    assert level(COFFEE) == Level(4, 0)
    allocation.hold({COFFEE: 4}, key="B", until=soon())
    assert level(COFFEE) == Level(4, 4)
    allocation.sweep()
    assert level(COFFEE) == Level(4, 4) and counters(COFFEE) == (4, 4)


def test_put_back_begins_a_pool_for_what_was_never_counted():
    allocation.put_back({Thing("variant", "7"): 2})

    assert level(Thing("variant", "7")) == Level(2, 0)


def test_set_on_hand_counts_the_shelf_with_what_is_held_on_it():
    allocation.hold({COFFEE: 4}, key="A", until=soon())
    allocation.hold({COFFEE: 2}, key="B", until=soon())
    allocation.commit("B")

    assert allocation.set_on_hand(COFFEE, 20) == 8

    assert level(COFFEE) == Level(20, 4)
    with pytest.raises(StillTaken) as refused:
        allocation.set_on_hand(COFFEE, 3)
    assert refused.value.taken == 4 and level(COFFEE) == Level(20, 4)
    with pytest.raises(ValueError):
        allocation.set_on_hand(COFFEE, -1)


def test_set_on_hand_opens_a_pool_where_there_is_none():
    assert allocation.set_on_hand(Thing("variant", "8"), 5) == 0
    assert level(Thing("variant", "8")) == Level(5, 0)


def test_thing_is_closed_only_when_nobody_ever_held_it():
    allocation.hold({COFFEE: 1}, key="A", until=soon())

    assert (allocation.close_pools(COFFEE), allocation.close_pools(TEA)) == (False, True)
    assert [pool.thing for pool in Pool.objects.all()] == [COFFEE]


@pytest.mark.parametrize("fields", [{"taken": 11}, {"taken": -1}, {"on_hand": -1}])
def test_the_database_refuses_oversold_pools(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Pool.objects.filter(key="1").update(**fields)


@pytest.mark.parametrize(
    "fields",
    [{"quantity": 0}, {"state": "committed"}, {"expires_at": None}, {"is_counted": False}, {"state": "expired"}],
)
def test_the_database_refuses_holds_that_contradict_themselves(fields):
    allocation.hold({COFFEE: 1}, key="A", until=soon())

    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.update(**fields)
