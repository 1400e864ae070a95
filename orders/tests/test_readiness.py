"""How soon goods leave: said by product or firm, frozen on the order, counted past weekends and the hub's holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from catalog.models import Product
from orders.handling import accept_day, ready_day
from orders.models import Order
from orders.selectors.timeline import arrival_of, due_day_of
from orders.tests.factories import make_group, make_variant
from sellers.models import Holiday, Seller
from sellers.selectors.calendar import forget_holidays

pytestmark = pytest.mark.django_db
FRIDAY = date(2027, 3, 5)


@pytest.fixture(autouse=True)
def fresh_days():
    forget_holidays()
    yield
    forget_holidays()


def test_the_order_keeps_the_slowest_word_of_its_goods_and_firm():
    quick = make_variant()
    slow = make_variant(seller=quick.product.seller)
    Seller.objects.filter(pk=quick.product.seller_id).update(ready_days=4)
    Product.objects.filter(pk=slow.product_id).update(ready_days=9)

    alone, both = make_group(quick).orders.get(), make_group(quick, slow).orders.get()
    Product.objects.update(ready_days=1)

    assert [order.ready_days for order in Order.objects.filter(pk__in=[alone.pk, both.pk]).order_by("pk")] == [4, 9]


def test_an_order_of_goods_that_say_nothing_takes_the_usual_days():
    assert make_group(make_variant()).orders.get().ready_days == 5


@pytest.mark.parametrize(
    ("days", "ready"), [(1, date(2027, 3, 8)), (5, date(2027, 3, 12)), (6, date(2027, 3, 15)), (None, date(2027, 3, 12))]
)
def test_days_are_working_days(days, ready):
    assert ready_day(FRIDAY, days) == ready


def test_a_holiday_of_the_hub_is_no_working_day():
    Holiday.objects.create(day=date(2027, 3, 8), name="Test day")

    assert ready_day(FRIDAY, 1) == date(2027, 3, 9)


def test_the_seller_accepts_before_the_goods_should_be_ready():
    thursday = date(2027, 3, 4)

    assert (accept_day(thursday, 1), accept_day(thursday, 5)) == (FRIDAY, date(2027, 3, 6))


def test_the_orders_days_run_from_its_own_word():
    order = make_group(make_variant()).orders.get()
    order.paid_at, order.ready_days, order.state = datetime(2027, 3, 5, 9, tzinfo=UTC), 2, "accepted"

    assert due_day_of(order) == date(2027, 3, 9)
    first, last = arrival_of(order)
    assert (last - date(2027, 3, 9)).days == order.transit_max_days and first > FRIDAY
