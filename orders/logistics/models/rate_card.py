from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from orders.logistics.enums import Basis, Mode, Service, WeightRule

ABOVE_ZERO = [MinValueValidator(0)]
PLACE = RegexValidator(r"^[A-Z]{3,8}\Z", _("Three to eight capital letters, such as KGL."))
COUNTRY = RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters, such as CN."))
CURRENCY = RegexValidator(r"^[A-Z]{3}\Z", _("Three capital letters, such as USD."))
CODE = RegexValidator(r"^[A-Z][A-Z0-9]{0,15}\Z", _("Capital letters and digits, such as FSC."))


class ValidityRange(Func):
    """Both days belong to the range; an empty end leaves it open."""

    function = "DATERANGE"
    output_field = DateRangeField()


class RateCardQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> RateCardQuerySet:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class RateCard(HubOwned):
    """What one carrier asks for one service on one lane, and for how long. Two cards for the same thing never overlap in time."""

    carrier = models.CharField(_("carrier"), max_length=80)
    service = models.CharField(_("service"), max_length=16, choices=Service.choices)
    mode = models.CharField(_("mode"), max_length=8, choices=Mode.choices)
    origin = models.CharField(_("from"), max_length=8, validators=[PLACE], help_text=_("Airport, port or town code, such as KGL."))
    destination_country = models.CharField(_("to country"), max_length=2, validators=[COUNTRY], help_text=_("ISO 3166 alpha-2"))
    destination_region = models.CharField(
        _("to region"), max_length=40, blank=True, help_text=_("Province or state; empty for the whole country.")
    )
    commodity = models.CharField(_("commodity class"), max_length=40, blank=True, help_text=_("Empty for all goods."))
    weight_rule = models.CharField(_("weight rule"), max_length=8, choices=WeightRule.choices)
    ratio = models.DecimalField(
        _("ratio"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=ABOVE_ZERO,
        help_text=_("cm³ per kg (air, courier) or kg per m³ (truck, sea) where it differs from the rule's own."),
    )
    unit = models.CharField(_("unit of the rates"), max_length=4, choices=[("kg", _("kg")), ("wm", _("m³ or t"))], default="kg")
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    minimum = models.DecimalField(_("minimum freight"), max_digits=12, decimal_places=2, default=0, validators=ABOVE_ZERO)
    max_piece_kg = models.DecimalField(_("heaviest parcel, kg"), max_digits=8, decimal_places=1, null=True, blank=True)
    min_total_kg = models.DecimalField(_("lightest shipment, kg"), max_digits=8, decimal_places=1, null=True, blank=True)
    max_total_kg = models.DecimalField(_("heaviest shipment, kg"), max_digits=8, decimal_places=1, null=True, blank=True)
    transit_min_days = models.PositiveSmallIntegerField(_("days, at least"))
    transit_max_days = models.PositiveSmallIntegerField(_("days, at most"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day it may be used; empty for open."))
    source = models.CharField(_("source"), max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("entered by"),
    )
    is_demonstration = models.BooleanField(_("demonstration figure"), default=False)

    objects = HubManager.from_queryset(RateCardQuerySet)()

    class Meta:
        verbose_name = _("rate card")
        verbose_name_plural = _("rate cards")
        ordering = ["destination_country", "service", "carrier", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="rate_card_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(transit_max_days__gte=F("transit_min_days")), name="rate_card_transit_range"),
            models.CheckConstraint(condition=Q(minimum__gte=0), name="rate_card_minimum_not_negative"),
            models.CheckConstraint(
                condition=Q(weight_rule=WeightRule.LCL, unit="wm") | (~Q(weight_rule=WeightRule.LCL) & Q(unit="kg")),
                name="rate_card_unit_fits_its_rule",
            ),
            models.CheckConstraint(condition=Q(ratio__isnull=True) | Q(ratio__gt=0), name="rate_card_ratio_above_zero"),
            ExclusionConstraint(
                name="rate_cards_do_not_overlap",
                expressions=[
                    ("hub", RangeOperators.EQUAL),
                    ("carrier", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    ("mode", RangeOperators.EQUAL),
                    ("origin", RangeOperators.EQUAL),
                    ("destination_country", RangeOperators.EQUAL),
                    ("destination_region", RangeOperators.EQUAL),
                    ("commodity", RangeOperators.EQUAL),
                    (ValidityRange(F("valid_from"), F("valid_to"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Another card of this carrier for the same service and lane is valid in these days. End it first."
                ),
            ),
        ]
        indexes = [models.Index(fields=["hub", "origin", "destination_country"], name="rate_card_lane")]

    def __str__(self) -> str:
        return f"{self.carrier} {self.service} {self.origin}–{self.destination_country}"

    def clean(self) -> None:
        """What the database refuses as well, said at the field."""
        problems = {}
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            problems["valid_to"] = _("The last day lies before the first.")
        days = (self.transit_min_days, self.transit_max_days)
        if None not in days and days[1] < days[0]:
            problems["transit_max_days"] = _("This is less than the least number of days.")
        if self.unit and self.weight_rule and (self.weight_rule == WeightRule.LCL) != (self.unit == "wm"):
            problems["unit"] = _("A shared container is charged by m³ or t, everything else by kg.")
        if problems:
            raise ValidationError(problems)


class RateBreak(HubOwned):
    """From this quantity on, one unit costs this much."""

    card = models.ForeignKey(RateCard, on_delete=models.CASCADE, related_name="breaks")
    from_quantity = models.DecimalField(_("from"), max_digits=10, decimal_places=3, validators=ABOVE_ZERO)
    unit_rate = models.DecimalField(_("rate"), max_digits=12, decimal_places=4, validators=ABOVE_ZERO)

    class Meta:
        verbose_name = _("break")
        verbose_name_plural = _("breaks")
        ordering = ["from_quantity"]
        constraints = [
            models.UniqueConstraint(fields=["card", "from_quantity"], name="rate_break_once"),
            models.CheckConstraint(condition=Q(from_quantity__gte=0, unit_rate__gte=0), name="rate_break_not_negative"),
        ]

    def __str__(self) -> str:
        return f"+{self.from_quantity.normalize():f}: {self.unit_rate.normalize():f}"


class Surcharge(HubOwned):
    """What comes on top of the freight."""

    card = models.ForeignKey(RateCard, on_delete=models.CASCADE, related_name="surcharges")
    code = models.CharField(_("code"), max_length=16, validators=[CODE], help_text=_("The trade's short name, such as FSC, SSC, AWB."))
    basis = models.CharField(_("basis"), max_length=12, choices=Basis.choices)
    rate = models.DecimalField(_("rate"), max_digits=12, decimal_places=4, validators=ABOVE_ZERO)
    minimum = models.DecimalField(_("minimum"), max_digits=12, decimal_places=2, default=0, validators=ABOVE_ZERO)
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[CURRENCY], help_text=_("Where it differs from the card's.")
    )

    class Meta:
        verbose_name = _("surcharge")
        verbose_name_plural = _("surcharges")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["card", "code"], name="surcharge_once"),
            models.CheckConstraint(condition=Q(rate__gte=0, minimum__gte=0), name="surcharge_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.rate.normalize():f} {self.basis}"
