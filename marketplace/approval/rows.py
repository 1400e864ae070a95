from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.approval.enums import Confidence, RowState
from marketplace.hubs.owned import HubManager, HubOwned

ONE_A_DAY = _("Another row in force answers the same question in these days.")


class Days(Func):
    """Both days belong to the range; an empty end leaves it open."""

    function = "DATERANGE"
    output_field = DateRangeField()


class ApprovedQuerySet(models.QuerySet):
    def in_force_on(self, day: date) -> ApprovedQuerySet:
        """What two officers put in force and counts on that day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day, state=RowState.IN_FORCE)


class ApprovedRow(HubOwned):
    """What counts from a day to a day, with where it is written. One officer proposes it, another puts it in force; from then on a trigger
    of its table lets nobody change anything of it but its end and its state."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day it counts; empty for open."))
    source = models.CharField(_("source"), max_length=300, help_text=_("The law, notice or page where it is written."))
    state = models.CharField(_("state"), max_length=12, choices=RowState.choices, default=RowState.PROPOSED, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
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

    def check_complete(self) -> None:
        """Whether it may be put in force as it is; a kind of row that needs more says so. Raises RowRefused."""

    def after_change(self) -> None:
        """Called in the transaction that put it in force or ended it: who else must know."""

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """The state stands on no form, but it is always known, and the database's promise about rows in force asks for it."""
        super().validate_constraints(exclude=set(exclude or ()) - {"state"})

    def clean(self) -> None:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day lies before the first.")})


class DatedRow(ApprovedRow):
    """A fact of the law: how sure we are of it, and of which day its source is."""

    source_date = models.CharField(_("date of the source"), max_length=60, blank=True)
    confidence = models.CharField(_("confidence"), max_length=12, choices=Confidence.choices, default=Confidence.UNVERIFIED)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(ApprovedRow.Meta):
        abstract = True


def approved_constraints(
    name: str,
    key: tuple[str, ...],
    *,
    overlap: str = "",
    message: str | Promise | None = None,
) -> list[models.BaseConstraint]:
    """What the database promises of every such row: an end after its beginning, two officers, a source, and one row a day for one
    question; `overlap` names the last promise where it is not `<name>_one_row_a_day`."""
    return [
        models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name=f"{name}_ends_after_start"),
        models.CheckConstraint(
            condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")), name=f"{name}_needs_second_officer"
        ),
        models.CheckConstraint(
            condition=Q(proposed_by__isnull=True) | ~Q(state=RowState.IN_FORCE) | Q(confirmed_by__isnull=False),
            name=f"{name}_in_force_is_confirmed",
        ),
        models.CheckConstraint(condition=~Q(source=""), name=f"{name}_has_a_source"),
        ExclusionConstraint(
            name=overlap or f"{name}_one_row_a_day",
            expressions=[
                *((field, RangeOperators.EQUAL) for field in ("hub", *key)),
                (Days(F("valid_from"), F("valid_to"), Value("[]")), RangeOperators.OVERLAPS),
            ],
            condition=Q(state=RowState.IN_FORCE),
            violation_error_message=message or ONE_A_DAY,
        ),
    ]
