"""A conversation with a message of either side, and a wishlist with something on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catalog.models import Product
from catalog.wishes.services.keeping import keep_wish
from marketplace.accounts.models import User
from orders.models import Order
from orders.talk.tests.factories import ask, say

# operation -> (name in its path, what is meant)
FITTING = {
    **{
        f"{side}conversations_{deed}": ("conversation_id", "conversations")
        for side in ("", "sales_")
        for deed in ("retrieve", "messages_list", "write", "read", "block", "unblock")
    },
    "messages_report": ("message_id", "sellers messages"),
    "wishes_remove": ("slug", "wished"),
}


def tell_stories(
    product: Product, order: Order, *, seller: User, buyer: User
) -> tuple[dict[str, list[Any]], dict[str, list[dict[str, Any]]]]:
    """What exists of them, by what it is, and bodies that are accepted, by operation."""
    thread = ask(buyer, product)
    answer = say(thread, "seller", seller)
    keep_wish(user=buyer, product_id=product.pk, currency="CNY")
    known = {
        "conversations": [str(thread.public_id)],
        "sellers messages": [str(answer.public_id)],
        "wished": [product.slug],
    }
    bodies = {
        "conversations_begin": [
            {"product": product.slug, "text": "And the next harvest?"},
            {"order": order.number, "text": "Is it on its way?"},
        ],
        "conversations_write": [{"text": "Thank you."}],
        "sales_conversations_write": [{"text": "It is."}],
        "messages_report": [{"reason": "spam", "note": "Again and again."}],
        "wishes_create": [{"product": product.slug}],
    }
    return known, bodies


def fitting(often: Callable[[str], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: {f"path.{place}": often(known)} for name, (place, known) in FITTING.items()}
