"""What is in the parcel and what the label says, as the seller tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from catalog.models import ParcelFacts, Product
from catalog.services.editing import editing
from marketplace.history.services import record

if TYPE_CHECKING:
    from marketplace.accounts.models import User

MANY = ("contains", "may_contain")


class AllergensContradict(Exception):
    """None is declared and some are named, or one is both in it and only may be."""


def write_parcel(*, product: Product, changes: Mapping[str, Any], by: User) -> None:
    """Write these fields of the parcel's facts, making their row with the first. Raises AllergensContradict, and what `editing` raises."""
    if not changes:
        return
    with editing(product, by=by) as locked:
        facts = ParcelFacts.objects.filter(product=locked).first() or ParcelFacts(product=locked)
        is_new = facts._state.adding
        before = {name: _said(facts, name, is_new) for name in changes}
        for name, value in changes.items():
            if name not in MANY:
                setattr(facts, name, value)
        facts.save()
        for name in MANY:
            if name in changes:
                getattr(facts, name).set(changes[name])
        _check(facts)
        after = {name: _said(facts, name) for name in changes}
        if locked.published_at is not None and before != after:
            record(subject=locked, action="product.parcelfacts_changed", by=by, before=before, after=after)


def _said(facts: ParcelFacts, name: str, is_new: bool = False) -> Any:
    if name not in MANY:
        return getattr(facts, name)
    return [] if is_new else sorted(getattr(facts, name).values_list("code", flat=True))


def _check(facts: ParcelFacts) -> None:
    within, perhaps = (set(getattr(facts, name).values_list("pk", flat=True)) for name in MANY)
    if within & perhaps or (facts.declares_none and (within or perhaps)):
        raise AllergensContradict


def copy_parcel(*, product: Product, to: Product) -> None:
    """The same facts for a copy of the listing."""
    facts = ParcelFacts.objects.filter(product=product).first()
    if facts is None:
        return
    twin = ParcelFacts(product=to)
    for field in ParcelFacts._meta.concrete_fields:
        if field.name != "product" and not hasattr(ParcelFacts, f"{field.name}_en"):
            setattr(twin, field.attname, getattr(facts, field.attname))
    twin.save()
    for name in MANY:
        getattr(twin, name).set(getattr(facts, name).all())
