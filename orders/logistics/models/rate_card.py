from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.approval.rows import approved_constraints
from marketplace.hubs.owned import HubOwned
from orders.logistics.enums import UNIT_OF_RULE, Basis, Container, Mode, Service, Stage, Unit, WeightRule
from orders.logistics.exceptions import NoBreaks
from orders.logistics.models.figure import Figure

ABOVE_ZERO = [MinValueValidator(0)]
PLACE = RegexValidator(r"^[A-Z]{3,8}\Z", _("Three to eight capital letters, such as KGL."))
COUNTRY = RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters, such as CN."))
CURRENCY = RegexValidator(r"^[A-Z]{3}\Z", _("Three capital letters, such as USD."))
CODE = RegexValidator(r"^[A-Z][A-Z0-9]{0,15}\Z", _("Capital letters and digits, such as FSC."))
CARD_KEY = (
    "carrier",
    "service",
    "mode",
    "origin",
    "destination_country",
    "destination_region",
    "destination_place",
    "commodity",
    "container",
)


class RateCard(Figure):
    """What one carrier asks for one service on one lane, and for how long. A card whose destination place is empty carries all the way
    to the country; one that names the place is a leg, to be joined with others. Two cards in force for the same thing never overlap."""

    KEY = CARD_KEY

    carrier = models.CharField(_("carrier"), max_length=80)
    service = models.CharField(_("service"), max_length=16, choices=Service.choices)
    mode = models.CharField(_("mode"), max_length=8, choices=Mode.choices)
    stage = models.CharField(
        _("part of the way"), max_length=16, choices=Stage.choices, default=Stage.MAIN, help_text=_("Decides by the Incoterm who pays it.")
    )
    origin = models.CharField(_("from"), max_length=8, validators=[PLACE], help_text=_("Airport, port or town code, such as KGL."))
    destination_country = models.CharField(_("to country"), max_length=2, validators=[COUNTRY], help_text=_("ISO 3166 alpha-2"))
    destination_region = models.CharField(
        _("to region"), max_length=40, blank=True, help_text=_("Province or state; empty for the whole country.")
    )
    destination_place = models.CharField(
        _("to place"),
        max_length=8,
        blank=True,
        validators=[PLACE],
        help_text=_("Airport, port or town where this leg ends, such as DAR; empty where it carries all the way."),
    )
    commodity = models.CharField(_("commodity class"), max_length=40, blank=True, help_text=_("Empty for all goods."))
    weight_rule = models.CharField(_("weight rule"), max_length=12, choices=WeightRule.choices)
    ratio = models.DecimalField(
        _("ratio"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=ABOVE_ZERO,
        help_text=_("cm³ per kg (air, courier) or kg per m³ (truck, sea) where it differs from the rule's own."),
    )
    unit = models.CharField(_("unit of the rates"), max_length=4, choices=Unit.choices, default=Unit.KG)
    container = models.CharField(
        _("container"), max_length=4, choices=Container.choices, blank=True, help_text=_("Where a whole container is charged.")
    )
    max_container_kg = models.PositiveIntegerField(
        _("heaviest load of a container, kg"),
        null=True,
        blank=True,
        help_text=_("Where road or axle limits on this leg bind before the container does."),
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    minimum = models.DecimalField(_("minimum freight"), max_digits=12, decimal_places=2, default=0, validators=ABOVE_ZERO)
    max_piece_kg = models.DecimalField(_("heaviest parcel, kg"), max_digits=8, decimal_places=1, null=True, blank=True)
    min_total_kg = models.DecimalField(_("lightest shipment, kg"), max_digits=8, decimal_places=1, null=True, blank=True)
    max_total_kg = models.DecimalField(_("heaviest shipment, kg"), max_digits=8, decimal_places=1, null=True, blank=True)
    transit_min_days = models.PositiveSmallIntegerField(_("days, at least"))
    transit_max_days = models.PositiveSmallIntegerField(_("days, at most"))
    co2_kg_per_tonne = models.DecimalField(
        _("CO₂, kg per tonne carried"),
        max_digits=8,
        decimal_places=1,
        null=True,
        blank=True,
        validators=ABOVE_ZERO,
        help_text=_("Over the whole leg, as the carrier or a named method states it; empty where nobody does."),
    )
    co2_source = models.CharField(_("source of the CO₂ figure"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("rate card")
        verbose_name_plural = _("rate cards")
        ordering = ["destination_country", "service", "carrier", "-valid_from"]
        constraints = [
            *approved_constraints(
                "rate_card",
                CARD_KEY,
                overlap="rate_cards_do_not_overlap",
                message=_("Another card of this carrier for the same service and lane is valid in these days. End it first."),
            ),
            models.CheckConstraint(condition=Q(transit_max_days__gte=F("transit_min_days")), name="rate_card_transit_range"),
            models.CheckConstraint(condition=Q(minimum__gte=0), name="rate_card_minimum_not_negative"),
            models.CheckConstraint(
                condition=Q(weight_rule=WeightRule.LCL, unit=Unit.WM)
                | Q(weight_rule=WeightRule.CONTAINER, unit=Unit.CONTAINER)
                | (~Q(weight_rule__in=[WeightRule.LCL, WeightRule.CONTAINER]) & Q(unit=Unit.KG)),
                name="rate_card_unit_fits_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(weight_rule=WeightRule.CONTAINER) & ~Q(container="")
                | ~Q(weight_rule=WeightRule.CONTAINER) & Q(container="", max_container_kg__isnull=True),
                name="rate_card_names_its_container",
            ),
            models.CheckConstraint(condition=Q(ratio__isnull=True) | Q(ratio__gt=0), name="rate_card_ratio_above_zero"),
            models.CheckConstraint(
                condition=Q(co2_kg_per_tonne__isnull=True, co2_source="") | (Q(co2_kg_per_tonne__gte=0) & ~Q(co2_source="")),
                name="rate_card_co2_has_a_source",
            ),
        ]
        indexes = [models.Index(fields=["hub", "origin", "destination_country"], name="rate_card_lane")]

    def __str__(self) -> str:
        return f"{self.carrier} {self.service} {self.lane}"

    @property
    def lane(self) -> str:
        """KGL–CN, or KGL–DAR for a leg."""
        return f"{self.origin}–{self.destination_place or self.destination_country} {self.destination_region}".strip()

    def check_complete(self) -> None:
        """Raises NoBreaks: without one the card has no price."""
        if not self.breaks.exists():
            raise NoBreaks

    def clean(self) -> None:
        """What the database refuses as well, said at the field."""
        super().clean()
        problems = {}
        days = (self.transit_min_days, self.transit_max_days)
        if None not in days and days[1] < days[0]:
            problems["transit_max_days"] = _("This is less than the least number of days.")
        if self.unit and self.weight_rule and UNIT_OF_RULE.get(WeightRule(self.weight_rule), Unit.KG) != self.unit:
            problems["unit"] = _("A shared container is charged by m³ or t, a whole one by the container, everything else by kg.")
        is_whole = self.weight_rule == WeightRule.CONTAINER
        if self.weight_rule and is_whole != bool(self.container):
            problems["container"] = _("Say which container, where whole containers are charged; nowhere else.")
        if not is_whole and self.max_container_kg is not None:
            problems["max_container_kg"] = _("This is only for whole containers.")
        if (self.co2_kg_per_tonne is None) != (not self.co2_source):
            problems["co2_source"] = _("A figure for CO₂ needs its source, and a source its figure.")
        if self.origin and self.origin == self.destination_place:
            problems["destination_place"] = _("A leg ends somewhere else than where it begins.")
        if problems:
            raise ValidationError(problems)


class RateBreak(HubOwned):
    """From this quantity on, one unit costs this much."""

    card = models.ForeignKey(RateCard, on_delete=models.CASCADE, related_name="breaks")
    from_quantity = models.DecimalField(_("from"), max_digits=10, decimal_places=3, validators=ABOVE_ZERO)
    unit_rate = models.DecimalField(pgettext_lazy("of freight", "rate"), max_digits=12, decimal_places=4, validators=ABOVE_ZERO)

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
    basis = models.CharField(_("basis"), max_length=13, choices=Basis.choices)
    stage = models.CharField(
        _("part of the way"), max_length=16, choices=Stage.choices, blank=True, help_text=_("Empty where it belongs to the card's own.")
    )
    rate = models.DecimalField(pgettext_lazy("of freight", "rate"), max_digits=12, decimal_places=4, validators=ABOVE_ZERO)
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
