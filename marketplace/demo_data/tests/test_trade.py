import pytest

from marketplace.demo_data import trade as demo
from marketplace.demo_data.orders import GREEN
from orders.tests.factories import make_product, make_seller, make_user
from orders.trade.models import CallOff, CallOffShipment, DeliveryPoint, Offer, SupplyContract

pytestmark = pytest.mark.django_db


def test_sixty_tonnes_for_a_hundred_and_fifty_stores_are_told_once_however_often_they_are_loaded():
    sizes = {"unit": "kg", "net_weight_g": 1000, "gross_weight_g": 1030, "on_hand": 5, "prices": {"CNY": "42.00"}}
    for slug, owner in ((demo.CHILLI, None), (GREEN, make_user("alice"))):
        make_product(slug, slug=slug, code="0904210000", shelf="chilli", seller=make_seller(slug, owner=owner), variants=[sizes])
    people = {"importer": make_user("importer")}

    assert demo.load_trade(people, lambda text: None) == 2
    assert demo.load_trade(people, lambda text: None) == 0

    contract, called = SupplyContract.objects.get(), CallOff.objects.get()
    assert (contract.state, contract.pieces, str(contract.price)) == ("active", 60_000, "42000.00 CNY")
    assert (DeliveryPoint.objects.count(), CallOffShipment.objects.count()) == (150, 150)
    assert [str(tier) for tier in contract.variant.prices.get().tiers.all()] == ["100: 39.90", "1000: 37.80"]
    assert (called.pieces, str(called.total)) == (15_000, "630000.00 CNY")
    assert sorted(Offer.objects.values_list("state", flat=True)) == ["accepted", "countered"]
