"""Orders in every state for the demo's buyers and a guest, made by the same services as a buyer's clicks.

The money is the sandbox wallet's, the buyers and their addresses are invented, delivery rates are demonstration rates. What has been
moved back in time afterwards, so that the pages show a shop at work, are the dates on the orders alone; the history tells the truth."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from catalog.models import Variant
from marketplace.accounts.models import User
from orders import addresses
from orders.enums import OrderState, RefusalReason
from orders.identity.consent import consent_now
from orders.identity.numbers import constructed_number
from orders.identity.person import RealPerson
from orders.identity.services import Given
from orders.logistics.services import issue_quote
from orders.models import Checkout, Order, OrderGroup
from orders.payments.models import Payment
from orders.payments.sandbox.visitor import press
from orders.payments.services import query_payment
from orders.selectors.cart import read_cart
from orders.selectors.checkout import read_checkout
from orders.services import cart as carts
from orders.services import checkout as steps
from orders.services.cancellation import cancel_order, refuse_order
from orders.services.expiry import expire_group
from orders.services.fulfilment import accept_order, confirm_receipt, pack_order, ship_order
from orders.services.payment import pay_group
from orders.services.placement import place_order_group
from sellers.models import Member

HANGZHOU = addresses.china_address(
    name="演示买家",
    phone="+8613805712266",
    province="330000",
    city="330100",
    district="330106",
    line="文三路 477 号 3-502",
    postcode="310012",
)
CHANGSHA = addresses.china_address(
    name="演示进口商", phone="+8613907310088", province="430000", city="430100", district="430111", line="高桥大市场 8 栋 112 号"
)
PORTLAND = {
    "country": "US",
    "name": "Demo guest",
    "phone": "+15035550142",
    "line": "1120 SE Demonstration Street",
    "line2": "",
    "city": "Portland",
    "region": "OR",
    "postcode": "97214",
}
# Eighteen characters whose check character fits; no such firm is registered.
COMPANY = {"company_name": "演示进口有限公司 Demo Import Co., Ltd.", "company_code": "91430100DEM000001M", "purchase_order": "PO-2026-118"}
COFFEE, GREEN, BASKET, PANEL = (
    "coocamu-washed-bourbon-250-g",
    "coocamu-musasa-washed-green",
    "agaseke-peace-basket-coparwa",
    "imigongo-panel-geometric",
)
WAY = [OrderState.PAID, OrderState.ACCEPTED, OrderState.PACKED, OrderState.SHIPPED, OrderState.DELIVERED]
APART = {"paid_at": 0, "accepted_at": 1, "packed_at": 2, "shipped_at": 3, "delivered_at": 12, "ended_at": 1}  # days after the order
CARRIER = "Demonstration courier"
STAFF = "staff@demo.example"  # has no password: nobody signs in with it


@dataclass(frozen=True)
class Story:
    """One checkout and how far it came. `ends` is a state for each of its orders, by product; without one it is never paid; one by transfer
    waits for the bank's statement."""

    key: str
    who: str
    goods: dict[str, int]
    ends: dict[str, OrderState] = field(default_factory=dict)
    days_ago: int = 0
    currency: str = "CNY"
    is_expired: bool = False
    is_paid_late: bool = False
    is_by_transfer: bool = False


STORIES = [
    Story("first-coffee", "buyer", {COFFEE: 2}, {COFFEE: OrderState.DELIVERED}, days_ago=19),
    Story("coffee-and-basket", "buyer", {COFFEE: 2, BASKET: 1}, {COFFEE: OrderState.SHIPPED, BASKET: OrderState.ACCEPTED}, days_ago=4),
    Story("turned-back", "buyer", {BASKET: 1}, {BASKET: OrderState.CANCELLED}, days_ago=9),
    Story("green-trial", "importer", {GREEN: 5}, {GREEN: OrderState.DELIVERED}, days_ago=33),
    Story("green-lot", "importer", {GREEN: 60}, {GREEN: OrderState.PACKED}, days_ago=3),
    Story("panels", "importer", {PANEL: 2}, {PANEL: OrderState.REFUSED}, days_ago=6),
    Story(
        "guest-basket", "guest", {BASKET: 1, COFFEE: 3}, {BASKET: OrderState.PAID, COFFEE: OrderState.ACCEPTED}, days_ago=1, currency="USD"
    ),
    Story("guest-too-late", "guest", {PANEL: 1}, days_ago=2, currency="USD", is_expired=True, is_paid_late=True),
    Story("forgotten", "buyer", {BASKET: 1}, days_ago=5, is_expired=True),
    Story("new-today", "buyer", {COFFEE: 3}, {COFFEE: OrderState.PAID}),
    Story("by-transfer", "importer", {GREEN: 20}, is_by_transfer=True),
    Story("going-to-pay", "buyer", {COFFEE: 1}),
]


def orders_are_told() -> bool:
    """Whether the last story stands in the books: then the demo is loaded to its end."""
    return OrderGroup.objects.filter(idempotency_key=f"demo:{STORIES[-1].key}").exists()


def load_orders(people: dict[str, User], say: Callable[[str], None]) -> int:
    """Every story that has not been told yet. Safe to call again. Needs the sandbox wallet; without it there are no orders."""
    if not (settings.PAYMENTS_SANDBOX and settings.SANDBOX_URL):
        return 0
    told = set(OrderGroup.objects.filter(idempotency_key__startswith="demo:").values_list("idempotency_key", flat=True))
    new = 0
    for story in STORIES:
        if f"demo:{story.key}" not in told and (variants := _variants(story)):
            _tell(story, variants, None if story.who == "guest" else people[story.who])
            new += 1
    if new:
        say(f"{new} checkouts in every state")
    return new


def _variants(story: Story) -> dict[str, Variant] | None:
    """The first variant of each product, or None when one of them is not on sale."""
    found = {
        slug: Variant.objects.filter(product__slug=slug, product__state="published", prices__currency=story.currency)
        .order_by("position")
        .first()
        for slug in story.goods
    }
    return found if all(found.values()) else None


def _tell(story: Story, variants: dict[str, Variant], user: User | None) -> None:
    group = _place(story, variants, user)
    if story.is_by_transfer:
        _start(group, "bank_transfer")
    if story.is_expired or story.ends:
        payment = _start(group)
        if story.is_expired:
            expire_group(group=group, moment=group.held_until + timedelta(seconds=1))
        if story.ends or story.is_paid_late:
            with _unreported():
                _wallet_pays(payment, is_late=story.is_paid_late)
    for slug, state in story.ends.items():
        order = group.orders.select_related("group", "seller").get(lines__variant=variants[slug])
        _bring_to(order, state, story.days_ago)
    _move_back(group, timedelta(days=story.days_ago))


@transaction.atomic
def _place(story: Story, variants: dict[str, Variant], user: User | None) -> OrderGroup:
    """Cart, address, quotes and the button, in a cart of its own: the demo buyer's cart stays theirs."""
    cart = carts.guest_cart()
    for slug, quantity in story.goods.items():
        carts.add_to_cart(cart=cart, variant_id=variants[slug].pk, quantity=quantity, currency=story.currency)
    address = {"buyer": HANGZHOU, "importer": CHANGSHA, "guest": PORTLAND}[story.who]
    contact = {"email": user.email if user else "guest@demo.example", **(COMPANY if story.who == "importer" else {})}
    checkout = steps.begin_checkout(cart=cart)
    Checkout.objects.filter(pk=checkout.pk).update(attempt=f"demo:{story.key}")
    checkout.refresh_from_db()
    steps.settle_address(checkout=checkout, address=address, contact=contact)
    checkout = steps.price_delivery(checkout=checkout, reading=read_cart(cart, story.currency))
    for asked in checkout.quotes.values():
        issue_quote(quote_id=asked["quote"])
    total = read_checkout(checkout, read_cart(cart, story.currency)).total
    group = place_order_group(
        cart=cart,
        attempt=checkout.attempt,
        currency=story.currency,
        language=user.language if user else "en",
        shown_total=total,
        by=user,
        # Made up by counting: whoever is in no register can be nobody's.
        given=Given(RealPerson("演示买家", constructed_number(), "+8613800138000"), consent_now()) if story.who == "buyer" else None,
    ).group
    cart.delete()
    return group


def _start(group: OrderGroup, provider: str = "sandbox") -> Payment:
    return pay_group(
        group=group, provider=provider, return_url=f"{settings.SITE_URL}/orders/{group.number}/", description=f"Isoko order {group.number}"
    ).payment


def _wallet_pays(payment: Payment, *, is_late: bool) -> None:
    """The buyer pays on the wallet's page and closes the browser; the wallet's books tell us when we ask."""
    press(settings.SANDBOX_URL, payment.redirect_url, "pay-anyway" if is_late else "pay", behaviour="lose")
    query_payment(payment=payment)


@contextmanager
def _unreported() -> Iterator[None]:
    """A payment that comes too late belongs to the tale: the log of whoever starts the house need not warn of it."""
    log = logging.getLogger("orders.payments")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


def _bring_to(order: Order, state: OrderState, days_ago: int) -> None:
    member = Member.objects.filter(seller=order.seller).select_related("user").first()
    by = member.user if member else _stand_in(order)
    if state == OrderState.CANCELLED:
        cancel_order(order=order, by=order.group.user, note="")
    elif state == OrderState.REFUSED:
        refuse_order(order=order, reason=RefusalReason.DAMAGED, note="The panel cracked while drying. We paint a new one.", by=by)
    else:
        for step in WAY[1 : WAY.index(state) + 1]:
            _step(order, step, by, days_ago)


def _stand_in(order: Order) -> User:
    """Most demo firms have nobody who signs in; a person is lent to them for the steps of these orders."""
    user = User.objects.filter(email=STAFF).first() or User.objects.create_user(STAFF, None, name="Demo staff", is_demo=True)
    Member.objects.get_or_create(seller=order.seller, user=user)
    return user


def _step(order: Order, state: OrderState, by: User, days_ago: int) -> None:
    match state:
        case OrderState.ACCEPTED:
            accept_order(order=order, by=by)
        case OrderState.PACKED:
            pack_order(order=order, by=by)
        case OrderState.SHIPPED:
            # What was told of a way is never changed, so that it is told with its day at once.
            left = timezone.now() - timedelta(days=max(days_ago - APART["shipped_at"], 0))
            ship_order(order=order, carrier=CARRIER, tracking_number=f"DEMO{order.pk:08d}RW", by=by, handed_over_at=left)
        case OrderState.DELIVERED:
            confirm_receipt(order=order, by=order.group.user)


def _move_back(group: OrderGroup, by: timedelta) -> None:
    """Days between the steps, as a shop has them: a day to accept, one to pack, one to leave, the rest on the way."""
    if not by:
        return
    OrderGroup.objects.filter(pk=group.pk).update(**{name: F(name) - by for name in ("placed_at", "paid_at", "ended_at", "held_until")})
    for order in group.orders.all():
        moved = {name: min(at - by + timedelta(days=days), timezone.now()) for name, days in APART.items() if (at := getattr(order, name))}
        Order.objects.filter(pk=order.pk).update(**moved)
