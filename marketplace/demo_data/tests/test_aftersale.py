import pytest

from marketplace.demo_data import aftersale as demo
from orders.aftersale.models import Dispute, GoodsReturn
from orders.aftersale.tests.factories import make_delivered
from orders.models import OrderGroup
from orders.tests.factories import make_seller, make_user, make_variant

pytestmark = pytest.mark.django_db


def test_a_return_and_a_dispute_wait_once_however_often_they_are_loaded():
    alice, carla = make_user("alice"), make_user("carla")
    shop = make_seller("Coocamu", owner=alice)
    for key in (demo.RETURNED, demo.DISPUTED):
        order = make_delivered(make_variant(9, seller=shop), by=alice, user=carla)
        OrderGroup.objects.filter(pk=order.group_id).update(idempotency_key=key)

    assert demo.load_aftersale(lambda text: None) == 2
    assert demo.load_aftersale(lambda text: None) == 0

    assert GoodsReturn.objects.get().state == "asked" and Dispute.objects.get().state == "with_officer"
