import itertools
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.allocation import services as allocation
from marketplace.allocation.exceptions import LimitReached, NotEnough
from marketplace.allocation.models import Allowance, Hold, Pool
from marketplace.allocation.selectors import Level, level, miscounted
from marketplace.allocation.tests.racing import soon
from marketplace.allocation.things import Thing

SALE = Thing("flash", "harvest")
NUMBERS = itertools.count()

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sale(db):
    allocation.open_split(SALE, on_hand=7, shares=3)
    yield
    assert not miscounted().exists()


def claim(holder: str, quantity: int = 1, *, most: int = 2, key: str = "", until=None) -> bool:
    key = key or f"claim:{holder}:{next(NUMBERS)}"
    return allocation.claim(SALE, quantity=quantity, most=most, holder=holder, key=key, until=until or soon())


def taken_of(holder: str) -> int:
    return Allowance.objects.get(holder=holder).taken


def test_units_lie_in_shares():
    assert list(Pool.objects.order_by("share").values_list("on_hand", flat=True)) == [3, 2, 2]
    assert level(SALE) == Level(7, 0)


def test_claim_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        claim("carla", key="claim:carla")

    assert level(SALE) == Level(7, 1) and taken_of("carla") == 1
    assert Hold.objects.values_list("key", "holder", "quantity", "state").get() == ("claim:carla", "carla", 1, "held")


def test_claim_is_refused_above_the_limit_of_one_buyer():
    claim("carla")
    claim("carla")

    with pytest.raises(LimitReached) as refused:
        claim("carla")
    with pytest.raises(LimitReached):
        claim("charlie", 3)

    assert refused.value.most == 2 and level(SALE) == Level(7, 2)


def test_sold_units_count_for_the_limit():
    claim("carla", 2, key="claim:carla")
    allocation.commit("claim:carla")
    allocation.sweep()

    with pytest.raises(LimitReached):
        claim("carla")
    assert taken_of("carla") == 2 and level(SALE) == Level(5, 0)


@pytest.mark.parametrize("way", ["given back", "run out"])
def test_units_that_are_free_again_do_not_count_for_the_limit(way):
    claim("carla", 2, key="claim:carla", until=soon() if way == "given back" else timezone.now() - timedelta(seconds=1))
    if way == "given back":
        allocation.release("claim:carla")

    claim("carla", 2, key="again")

    assert level(SALE) == Level(7, 2) and taken_of("carla") == 2


def test_claim_is_refused_when_all_is_sold():
    for number in range(7):
        claim(f"buyer{number}")

    with pytest.raises(NotEnough):
        claim("carla")

    assert level(SALE) == Level(7, 7) and not Allowance.objects.filter(holder="carla").exists()


def test_what_ran_out_is_claimed_at_once_by_the_next():
    for number in range(7):
        claim(f"buyer{number}", until=timezone.now() - timedelta(seconds=1))

    claim("carla", 2)

    assert level(SALE) == Level(7, 2)


def test_several_units_are_gathered_from_shares_that_have_too_few_each():
    for number in range(5):
        claim(f"buyer{number}")  # the last two units may lie in two shares
    pools = Pool.objects.order_by("share")
    Hold.objects.all().delete()
    for pool, taken in zip(pools, (2, 1, 2), strict=True):
        Pool.objects.filter(pk=pool.pk).update(taken=taken)
        Hold.objects.create(pool=pool, quantity=taken, key="earlier", expires_at=soon())

    claim("carla", 2, key="claim:carla")

    assert sorted(Hold.objects.filter(key="claim:carla").values_list("quantity", "is_limited")) == [(1, True), (1, True)]
    assert level(SALE) == Level(7, 7) and taken_of("carla") == 2
    with pytest.raises(NotEnough):
        claim("charlie")


def test_gathering_is_refused_above_the_limit_of_one_buyer():
    allocation.open_split(Thing("flash", "two"), on_hand=2, shares=2)
    two = Thing("flash", "two")
    allocation.claim(two, quantity=1, most=3, holder="carla", key="a", until=soon())
    allocation.release("a")
    Allowance.objects.filter(key="two").update(taken=2)
    Hold.objects.filter(key="a").update(is_limited=False)

    with pytest.raises(LimitReached):
        allocation.claim(two, quantity=2, most=3, holder="carla", key="b", until=soon())

    assert level(two) == Level(2, 0)


def test_the_database_refuses_more_than_the_limit():
    claim("carla", 2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Allowance.objects.update(taken=3)


def test_claim_below_one_is_refused():
    with pytest.raises(ValueError):
        claim("carla", 0)


def test_same_key_claims_once_whatever_was_claimed_in_between():
    assert claim("carla", key="first", most=3)
    assert claim("carla", key="second", most=3)

    assert not claim("carla", key="first", most=3) and not claim("carla", key="second", most=3)

    assert level(SALE) == Level(7, 2) and taken_of("carla") == 2


def test_same_key_claims_nothing_when_its_units_were_given_back():
    claim("carla", key="first")
    allocation.release("first")

    assert not claim("carla", key="first")
    assert claim("carla", key="second") and level(SALE) == Level(7, 1)


def test_same_key_of_another_buyer_is_another_claim():
    assert claim("carla", key="first") and claim("charlie", key="first")


def test_same_key_is_known_when_all_is_sold():
    claim("carla", key="first")
    for number in range(6):
        claim(f"buyer{number}")

    assert not claim("carla", key="first")
