"""Who may do what."""

from __future__ import annotations

import secrets

from marketplace.accounts.models import User
from orders.models import Order, OrderGroup


def owns_group(user: User | None, group: OrderGroup) -> bool:
    return bool(user and user.is_authenticated and group.user_id == user.pk)


def holds_token(token: str, group: OrderGroup) -> bool:
    """The signed link of a guest; compared in constant time."""
    return bool(token) and secrets.compare_digest(token.encode(), group.access_token.encode())


def sells_order(user: User | None, order: Order) -> bool:
    """A member of the order's seller."""
    return bool(user and user.is_authenticated and order.seller.members.filter(user=user).exists())
