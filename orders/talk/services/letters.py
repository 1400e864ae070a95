"""Letters about what was not read: one for all of it, a while after the first, and then none for some hours.

A message sets its reader's letter due; the clock writes it if something is still unread. The box is taken under lock and the letter's key
is the box and the moment it was due, so that two clocks write one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.look.chrome import root_of
from marketplace.mail.services import send_after_commit
from orders.talk.enums import Side
from orders.talk.models import Mailbox, Thread

SOON = timedelta(minutes=10)  # who is at the page reads it there
QUIET = timedelta(hours=4)  # between two letters to the same reader
BATCH = 200
NAMED = 5  # conversations a letter names


def due_letter(*, thread: Thread, to: str, written_in: str = "") -> None:
    """Let the other side be written to. `written_in` is the language the buyer writes from, which their own letters take."""
    if to == Side.BUYER:
        box = _box(user_id=thread.buyer_id)
    else:
        box = _box(seller_id=thread.seller_id)
        if written_in:
            mine, _is_new = Mailbox.objects.get_or_create(user_id=thread.buyer_id, defaults={"language": written_in})
            if mine.language != written_in:
                Mailbox.objects.filter(pk=mine.pk).update(language=written_in)
    if box.due_at is None:
        Mailbox.objects.filter(pk=box.pk).update(due_at=next_letter(timezone.now(), box.last_letter_at))


def next_letter(now: datetime, last: datetime | None) -> datetime:
    return max(now + SOON, last + QUIET) if last else now + SOON


def _box(**whose: int) -> Mailbox:
    box, _is_new = Mailbox.objects.get_or_create(**whose)
    return Mailbox.objects.select_for_update().get(pk=box.pk)


@transaction.atomic
def send_due_letters() -> int:
    """Letters to all whose time has come and who have something unread. Returns how many were written."""
    now = timezone.now()
    boxes = Mailbox.objects.select_for_update(of=("self",), skip_locked=True).filter(due_at__lte=now)
    written = 0
    for box in list(boxes.select_related("user", "seller").order_by("pk")[:BATCH]):
        if _write(box):
            box.last_letter_at = now
            written += 1
        box.due_at = None
        box.save(update_fields=["due_at", "last_letter_at"])
    return written


def _write(box: Mailbox) -> bool:
    threads = Thread.objects.select_related("product", "order", "seller").order_by("-last_at")
    if box.user_id:
        threads, to, language = threads.filter(buyer=box.user_id, unread_buyer__gt=0), box.user.email, box.language or box.user.language
        is_reachable = box.user.is_active
    else:
        threads, to, language = threads.filter(seller=box.seller_id, unread_seller__gt=0), box.seller.contact_email, box.seller.language
        is_reachable = bool(to)
    found = list(threads)
    if not found or not is_reachable:
        return False
    language = language or "en"
    is_buyer = bool(box.user_id)
    facts = {
        "threads": len(found),
        "messages": sum(thread.unread_by(Side.BUYER if is_buyer else Side.SELLER) for thread in found),
        "about": [_named(thread, is_buyer) for thread in found[:NAMED]],
        "path": f"{root_of(language)}messages/" if is_buyer else f"{root_of(language)}sell/messages/",
    }
    send_after_commit(to=to, template="talk/mail/unread", language=language, context=facts, key=f"talk:{box.pk}:{box.due_at.isoformat()}")
    return True


def _named(thread: Thread, is_buyer: bool) -> str:
    about = thread.order.number if thread.order_id else thread.product.name
    return f"{thread.seller.name}: {about}" if is_buyer else about
