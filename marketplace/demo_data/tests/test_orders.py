from datetime import timedelta

import pytest

from catalog.tests.factories import BASKET, GREEN, make_product, make_seller
from marketplace.demo_data import orders as demo
from marketplace.demo_data.people import load_people
from marketplace.demo_data.rate_cards import load_exchange_rates, load_rate_cards, load_ways_to_pay
from orders.enums import OrderState
from orders.logistics.models import TravelEvent
from orders.models import Cart, Order, OrderGroup
from orders.payments.models import Refund

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(settings, sandbox):
    """The products the stories are about, few of each, and everything a checkout needs."""
    settings.PAYMENTS_SANDBOX = True
    load_exchange_rates()
    load_ways_to_pay()
    load_rate_cards()
    shop = make_seller("Coocamu", contact_email="seller@demo.example")
    prices = {"CNY": "68.00", "USD": "9.50"}
    for slug, code, seller in [
        (demo.COFFEE, "0901210000", shop),
        (demo.GREEN, GREEN, shop),
        (demo.BASKET, BASKET, make_seller("COPARWA")),
        (demo.PANEL, BASKET, make_seller("Kakira")),
    ]:
        make_product(slug, slug=slug, code=code, seller=seller, variants=[{"on_hand": 100, "prices": prices}])


def test_orders_stand_in_every_state_once_however_often_they_are_loaded(shelf):
    people, said = load_people(), []

    assert demo.load_orders(people, said.append) == len(demo.STORIES)
    assert demo.load_orders(people, said.append) == 0

    assert OrderGroup.objects.count() == len(demo.STORIES) and len(said) == 1
    # Secured by a letter of credit are call-offs alone.
    assert set(Order.objects.values_list("state", flat=True)) == set(OrderState) - {OrderState.SECURED}
    assert set(OrderGroup.objects.values_list("user__email", flat=True)) == {"buyer@demo.example", "importer@demo.example", None}
    assert set(Refund.objects.values_list("reason", flat=True)) == {"late", "cancelled"}
    assert not Cart.objects.exists()


def test_loading_says_only_its_own_lines(shelf, caplog):
    demo.load_orders(load_people(), lambda text: None)

    assert caplog.messages == []


def test_dates_of_an_order_follow_each_other(shelf):
    demo.load_orders(load_people(), lambda text: None)

    for order in Order.objects.exclude(paid_at=None):
        steps = [at for at in (order.paid_at, order.accepted_at, order.packed_at, order.shipped_at, order.delivered_at) if at]
        assert steps == sorted(steps)
        told = TravelEvent.objects.filter(shipment=order.number)
        assert all(abs(event.happened_at - order.shipped_at) < timedelta(minutes=1) for event in told)


def test_no_order_is_made_when_its_goods_are_not_on_sale(settings):
    settings.PAYMENTS_SANDBOX = True

    assert demo.load_orders(load_people(), lambda text: None) == 0
