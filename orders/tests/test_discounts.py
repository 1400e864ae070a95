"""A discount from the cart to the ledger and back: frozen on the line, paid by whom it names, given back as it was paid."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from marketplace.money import Money
from orders.discounts.enums import UseState, Why
from orders.discounts.exceptions import CodeRefused, DiscountGone
from orders.discounts.models import Discount, DiscountUse
from orders.discounts.pricing import best_cuts, code_cuts
from orders.discounts.selectors import forget_terms
from orders.discounts.services.keeping import end_discount
from orders.discounts.tests.factories import NOW, good, house_discount, shop_discount, terms
from orders.exceptions import TotalChanged
from orders.models import Cart, OrderLine
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.selectors import balance_of, faults, owed_to
from orders.payments.ledger.tests.factories import make_rule
from orders.payments.models import Refund
from orders.payments.providers.base import RefundAnswer
from orders.payments.services.refunding import _record
from orders.selectors.cart import read_cart
from orders.services.cancellation import abandon_group, cancel_lines, cancel_order
from orders.services.cart import add_to_cart
from orders.services.codes import put_code
from orders.services.expiry import release_expired_holds
from orders.tests.factories import make_cart, make_checkout, make_lane, make_seller, make_user, make_variant, pay, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def shop(alice):
    return make_seller("Coocamu", owner=alice, contact_email="alice@coocamu.example")


@pytest.fixture
def variant(shop):
    make_lane()
    return make_variant(100, "68.00", seller=shop)


def buy(*variants, quantity: int = 2, code: str = "", user=None):
    """A placed group with what counts by itself, and with the code."""
    cart = make_cart(*variants, quantity=quantity, user=user)
    if code:
        put_code(cart=cart, typed=code, currency="CNY", address="203.0.113.7")
    return place(make_checkout(Cart.objects.get(pk=cart.pk)), by=user).group


def finish_refunds() -> None:
    for refund in Refund.objects.filter(state="waiting"):
        with transaction.atomic():
            _record(refund, RefundAnswer(b"", is_done=True))


def promotion(owner: str = "") -> Decimal:
    return balance_of(AccountKind.PROMOTION, "CNY", owner=owner).amount


def test_what_a_rule_takes_off_is_frozen_on_the_line(variant):
    rule = house_discount(name="Harvest days", name_zh_hans="丰收节", percent=Decimal(10))

    group = buy(variant)

    line = OrderLine.objects.get()
    assert (line.unit_price, line.discount_amount, line.line_total) == (Decimal("68.00"), Decimal("13.60"), Decimal("122.40"))
    assert (line.promotion_amount, line.coupon_amount) == (Decimal("13.60"), 0)
    assert line.discounts == [
        {
            "rule": rule.pk, "code": "", "names": {"en": "Harvest days", "zh-hans": "丰收节"}, "percent": "10",
            "amount": "13.60", "promotion": "13.60", "payer": "",
        }
    ]  # fmt: skip
    order = group.orders.get()
    assert (order.goods_amount, order.discount_amount) == (Decimal("122.40"), Decimal("13.60"))
    assert (group.goods_amount, group.discount_amount) == (Decimal("122.40"), Decimal("13.60"))
    assert group.total == group.goods + group.delivery


def test_the_seller_gets_the_whole_price_where_the_marketplace_pays(variant, shop):
    make_rule("0.05")
    house_discount(percent=Decimal(10))

    pay(buy(variant))

    assert promotion() == Decimal("13.60") and not list(faults())
    assert owed_to(shop, AccountKind.HELD) == [Money(Decimal("166.00"), "CNY")]  # 136.00, and 30.00 for the delivery


def test_the_seller_bears_what_the_seller_gives(variant, shop, alice):
    shop_discount(shop, alice, code="COFFEE10", percent=Decimal(10))

    pay(buy(variant, code="coffee-10"))

    assert promotion() == 0 and not list(faults())
    assert owed_to(shop, AccountKind.HELD) == [Money(Decimal("152.40"), "CNY")]
    line = OrderLine.objects.get()
    assert (line.discount_amount, line.promotion_amount, line.coupon_amount) == (Decimal("13.60"), 0, Decimal("13.60"))


def test_both_pay_their_part_where_it_is_shared(variant, shop, alice):
    now = timezone.now()
    rule = house_discount(seller=shop, percent=Decimal(10), house_percent=Decimal(40), agreed_at=now, agreed_by=alice)

    pay(buy(variant))

    assert promotion() == Decimal("5.44") and not list(faults())
    use = DiscountUse.objects.get()
    assert (use.discount, use.state, use.amount, use.house_amount) == (rule, UseState.USED, Decimal("13.60"), Decimal("5.44"))


def test_a_code_comes_after_the_rule_that_counts_by_itself(variant, shop, alice):
    house_discount(percent=Decimal(10))
    shop_discount(shop, alice, code="FIVE", amount=Decimal(5))

    group = buy(variant, code="five")

    assert group.discount_amount == Decimal("18.60")
    assert [row["amount"] for row in OrderLine.objects.get().discounts] == ["13.60", "5.00"]
    assert Cart.objects.get().code == ""  # the next cart begins without it


def test_a_shop_s_rule_is_for_its_own_goods_alone(variant, shop, alice):
    shop_discount(shop, alice, percent=Decimal(50))
    other = make_variant(10, "10.00")

    buy(variant, other, quantity=1)

    assert sorted(OrderLine.objects.values_list("unit_price", "discount_amount")) == [
        (Decimal("10.00"), 0), (Decimal("68.00"), Decimal("34.00")),
    ]  # fmt: skip


def test_pieces_that_are_given_up_give_back_what_was_paid_for_them(variant, shop):
    house_discount(amount=Decimal("10.00"))
    group = buy(variant, quantity=3)  # 204.00 less 10.00
    pay(group)
    order, line = group.orders.get(), OrderLine.objects.get()

    for already, back in enumerate(["64.67", "64.66"]):
        cancel_lines(order=order, quantities={line.pk: 1}, already=already, by=None)
        assert str(Refund.objects.latest("pk").amount) == back
    finish_refunds()
    assert promotion() == Decimal("3.33") and not list(faults())
    order.refresh_from_db()
    cancel_order(order=order, by=None)
    finish_refunds()

    assert Refund.objects.latest("pk").amount == Decimal("64.67") + order.delivery_amount
    assert promotion() == 0 and owed_to(shop, AccountKind.HELD) == [] and not list(faults())
    group.refresh_from_db()
    assert sum(refund.amount for refund in Refund.objects.all()) == group.total_amount


@pytest.mark.parametrize("end", ["abandoned", "expired"])
def test_a_use_is_free_again_when_nobody_pays(variant, end):
    rule = house_discount(code="ONCE", percent=Decimal(10), total_limit=1)
    group = buy(variant, code="ONCE")
    with pytest.raises(CodeRefused) as refusal:
        put_code(cart=make_cart(variant), typed="ONCE", currency="CNY", address="203.0.113.7")
    assert refusal.value.why == Why.USED_UP

    if end == "abandoned":
        abandon_group(group=group, by=None)
    else:
        type(group).objects.filter(pk=group.pk).update(held_until=timezone.now() - timedelta(hours=1))
        assert release_expired_holds() == 1

    assert DiscountUse.objects.get().state == UseState.RETURNED
    pay(buy(variant, code="ONCE"))
    assert list(rule.uses.order_by("pk").values_list("state", flat=True)) == [UseState.RETURNED, UseState.USED]


def test_a_use_that_was_paid_is_not_given_back_by_a_cancellation(variant):
    house_discount(code="ONCE", percent=Decimal(10), total_limit=1)
    group = buy(variant, code="ONCE")
    pay(group)

    cancel_order(order=group.orders.get(), by=None)

    with pytest.raises(CodeRefused) as refusal:
        put_code(cart=make_cart(variant), typed="ONCE", currency="CNY", address="203.0.113.7")
    assert refusal.value.why == Why.USED_UP


def test_a_buyer_s_own_limit_counts_for_the_member_and_for_a_guest_s_address(variant):
    carla = make_user("carla")
    house_discount(code="MINE", percent=Decimal(10), buyer_limit=1)
    pay(buy(variant, code="MINE", user=carla))

    with pytest.raises(CodeRefused) as refusal:
        put_code(cart=make_cart(variant, user=carla), typed="MINE", currency="CNY", address="203.0.113.7")
    assert refusal.value.why == Why.USED_BY_YOU
    pay(buy(variant, code="MINE"))  # a guest, whose address is only known at the checkout
    again = make_cart(variant)
    put_code(cart=again, typed="MINE", currency="CNY", address="203.0.113.7")
    checkout = make_checkout(Cart.objects.get(pk=again.pk))
    reading = read_cart(Cart.objects.get(pk=again.pk), "CNY")

    assert (reading.code.why, reading.discount.amount) == (Why.USED_BY_YOU, 0)
    assert place(checkout).group.discount_amount == 0


def test_nothing_is_ordered_when_the_rule_ended_while_the_buyer_looked(variant, alice):
    rule = house_discount(percent=Decimal(10))
    checkout = make_checkout(make_cart(variant))
    shown = read_cart(checkout.cart, "CNY").goods
    Discount.objects.filter(pk=rule.pk).update(ends_at=timezone.now())  # by another process: this one has kept the rule

    with pytest.raises(DiscountGone):
        place(checkout)
    assert not OrderLine.objects.exists() and shown.amount == Decimal("122.40")
    again = make_checkout(checkout.cart)  # asked again, the rule is not there any more
    with pytest.raises(TotalChanged):
        place(again, shown_total=shown)


def test_ending_a_rule_leaves_what_was_ordered(variant, alice):
    rule = house_discount(percent=Decimal(10))
    group = buy(variant)

    end_discount(discount=rule, by=alice)

    pay(group)
    assert group.state == "paid" and promotion() == Decimal("13.60")
    assert read_cart(make_cart(variant), "CNY").discount.amount == 0


def test_the_database_refuses_a_line_that_is_not_its_price_less_its_discount(variant):
    house_discount(percent=Decimal(10))
    buy(variant)

    for changes in (
        {"discount_amount": Decimal("13.61")},
        {"promotion_amount": Decimal("13.61")},
        {"coupon_amount": Decimal("-0.01")},
        {"discount_amount": Decimal("136.00"), "line_total": 0},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrderLine.objects.update(**changes)


def test_a_rule_that_was_promised_is_never_changed(shop, alice):
    rule = shop_discount(shop, alice, percent=Decimal(10))

    for changes in ({"percent": Decimal(20)}, {"ends_at": rule.ends_at + timedelta(days=1)}, {"state": "proposed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Discount.objects.filter(pk=rule.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        rule.products.add(make_variant(seller=shop).product)
    with pytest.raises(IntegrityError), transaction.atomic():
        Discount.objects.all().delete()


def test_codes_are_slowed_down_when_somebody_guesses(variant, settings):
    house_discount(code="REALONE", percent=Decimal(10))
    cart = make_cart(variant)
    for number in range(10):
        with pytest.raises(CodeRefused) as refusal:
            put_code(cart=cart, typed=f"GUESS{number}", currency="CNY", address="198.51.100.9")
        assert refusal.value.why == Why.UNKNOWN

    with pytest.raises(CodeRefused) as refusal:
        put_code(cart=cart, typed="REALONE", currency="CNY", address="198.51.100.9")

    assert refusal.value.why == Why.TOO_MANY_TRIES
    put_code(cart=cart, typed="REALONE", currency="CNY", address="198.51.100.10")  # a neighbour is not


def test_the_worked_example_of_the_docs_is_true():
    goods = [good(1, "204.00", quantity=3, category_id=7), good(2, "238.00")]
    taken = best_cuts(goods, [terms(1, percent=Decimal(10), categories=frozenset({7}))], now=NOW)
    more = code_cuts(terms(2, code="COFFEE15", off=Money(Decimal("15.00"), "CNY"), house_percent=Decimal(0)), goods, taken, now=NOW)

    said = [{key: str(cut.amount.amount) for key, cut in cuts.items()} for cuts in (taken, more)]
    assert said == [{1: "20.40"}, {1: "6.53", 2: "8.47"}]
    assert [str(cut.promotion) for cut in (*taken.values(), *more.values())] == ["20.40 CNY", "0.00 CNY", "0.00 CNY"]
    bags = OrderLine(quantity=3, unit_price=Decimal("68.00"), line_total=Decimal("177.07"), currency="CNY")
    assert [str(bags.cost_of(1, before=gone).amount) for gone in range(3)] == ["59.02", "59.03", "59.02"]
    page = (settings.BASE_DIR / "docs" / "discounts.md").read_text()
    assert all(figure in page for figure in ("−20.40", "−6.53", "−8.47", "¥177.07", "¥229.53", "¥197.47", "¥59.02", "¥59.03"))


@st.composite
def sales(draw):
    """Prices, a percentage and an amount, who pays how much of them, and which pieces are given up in which order."""
    prices = draw(st.lists(st.integers(1, 99_999), min_size=1, max_size=2))
    quantities = [draw(st.integers(1, 7)) for _price in prices]
    percent, share = draw(st.integers(1, 9_000)), draw(st.integers(0, 10_000))
    amount = draw(st.integers(1, 50_000))
    steps = draw(st.lists(st.tuples(st.integers(0, len(prices) - 1), st.integers(1, 3)), max_size=6))
    return prices, quantities, percent, share, amount, steps


@given(sale=sales())
def test_whatever_is_bought_and_given_up_the_books_are_true(variant, shop, alice, sale):
    prices, quantities, percent, share, amount, steps = sale
    with transaction.atomic():
        forget_terms()
        variants = [make_variant(100, str(Decimal(price) / 100), seller=shop) for price in prices]
        house = {"house_percent": Decimal(share) / 100, "agreed_at": timezone.now()}
        house_discount(seller=shop, percent=Decimal(percent) / 100, **house)
        house_discount(code="CODE", amount=Decimal(amount) / 100)
        cart = make_cart()
        for one, quantity in zip(variants, quantities, strict=True):
            add_to_cart(cart=cart, variant_id=one.pk, quantity=quantity, currency="CNY")
        try:
            put_code(cart=cart, typed="CODE", currency="CNY", address=f"198.51.100.{amount % 200}")
        except CodeRefused:
            pass
        group = place(make_checkout(Cart.objects.get(pk=cart.pk))).group
        lines = list(OrderLine.objects.filter(order__group=group).order_by("position"))
        for line in lines:
            assert line.line_total >= Decimal(line.quantity) / 100
            assert line.discount_amount == sum(Decimal(row["amount"]) for row in line.discounts)
            assert line.promotion_amount == sum(Decimal(row["promotion"]) for row in line.discounts)
        pay(group)
        order, back = group.orders.get(), Decimal(0)
        for place_of, pieces in steps:
            line = OrderLine.objects.get(pk=lines[place_of].pk)
            order.refresh_from_db()
            if line.open_quantity <= pieces:
                continue
            cost = line.cost_of(pieces)
            already = sum(OrderLine.objects.filter(order=order).values_list("cancelled_quantity", flat=True))
            cancel_lines(order=order, quantities={line.pk: pieces}, already=already, by=None)
            back += cost.amount
            finish_refunds()
            assert not list(faults())
        order.refresh_from_db()
        assert order.refund_requested == back
        cancel_order(order=order, by=None)
        finish_refunds()

        assert not list(faults()) and promotion() == 0
        assert sum(refund.amount for refund in Refund.objects.all()) == group.total_amount
        transaction.set_rollback(True)
