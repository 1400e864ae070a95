"""The append-only log: who, what, when, before and after, each entry sealed with the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from marketplace.history.models import Entry
from marketplace.hubs.context import current_hub

GENESIS = "0" * 64
LOCK_SPACE = 7201  # first key of the advisory lock; the second is the hub


def seal(entry: Entry) -> str:
    """SHA-256 over everything the entry says and the seal before it."""
    said = [
        entry.previous_hash,
        entry.hub_id,
        entry.position,
        entry.at.isoformat(),
        entry.by_id,
        entry.action,
        entry.subject_type_id,
        entry.subject_id,
        entry.before,
        entry.after,
        entry.note,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


@transaction.atomic
def record(*, subject: models.Model, action: str, by=None, before: dict | None = None, after: dict | None = None, note: str = "") -> Entry:
    """Write one entry at the end of the hub's chain, in the caller's transaction."""
    hub = current_hub()
    with connection.cursor() as cursor:  # two writers shall not take the same place in the chain
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, hub.pk])
    last = Entry.objects.order_by("-position").first()
    entry = Entry(
        hub=hub,
        position=last.position + 1 if last else 1,
        at=timezone.now(),
        by=by if by is not None and by.pk else None,
        action=action,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=str(subject.pk),
        before=_plain(before or {}),
        after=_plain(after or {}),
        note=note,
        previous_hash=last.hash if last else GENESIS,
    )
    entry.hash = seal(entry)
    entry.save(force_insert=True)
    return entry
