"""The code in a cart. Typing one holds nothing: its use is counted when the order is placed (orders.discounts)."""

from __future__ import annotations

from django.db import transaction

from marketplace.tries import count_try, tries_of
from orders.discounts.codes import MOST, shown_code
from orders.discounts.enums import WAITS, Why
from orders.discounts.exceptions import CodeRefused
from orders.models import Cart
from orders.selectors.cart import CartReading, read_cart

TRIES = 10  # unknown codes that one address may type
WINDOW = 600  # seconds
TYPED = "orders.codes"


@transaction.atomic
def put_code(*, cart: Cart, typed: str, currency: str, address: str) -> CartReading:
    """Keep the code in the cart, in place of another one, and give the cart with it. One that may count once the cart is another stays and
    waits; the reading says why. `address` is where it was typed: who guesses is slowed down. Raises CodeRefused for any other."""
    if tries_of(TYPED, address) >= TRIES:
        raise CodeRefused(Why.TOO_MANY_TRIES)
    code = shown_code(typed)
    if not code or len(code) > MOST:
        _count_try(address)
        raise CodeRefused(Why.UNKNOWN)
    before, cart.code = cart.code, code
    reading = read_cart(cart, currency)
    found = reading.code
    if found.why and found.why not in WAITS:
        cart.code = before
        if found.why == Why.UNKNOWN:
            _count_try(address)
        raise CodeRefused(found.why)
    Cart.objects.filter(pk=cart.pk).update(code=code)
    return reading


def take_code_out(*, cart: Cart) -> None:
    Cart.objects.filter(pk=cart.pk).update(code="")
    cart.code = ""


def _count_try(address: str) -> None:
    count_try(TYPED, address, window=WINDOW)
