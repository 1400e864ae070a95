"""Signals that cross rooms: allauth's sign-in brings the guest's cart along."""

from __future__ import annotations

from allauth.account.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from marketplace.accounts.models import User
from orders.selectors.cart import cart_of_guest
from orders.services.cart import merge_carts
from orders.views.access import CART_TOKEN, recount


@receiver(user_logged_in, dispatch_uid="orders.bring_cart")
def bring_cart(request: HttpRequest, user: User, **_kwargs: object) -> None:
    """What was put into the cart before signing in is there after it."""
    guest = cart_of_guest(request.session.pop(CART_TOKEN, ""))
    if guest is not None:
        merge_carts(guest=guest, user=user)
    recount(request, user)
