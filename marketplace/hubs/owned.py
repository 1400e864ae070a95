"""What belongs to a hub. Every model of goods, rules and rates inherits HubOwned."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

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
        """A hub stands on no form, but it is always known: what must be unique within it is told in words, not by a failing save. Django
        tells a broken rule by the name it has in the database; people are told which of their fields do not go together."""
        try:
            super().validate_constraints(exclude=set(exclude or ()) - {"hub"})
        except ValidationError as refusal:
            for error in (error for errors in refusal.error_dict.values() for error in errors):
                if rule := self._unworded_rules().get(str(error.message)):
                    error.message = _("These do not go together, or one of them is out of range: %(fields)s.")
                    error.params = {"fields": self._names_in(rule)}
            raise

    def _unworded_rules(self) -> dict[str, models.CheckConstraint]:
        """By what Django would say of them, those rules of the table that have no words of their own."""
        rules = (rule for rule in self._meta.constraints if isinstance(rule, models.CheckConstraint))
        default = models.CheckConstraint.default_violation_error_message
        return {str(rule.get_violation_error_message()): rule for rule in rules if rule.violation_error_message == default}

    def _names_in(self, rule: models.CheckConstraint) -> str:
        used = getattr(rule.condition, "referenced_base_fields", None) or set()
        return ", ".join(str(capfirst(field.verbose_name)) for field in self._meta.fields if field.name in used)
