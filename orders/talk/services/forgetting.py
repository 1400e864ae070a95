"""Conversations end: what is older than the row of its kind allows goes, with its files. What lies before RDB stays until it is decided."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from orders.talk.enums import Kept, ReportState
from orders.talk.models import MessageFile, Report, TalkRetention, Thread
from sellers.selectors.calendar import hub_zone

BATCH = 500


def days_kept(kind: str) -> int | None:
    """Days after the last message, by the newest row that has begun; None where there is no row, and then nothing goes."""
    today = timezone.now().astimezone(hub_zone()).date()
    rows = TalkRetention.objects.filter(kind=kind, valid_from__lte=today)
    return rows.order_by("-valid_from").values_list("days", flat=True).first()


@transaction.atomic
def forget_old_threads() -> int:
    """Returns how many conversations went."""
    gone = 0
    for kind in Kept:
        days = days_kept(kind)
        if days is None:
            continue
        old = Thread.objects.filter(last_at__lt=timezone.now() - timedelta(days=days), **{f"{kind}__isnull": False})
        old = old.exclude(pk__in=Report.objects.filter(state=ReportState.OPEN).values("message__thread"))
        ids = list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])
        files = [(row.file.storage, row.file.name) for row in MessageFile.objects.filter(message__thread__in=ids)]
        Report.objects.filter(message__thread__in=ids).delete()
        Thread.objects.filter(pk__in=ids).delete()
        gone += len(ids)
        for storage, name in files:
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
    return gone
