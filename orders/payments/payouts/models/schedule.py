from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from stdnum import bic
from stdnum.exceptions import ValidationError as NumberError

from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money


class PayoutScheduleQuerySet(models.QuerySet):
    def on(self, day: date) -> PayoutScheduleQuerySet:
        """Those that count on the day, the youngest first."""
        return self.between(day, day)

    def between(self, first: date, last: date) -> PayoutScheduleQuerySet:
        """Those that count on some day of these, the youngest first."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first), valid_from__lte=last).order_by("-valid_from", "-pk")


class PayoutSchedule(HubOwned):
    """When sellers are paid, in which currency, how much at least, and from which account of the marketplace."""

    days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(28)]),
        verbose_name=_("days of the month"),
        help_text=_("Such as 1,16; none after the 28th, which every month has."),
    )
    currency = models.CharField(_("currency"), max_length=3)
    minimum = models.DecimalField(_("least payout"), max_digits=14, decimal_places=2, default=0)
    hold_days = models.PositiveSmallIntegerField(
        _("days held after arrival"), default=0, help_text=_("While the buyer may still send goods back.")
    )
    arrival_days = models.PositiveSmallIntegerField(
        _("days until silence counts as arrival"), default=14, help_text=_("After the last day the delivery was promised for.")
    )
    holder = models.CharField(_("paid from: account holder"), max_length=120)
    bic = models.CharField(_("paid from: SWIFT code"), max_length=11)
    account = models.CharField(_("paid from: account number"), max_length=34)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day it counts; empty for open."))
    source = models.CharField(_("source"), max_length=200)
    is_demonstration = models.BooleanField(_("demonstration figure"), default=False)

    objects = HubManager.from_queryset(PayoutScheduleQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("payout schedule")
        verbose_name_plural = _("payout schedules")
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "valid_from"], name="one_payout_schedule_a_day"),
            models.CheckConstraint(condition=Q(minimum__gte=0), name="least_payout_not_below_zero"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="payout_schedule_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{', '.join(map(str, self.days))} ({self.currency})"

    def clean(self) -> None:
        self.currency, self.bic = self.currency.strip().upper(), self.bic.strip().upper()
        try:
            bic.validate(self.bic)
        except NumberError:
            raise ValidationError({"bic": _("A SWIFT code has 8 or 11 characters, such as BKIGRWRW.")}) from None

    def counts_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)

    @property
    def least(self) -> Money:
        return Money(self.minimum, self.currency).rounded()
