"""What conversations hold of persons: what they wrote and showed to the other side."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.people import Person
from marketplace.privacy.registry import Holding, KeptFile, declare
from orders.talk.enums import ReportState
from orders.talk.models import Block, Mailbox, Message, MessageFile, Report, Thread
from sellers.uploads import KINDS

ROOM = _("Messages")


def _own(person: Person, *, is_order: bool) -> QuerySet[Message]:
    """What the person wrote; the other side's words belong to them."""
    if not person.is_member:
        return Message.objects.none()
    return Message.objects.filter(author=person.user_id, thread__order__isnull=not is_order)


def _told(person: Person, *, is_order: bool) -> list[dict[str, Any]]:
    rows = _own(person, is_order=is_order).order_by("pk")
    return list(rows.values("thread__product__name", "thread__order__number", "side", "text", "sent_at"))


def _shown(person: Person, *, is_order: bool) -> Iterable[KeptFile]:
    rows = MessageFile.objects.filter(message__in=_own(person, is_order=is_order)).order_by("pk")
    return [KeptFile(f"{row.public_id}.{KINDS[row.content_type]}", row.file.storage, row.file.name) for row in rows]


@transaction.atomic
def _forget(person: Person) -> int:
    """A buyer's conversations about goods go with their files, but for what lies before RDB; with them blocks and the letters' box."""
    if not person.is_member:
        return 0
    threads = Thread.objects.filter(buyer=person.user_id, product__isnull=False)
    threads = threads.exclude(pk__in=Report.objects.filter(state=ReportState.OPEN).values("message__thread"))
    ids = list(threads.values_list("pk", flat=True))
    for row in MessageFile.objects.filter(message__thread__in=ids):
        transaction.on_commit(partial(row.file.storage.delete, row.file.name))
    Report.objects.filter(message__thread__in=ids).delete()
    Thread.objects.filter(pk__in=ids).delete()
    boxes = Mailbox.objects.filter(user=person.user_id).delete()[0]
    blocks = Block.objects.filter(buyer=person.user_id).delete()[0]
    return len(ids) + boxes + blocks


declare(
    Holding(
        "talk.goods",
        room=ROOM,
        what=_("What you wrote and showed to sellers about their goods, whom you blocked, and when we next write to you about it"),
        why=_("So that sellers can answer you"),
        whose=Whose.MEMBER,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={
            "talk.Thread": ["buyer"],
            "talk.Message": ["author", "text"],
            "talk.MessageFile": ["file"],
            "talk.Block": ["buyer"],
            "talk.Mailbox": ["user"],
        },
        until=_("365 days after the last message, by the dated rows that officers keep"),
        given_to=_("the other side, and RDB what one of you reports"),
        export=partial(_told, is_order=False),
        files=partial(_shown, is_order=False),
        erase=_forget,
    ),
    Holding(
        "talk.orders",
        room=ROOM,
        what=_("What you wrote and showed to sellers about your orders"),
        why=_("So that what was agreed about an order can be proven afterwards"),
        whose=Whose.MEMBER,
        basis=Basis.CONTRACT,
        fate=Fate.STAYS,
        fields={"talk.Message": ["author", "text"], "talk.MessageFile": ["file"]},
        until=_("1,095 days after the last message, by the dated rows that officers keep"),
        given_to=_("the other side, and RDB what one of you reports"),
        export=partial(_told, is_order=True),
        files=partial(_shown, is_order=True),
    ),
)
