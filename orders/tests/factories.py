"""Carts, checkouts and orders for tests, made through the services. The cast: alice owns the shop, carla buys, charlie is a stranger."""

from __future__ import annotations

from typing import Any

from catalog.models import Variant
from catalog.models.variant import STOCK
from catalog.tests.factories import count, make_product, make_seller, make_user, stock_of  # noqa: F401 - for the tests here
from marketplace.accounts.models import User
from marketplace.allocation.enums import HoldState
from marketplace.allocation.models import Hold
from orders import addresses
from orders.enums import OrderState
from orders.identity.tests.factories import make_given
from orders.logistics.models import RateCard
from orders.logistics.services import issue_quote
from orders.logistics.tests.factories import make_card
from orders.models import Cart, Checkout, Order, OrderGroup
from orders.payments.models import Payment, PaymentRoute
from orders.payments.providers.base import Event, EventKind
from orders.payments.services import settle
from orders.payments.tests.factories import make_route
from orders.selectors.cart import read_cart
from orders.selectors.checkout import read_checkout
from orders.services import cart as carts
from orders.services import checkout as steps
from orders.services.fulfilment import accept_order, pack_order, ship_order
from orders.services.payment import pay_group
from orders.services.placement import Placement, place_order_group

HANGZHOU = {"province": "330000", "city": "330100", "district": "330106"}
CONTACT = {"email": "carla@buyer.example", "company_name": "", "company_code": "", "purchase_order": ""}
__all__ = ["make_product", "make_seller", "make_user"]


def hangzhou(**changes: str) -> addresses.Address:
    return addresses.china_address(name="卡拉", phone="+8613805712266", line="文三路 477 号", **HANGZHOU) | changes


def typed_hangzhou(**changes: str) -> dict[str, str]:
    """The address form as a buyer fills it in."""
    typed = {"country": "CN", "email": "carla@buyer.example", "name": "卡拉", "phone": "138 0571 2266", "line": "文三路 477 号"}
    return {**typed, **HANGZHOU, **changes}


def make_variant(on_hand: int = 10, price: str = "68.00", *, seller=None, currency: str = "CNY", **fields: Any) -> Variant:
    """A variant on sale, of a shop of its own unless one is given."""
    product = make_product(seller=seller, variants=[{"on_hand": on_hand, "prices": {currency: price}, **fields}])
    return product.variants.get()


def make_lane(country: str = "CN", currency: str = "CNY", **fields: Any) -> RateCard:
    """A delivery rate and a way to pay, so that a checkout to this country can be paid."""
    if not PaymentRoute.objects.filter(currency=currency).exists():
        make_route(currency)
    values = {
        "destination_country": country,
        "currency": currency,
        "breaks": {"0": "20.00"},
        "service": "express",
        "weight_rule": "courier",
    }
    return make_card(**{**values, **fields})


def make_cart(*variants: Variant, quantity: int = 2, user: User | None = None, currency: str = "CNY") -> Cart:
    cart = carts.member_cart(user) if user else carts.guest_cart()
    for variant in variants:
        carts.add_to_cart(cart=cart, variant_id=variant.pk, quantity=quantity, currency=currency)
    return cart


def make_checkout(cart: Cart, *, address: addresses.Address | None = None, currency: str = "CNY") -> Checkout:
    """A checkout with its address settled and every parcel priced."""
    checkout = steps.begin_checkout(cart=cart)
    steps.settle_address(checkout=checkout, address=address or hangzhou(), contact=CONTACT)
    checkout = steps.price_delivery(checkout=checkout, reading=read_cart(cart, currency))
    for known in checkout.quotes.values():
        issue_quote(quote_id=known["quote"])
    steps.choose_payment(checkout=checkout, provider="sandbox")
    return checkout


def place(checkout: Checkout, *, by: User | None = None, currency: str = "CNY", **changes: Any) -> Placement:
    """Press the button of this checkout, with the amount it says."""
    total = read_checkout(checkout, read_cart(checkout.cart, currency)).total
    facts = {"cart": checkout.cart, "attempt": checkout.attempt, "currency": currency, "language": "en", "shown_total": total, "by": by}
    return place_order_group(**{**facts, "given": make_given(), **changes})


def make_group(*variants: Variant, quantity: int = 2, user: User | None = None) -> OrderGroup:
    """An order group that waits for its payment."""
    if not RateCard.objects.exists():
        make_lane()
    return place(make_checkout(make_cart(*(variants or (make_variant(),)), quantity=quantity, user=user)), by=user).group


def start_paying(group: OrderGroup) -> Payment:
    return pay_group(group=group, provider="sandbox", return_url=f"/orders/{group.number}/", description=group.number).payment


def word_of(payment: Payment, kind: EventKind = EventKind.PAID) -> Event:
    return Event(kind, payment.reference, provider_reference="W1", money=payment.money)


def pay(group: OrderGroup) -> Payment:
    """The provider says that the group is paid."""
    payment = start_paying(group)
    settle(provider="sandbox", event=word_of(payment))
    payment.refresh_from_db()
    group.refresh_from_db()
    return payment


def make_order(
    *variants: Variant, state: str = OrderState.PAID, quantity: int = 2, user: User | None = None, by: User | None = None
) -> Order:
    """The first order of a paid group, brought forward to this state by the seller's member `by`."""
    group = make_group(*variants, quantity=quantity, user=user)
    pay(group)
    order = group.orders.select_related("group", "seller").get(position=1)
    if state == OrderState.PAID:
        return order
    order = accept_order(order=order, by=by)
    if state != OrderState.ACCEPTED:
        order = pack_order(order=order, by=by)
    if state == OrderState.SHIPPED:
        order = ship_order(order=order, carrier="Test Air", tracking_number=unused_number(), by=by)
    return order


def unused_number() -> str:
    """Of one parcel; each has its own."""
    taken = Order.objects.exclude(tracking_number="").count()
    return f"TA{taken:09}RW" if taken else "TA123456785RW"


def held_by_reservations(variant: Variant) -> int:
    """What the holds of the variant come to, row by row."""
    held = Hold.objects.filter(pool__subject=STOCK, pool__key=str(variant.pk), state=HoldState.HELD)
    return sum(held.values_list("quantity", flat=True))
