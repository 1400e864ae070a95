"""The tables officers keep: shelves, customs codes, papers. Every change is written to the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from catalog.models import Category
from catalog.selectors.shelves import forget_market
from catalog.sharing.services import keep_shelf_address
from marketplace.history.services import record
from marketplace.jobs import enqueue

if TYPE_CHECKING:
    from marketplace.accounts.models import User


def _facts(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in ("id", "hub")}


@transaction.atomic
def save_row(*, row: models.Model, by: User | None, note: str = "") -> None:
    """Write a row of a table; the history keeps what changed."""
    model = type(row)
    before = _facts(model.objects.select_for_update().get(pk=row.pk)) if row.pk else {}
    row.save()
    after = _facts(row)
    changed = {name for name in after if before.get(name) != after[name]}
    if changed:
        record(
            subject=row,
            action=f"{model._meta.model_name}.{'changed' if before else 'added'}",
            by=by,
            before={name: before[name] for name in changed if name in before},
            after={name: after[name] for name in changed},
            note=note,
        )


def check_shelf(shelf: Category) -> None:
    """Raises ValidationError where the shelf would stand below itself, or below a shelf that goods stand on."""
    above, seen = shelf.parent, {shelf.pk}
    while above is not None:
        if above.pk in seen:
            raise ValidationError({"parent": _("A shelf cannot stand below itself.")})
        seen.add(above.pk)
        above = above.parent
    if shelf.parent is not None and shelf.parent.products.exists():
        raise ValidationError({"parent": _("Goods stand on that shelf; only an empty one can hold others.")})


@transaction.atomic
def save_shelf(*, shelf: Category, by: User | None) -> None:
    """Write a shelf; its path and those of all below follow its place. Raises ValidationError."""
    list(Category.objects.select_for_update().order_by("pk"))  # two officers shall not hang two shelves below each other
    check_shelf(shelf)
    before = Category.objects.filter(pk=shelf.pk).values_list("slug", flat=True).first() if shelf.pk else ""
    shelf.path = f"{shelf.parent.path if shelf.parent else ''}{shelf.slug}/"
    save_row(row=shelf, by=by)
    if before and before != shelf.slug:
        keep_shelf_address(shelf=shelf, before=before)
    _move_below(shelf)
    enqueue("search.rebuild")  # goods are found by the names of their shelves
    transaction.on_commit(forget_market)


def _move_below(shelf: Category) -> None:
    for child in Category.objects.filter(parent=shelf):
        path = f"{shelf.path}{child.slug}/"
        if child.path != path:
            Category.objects.filter(pk=child.pk).update(path=path)
            child.path = path
        _move_below(child)
