"""Conversations for tests. carla buys, alice owns the shop, charlie is a stranger."""

from __future__ import annotations

import uuid

from catalog.models import Product
from marketplace.accounts.models import User
from orders.models import Order
from orders.talk.models import Message, Thread
from orders.talk.services.writing import begin, send_message


def ask(buyer: User, about: Product | Order, text: str = "Is it washed?", **changes) -> Thread:
    """The buyer's first message, and its conversation."""
    return begin(buyer=buyer, about=about, text=text, **{"key": uuid.uuid4(), "language": "en", **changes}).thread


def say(thread: Thread, side: str, by: User, text: str = "Yes.", **changes) -> Message:
    return send_message(thread=thread, side=side, by=by, text=text, **{"key": uuid.uuid4(), **changes})
