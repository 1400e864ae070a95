"""From a wishlist into a cart."""

from __future__ import annotations

from django.db import transaction

from catalog.wishes.models import Wish
from catalog.wishes.services.keeping import drop_wish
from orders.models import Cart, CartLine
from orders.services.cart import add_to_cart


@transaction.atomic
def add_wish(*, wish: Wish, cart: Cart, currency: str) -> CartLine:
    """The least order of it in the cart, and off the list: both or neither. Raises QuantityRefused."""
    line = add_to_cart(cart=cart, variant_id=wish.variant_id, quantity=wish.variant.minimum_quantity, currency=currency)
    drop_wish(user=wish.user, product_id=wish.product_id)
    return line
