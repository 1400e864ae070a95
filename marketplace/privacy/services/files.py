"""The files of copies: in private storage, and gone when their day has come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from marketplace.history.services import record
from marketplace.privacy.enums import RequestState
from marketplace.privacy.models import PersonRequest


def delete_files(requests: QuerySet[PersonRequest]) -> int:
    """Delete the files of these requests; the row first says that there is none. Returns how many."""
    count = 0
    for pk in list(requests.values_list("pk", flat=True)):
        with transaction.atomic():
            row = PersonRequest.objects.locked().get(pk=pk)
            if not row.file:
                continue
            name, storage = row.file.name, row.file.storage
            row.file, row.state = "", RequestState.OVER
            row.save(update_fields=["file", "state"])
            record(subject=row, action="privacy.export_deleted")
            transaction.on_commit(lambda name=name, storage=storage: storage.delete(name))
        count += 1
    return count


def delete_old_files(_before: datetime, dry: bool) -> int:
    """Each file has a day of its own, given when it was made."""
    old = PersonRequest.objects.exclude(file="").filter(expires_at__lte=timezone.now())
    return old.count() if dry else delete_files(old)
