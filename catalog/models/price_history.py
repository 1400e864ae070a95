from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.money import Money


class Period(models.Func):
    """The time in which a scheduled price counts, its last instant left out; without an end it is open."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class PriceChange(models.Model):
    """From when a variant cost so much in a currency. Rows are only added, by services.price_history; without an amount there was no
    price any more."""

    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="price_changes", verbose_name=_("variant"))
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True)
    since = models.DateTimeField(_("since"), db_default=Now())

    class Meta:
        verbose_name = _("earlier price")
        verbose_name_plural = _("earlier prices")
        indexes = [models.Index(fields=["variant", "currency", "-since"], name="price_change_newest")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class ScheduledPrice(models.Model):
    """A price of a time that is set beforehand. It counts from its first instant to its last because whoever reads a price asks for it
    (selectors.scheduling): no job has to run at that moment."""

    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="scheduled_prices", verbose_name=_("variant"))
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    starts_at = models.DateTimeField(pgettext_lazy("time", "from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("scheduled price")
        verbose_name_plural = _("scheduled prices")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="scheduled_price_above_zero"),
            models.CheckConstraint(condition=models.Q(starts_at__lt=models.F("ends_at")), name="scheduled_price_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_scheduled_price_at_a_time",
                expressions=[
                    ("variant", RangeOperators.EQUAL),
                    ("currency", RangeOperators.EQUAL),
                    (Period("starts_at", "ends_at", models.Value("[)")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return str(self.money)

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()
