"""Whatever is bought in whatever currency: a total is the sum of what is printed above it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import VariantPrice
from marketplace.money import Money, precision, round_money
from orders.models import CartLine, OrderGroup
from orders.selectors.cart import read_cart
from orders.services import cart as carts
from orders.tests.factories import count, make_checkout, make_lane, make_seller, make_variant, place

pytestmark = pytest.mark.django_db
CURRENCIES = ["CNY", "RWF"]


def prices(currency: str):
    places = precision(currency)
    return st.decimals(min_value=Decimal(1), max_value=Decimal(99_999), places=places).map(lambda price: round_money(price, currency))


@st.composite
def baskets(draw):
    """A currency, and for each of three goods a price and a quantity."""
    currency = draw(st.sampled_from(CURRENCIES))
    goods = draw(st.lists(st.tuples(prices(currency), st.integers(1, 60)), min_size=1, max_size=3))
    return currency, goods


@pytest.fixture
def shelf():
    """Two shops, three goods, a lane and a way to pay in both currencies."""
    shop = make_seller("Coocamu")
    for currency in CURRENCIES:
        make_lane(currency=currency, carrier=f"Test {currency}", breaks={"0": "7.13"} if currency == "CNY" else {"0": "1433"})
    first, second, third = (make_variant(10_000, prices={"CNY": "1.00", "RWF": "1"}, seller=seller) for seller in (shop, shop, None))
    return [first, second, third]


@given(basket=baskets())
def test_total_is_the_sum_of_its_printed_lines(shelf, basket):
    currency, goods = basket
    cart = carts.guest_cart()
    for variant, (price, quantity) in zip(shelf, goods, strict=False):
        VariantPrice.objects.filter(variant=variant, currency=currency).update(amount=price)
        carts.add_to_cart(cart=cart, variant_id=variant.pk, quantity=quantity, currency=currency)

    group = place(make_checkout(cart, currency=currency), currency=currency).group

    orders = list(OrderGroup.objects.get(pk=group.pk).orders.prefetch_related("lines"))
    lines = [line for order in orders for line in order.lines.all()]
    for money in [group.goods, group.delivery, group.total, *(line.total for line in lines), *(line.price for line in lines)]:
        assert money == money.rounded()  # what is printed is what is kept
    assert all(line.total == line.price * line.quantity for line in lines)
    assert all(order.goods_amount == sum(line.line_total for line in order.lines.all()) for order in orders)
    assert all(order.total_amount == order.goods_amount + order.delivery_amount for order in orders)
    assert group.total_amount == sum(order.total_amount for order in orders) == group.goods_amount + group.delivery_amount
    assert group.goods_amount == sum(price * quantity for price, quantity in goods)


@given(minimum=st.integers(1, 40), step=st.integers(1, 15), on_hand=st.integers(1, 200), wanted=st.integers(1, 250))
def test_what_is_offered_instead_is_always_taken(variant, minimum, step, on_hand, wanted):
    type(variant).objects.filter(pk=variant.pk).update(minimum_quantity=minimum, quantity_step=step)
    count(on_hand, variant)
    cart = carts.guest_cart()

    def add(quantity: int) -> carts.QuantityRefused | None:
        try:
            carts.add_to_cart(cart=cart, variant_id=variant.pk, quantity=quantity, currency="CNY")
        except carts.QuantityRefused as refusal:
            return refusal
        return None

    refusal = add(wanted)
    fits = wanted >= minimum and (wanted - minimum) % step == 0 and wanted <= on_hand

    assert (refusal is None) == fits
    if refusal and refusal.allowed:
        assert add(refusal.allowed) is None
    assert not CartLine.objects.filter(cart=cart, quantity__gt=on_hand).exists()


@given(quantity=st.integers(1, 300), on_hand=st.integers(0, 200), minimum=st.integers(1, 20), step=st.integers(1, 9))
def test_accepting_always_leaves_a_cart_that_can_be_ordered_or_nothing_of_the_line(variant, quantity, on_hand, minimum, step):
    type(variant).objects.filter(pk=variant.pk).update(minimum_quantity=minimum, quantity_step=step)
    count(on_hand, variant)
    cart = carts.guest_cart()
    CartLine.objects.create(cart=cart, variant=variant, quantity=quantity)

    carts.accept_changes(cart=cart, currency="CNY")

    reading = read_cart(cart, "CNY")
    assert not reading.troubled and len(reading.items) + len(reading.saved) == 1


@pytest.fixture
def variant():
    return make_variant(100)


def test_cart_of_nothing_costs_nothing():
    assert read_cart(carts.guest_cart(), "RWF").goods == Money(Decimal(0), "RWF")
