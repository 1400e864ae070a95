"""An officer lets a request that was put off, or gave up, be tried again now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from marketplace.history.services import record
from marketplace.jobs import enqueue
from marketplace.privacy.enums import RequestKind, RequestState
from marketplace.privacy.models import PersonRequest

if TYPE_CHECKING:
    from marketplace.accounts.models import User


@transaction.atomic
def try_again(*, request_id: int, by: User) -> bool:
    """Whether there was something to try. An erasure that had begun goes on where it was."""
    row = PersonRequest.objects.locked().filter(pk=request_id, state__in=[RequestState.DEFERRED, RequestState.FAILED]).first()
    if row is None:
        return False
    before = row.state
    row.tries += 1
    if row.state == RequestState.FAILED:
        row.state = RequestState.RUNNING if row.steps_done else RequestState.ASKED
    row.acts_after = timezone.now()
    kind = "privacy.export" if row.kind == RequestKind.EXPORT else "privacy.erase"
    row.job = enqueue(kind, key=f"{kind.replace('.', ':')}:{row.pk}:{row.tries}", payload={"request": row.pk}).pk
    row.save(update_fields=["state", "tries", "acts_after", "job"])
    record(subject=row, action="privacy.tried_again", by=by, before={"state": before})
    return True
