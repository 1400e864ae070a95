"""The tables of duties and taxes are changed by two officers: one proposes a row, another puts it in force."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from marketplace.history.services import record
from marketplace.hubs.models import Hub
from orders.duties.enums import RowState
from orders.duties.exceptions import LaterRowStands, NotProposed, SecondOfficerNeeded
from orders.duties.kept import forget_books
from orders.duties.models import DatedRow, Market

if TYPE_CHECKING:
    from marketplace.accounts.models import User

UNTOLD = ("id", "hub", "state", "proposed_by", "confirmed_by", "confirmed_at")


def facts_of(row: DatedRow) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in UNTOLD}


@transaction.atomic
def propose(*, row: DatedRow, by: User) -> None:
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
def confirm(*, row: DatedRow, by: User) -> DatedRow:
    """The second officer's word: from its first day on the row counts. What was in force for the same question ends the day before;
    what began on the same day is replaced. Raises NotProposed, SecondOfficerNeeded, LaterRowStands."""
    # One confirmation in a market at a time: of two for the same question the later must see what the earlier put in force.
    _wait_in_line(row)
    row = _locked(row)
    if row.proposed_by_id is None or row.proposed_by_id == by.pk:
        raise SecondOfficerNeeded
    for older in _in_its_way(row):
        _make_way(older, row, by)
    row.state, row.confirmed_by, row.confirmed_at = RowState.IN_FORCE, by, timezone.now()
    row.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    record(subject=row, action=f"{row._meta.model_name}.confirmed", by=by, after={**facts_of(row), "proposed_by": row.proposed_by_id})
    transaction.on_commit(forget_books)
    return row


@transaction.atomic
def withdraw(*, row: DatedRow, by: User) -> None:
    """Take a proposal back, by either officer. Raises NotProposed."""
    row = _locked(row)
    row.state = RowState.WITHDRAWN
    row.save(update_fields=["state"])
    record(subject=row, action=f"{row._meta.model_name}.withdrawn", by=by)


def _wait_in_line(row: DatedRow) -> None:
    """Rows of other rooms that count everywhere belong to no market; they wait for their hub."""
    if any(field.name == "market" for field in row._meta.concrete_fields):
        Market.objects.select_for_update(no_key=True).get(pk=row.market_id)
    else:
        Hub.objects.select_for_update(no_key=True).get(pk=row.hub_id)


def _locked(row: DatedRow) -> DatedRow:
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.state != RowState.PROPOSED:
        raise NotProposed
    return row


def _in_its_way(row: DatedRow) -> list[DatedRow]:
    same = type(row).objects.select_for_update().filter(state=RowState.IN_FORCE, **{name: getattr(row, name) for name in row.KEY})
    if row.valid_to:
        same = same.filter(valid_from__lte=row.valid_to)
    return list(same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=row.valid_from)).order_by("pk"))


def _make_way(older: DatedRow, row: DatedRow, by: User) -> None:
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
