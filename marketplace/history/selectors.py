from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models

from marketplace.history.models import Entry
from marketplace.history.services import GENESIS, seal


def entries_for(subject: models.Model) -> models.QuerySet[Entry]:
    """Everything done to this thing, newest first, with who did it."""
    kind = ContentType.objects.get_for_model(subject)
    return Entry.objects.filter(subject_type=kind, subject_id=str(subject.pk)).select_related("by")


def first_broken_entry() -> Entry | None:
    """The first sealed entry of the hub's chain whose seal or place does not fit; None when the log is whole."""
    previous = GENESIS
    for position, entry in enumerate(Entry.objects.exclude(position=None).order_by("position").iterator(), start=1):
        if entry.position != position or entry.previous_hash != previous or entry.hash != seal(entry):
            return entry
        previous = entry.hash
    return None
