from decimal import Decimal

import pytest

from catalog.models import PriceTier
from catalog.selectors.offers import offers_for
from catalog.services.listing import copy_listing
from catalog.services.prices import clear_price, set_price
from catalog.services.tiers import TiersRefused, set_tiers
from catalog.tests.factories import make_product, make_seller, make_user
from marketplace.history.models import Entry
from marketplace.money import Money

pytestmark = pytest.mark.django_db


def cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def stored(variant) -> list[tuple[int, Decimal]]:
    return list(PriceTier.objects.filter(price__variant=variant).values_list("from_quantity", "amount"))


def test_offer_has_the_price_of_the_quantity_in_its_own_currency_alone(django_assert_num_queries):
    variant = make_product(variants=[{"prices": {"CNY": "68.00", "USD": "9.50"}, "tiers": {10: "60.00", 50: "50.00"}}]).variants.get()

    with django_assert_num_queries(1):
        offer = offers_for([variant.pk], "CNY")[variant.pk]

    assert [str(offer.price_at(quantity)) for quantity in (9, 10, 49, 50)] == ["68.00 CNY", "60.00 CNY", "60.00 CNY", "50.00 CNY"]
    assert offers_for([variant.pk], "USD")[variant.pk].price_at(50) == Money(Decimal("9.50"), "USD")


def test_tiers_are_set_anew_told_and_gone_with_their_price():
    variant = make_product(variants=[{"tiers": {10: "60.00"}}]).variants.get()

    set_tiers(variant=variant, currency="CNY", tiers=[(20, Decimal("55.00"))], by=None)

    assert stored(variant) == [(20, Decimal("55.00"))]
    told = Entry.objects.filter(action="price.tiers_set").latest("pk")
    assert (told.before, told.after) == ({variant.sku: "10: 60.00 CNY"}, {variant.sku: "20: 55.00 CNY"})
    clear_price(variant=variant, currency="CNY", by=None)
    assert stored(variant) == []


@pytest.mark.parametrize(
    ("currency", "tiers"),
    [
        ("USD", [(10, "5.00")]),  # no price of one
        ("CNY", [(5, "60.00")]),  # the least order
        ("CNY", [(10, "68.00")]),
        ("CNY", [(10, "60.00"), (20, "60.00")]),
        ("CNY", [(number, str(60 - number)) for number in range(6, 13)]),
    ],
)
def test_tiers_are_refused_when_more_would_not_cost_less(currency, tiers):
    variant = make_product(variants=[{"minimum_quantity": 5, "tiers": {30: "50.00"}}]).variants.get()

    with pytest.raises(TiersRefused):
        set_tiers(variant=variant, currency=currency, tiers=[(quantity, Decimal(amount)) for quantity, amount in tiers], by=None)

    assert stored(variant) == [(30, Decimal("50.00"))]


def test_price_lowered_past_a_tier_is_never_raised_by_it_and_a_copy_takes_what_counts():
    alice = make_user("alice")
    product = make_product(seller=make_seller(owner=alice), photos=0, variants=[{"tiers": {10: "60.00", 50: "50.00"}}])
    variant = product.variants.get()

    set_price(variant=variant, price=cny("55.00"), by=alice)

    offer = offers_for([variant.pk], "CNY")[variant.pk]
    assert [offer.price_at(quantity) for quantity in (10, 50)] == [cny("55.00"), cny("50.00")]
    assert stored(copy_listing(product=product, by=alice).variants.get()) == [(50, Decimal("50.00"))]
