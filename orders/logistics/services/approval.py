"""Figures of the desk are changed by two officers: one enters them, another puts them in force."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from marketplace.history.services import record
from marketplace.hubs.models import Hub
from orders.logistics.enums import RowState
from orders.logistics.exceptions import LaterRowStands, NoBreaks, NotProposed, SecondOfficerNeeded
from orders.logistics.models.approval import ApprovedRow
from orders.logistics.models.rate_card import RateCard

if TYPE_CHECKING:
    from marketplace.accounts.models import User


@transaction.atomic
def confirm(*, row: ApprovedRow, by: User) -> ApprovedRow:
    """The second officer's word: from its first day on the row counts. What was in force for the same question ends the day before;
    what began on the same day is replaced. Raises NotProposed, SecondOfficerNeeded, NoBreaks, LaterRowStands."""
    # One confirmation in a hub at a time: of two for one lane the later must see what the earlier put in force.
    Hub.objects.select_for_update(no_key=True).get(pk=row.hub_id)
    row = _locked(row)
    if row.entered_by_id is None or row.entered_by_id == by.pk:
        raise SecondOfficerNeeded
    if isinstance(row, RateCard) and not row.breaks.exists():
        raise NoBreaks
    for older in _in_its_way(row):
        _make_way(older, row, by)
    row.state, row.confirmed_by, row.confirmed_at = RowState.IN_FORCE, by, timezone.now()
    row.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    after = {"valid_from": row.valid_from, "valid_to": row.valid_to, "entered_by": row.entered_by_id}
    record(subject=row, action=f"{row._meta.model_name}.confirmed", by=by, after=after)
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
    """Let a row in force count until today and no longer. Raises NotProposed where it is not in force."""
    row = type(row).objects.select_for_update().get(pk=row.pk)
    today = timezone.localdate()
    if row.state != RowState.IN_FORCE or (row.valid_to and row.valid_to <= today):
        raise NotProposed
    before = {"valid_to": row.valid_to, "state": row.state}
    if row.valid_from > today:
        row.state = RowState.WITHDRAWN
    else:
        row.valid_to = today
    row.save(update_fields=["valid_to", "state"])
    record(subject=row, action=f"{row._meta.model_name}.ended", by=by, before=before, after={"valid_to": row.valid_to, "state": row.state})


def stand(row: ApprovedRow) -> None:
    """Put a row in force that a hub begins with, or that a demonstration shows: nobody entered it, nobody confirms it."""
    row.state = RowState.IN_FORCE
    row.save(update_fields=["state"])


def _locked(row: ApprovedRow) -> ApprovedRow:
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.state != RowState.PROPOSED:
        raise NotProposed
    return row


def _in_its_way(row: ApprovedRow) -> list[ApprovedRow]:
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
