"""A discount that others than the seller pay: the seller's due is not lowered, and what goes back goes back to whoever had paid it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from catalog.tests.factories import make_seller
from orders.payments.ledger.enums import AccountKind, RuleKind
from orders.payments.ledger.exceptions import SplitMismatch
from orders.payments.ledger.models import PaymentSplit
from orders.payments.ledger.selectors import balance_of, faults, owed_to
from orders.payments.ledger.services.posting import post_capture, post_fulfilment
from orders.payments.ledger.tests.factories import capture, cny, make_rule, make_share, refund
from orders.payments.tests.factories import make_payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return make_seller("Coocamu")


def promotion(owner: str = "") -> str:
    return str(balance_of(AccountKind.PROMOTION, "CNY", owner=owner))


def test_the_marketplace_pays_what_it_took_off(book, shop):
    make_rule("0.10")
    make_rule("0.20", RuleKind.COMMISSION_TAX)

    payment = capture(book, make_share("A-1", shop, cny(100), delivery=cny(20), promotions=(("", cny(15)),)))

    assert payment.captured == cny(105)
    assert owed_to(shop, AccountKind.HELD) == [cny(120)] and promotion() == "15.00 CNY"
    post_fulfilment(part="A-1")
    assert owed_to(shop, AccountKind.PAYABLE) == [cny("108.00")]  # 120 less 10 % of what the goods were sold for, and the tax on it
    assert not list(faults())


def test_pieces_that_go_back_give_their_share_back_and_the_last_takes_the_remainder(book, shop):
    payment = capture(book, make_share("A-1", shop, cny(100), promotions=(("", cny("10.00")),)))  # the buyer paid 90.00

    refund(payment, cny(30), "A-1")
    assert promotion() == "6.67 CNY" and owed_to(shop, AccountKind.HELD) == [cny("66.67")]
    refund(payment, cny(30), "A-1")
    assert promotion() == "3.33 CNY"
    refund(payment, cny(30), "A-1")

    assert promotion() == "0.00 CNY" and owed_to(shop, AccountKind.HELD) == []
    assert not list(faults())


def test_two_who_pay_get_back_in_proportion(book, shop):
    shares = (("", cny("3.00")), ("campaign:7", cny("7.00")))
    payment = capture(book, make_share("A-1", shop, cny(60), delivery=cny(5), promotions=shares))

    refund(payment, cny("25.00"), "A-1")

    assert (promotion(), promotion("campaign:7")) == ("1.50 CNY", "3.50 CNY")
    refund(payment, cny("30.00"), "A-1", delivery=cny("5.00"))
    assert (promotion(), promotion("campaign:7")) == ("0.00 CNY", "0.00 CNY")
    assert not list(faults())


def test_goodwill_of_the_seller_leaves_the_discount_paid_while_the_goods_stay_sold(book, shop):
    payment = capture(book, make_share("A-1", shop, cny(100), delivery=cny(20), promotions=(("", cny(10)),)))

    refund(payment, cny(9), "A-1", goodwill=cny(9))
    assert promotion() == "10.00 CNY" and owed_to(shop, AccountKind.HELD) == [cny(111)]
    refund(payment, cny(101), "A-1", delivery=cny(11))

    assert promotion() == "0.00 CNY" and owed_to(shop, AccountKind.HELD) == []
    assert not list(faults())


def test_money_back_that_the_marketplace_bears_leaves_both(book, shop):
    payment = capture(book, make_share("A-1", shop, cny(100), promotions=(("", cny(10)),)))

    refund(payment, cny(40), "A-1", borne_by="hub", goodwill=cny(40))

    assert promotion() == "10.00 CNY" and owed_to(shop, AccountKind.HELD) == [cny(100)]
    assert not list(faults())


def test_shares_that_forget_the_discount_are_refused(book, shop):
    payment = make_payment(amount="100.00")
    payment.captured_amount, payment.captured_currency = payment.amount, payment.currency
    with pytest.raises(SplitMismatch):
        post_capture(payment, [make_share("A-1", shop, cny(100), promotions=(("", cny(1)),))])


def test_what_others_pay_is_never_changed_afterwards(book, shop):
    capture(book, make_share("A-1", shop, cny(100), promotions=(("", cny(10)),)))
    split = PaymentSplit.objects.get()

    for changes in ({"promotion_amount": Decimal(20)}, {"promotions": {"": "20.00"}}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaymentSplit.objects.filter(pk=split.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentSplit.objects.filter(pk=split.pk).update(promotion_refunded=Decimal(11), goods_refunded=Decimal(11))
