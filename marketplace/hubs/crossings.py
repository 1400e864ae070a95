"""Rows that point into another hub. The managers make it hard to write one; this finds those written all the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.core import checks
from django.db import DatabaseError, models
from django.db.models import F

from marketplace.hubs.owned import HubOwned


@dataclass(frozen=True)
class Crossing:
    """So many rows of a model point, through one field, at rows of another hub."""

    model: str
    field: str
    rows: int


def owned_models() -> list[type[HubOwned]]:
    return [model for model in apps.get_models() if issubclass(model, HubOwned)]


def links() -> list[tuple[type[HubOwned], models.ForeignKey]]:
    """Every foreign key from one hub-owned model to another."""
    return [
        (model, field)
        for model in owned_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model and issubclass(field.related_model, HubOwned)
    ]


def crossings(database: str | None = None) -> list[Crossing]:
    """Every crossing in the database; one query a foreign key."""
    found = []
    for model, field in links():
        across = model.across_hubs.using(database).exclude(**{f"{field.name}__hub": F("hub")}).filter(**{f"{field.name}__isnull": False})
        if count := across.count():
            found.append(Crossing(model._meta.label, field.name, count))
    return found


@checks.register(checks.Tags.database)
def check_crossings(app_configs=None, databases=None, **_kwargs) -> list[checks.CheckMessage]:
    """For `manage.py check --database default`."""
    if "default" not in (databases or []):
        return []
    try:
        found = crossings("default")
    except DatabaseError:
        return []  # before the first migration there are no tables to look into
    return [
        checks.Error(f"{each.rows} rows of {each.model} point through {each.field} into another hub.", id="hubs.E001") for each in found
    ]
