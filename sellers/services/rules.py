"""What officers change in the desk's own rows: sectors, reasons, holidays. Each change stands in the history. Evidence rules are kept by
two officers (marketplace.approval)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.forms.models import model_to_dict

from marketplace.history.services import record

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from sellers.models import EvidenceRequirement


def facts_of(row: models.Model) -> dict[str, object]:
    """The row's columns as plain values."""
    return {
        name: value if value is None or isinstance(value, str | int | bool | list) else str(value)
        for name, value in model_to_dict(row, fields=[field.name for field in row._meta.concrete_fields]).items()
    }


@transaction.atomic
def save_rule(*, row: models.Model, by: User) -> None:
    """Write the row and note what changed in it."""
    before = facts_of(type(row)._base_manager.get(pk=row.pk)) if row.pk else {}
    row.save()
    after = facts_of(row)
    changed = {name for name in after if before.get(name) != after[name]}
    if changed:
        record(
            subject=row,
            action=f"{row._meta.model_name}.{'changed' if before else 'added'}",
            by=by,
            before={name: before[name] for name in changed if name in before},
            after={name: after[name] for name in changed},
        )


def note_sectors(*, row: EvidenceRequirement, before: list[str], by: User) -> None:
    """Write down which sectors a proposal asks now, where they are others than before: links are no column of the row."""
    after = sorted(row.sectors.values_list("code", flat=True))
    if before != after:
        action = f"{row._meta.model_name}.sectors"
        record(subject=row, action=action, by=by, before={"sectors": before}, after={"sectors": after})
