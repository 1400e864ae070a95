"""Whose cart and whose orders a request may touch."""

from __future__ import annotations

from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from marketplace.accounts.models import User
from orders.enums import GroupState
from orders.models import Cart, CartLine, OrderGroup
from orders.rules import holds_token
from orders.selectors.cart import CartReading, cart_of_guest, cart_of_member, read_cart
from orders.selectors.claims import claims_of
from orders.selectors.orders import get_group_for
from orders.services.cart import guest_cart, member_cart
from orders.services.claims import bring_claims

CART_TOKEN = "cart_token"
CART_COUNT = "cart_count"
ORDER_KEYS = "order_keys"
KEYS_KEPT = 50


def find_cart(request: HttpRequest) -> Cart | None:
    """The reader's cart; None where they have none yet."""
    if request.user.is_authenticated:
        return cart_of_member(request.user)
    return cart_of_guest(request.session.get(CART_TOKEN, ""))


def take_cart(request: HttpRequest) -> Cart:
    """The reader's cart, made where there is none. A guest's is remembered in the session alone."""
    if request.user.is_authenticated:
        return member_cart(request.user)
    cart = find_cart(request)
    if cart is None:
        cart = guest_cart()
        request.session[CART_TOKEN] = cart.token
    return cart


def currency_of(request: HttpRequest) -> str:
    return request.preferences.currency


def read_own_cart(request: HttpRequest) -> CartReading:
    """The reader's cart against today's offers; the count in the header is brought up to date on the way."""
    cart = find_cart(request)
    if request.user.is_authenticated:
        cart = _with_claims(request.user, cart)
    reading = read_cart(cart, currency_of(request))
    keep_count(request, sum(item.quantity for item in reading.items))
    return reading


def _with_claims(user: User, cart: Cart | None) -> Cart | None:
    """The member's cart with what they claimed; made for it where there was none."""
    if cart is None and claims_of(user.pk):
        cart = member_cart(user)
    if cart is not None:
        bring_claims(cart=cart)
    return cart


def keep_count(request: HttpRequest, count: int) -> None:
    if request.session.get(CART_COUNT, 0) != count:
        request.session[CART_COUNT] = count


def recount(request: HttpRequest, user: User | None = None) -> int:
    """Count the pieces again after a change."""
    cart = cart_of_member(user) if user else find_cart(request)
    pieces = CartLine.objects.filter(cart=cart, is_saved=False).aggregate(pieces=Sum("quantity"))["pieces"] if cart else 0
    keep_count(request, pieces or 0)
    return pieces or 0


def keep_order_key(request: HttpRequest, number: str, token: str) -> None:
    """Remember the key of a guest's order, so that its address needs none; the newest are kept."""
    keys = {**request.session.get(ORDER_KEYS, {}), number: token}
    request.session[ORDER_KEYS] = dict(list(keys.items())[-KEYS_KEPT:])


def unpaid_group(request: HttpRequest) -> OrderGroup | None:
    """The newest order placed in this browser that waits for its payment: who comes back from the wallet finds it, not an empty cart."""
    keys = request.session.get(ORDER_KEYS, {})
    if not keys:
        return None
    waiting = OrderGroup.objects.filter(number__in=keys, state=GroupState.AWAITING_PAYMENT, held_until__gt=timezone.now())
    return next((group for group in waiting.order_by("-pk") if holds_token(keys[group.number], group)), None)


def get_own_group(request: HttpRequest, number: str) -> OrderGroup:
    """The order group this reader may see: a member's own, a guest's by the key kept in the session or sent along. Raises Http404."""
    sent = request.headers.get("Order-Key", "") or request.GET.get("key", "")
    return get_group_for(request.user, number, {number: sent[:60]} if sent else request.session.get(ORDER_KEYS, {}))
