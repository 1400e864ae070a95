"""Dated figures that freight is worked out with, beside the rate cards."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.approval.rows import approved_constraints
from marketplace.hubs.owned import HubOwned
from orders.logistics.containers import Measures
from orders.logistics.enums import Clause, Container
from orders.logistics.models.figure import Figure
from orders.logistics.models.rate_card import ABOVE_ZERO, CURRENCY


class ContainerType(Figure):
    """What a container measures and may carry."""

    KEY = ("code",)

    code = models.CharField(_("container"), max_length=4, choices=Container.choices)
    length_mm = models.PositiveIntegerField(_("inner length, mm"))
    width_mm = models.PositiveIntegerField(_("inner width, mm"))
    height_mm = models.PositiveIntegerField(_("inner height, mm"))
    load_m3 = models.DecimalField(_("room that loose cargo uses, m³"), max_digits=5, decimal_places=1, validators=[MinValueValidator(1)])
    payload_kg = models.PositiveIntegerField(_("heaviest load, kg"))
    coffee_bags = models.PositiveIntegerField(_("bags of 60 kg of coffee"), null=True, blank=True)
    is_verified = models.BooleanField(_("verified"), default=False, help_text=_("Checked against the carrier’s own sheet."))

    class Meta:
        verbose_name = _("kind of container")
        verbose_name_plural = _("kinds of containers")
        ordering = ["code", "-valid_from"]
        constraints = [
            *approved_constraints("container_type", ("code",)),
            models.CheckConstraint(
                condition=Q(length_mm__gt=0, width_mm__gt=0, height_mm__gt=0, load_m3__gt=0, payload_kg__gt=0),
                name="container_type_above_zero",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())

    @property
    def measures(self) -> Measures:
        inner = (self.length_mm, self.width_mm, self.height_mm)
        return Measures(self.code, inner, Decimal(self.load_m3), self.payload_kg, self.coffee_bags)


class InsuranceRate(Figure):
    """What insuring goods on their way costs, in percent of the insured value."""

    KEY = ("clause", "commodity")

    clause = models.CharField(_("clauses"), max_length=1, choices=Clause.choices)
    commodity = models.CharField(_("commodity class"), max_length=40, blank=True, help_text=_("Empty for all goods."))
    insurer = models.CharField(_("insurer"), max_length=80)
    percent = models.DecimalField(_("rate, %"), max_digits=7, decimal_places=4, validators=ABOVE_ZERO)
    minimum = models.DecimalField(_("minimum premium"), max_digits=12, decimal_places=2, default=0, validators=ABOVE_ZERO)
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])

    class Meta:
        verbose_name = _("insurance rate")
        verbose_name_plural = _("insurance rates")
        ordering = ["clause", "commodity", "-valid_from"]
        constraints = [
            *approved_constraints("insurance_rate", ("clause", "commodity")),
            # 110 % of the value at such a rate must stay below the value itself, or no price contains its own insurance.
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lt=50, minimum__gte=0), name="insurance_rate_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.insurer} {self.get_clause_display()} {self.percent.normalize():f} %"


class RateBookStamp(HubOwned):
    """Changes whenever a figure comes into force or ends (triggers of migration 0007): workers then read their rate book anew."""

    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub"], name="rate_book_stamp_once")]

    def __str__(self) -> str:
        return str(self.number)
