from decimal import Decimal

import pytest
from django.utils import translation

from catalog.enums import ProductState, WhyNot
from catalog.models import Product
from catalog.selectors.offers import offers_for
from catalog.tests.factories import CHILLI_OIL, count, hold, make_product
from marketplace.money import Money
from sellers.enums import SellerState

pytestmark = pytest.mark.django_db


def test_offers_tell_price_stock_weight_and_name():
    product = make_product("Coocamu", variants=[{"name_en": "250 g", "name_zh_hans": "250 克", "on_hand": 9}], name_zh_hans="库卡穆")
    variant = product.variants.get()
    hold(variant, 2)

    offer = offers_for([variant.pk, 999_999], "CNY")[variant.pk]

    assert (offer.name, offer.unit_price, offer.available, offer.is_buyable) == ("Coocamu, 250 g", Money(Decimal("68.00"), "CNY"), 7, True)
    assert (offer.net_weight_g, offer.gross_weight_g, offer.length_mm, offer.width_mm, offer.height_mm) == (250, 280, 180, 90, 60)
    assert (offer.seller, offer.photo, offer.not_to) == (product.seller, product.cover, frozenset())
    with translation.override("zh-hans"):
        assert offers_for([variant.pk], "CNY")[variant.pk].name == "库卡穆 250 克"


def withdrawn(product):
    Product.objects.filter(pk=product.pk).update(state=ProductState.WITHDRAWN)


def suspended(product):
    product.seller.state = SellerState.SUSPENDED
    product.seller.save()


def emptied(product):
    count(1, *product.variants.all())
    product.variants.update(minimum_quantity=2)


@pytest.mark.parametrize(
    ("happens", "currency", "why_not"),
    [
        (withdrawn, "CNY", WhyNot.NOT_LISTED),
        (suspended, "CNY", WhyNot.NOT_LISTED),
        (emptied, "CNY", WhyNot.SOLD_OUT),
        (lambda product: None, "EUR", WhyNot.NO_PRICE),
    ],
)
def test_offer_says_why_not_when_it_cannot_be_bought(happens, currency, why_not):
    product = make_product()
    happens(product)

    offer = offers_for([product.variants.get().pk], currency)[product.variants.get().pk]

    assert (offer.why_not, offer.is_buyable) == (why_not, False)


def test_offer_is_closed_to_china_where_no_row_of_the_matrix_stands():
    oil = make_product("Akabanga", shelf="chilli", code=CHILLI_OIL)

    assert offers_for([oil.variants.get().pk], "CNY")[oil.variants.get().pk].not_to == {"CN"}


def test_offers_take_one_query_however_many(django_assert_num_queries):
    ids = [make_product().variants.get().pk for _ in range(3)]

    for wanted in (ids[:1], ids):
        with django_assert_num_queries(1):
            assert set(offers_for(wanted, "CNY")) == set(wanted)


def test_offers_of_another_hub_are_left_out(hub):
    from marketplace.hubs.context import use_hub
    from marketplace.hubs.models import Hub

    pk = make_product().variants.get().pk
    other = Hub.objects.create(
        code="ke", name="Kenya", country="KE", currency="KES", selling_currencies=["KES"], languages=["en"], time_zone="Africa/Nairobi"
    )

    with use_hub(other):
        assert offers_for([pk], "CNY") == {}
