"""What belongs to a hub. Every model of goods, rules and rates inherits HubOwned."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models

from marketplace.hubs.context import current_hub


class HubManager(models.Manager):
    """Only the rows of the current hub; raises NoHub when none is chosen."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(hub=current_hub())


def current_hub_id() -> int:
    return current_hub().pk


class HubOwned(models.Model):
    """A row of one hub. `objects` sees the current hub alone; `across_hubs` sees all, and says so at the call."""

    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="+", default=current_hub_id, editable=False)

    objects = HubManager()
    across_hubs = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "across_hubs"

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """A hub stands on no form, but it is always known: what must be unique within it is told in words, not by a failing save."""
        super().validate_constraints(exclude=set(exclude or ()) - {"hub"})
