"""Conversations of the demo's buyer with the demo's firms, in Chinese and in English, and one about an order that waits for its answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from catalog.models import Product
from marketplace.accounts.models import User
from marketplace.demo_data.orders import COFFEE, GREEN
from orders.models import Order
from orders.talk.enums import Side
from orders.talk.models import SavedAnswer, Thread
from orders.talk.services.saved_answers import save_answer
from orders.talk.services.writing import begin, send_message

SPACE = uuid.UUID("6f7d1b1e-0000-4000-8000-000000000000")  # the demo's own forms
ROAST = ("您好，请问这款咖啡豆的包装上有烘焙日期吗？", "您好！每袋都印有烘焙日期。")
SAMPLE = ("Can we have a sample of one kilogram before we order sixty?", "Yes. Choose the one-kilogram size; it is of the same lot.")
PARCEL = "请问包裹大概什么时候寄出？"


def load_talk(people: dict[str, User], say: Callable[[str], None]) -> int:
    """Whatever of them is not there yet. Safe to call again."""
    buyer, firm_person, new = people["buyer"], people["seller"], 0
    for slug, words, language in ((COFFEE, ROAST, "zh-hans"), (GREEN, SAMPLE, "en")):
        product = Product.objects.on_sale().filter(slug=slug).select_related("seller").first()
        if product is None or Thread.objects.filter(buyer=buyer, product=product).exists():
            continue
        asked, answer = words
        thread = begin(buyer=buyer, about=product, text=asked, key=_key(slug, "asked"), language=language).thread
        if product.seller.members.filter(user=firm_person).exists():
            send_message(thread=thread, side=Side.SELLER, by=firm_person, text=answer, key=_key(slug, "answered"))
        new += 1
    order = Order.objects.filter(group__user=buyer, paid_at__isnull=False).select_related("group", "seller").order_by("pk").first()
    if order and not Thread.objects.filter(order=order).exists():
        begin(buyer=buyer, about=order, text=PARCEL, key=_key(order.number, "asked"), language="zh-hans")
        new += 1
    member = firm_person.seller_members.select_related("seller").first()
    if member and not SavedAnswer.objects.filter(seller=member.seller).exists():
        save_answer(seller=member.seller, title="烘焙日期", text=ROAST[1])
    if new:
        say(f"{new} conversations")
    return new


def _key(*words: str) -> uuid.UUID:
    return uuid.uuid5(SPACE, ":".join(words))
