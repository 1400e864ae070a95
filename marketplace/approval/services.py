"""One officer proposes a row, another puts it in force."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from marketplace.approval.enums import RowState
from marketplace.approval.exceptions import ChangedSince, LaterRowStands, NotInForce, NotProposed, SecondOfficerNeeded
from marketplace.approval.rows import ApprovedRow
from marketplace.history.selectors import entries_for
from marketplace.history.services import record
from marketplace.hubs.models import Hub

if TYPE_CHECKING:
    from marketplace.accounts.models import User

Row = TypeVar("Row", bound=ApprovedRow)
UNTOLD = ("id", "hub", "state", "proposed_by", "confirmed_by", "confirmed_at")


def facts_of(row: ApprovedRow) -> dict[str, Any]:
    """What the row says, by column."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in UNTOLD}


@transaction.atomic
def propose(*, row: ApprovedRow, by: User) -> None:
    """Write a proposal, new or changed; nothing is worked out with it yet. Raises NotProposed for a row in force or ended."""
    before = facts_of(_locked(row)) if row.pk else {}
    row.state, row.proposed_by = RowState.PROPOSED, by
    row.save()
    after = facts_of(row)
    changed = [name for name in after if before.get(name) != after[name] or not before]
    record(
        subject=row,
        action=f"{row._meta.model_name}.proposed",
        by=by,
        before={name: before[name] for name in changed if before},
        after={name: after[name] for name in changed},
    )


@transaction.atomic
def confirm(*, row: Row, by: User, seen_at: datetime | None = None) -> Row:
    """The second officer's word: from its first day on the row counts. What was in force for the same question ends the day before;
    what began on the same day is replaced. `seen_at` is when the officer was shown it. Raises NotProposed, SecondOfficerNeeded,
    ChangedSince, LaterRowStands, or what the row itself lacks."""
    # One confirmation in a hub at a time: of two for the same question the later must see what the earlier put in force.
    Hub.objects.select_for_update(no_key=True).get(pk=row.hub_id)
    row = _locked(row)
    if row.proposed_by_id is None or row.proposed_by_id == by.pk:
        raise SecondOfficerNeeded
    if seen_at is not None and entries_for(row).filter(at__gt=seen_at).exists():
        raise ChangedSince
    row.check_complete()
    for older in _in_its_way(row):
        _make_way(older, row, by)
    row.state, row.confirmed_by, row.confirmed_at = RowState.IN_FORCE, by, timezone.now()
    row.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    record(subject=row, action=f"{row._meta.model_name}.confirmed", by=by, after={**facts_of(row), "proposed_by": row.proposed_by_id})
    row.after_change()
    return row


@transaction.atomic
def withdraw(*, row: ApprovedRow, by: User) -> None:
    """Take a proposal back, by either officer. Raises NotProposed."""
    row = _locked(row)
    row.state = RowState.WITHDRAWN
    row.save(update_fields=["state"])
    record(subject=row, action=f"{row._meta.model_name}.withdrawn", by=by)


@transaction.atomic
def end(*, row: ApprovedRow, by: User) -> None:
    """Let a row in force count until today and no longer. Raises NotInForce."""
    row = type(row).objects.select_for_update().get(pk=row.pk)
    today = timezone.localdate()
    if row.state != RowState.IN_FORCE or (row.valid_to and row.valid_to <= today):
        raise NotInForce
    before = {"valid_to": row.valid_to, "state": row.state}
    if row.valid_from > today:
        row.state = RowState.WITHDRAWN
    else:
        row.valid_to = today
    row.save(update_fields=["valid_to", "state"])
    record(subject=row, action=f"{row._meta.model_name}.ended", by=by, before=before, after={"valid_to": row.valid_to, "state": row.state})
    row.after_change()


def stand(row: ApprovedRow) -> None:
    """Put a row in force that a hub begins with, or that a demonstration shows: nobody proposed it, nobody confirms it."""
    row.state = RowState.IN_FORCE
    row.save(update_fields=["state"])


def _locked(row: Row) -> Row:
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.state != RowState.PROPOSED:
        raise NotProposed
    return row


def _in_its_way(row: Row) -> list[Row]:
    same = type(row).objects.select_for_update().filter(state=RowState.IN_FORCE, **{name: getattr(row, name) for name in row.KEY})
    if row.valid_to:
        same = same.filter(valid_from__lte=row.valid_to)
    return list(same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=row.valid_from)).order_by("pk"))


def _make_way(older: ApprovedRow, row: ApprovedRow, by: User) -> None:
    before = {"valid_to": older.valid_to, "state": older.state}
    if older.valid_from < row.valid_from:
        older.valid_to = row.valid_from - timedelta(days=1)
    elif older.valid_from == row.valid_from:
        older.state = RowState.REPLACED
    else:
        raise LaterRowStands(older.valid_from)
    older.save(update_fields=["valid_to", "state"])
    after = {"valid_to": older.valid_to, "state": older.state, "by_row": row.pk}
    record(subject=older, action=f"{older._meta.model_name}.ended", by=by, before=before, after=after)
