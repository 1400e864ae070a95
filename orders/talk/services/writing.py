"""Writing a message: the only way one comes into being.

Until an order between the two is paid, a text may name no way to be reached outside the house: it is refused with what was found,
nothing is written, and the form keeps the words for mending."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from pathlib import PurePath
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from catalog.models import Product
from catalog.trust.leaks import refuse_leaks
from marketplace.accounts.models import User
from orders.enums import ENDED_UNSOLD, SELLER_SEES
from orders.models import Order
from orders.talk.enums import Side
from orders.talk.exceptions import TalkRefused
from orders.talk.models import Block, Message, MessageFile, Thread
from orders.talk.services.letters import due_letter
from sellers.models import Member
from sellers.uploads import Paper, checked_upload

LONGEST = 2000  # characters
MOST_FILES = 4
MOST_AN_HOUR = 60  # messages a person
MOST_THREADS_A_DAY = 20  # conversations a buyer begins


def thread_about_product(*, buyer: User, product: Product) -> Thread:
    """The one conversation of this buyer about this product, made where there is none. Raises TalkRefused: own_firm, not_selling, many."""
    if kept := Thread.objects.filter(buyer=buyer, product=product).first():
        return kept
    if not (product.is_published and product.seller.is_selling):
        raise TalkRefused("not_selling")
    _check_stranger(buyer, product.seller_id)
    return Thread.objects.get_or_create(buyer=buyer, product=product, defaults={"seller": product.seller})[0]


def thread_about_order(*, buyer: User, order: Order) -> Thread:
    """The one conversation about this order of the buyer's. Raises TalkRefused: own_firm, many."""
    if kept := Thread.objects.filter(order=order).first():
        return kept
    _check_stranger(buyer, order.seller_id)
    return Thread.objects.get_or_create(order=order, defaults={"buyer": buyer, "seller": order.seller})[0]


@transaction.atomic
def begin(*, buyer: User, about: Product | Order, text: str, key: UUID, language: str, uploads: Sequence[UploadedFile] = ()) -> Message:
    """The buyer's first message, and the conversation with it: both or neither. Raises as `send_message`."""
    if isinstance(about, Order):
        thread = thread_about_order(buyer=buyer, order=about)
    else:
        thread = thread_about_product(buyer=buyer, product=about)
    return send_message(thread=thread, side=Side.BUYER, by=buyer, text=text, key=key, language=language, uploads=uploads)


@transaction.atomic
def send_message(
    *, thread: Thread, side: str, by: User, text: str, key: UUID, language: str = "", uploads: Sequence[UploadedFile] = ()
) -> Message:
    """The message as it stands in the conversation; sent again with the same key it is the first one. Raises TalkRefused (empty, long,
    files, blocked_by_you, blocked, many), BadUpload, and ContactLeak."""
    side, text = Side(side), text.replace("\x00", "").strip()
    thread = Thread.objects.locked().get(pk=thread.pk)
    if sent := Message.objects.filter(thread=thread, side=side, key=key).first():
        return sent
    _check_words(text, uploads)
    _check_blocks(thread, side)
    if Message.objects.filter(author=by, sent_at__gt=timezone.now() - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise TalkRefused("many")
    if text and not may_name_contacts(buyer_id=thread.buyer_id, seller_id=thread.seller_id):
        refuse_leaks(text)
    papers = [checked_upload(upload) for upload in uploads]
    message = Message.objects.create(thread=thread, side=side, author=by, text=text, key=key)
    for paper in papers:
        _keep_file(message, paper)
    _note(thread, side, message)
    due_letter(thread=thread, to=side.other, written_in=language)
    return message


def may_name_contacts(*, buyer_id: int, seller_id: int) -> bool:
    """Whether an order between the two has been paid, or secured by a letter of credit, and not been called off."""
    orders = Order.objects.filter(group__user=buyer_id, seller=seller_id, state__in=SELLER_SEES).exclude(state__in=ENDED_UNSOLD)
    return orders.filter(Q(paid_at__isnull=False) | Q(secured_at__isnull=False)).exists()


def mark_read(*, thread: Thread, side: str) -> None:
    """This side has seen all there is."""
    column = "unread_buyer" if side == Side.BUYER else "unread_seller"
    Thread.objects.filter(pk=thread.pk, **{f"{column}__gt": 0}).update(**{column: 0})


def _check_stranger(buyer: User, seller_id: int) -> None:
    if Member.objects.filter(user=buyer, seller=seller_id).exists():
        raise TalkRefused("own_firm")
    if Thread.objects.filter(buyer=buyer, began_at__gt=timezone.now() - timedelta(days=1)).count() >= MOST_THREADS_A_DAY:
        raise TalkRefused("many")


def _check_words(text: str, uploads: Sequence[UploadedFile]) -> None:
    if not text and not uploads:
        raise TalkRefused("empty")
    if len(text) > LONGEST:
        raise TalkRefused("long")
    if len(uploads) > MOST_FILES:
        raise TalkRefused("files")


def _check_blocks(thread: Thread, side: Side) -> None:
    sides = set(Block.objects.filter(buyer=thread.buyer_id, seller=thread.seller_id, lifted_at=None).values_list("side", flat=True))
    if side in sides:
        raise TalkRefused("blocked_by_you")
    if sides:
        raise TalkRefused("blocked")


def _keep_file(message: Message, paper: Paper) -> None:
    row = MessageFile(message=message, content_type=paper.content_type, sha256=paper.sha256)
    name = f"talk/{timezone.now():%Y/%m}/{uuid.uuid4().hex}{PurePath(paper.storage_name).suffix}"
    row.file.save(name, paper.as_file(), save=False)
    row.save()


def _note(thread: Thread, side: Side, message: Message) -> None:
    """What the lists and the counts say of the conversation, in the row that is locked."""
    now = message.sent_at
    changes: dict[str, object] = {"last_at": now, "last_side": side}
    if side == Side.BUYER:
        changes |= {"unread_seller": F("unread_seller") + 1, "waits_since": thread.waits_since or now}
        changes["first_asked_at"] = thread.first_asked_at or now
    else:
        changes |= {"unread_buyer": F("unread_buyer") + 1, "waits_since": None}
        if thread.first_asked_at:
            changes["first_answered_at"] = thread.first_answered_at or now
    Thread.objects.filter(pk=thread.pk).update(**changes)
