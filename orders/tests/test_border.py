"""Duty and tax of a checkout's parcels: each seller's parcel is one declaration, and one person has one year."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.tests.factories import BASKET, make_product
from marketplace.money import Money
from orders.duties.enums import Reason, Regime
from orders.logistics.models import RateCard
from orders.models import Cart
from orders.selectors.border import border_of
from orders.selectors.cart import read_cart
from orders.selectors.checkout import read_checkout
from orders.services.checkout import settle_address
from orders.tests.factories import CONTACT, hangzhou, make_cart, make_checkout, make_lane, make_variant, typed_hangzhou

pytestmark = pytest.mark.django_db


def cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def read(checkout):
    return read_checkout(checkout, read_cart(checkout.cart, "CNY"))


def checkout_of(*variants, quantity: int = 2, address=None):
    if not RateCard.objects.exists():
        make_lane()
    return make_checkout(make_cart(*variants, quantity=quantity), address=address)


def test_parcels_of_two_sellers_are_two_declarations_of_one_year():
    checkout = checkout_of(make_variant(price="2000.00"), make_variant(price="2000.00"))

    found = border_of(read(checkout), spent=cny("22000.00"))

    # 4,000.00 and 20.00 freight at 9.1 %; of the year 1.00 too little is left for the second parcel.
    assert [parcel.assessment.regime for parcel in found.parcels] == [Regime.GENERAL, Regime.GENERAL]
    found = border_of(read(checkout), spent=cny("20000.00"))
    assert [parcel.assessment.regime for parcel in found.parcels] == [Regime.CROSS_BORDER, Regime.GENERAL]
    assert [parcel.assessment.choice.reason for parcel in found.over] == [Reason.OVER_YEAR]


def test_order_above_the_limit_is_general_trade_and_said_so():
    found = border_of(read(checkout_of(make_variant(price="2600.00"))))

    (parcel,) = found.parcels
    assert (parcel.assessment.regime, parcel.is_over, found.wants_identity) == (Regime.GENERAL, True, False)


def test_one_indivisible_piece_above_the_limit_stays_retail_taxed_in_full_and_two_do_not():
    drum = make_variant(price="5200.00", is_indivisible=True, unit="piece")

    (one,) = border_of(read(checkout_of(drum, quantity=1))).parcels
    (two,) = border_of(read(checkout_of(drum, quantity=2))).parcels
    (beyond,) = border_of(read(checkout_of(drum, quantity=1)), spent=cny("20800.00")).parcels

    # 5,210.00 with freight: duty 15 % is 781.50, VAT 13 % of 5,991.50 is 778.90.
    assert (one.assessment.regime, one.is_over, one.wants_identity) == (Regime.CROSS_BORDER_FULL, False, True)
    assert (one.assessment.total, one.assessment.choice.allowance.counted) == (cny("1560.40"), cny("5210.00"))
    assert (two.assessment.regime, two.is_over) == (Regime.GENERAL, True)
    assert (beyond.assessment.regime, beyond.assessment.choice.reason) == (Regime.GENERAL, Reason.OVER_YEAR)


def test_whole_only_where_every_rate_is_known():
    known, unknown = make_variant(), make_product(code=BASKET, variants=[{"prices": {"CNY": "90.00"}}]).variants.get()
    checkout = checkout_of(known, unknown)

    assert border_of(read(checkout)).taxes is None
    assert border_of(read(checkout_of(known))).taxes == cny("15.11")  # 9.1 % of 136.00 and 30.00 for the way


def test_company_and_outside_of_the_territory():
    checkout = checkout_of(make_variant())
    assert border_of(read(checkout)).wants_identity
    settle_address(checkout=checkout, address=hangzhou(), contact={**CONTACT, "company_name": "Carla Ltd"})
    assert not border_of(read(checkout)).wants_identity
    settle_address(checkout=checkout, address=hangzhou(province_code="810000"), contact=CONTACT)
    found = border_of(read(make_checkout(checkout.cart, address=hangzhou(province_code="810000"))))
    assert found.taxes is None and not found.wants_identity


def test_page_tells_it_before_paying(client):
    make_lane()
    variant = make_variant(price="2600.00")
    client.post(reverse("orders:cart-add"), {"variant": variant.pk, "quantity": 2})
    client.post(reverse("orders:checkout"), {**typed_hangzhou(), "do": "address"})
    make_checkout(Cart.objects.get())

    page = client.get(reverse("orders:checkout")).content.decode()

    assert "Duty and tax on arrival, not paid here" in page
    assert "Above the limit of an order: the whole order is general trade." in page
