from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.models import Variant, VariantPrice
from catalog.services.tiers import set_tiers
from marketplace.allocation.enums import HoldState
from marketplace.allocation.models import Hold
from marketplace.history.models import Entry
from marketplace.money import Money
from orders.enums import GroupState, OrderState
from orders.exceptions import AddressMissing, CartChanged, CheckoutOver, DeliveryUnpriced, NothingToOrder, TotalChanged
from orders.logistics.models import Quote
from orders.logistics.services import issue_quote
from orders.models import CartLine, Checkout, Order, OrderGroup, OrderLine
from orders.selectors.cart import read_cart
from orders.services import cart as carts
from orders.services import checkout as steps
from orders.tests.factories import (
    count,
    held_by_reservations,
    make_cart,
    make_checkout,
    make_lane,
    make_seller,
    make_user,
    make_variant,
    place,
    stock_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lane():
    return make_lane()


def nothing_was_written() -> bool:
    return not (OrderGroup.objects.exists() or Order.objects.exists() or Hold.objects.exists())


def test_group_holds_stock_and_freezes_the_agreement_when_placed():
    coffee, basket = make_variant(10, "68.00"), make_variant(3, "238.00")
    carla = make_user("carla")
    checkout = make_checkout(make_cart(coffee, basket, quantity=2, user=carla))

    group = place(checkout, by=carla).group

    assert group.number.startswith(f"IS-{timezone.now():%y}-")
    assert (group.state, group.user, group.currency) == (GroupState.AWAITING_PAYMENT, carla, "CNY")
    assert group.goods == Money(Decimal("612.00"), "CNY")
    assert group.total == group.goods + group.delivery
    orders = list(group.orders.all())
    assert [order.number for order in orders] == [f"{group.number}-1", f"{group.number}-2"]
    assert sum(order.total_amount for order in orders) == group.total_amount
    assert {order.seller_legal_name for order in orders} == {coffee.product.seller.legal_name, basket.product.seller.legal_name}
    assert (stock_of(coffee), stock_of(basket)) == ((10, 2), (3, 2))
    assert held_by_reservations(coffee) == 2
    assert not CartLine.objects.exists() and not Checkout.objects.exists()
    assert Entry.objects.filter(action="order_group.placed").count() == 1


def test_line_keeps_every_fact_when_the_catalog_changes_afterwards():
    variant = make_variant(10, "68.00")
    variant.product.name_zh_hans = "水洗波旁"
    variant.product.save()
    group = place(make_checkout(make_cart(variant))).group

    VariantPrice.objects.update(amount=99)
    Variant.objects.update(sku="NEW", gross_weight_g=999)
    variant.product.name_en = "Renamed"
    variant.product.save()

    line = OrderLine.objects.get(order__group=group)
    assert (line.name_en, line.name_zh, line.sku) == ("Coocamu washed Bourbon", "水洗波旁", variant.sku)
    assert (line.unit_price, line.quantity, line.line_total) == (Decimal("68.00"), 2, Decimal("136.00"))
    assert (line.hs_code, line.hs6, line.origin_country, line.origin_district) == ("0901210000", "090121", "RW", "Rutsiro")
    assert (line.net_weight_g, line.gross_weight_g, line.length_mm, line.width_mm, line.height_mm) == (250, 280, 180, 90, 60)
    assert line.photo_url.endswith("320.jpeg")


def test_orders_of_one_seller_are_one_when_several_goods_are_bought():
    shop = make_seller("Coocamu")
    group = place(make_checkout(make_cart(make_variant(seller=shop), make_variant(seller=shop)))).group

    assert [order.lines.count() for order in group.orders.all()] == [2]


def test_second_click_gives_the_first_group_when_the_attempt_is_the_same():
    variant = make_variant(10)
    checkout = make_checkout(make_cart(variant))
    first = place(checkout)

    second = place(checkout, shown_total=None)

    assert (first.is_new, second.is_new) == (True, False)
    assert second.group == first.group
    assert OrderGroup.objects.count() == 1 and stock_of(variant) == (10, 2)


def test_placing_is_refused_when_the_price_changed_since_it_was_seen():
    variant = make_variant(10, "68.00")
    checkout = make_checkout(make_cart(variant))
    VariantPrice.objects.update(amount=Decimal("70.00"))

    with pytest.raises(CartChanged) as refusal:
        place(checkout)

    assert refusal.value.variant_ids == [variant.pk]
    assert nothing_was_written() and stock_of(variant) == (10, 0)
    carts.accept_changes(cart=checkout.cart, currency="CNY")
    steps.price_delivery(checkout=checkout, reading=read_cart(checkout.cart, "CNY"))
    _issue()
    checkout.refresh_from_db()
    assert place(checkout).group.goods == Money(Decimal("140.00"), "CNY")


def test_placing_is_refused_when_less_is_left_than_wanted():
    variant, other = make_variant(2), make_variant(5)
    checkout = make_checkout(make_cart(other, variant, quantity=2))
    count(1, variant)

    with pytest.raises(CartChanged) as refusal:
        place(checkout)

    assert refusal.value.variant_ids == [variant.pk]
    assert nothing_was_written() and stock_of(other) == (5, 0)


def test_placing_is_refused_when_the_seller_is_suspended():
    variant = make_variant(5)
    checkout = make_checkout(make_cart(variant))
    type(variant.product.seller).objects.update(state="suspended")

    with pytest.raises(CartChanged):
        place(checkout)

    assert nothing_was_written()


def test_placing_is_refused_when_the_button_said_another_amount():
    checkout = make_checkout(make_cart(make_variant(5)))

    with pytest.raises(TotalChanged) as refusal:
        place(checkout, shown_total=Money(Decimal("1.00"), "CNY"))

    assert refusal.value.total > Money(Decimal("136.00"), "CNY")
    assert nothing_was_written()


def test_placing_is_refused_when_no_address_was_settled():
    cart = make_cart(make_variant(5))
    checkout = steps.begin_checkout(cart=cart)

    with pytest.raises(AddressMissing):
        place(checkout)


def test_placing_is_refused_when_the_cart_is_empty():
    cart = carts.guest_cart()
    checkout = steps.begin_checkout(cart=cart)

    with pytest.raises(NothingToOrder):
        place(checkout)


def test_placing_is_refused_when_the_checkout_is_gone():
    checkout = make_checkout(make_cart(make_variant(5)))

    with pytest.raises(CheckoutOver):
        place(checkout, attempt="another")


def test_placing_is_refused_when_the_quote_is_for_other_goods():
    variant = make_variant(10)
    checkout = make_checkout(make_cart(variant))
    carts.set_quantity(cart=checkout.cart, variant_id=variant.pk, quantity=5, currency="CNY")

    with pytest.raises(DeliveryUnpriced) as refusal:
        place(checkout, shown_total=Money(Decimal("340.00"), "CNY"))

    assert refusal.value.seller_ids == [variant.product.seller_id]
    assert nothing_was_written()


def test_placing_is_refused_when_the_quote_has_run_out(monkeypatch):
    checkout = make_checkout(make_cart(make_variant(10)))
    in_three_days = timezone.now() + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: in_three_days)

    with pytest.raises(DeliveryUnpriced):
        place(checkout, shown_total=Money(Decimal("136.00"), "CNY"))


def test_placing_is_refused_when_no_rate_stands_for_the_country():
    address = {"country": "NZ", "name": "Carla", "phone": "+6421123456", "line": "1 Queen St", "city": "Auckland", "postcode": "1010"}
    checkout = make_checkout(make_cart(make_variant(10)), address=address)

    with pytest.raises(DeliveryUnpriced):
        place(checkout, shown_total=Money(Decimal("136.00"), "CNY"))


def test_goods_are_held_until_the_group_ends_when_placed(settings):
    carla = make_user("carla")
    group = place(make_checkout(make_cart(make_variant(10), user=carla)), by=carla).group

    hold, grace = Hold.objects.get(), timedelta(seconds=settings.HOLD_GRACE_SECONDS)
    assert (hold.state, hold.quantity, hold.expires_at) == (HoldState.HELD, 2, group.held_until + grace)
    assert (hold.key, hold.holder) == (f"order_group:{group.number}", f"user:{carla.pk}")
    assert Order.objects.get().state == OrderState.AWAITING_PAYMENT


def _issue():
    for quote in Quote.objects.filter(state="waiting"):
        issue_quote(quote_id=quote.pk)


def test_price_of_the_quantity_is_frozen_and_a_tier_changed_meanwhile_refuses_the_order():
    coffee, tea = (make_variant(60, tiers={10: "60.00"}) for _ in range(2))
    first, second = (make_checkout(make_cart(variant, quantity=12)) for variant in (coffee, tea))
    group = place(first).group

    for variant in (coffee, tea):
        set_tiers(variant=variant, currency="CNY", tiers=[(10, Decimal("50.00"))], by=None)

    line = OrderLine.objects.get(order__group=group)
    assert (line.unit_price, line.line_total) == (Decimal("60.00"), Decimal("720.00"))
    with pytest.raises(CartChanged):
        place(second)
    assert OrderGroup.objects.count() == 1
