"""Real threads, real commits. Each race has a companion that takes the guard away and shows that the race is real."""

import random
import threading
import time

import pytest
from django.db import connection, transaction
from django.db.models import F, Sum

from marketplace.allocation import services as allocation
from marketplace.allocation.exceptions import HoldGone, NotEnough
from marketplace.allocation.models import Allowance, Hold, Pool
from marketplace.allocation.selectors import Level, free, level, miscounted
from marketplace.allocation.services.holding import _hold
from marketplace.allocation.tests.racing import at_once, names, soon
from marketplace.allocation.things import Thing

COFFEE, TEA = Thing("variant", "1"), Thing("variant", "2")
SALE = Thing("flash", "harvest")

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_unit_is_held_once_when_buyers_race():
    allocation.open_pools({COFFEE: 5})

    answers = at_once(*(lambda n=n: allocation.hold({COFFEE: 1}, key=f"K{n}", until=soon()) for n in range(16)))

    assert names(answers) == ["NotEnough"] * 11 + ["ok"] * 5
    assert level(COFFEE) == Level(5, 5) and Hold.objects.count() == 5


def test_every_unit_is_sold_twice_when_somebody_looks_first_and_writes_then():
    """The companion: a shop without the statement. Only the constraint stands then, and it knows nothing of holds."""
    allocation.open_pools({COFFEE: 5})
    pool, looked = Pool.objects.get(), threading.Barrier(16)

    def careless() -> None:
        seen = Pool.objects.get(pk=pool.pk)
        looked.wait(20)
        if seen.on_hand > seen.taken:
            Hold.objects.create(pool=pool, quantity=1, key="careless", expires_at=soon())
            Pool.objects.filter(pk=pool.pk).update(taken=seen.taken + 1)

    assert names(at_once(*[careless] * 16)) == ["ok"] * 16
    assert Hold.objects.count() == 16 > pool.on_hand
    assert miscounted().exists()  # and the count of the holds shows it


def test_the_constraint_stands_when_only_the_condition_is_forgotten():
    allocation.open_pools({COFFEE: 5})

    answers = at_once(*[lambda: Pool.objects.update(taken=F("taken") + 1)] * 16)

    assert names(answers) == ["IntegrityError"] * 11 + ["ok"] * 5


def test_holds_wait_in_one_order_when_carts_cross():
    allocation.open_pools({COFFEE: 40, TEA: 40})
    turns = [[COFFEE, TEA], [TEA, COFFEE]] * 8

    def buy(number: int) -> None:
        for again in range(2):
            allocation.hold(dict.fromkeys(turns[number], 1), key=f"K{number}-{again}", until=soon())

    answers = at_once(*(lambda n=n: buy(n) for n in range(16)))

    assert names(answers) == ["ok"] * 16  # a circle of waiting would have ended in a deadlock error
    assert level(COFFEE) == level(TEA) == Level(40, 32)


def test_carts_that_cross_wait_in_a_circle_when_the_order_is_taken_away():
    allocation.open_pools({COFFEE: 40, TEA: 40})
    both = threading.Barrier(2)

    def buy(first: Thing, second: Thing) -> None:
        with transaction.atomic():
            Pool.objects.filter(key=first.key).update(taken=F("taken") + 1)
            both.wait(20)
            Pool.objects.filter(key=second.key).update(taken=F("taken") + 1)

    answers = at_once(lambda: buy(COFFEE, TEA), lambda: buy(TEA, COFFEE))

    assert names(answers) == ["OperationalError", "ok"]


def test_giving_back_and_selling_do_not_wait_while_the_pool_is_in_other_hands():
    allocation.open_pools({COFFEE: 5})
    for key in "AB":
        allocation.hold({COFFEE: 1}, key=key, until=soon())
    has_pool, settled = threading.Event(), threading.Event()

    def slow_buyer() -> None:
        with transaction.atomic():
            allocation.hold({COFFEE: 1}, key="slow", until=soon())
            has_pool.set()
            assert settled.wait(20), "somebody who gives back waited for somebody who buys"

    def settle() -> None:
        has_pool.wait(20)
        allocation.release("A")
        allocation.commit("B")
        allocation.put_back({COFFEE: 1})
        settled.set()

    assert names(at_once(slow_buyer, settle)) == ["ok", "ok"]
    assert level(COFFEE) == Level(5, 1)


def wait_for_a_waiter() -> None:
    """Until somebody waits for a row in this database."""
    for _ in range(400):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.025)
    raise AssertionError("nobody waited")


def test_hold_takes_what_was_given_back_while_it_waited():
    """PostgreSQL checks a CHECK against the row as the statement first saw it: 29 + 2 of 30, though 29 are free by then."""
    allocation.open_pools({COFFEE: 30})
    allocation.hold({COFFEE: 29}, key="A", until=soon())
    allocation.release("A")
    has_pool = threading.Event()

    def count() -> None:
        with transaction.atomic():
            allocation.count_in([COFFEE])
            has_pool.set()
            wait_for_a_waiter()

    def buy() -> None:
        has_pool.wait(20)
        assert _hold({COFFEE: 2}, "B", soon(), "")  # the statement alone: asked first, the figures would have said it anyway

    assert names(at_once(count, buy)) == ["ok"] * 2
    assert level(COFFEE) == Level(30, 2) and not miscounted().exists()


def test_hold_is_either_sold_or_given_to_others_when_both_happen_at_once():
    for round_ in range(6):
        thing = Thing("variant", f"r{round_}")
        allocation.open_pools({thing: 1})
        allocation.hold({thing: 1}, key=f"old{round_}", until=soon())
        Hold.objects.filter(pool__key=thing.key).update(expires_at=F("created_at"))

        answers = at_once(
            lambda r=round_: allocation.commit(f"old{r}"),
            lambda t=thing, r=round_: allocation.hold({t: 1}, key=f"new{r}", until=soon()),
            allocation.sweep,
        )

        sold, taken = answers[0], answers[1]
        assert isinstance(sold, HoldGone) != isinstance(taken, NotEnough) or (isinstance(sold, HoldGone) and isinstance(taken, NotEnough))
        assert level(thing).held == (0 if isinstance(taken, NotEnough) else 1)
        assert level(thing).on_hand == (1 if isinstance(sold, HoldGone) else 0)
    assert not miscounted().exists()


def test_each_unit_of_a_split_thing_is_claimed_once_when_buyers_race():
    allocation.open_split(SALE, on_hand=10, shares=4)

    answers = at_once(
        *(lambda n=n: allocation.claim(SALE, quantity=1, most=2, holder=f"u{n}", key=f"c{n}", until=soon()) for n in range(24))
    )

    assert names(answers) == ["NotEnough"] * 14 + ["ok"] * 10
    assert level(SALE) == Level(10, 10) and not miscounted().exists()


def test_nobody_gets_more_than_the_limit_when_one_buyer_claims_from_many_windows():
    allocation.open_split(SALE, on_hand=40, shares=8)

    answers = at_once(
        *(lambda n=n: allocation.claim(SALE, quantity=1, most=2, holder=f"u{n % 2}", key=f"c{n}", until=soon()) for n in range(16))
    )

    assert names(answers) == ["LimitReached"] * 12 + ["ok"] * 4
    assert list(Allowance.objects.values_list("taken", flat=True)) == [2, 2] and level(SALE) == Level(40, 4)


def test_one_wish_is_one_claim_when_it_is_sent_many_times_at_once():
    allocation.open_split(SALE, on_hand=40, shares=8)

    answers = at_once(*[lambda: allocation.claim(SALE, quantity=1, most=9, holder="u", key="wish", until=soon())] * 16)

    assert sorted(answers) == [False] * 15 + [True]
    assert Hold.objects.count() == 1 and Allowance.objects.get().taken == 1


def test_nobody_waits_in_a_circle_when_the_last_units_go():
    """Rows that were emptied while they were looked at stay locked: whoever waited for another with one in hand met whoever did the same
    the other way round."""
    for sale in range(12):
        thing = Thing("flash", f"round{sale}")
        allocation.open_split(thing, on_hand=8, shares=4)

        answers = at_once(
            *(
                lambda n=n, t=thing: [
                    allocation.claim(t, quantity=1, most=9, holder=f"u{n}", key=f"{t.key} {n} {m}", until=soon()) for m in range(2)
                ]
                for n in range(16)
            )
        )

        assert set(names(answers)) <= {"NotEnough", "ok"} and level(thing) == Level(8, 8)
    assert not miscounted().exists()


def test_one_buyer_gets_more_than_the_limit_when_it_is_counted_and_not_written():
    """The companion: a limit asked of the holds, as it is without the allowance's row."""
    allocation.open_split(SALE, on_hand=40, shares=8)
    looked = threading.Barrier(8)

    def careless(number: int) -> None:
        has = Hold.objects.filter(holder="u").aggregate(units=Sum("quantity"))["units"] or 0
        looked.wait(20)
        if has < 2:
            allocation.claim(SALE, quantity=1, most=99, holder="u", key=f"c{number}", until=soon())

    at_once(*(lambda n=n: careless(n) for n in range(8)))

    assert Hold.objects.filter(holder="u").count() == 8


def test_counters_and_holds_agree_after_a_random_crowd():
    allocation.open_pools({COFFEE: 30, TEA: 30})
    allocation.open_split(SALE, on_hand=30, shares=4)

    def shopper(number: int) -> None:
        dice = random.Random(number)
        for turn in range(12):
            key = f"{number}-{turn}"
            try:
                if dice.random() < 0.5:
                    allocation.hold({COFFEE: dice.randint(1, 3), TEA: dice.randint(1, 3)}, key=key, until=soon())
                else:
                    allocation.claim(SALE, quantity=dice.randint(1, 2), most=20, holder=f"u{number % 3}", key=key, until=soon())
            except Exception as refusal:
                if type(refusal).__name__ not in ("NotEnough", "LimitReached"):
                    raise
                continue
            match dice.randint(0, 3):
                case 0:
                    allocation.release(key)
                case 1:
                    units = allocation.commit(key)
                    if SALE not in units and dice.random() < 0.5:
                        allocation.put_back(units)
                case 2:
                    Hold.objects.filter(key=key).update(expires_at=F("created_at"))
                case 3:
                    allocation.sweep()

    answers = at_once(*(lambda n=n: shopper(n) for n in range(10)))

    assert names(answers) == ["ok"] * 10, answers
    assert not miscounted().exists()
    for thing in (COFFEE, TEA, SALE):
        rows = Hold.objects.filter(pool__subject=thing.subject, pool__key=thing.key)
        sold = rows.filter(state="committed").aggregate(units=Sum("quantity"))["units"] or 0
        back = rows.filter(state="returned").aggregate(units=Sum("quantity"))["units"] or 0
        assert level(thing).on_hand == 30 - sold + back
        assert free([thing])[thing] == level(thing).free >= 0
    allocation.sweep()
    for allowance in Allowance.objects.all():
        rows = Hold.objects.filter(holder=allowance.holder, state__in=["held", "committed"])
        assert allowance.taken == (rows.aggregate(units=Sum("quantity"))["units"] or 0)
    connection.close()
