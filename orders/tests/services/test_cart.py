from decimal import Decimal

import pytest

from catalog.models import VariantPrice
from catalog.services.tiers import set_tiers
from marketplace.money import Money
from orders.enums import LineTrouble
from orders.exceptions import QuantityRefused
from orders.models import Cart, CartLine
from orders.selectors.cart import read_cart
from orders.services import cart as carts
from orders.tests.factories import count, make_cart, make_seller, make_user, make_variant

pytestmark = pytest.mark.django_db


def lines_of(cart) -> dict[int, int]:
    return dict(CartLine.objects.filter(cart=cart, is_saved=False).values_list("variant_id", "quantity"))


def test_adding_adds_to_what_is_there():
    variant = make_variant(10)
    cart = make_cart(variant, quantity=2)

    line = carts.add_to_cart(cart=cart, variant_id=variant.pk, quantity=3, currency="CNY")

    assert line.quantity == 5 and lines_of(cart) == {variant.pk: 5}


@pytest.mark.parametrize(
    ("quantity", "why", "allowed"),
    [(1, "below_minimum", 6), (7, "off_step", 9), (8, "off_step", 9), (21, "too_many", 18), (20, "off_step", 18)],
)
def test_quantity_is_refused_with_the_nearest_when_it_breaks_the_rule(quantity, why, allowed):
    variant = make_variant(20, minimum_quantity=6, quantity_step=3)
    cart = make_cart()

    with pytest.raises(QuantityRefused) as refusal:
        carts.add_to_cart(cart=cart, variant_id=variant.pk, quantity=quantity, currency="CNY")

    assert (refusal.value.why, refusal.value.allowed) == (why, allowed)
    assert lines_of(cart) == {}


@pytest.mark.parametrize("quantity", [6, 9, 18])
def test_quantity_is_taken_when_it_fits_the_rule(quantity):
    variant = make_variant(20, minimum_quantity=6, quantity_step=3)
    cart = make_cart()

    carts.add_to_cart(cart=cart, variant_id=variant.pk, quantity=quantity, currency="CNY")

    assert lines_of(cart) == {variant.pk: quantity}


def test_adding_is_refused_when_it_is_not_for_sale():
    hidden = make_variant(5, seller=make_seller("Closed", state="suspended"))
    cart = make_cart()

    for variant_id in (hidden.pk, 987654):
        with pytest.raises(QuantityRefused) as refusal:
            carts.add_to_cart(cart=cart, variant_id=variant_id, quantity=1, currency="CNY")
        assert refusal.value.why == "not_sold"


def test_adding_is_refused_when_there_is_no_price_in_the_currency():
    variant = make_variant(5)

    with pytest.raises(QuantityRefused):
        carts.add_to_cart(cart=make_cart(), variant_id=variant.pk, quantity=1, currency="EUR")


def test_line_is_gone_when_its_quantity_is_set_to_nothing():
    variant = make_variant(5)
    cart = make_cart(variant)

    assert carts.set_quantity(cart=cart, variant_id=variant.pk, quantity=0, currency="CNY") is None
    assert lines_of(cart) == {}


def test_removed_line_comes_back_when_it_is_undone():
    variant = make_variant(5)
    cart = make_cart(variant, quantity=3)
    line = carts.remove_line(cart=cart, variant_id=variant.pk)
    assert lines_of(cart) == {}

    carts.restore_line(cart=cart, variant_id=variant.pk, quantity=line.quantity)
    carts.restore_line(cart=cart, variant_id=variant.pk, quantity=1)

    assert lines_of(cart) == {variant.pk: 3}


def test_price_is_shown_old_and_new_until_it_is_accepted():
    variant = make_variant(10, "66.00")
    cart = make_cart(variant, quantity=2)
    VariantPrice.objects.update(amount=Decimal("68.00"))

    (item,) = read_cart(cart, "CNY").troubled
    assert (item.trouble, item.was, item.offer.unit_price) == (
        LineTrouble.PRICE_CHANGED,
        Money(Decimal("66.00"), "CNY"),
        Money(Decimal("68.00"), "CNY"),
    )

    carts.accept_changes(cart=cart, currency="CNY")
    reading = read_cart(cart, "CNY")
    assert not reading.troubled and reading.goods == Money(Decimal("136.00"), "CNY")


def test_another_currency_is_no_change_of_price():
    variant = make_variant(10, prices={"CNY": "68.00", "USD": "9.50"})
    cart = make_cart(variant)

    reading = read_cart(cart, "USD")

    assert not reading.troubled and reading.goods == Money(Decimal("19.00"), "USD")


def test_less_is_taken_when_less_is_left_and_the_buyer_accepts():
    variant, gone = make_variant(10), make_variant(5)
    cart = make_cart(variant, gone, quantity=5)
    count(3, variant)
    count(0, gone)
    assert {item.variant_id: item.trouble for item in read_cart(cart, "CNY").troubled} == {
        variant.pk: LineTrouble.SHORT,
        gone.pk: LineTrouble.SOLD_OUT,
    }

    carts.accept_changes(cart=cart, currency="CNY")

    reading = read_cart(cart, "CNY")
    assert lines_of(cart) == {variant.pk: 3} and [item.variant_id for item in reading.saved] == [gone.pk]
    assert reading.can_check_out


def test_line_stays_grey_when_the_good_is_no_longer_sold():
    variant = make_variant(5)
    cart = make_cart(variant)
    variant.product.state = "withdrawn"
    variant.product.save()

    reading = read_cart(cart, "CNY")

    assert [(item.trouble, item.is_dead) for item in reading.items] == [(LineTrouble.GONE, True)]
    assert not reading.can_check_out and not reading.goods


def test_cart_is_grouped_by_seller_with_its_subtotal():
    shop = make_seller("Coocamu")
    first, other, second = make_variant(seller=shop), make_variant(price="238.00"), make_variant(seller=shop, price="10.00")
    cart = make_cart(first, other, second, quantity=1)

    reading = read_cart(cart, "CNY")

    assert [(lane.seller, [item.variant_id for item in lane.items], str(lane.subtotal)) for lane in reading.lanes] == [
        (shop, [first.pk, second.pk], "78.00 CNY"),
        (other.product.seller, [other.pk], "238.00 CNY"),
    ]
    assert (reading.pieces, str(reading.goods)) == (3, "316.00 CNY")


def test_guest_s_lines_come_along_when_they_sign_in():
    carla = make_user("carla")
    both, guests, mine = make_variant(9), make_variant(9), make_variant(9)
    guest = make_cart(both, guests, quantity=2)
    member = make_cart(both, mine, quantity=5, user=carla)

    assert carts.merge_carts(guest=guest, user=carla) == member

    assert lines_of(member) == {both.pk: 5, guests.pk: 2, mine.pk: 5}
    assert not Cart.objects.filter(pk=guest.pk).exists()
    carts.merge_carts(guest=guest, user=carla)
    assert lines_of(member) == {both.pk: 5, guests.pk: 2, mine.pk: 5}


def test_saved_line_is_bought_again_when_it_is_added():
    variant = make_variant(9)
    cart = make_cart(variant, quantity=4)
    carts.save_for_later(cart=cart, variant_id=variant.pk)
    assert lines_of(cart) == {}

    carts.add_to_cart(cart=cart, variant_id=variant.pk, quantity=1, currency="CNY")

    assert lines_of(cart) == {variant.pk: 1}


def test_goods_of_an_ended_order_come_back_where_they_are_not_in_the_cart_already():
    first, second = make_variant(9), make_variant(9)
    cart = make_cart(first, quantity=1)

    carts.restore_lines(cart=cart, quantities={first.pk: 4, second.pk: 2, 987654: 1})

    assert lines_of(cart) == {first.pk: 1, second.pk: 2}


def test_price_follows_the_quantity_in_the_cart_and_that_is_no_change_of_price():
    variant = make_variant(60, tiers={10: "60.00", 50: "50.00"})
    cart = make_cart(variant, quantity=4)

    def item():
        return read_cart(cart, "CNY").items[0]

    assert (str(item().price), str(item().total), item().more_for_it) == ("68.00 CNY", "272.00 CNY", 6)
    carts.set_quantity(cart=cart, variant_id=variant.pk, quantity=10, currency="CNY")
    assert (str(item().total), item().trouble, item().more_for_it) == ("600.00 CNY", "", 40)
    carts.add_to_cart(cart=cart, variant_id=variant.pk, quantity=40, currency="CNY")
    assert (str(item().total), item().trouble, item().next_tier) == ("2500.00 CNY", "", None)
    # The seller takes the tiers away while the goods lie in the cart: a change, and a smaller quantity does not hide it.
    set_tiers(variant=variant, currency="CNY", tiers=[], by=None)
    assert (item().trouble, str(item().was)) == (LineTrouble.PRICE_CHANGED, "50.00 CNY")
    carts.set_quantity(cart=cart, variant_id=variant.pk, quantity=5, currency="CNY")
    assert item().trouble == LineTrouble.PRICE_CHANGED
    carts.accept_changes(cart=cart, currency="CNY")
    assert (item().trouble, str(item().price)) == ("", "68.00 CNY")


def test_next_tier_is_not_promised_when_too_few_are_left():
    variant = make_variant(11, minimum_quantity=4, quantity_step=4, tiers={10: "60.00"})

    item = read_cart(make_cart(variant, quantity=8), "CNY").items[0]

    assert (item.most, item.next_tier, item.more_for_it) == (8, None, 0)


def test_larger_quantity_of_two_carts_keeps_the_price_it_was_agreed_at():
    variant, carla = make_variant(60, tiers={10: "60.00"}), make_user("carla")
    make_cart(variant, quantity=2, user=carla)

    merged = carts.merge_carts(guest=make_cart(variant, quantity=12), user=carla)

    item = read_cart(merged, "CNY").items[0]
    assert (item.quantity, item.trouble, str(item.price)) == (12, "", "60.00 CNY")
