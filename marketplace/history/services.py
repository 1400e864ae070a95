"""The append-only log: who, what, when, before and after, each entry sealed with the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from marketplace.history.models import Entry
from marketplace.hubs.context import current_hub, use_hub
from marketplace.hubs.models import Hub

GENESIS = "0" * 64
LOCK_SPACE = 7201  # first key of the advisory lock; the second is the hub
BATCH = 1000


def record(*, subject: models.Model, action: str, by=None, before: dict | None = None, after: dict | None = None, note: str = "") -> Entry:
    """Write one entry in the caller's transaction: it stands or falls with the change it tells of. Its place in the chain and its
    seal follow within seconds (seal_entries): taking them here would make every writer of the hub wait for every other."""
    entry = entry_of(subject=subject, action=action, by=by, before=before, after=after, note=note)
    entry.save(force_insert=True)
    return entry


def record_together(entries: Iterable[Entry]) -> list[Entry]:
    """The same for several, each made by entry_of(), in one statement."""
    return Entry.objects.bulk_create(entries)


def entry_of(
    *, subject: models.Model, action: str, by=None, before: dict | None = None, after: dict | None = None, note: str = ""
) -> Entry:
    """The entry that record() would write, not written yet."""
    return Entry(
        hub=current_hub(),
        at=timezone.now(),
        by=by if by is not None and by.pk else None,
        action=action,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=str(subject.pk),
        before=_plain(before or {}),
        after=_plain(after or {}),
        note=note,
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


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


@transaction.atomic
def seal_entries() -> int:
    """Give the committed entries of the current hub their places at the end of its chain, in the order they were written. Returns how
    many there were."""
    with connection.cursor() as cursor:  # two sealers shall not give away the same place
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, current_hub().pk])
    last = Entry.objects.exclude(position=None).order_by("-position").first()
    position, previous = (last.position, last.hash) if last else (0, GENESIS)
    fresh = list(Entry.objects.filter(position=None).order_by("pk")[:BATCH])
    for entry in fresh:
        position += 1
        entry.position, entry.previous_hash = position, previous
        entry.hash = previous = seal(entry)
    Entry.objects.bulk_update(fresh, ["position", "previous_hash", "hash"], batch_size=200)
    return len(fresh)


def seal_all_hubs() -> int:
    """Seal what is waiting in every hub; returns how many entries."""
    sealed = 0
    for hub in Hub.objects.order_by("pk"):
        with use_hub(hub):
            while count := seal_entries():
                sealed += count
    return sealed
