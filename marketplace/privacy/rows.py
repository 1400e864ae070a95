"""What most rooms need to say how their rows are copied, erased and cleaned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from marketplace.privacy.people import Person

Whom = Callable[[Person], Q | None]
BATCH = 500


def by_member(field: str) -> Whom:
    """Rows whose `field` is the member's account; none for guests."""
    return lambda person: Q(**{f"{field}_id": person.user_id}) if person.is_member else None


def by_email(field: str) -> Whom:
    """Rows with one of the addresses the person proved to be theirs."""

    def found(person: Person) -> Q | None:
        asked = Q()
        for email in person.emails:
            asked |= Q(**{f"{field}__iexact": email})
        return asked or None

    return found


def rows(model: type[models.Model], whom: Whom, person: Person) -> models.QuerySet:
    """The person's rows in the current hub."""
    asked = whom(person)
    return model._default_manager.none() if asked is None else model._default_manager.filter(asked)


def told(model: type[models.Model], whom: Whom, fields: Sequence[str]) -> Callable[[Person], Iterable[Mapping[str, Any]]]:
    """An `export` that copies these columns of the person's rows."""
    return lambda person: list(rows(model, whom, person).order_by("pk").values(*fields))


def deleted(model: type[models.Model], whom: Whom) -> Callable[[Person], int]:
    """An `erase` that deletes the person's rows; gives how many, those that hang on them not counted."""

    def erase(person: Person) -> int:
        found = rows(model, whom, person)
        count = found.count()
        if count:
            found.delete()
        return count

    return erase


def emptied(model: type[models.Model], whom: Whom, **empty: Any) -> Callable[[Person], int]:
    """An `erase` that puts these values in the place of the person's."""

    def erase(person: Person) -> int:
        same = Q(**{name: value for name, value in empty.items() if value is not None and not isinstance(value, dict | list)})
        found = rows(model, whom, person)
        return (found.exclude(same) if same else found).update(**empty)

    return erase


def rows_of(model: type[models.Model], owner: str, fields: Sequence[str]) -> dict[str, Callable]:
    """`export` and `erase` of rows that belong to one account alone and go with it."""
    whom = by_member(owner)
    return {"export": told(model, whom, fields), "erase": deleted(model, whom)}


def delete_before(model: type[models.Model], field: str, **also: Any) -> Callable[[datetime, bool], int]:
    """A `sweep` that deletes rows whose `field` is older, in short transactions; a dry run only counts."""

    def sweep(before: datetime, dry: bool) -> int:
        day = before.date() if model._meta.get_field(field).get_internal_type() == "DateField" else before
        old = model._default_manager.filter(**{f"{field}__lt": day}, **also)
        return old.count() if dry else delete_in_batches(old)

    return sweep


def delete_in_batches(old: models.QuerySet) -> int:
    """How many went. Each batch is a transaction of its own, so that nobody waits long for a lock."""
    count = 0
    while True:
        with transaction.atomic():
            found = list(old.select_for_update(skip_locked=True, of=("self",)).order_by("pk").values_list("pk", flat=True)[:BATCH])
            old.model._default_manager.filter(pk__in=found).delete()
        count += len(found)
        if len(found) < BATCH:
            return count
