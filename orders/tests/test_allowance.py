"""One person has one year: what they bought here before is counted, given back where it was never brought in, and never passed."""

import threading
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.allocation.tests.racing import at_once
from marketplace.money import Money
from orders.exceptions import IdentityMissing, YearUsedUp
from orders.identity.models import RealName
from orders.identity.services import year_in_china
from orders.identity.tests.factories import make_given, make_person
from orders.logistics.enums import Passage, Teller
from orders.logistics.services.travel import note_step
from orders.models import Order, OrderGroup
from orders.models.cart import CartQuerySet
from orders.payments.enums import RefundReason
from orders.selectors.allowance import spent_by
from orders.services import placement
from orders.services.cancellation import cancel_lines, cancel_order
from orders.services.expiry import expire_group
from orders.services.giving_back import give_back, locked_payment
from orders.tests.factories import make_cart, make_checkout, make_group, make_lane, make_order, make_variant, pay, place

YEAR = year_in_china(timezone.now())


def cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def spent(serial: int = 1, return_days: int = 30) -> str:
    return str(spent_by(make_person(serial).fingerprint, year=YEAR, currency="CNY", return_days=return_days).amount)


def bought_before(amount: str, serial: int = 1) -> None:
    """An order of this year that stands, and counts so much to the person's sum."""
    group = make_group(make_variant(price="100.00"), quantity=1)
    RealName.objects.filter(subject=group.number).update(counted=Decimal(amount), fingerprint=make_person(serial).fingerprint)


@pytest.fixture
def lane(db):
    return make_lane()


@pytest.mark.django_db
def test_counted_from_the_button_on_and_given_back_when_it_was_never_paid(lane):
    variant = make_variant(10, price="100.00")
    group = make_group(variant)
    assert (spent(), spent(2)) == ("230.00", "0.00")
    assert str(spent_by(make_person().fingerprint, year=YEAR - 1, currency="CNY").amount) == "0.00"

    expire_group(group=group, moment=group.held_until + timedelta(seconds=1))

    assert spent() == "0.00"


@pytest.mark.django_db
def test_paid_orders_count_until_they_are_cancelled_piece_by_piece_or_whole(lane):
    first, second = make_order(make_variant(price="100.00"), quantity=3), make_order(make_variant(price="50.00"), quantity=2)
    first_counts, second_counts = (RealName.objects.get(subject=order.group.number).counted for order in (first, second))
    assert spent() == str(first_counts + second_counts)

    cancel_lines(order=first, quantities={first.lines.get().pk: 2}, by=None, already=0)
    assert spent() == str(first_counts - 200 + second_counts)  # the way still counts: the parcel travels

    cancel_order(order=second, by=None, note="")
    assert spent() == str(first_counts - 200)


@pytest.mark.django_db
def test_two_parcels_of_one_name_are_given_back_each_by_its_part(lane):
    group = make_group(make_variant(price="100.00"), make_variant(price="300.00"), quantity=1)
    pay(group)
    whole, dear = RealName.objects.get().counted, group.orders.get(goods_amount=300)

    cancel_order(order=dear, by=None, note="")

    assert spent() == str(whole - dear.total_amount)


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "reason", "released", "is_given_back"), [
    (30, RefundReason.RETURNED, None, True), (0, RefundReason.RETURNED, None, False), (30, RefundReason.GOODWILL, None, False),
    (30, RefundReason.RETURNED, 29, True), (30, RefundReason.RETURNED, 31, False),
])  # fmt: skip
def test_goods_that_came_back_in_time_are_given_back_and_goodwill_is_not(lane, days, reason, released, is_given_back):
    """In time is within so many days of the release by customs; of the delivery, 20 days ago, where no carrier told of one."""
    order = make_order(make_variant(price="100.00"), quantity=2)
    whole, line = RealName.objects.get().counted, order.lines.get()
    Order.objects.filter(pk=order.pk).update(delivered_at=timezone.now() - timedelta(days=20))
    if released:
        moment = timezone.now() - timedelta(days=released)
        note_step(shipment=order.number, passage=Passage.CLEARED, teller=Teller.CARRIER, happened_at=moment, by=None)
    payment = locked_payment(order)

    shares = {"lines": {line.pk: Decimal(100)}} if reason == RefundReason.RETURNED else {"goodwill": Decimal(100)}
    give_back(order=order, payment=payment, reason=reason, key="back", by=None, **shares)

    assert spent(return_days=days) == str(whole - (100 if is_given_back else 0))


@pytest.mark.django_db
def test_order_beyond_the_year_is_refused_with_what_is_left_unless_general_trade_is_agreed(lane):
    bought_before("25900.00")
    checkout = make_checkout(make_cart(make_variant(10, price="100.00"), quantity=2))
    with pytest.raises(IdentityMissing):
        place(checkout, given=None)

    with pytest.raises(YearUsedUp) as refused:
        place(checkout)

    told = refused.value
    assert (told.year, told.most, told.spent, told.left, told.counts) == (YEAR, cny("26000"), cny("25900"), cny("100"), cny("230"))
    assert OrderGroup.objects.count() == 1 and RealName.objects.count() == 1
    with pytest.raises(YearUsedUp):
        place(checkout)

    group = place(checkout, takes_general_trade=True).group

    assert not RealName.objects.filter(subject=group.number).exists()  # general trade asks for no name, and leaves the year as it is
    assert place(make_checkout(make_cart(make_variant(10, price="20.00"), quantity=2))).is_new  # 70.00 still fit in
    assert place(make_checkout(make_cart(make_variant(10, price="100.00"), quantity=2)), given=make_given(2)).is_new


@pytest.mark.django_db
def test_sum_of_the_year_is_one_statement_and_the_rule_of_keeping_is_asked_once_a_minute(lane, settings):
    settings.PREPARE_STATEMENTS = False  # so that each is written out
    counts = []
    for _ in range(2):
        checkout = make_checkout(make_cart(make_variant(10, price="100.00"), quantity=1))
        with CaptureQueriesContext(connection) as asked:
            place(checkout)
        counts.append(len(asked))
        sums = [query["sql"] for query in asked if "identity_realname" in query["sql"] and "SELECT" in query["sql"]]
        turns = [query["sql"] for query in asked if "pg_advisory_xact_lock" in query["sql"] and "orders_cart" in query["sql"]]
        assert len(sums) == len(turns) == 1
    assert "identity_retentionrule" not in str([query["sql"] for query in asked])
    assert counts[1] < counts[0]


def two_checkouts() -> list:
    make_lane()
    bought_before("25700.00")  # 300.00 are left: for one of them
    return [make_checkout(make_cart(make_variant(10, price="100.00"), quantity=2)) for _ in range(2)]


@pytest.mark.django_db(transaction=True)
def test_year_is_used_up_once_when_one_person_goes_to_pay_twice_at_once():
    checkouts = two_checkouts()

    answers = at_once(*(lambda checkout=checkout: place(checkout) for checkout in checkouts))

    assert sorted(type(answer).__name__ for answer in answers) == ["Placement", "YearUsedUp"], answers
    assert Decimal(spent()) == Decimal("25930")


@contextmanager
def without_turns():
    """Nobody waits, and both look before either writes."""
    gate, look = threading.Barrier(2), spent_by

    def together(*args, **facts):
        found = look(*args, **facts)
        gate.wait(10)
        return found

    locked = CartQuerySet.locked
    with mock.patch.object(CartQuerySet, "locked", lambda rows, turn="": locked(rows)), mock.patch.object(placement, "spent_by", together):
        yield


@pytest.mark.django_db(transaction=True)
def test_year_is_passed_when_nobody_waits_for_the_person_s_turn():
    checkouts = two_checkouts()

    with without_turns():
        answers = at_once(*(lambda checkout=checkout: place(checkout) for checkout in checkouts))

    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert Decimal(spent()) > 26_000
