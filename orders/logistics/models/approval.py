from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from orders.logistics.enums import RowState


class ValidityRange(Func):
    """Both days belong to the range; an empty end leaves it open."""

    function = "DATERANGE"
    output_field = DateRangeField()


class ApprovedQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> ApprovedQuerySet:
        """What two officers put in force and counts on that day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day, state=RowState.IN_FORCE)


class ApprovedRow(HubOwned):
    """A figure from a day to a day, with where it is written. One officer enters it, another puts it in force; from then on the
    database lets nobody change anything of it but its end and its state (migration 0007)."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day it may be used; empty for open."))
    source = models.CharField(_("source"), max_length=300)
    is_demonstration = models.BooleanField(_("demonstration figure"), default=False)
    state = models.CharField(_("state"), max_length=12, choices=RowState.choices, default=RowState.PROPOSED, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("entered by"),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)

    objects = HubManager.from_queryset(ApprovedQuerySet)()

    KEY: tuple[str, ...] = ()  # what two rows in force on one day may not share

    class Meta(HubOwned.Meta):
        abstract = True

    @property
    def is_proposed(self) -> bool:
        return self.state == RowState.PROPOSED

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """The state stands on no form, but it is always known, and the database's promise about rows in force asks for it."""
        super().validate_constraints(exclude=set(exclude or ()) - {"state"})

    def clean(self) -> None:
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day lies before the first.")})


def approved_constraints(name: str, *, overlap: str, key: tuple[str, ...], message) -> list[models.BaseConstraint]:
    """What the database promises of every such row: an end after its beginning, a source, two officers, and one row a day for one
    question. `overlap` names the last promise."""
    return [
        models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name=f"{name}_ends_after_it_begins"),
        models.CheckConstraint(condition=~Q(source=""), name=f"{name}_has_a_source"),
        models.CheckConstraint(
            condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")), name=f"{name}_needs_second_officer"
        ),
        models.CheckConstraint(
            condition=Q(entered_by__isnull=True) | ~Q(state=RowState.IN_FORCE) | Q(confirmed_by__isnull=False),
            name=f"{name}_in_force_is_confirmed",
        ),
        ExclusionConstraint(
            name=overlap,
            expressions=[
                *((field, RangeOperators.EQUAL) for field in ("hub", *key)),
                (ValidityRange(F("valid_from"), F("valid_to"), Value("[]")), RangeOperators.OVERLAPS),
            ],
            condition=Q(state=RowState.IN_FORCE),
            violation_error_message=message,
        ),
    ]
