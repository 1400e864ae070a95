"""A lot: several firms' goods on one freight. What each pays is split by weight when the lot closes, and frozen."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.logistics.chargeable import LCL_RATIO
from orders.logistics.enums import UNIT_OF_RULE, LotState, Unit, WeightRule
from orders.logistics.models.rate_card import RateCard
from orders.logistics.parcels import Parcel

TOO_LITTLE = "too_little"  # what a lot says that cancelled itself; whoever cancels one uses words
WEIGHT = {"max_digits": 10, "decimal_places": 3}


class FreightLot(HubOwned):
    """Room on one carrier's rate card, joined until it closes. The database lets nobody take more than there is."""

    card = models.ForeignKey(RateCard, on_delete=models.PROTECT, related_name="lots", verbose_name=_("rate card"))
    capacity_kg = models.DecimalField(_("room, chargeable kg"), **WEIGHT, validators=[MinValueValidator(1)])
    taken_kg = models.DecimalField(_("taken, kg"), **WEIGHT, default=0, editable=False)
    closes_at = models.DateTimeField(_("closes"))
    time_zone = models.CharField(_("time zone"), max_length=40, default="Africa/Kigali", help_text=_("In which the closing time is meant."))
    currency = models.CharField(_("currency"), max_length=3)
    note = models.CharField(_("what others should know"), max_length=200, blank=True)
    seller = models.ForeignKey("sellers.Seller", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("firm"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=LotState.choices, default=LotState.OPEN, editable=False)
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=200, blank=True, editable=False)
    total_amount = models.DecimalField(_("freight of the lot"), max_digits=14, decimal_places=2, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("pooled lot")
        verbose_name_plural = _("pooled lots")
        ordering = ["closes_at", "pk"]
        permissions = [("cancel_freightlot", "Can cancel a pooled lot")]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity_kg__gt=0, taken_kg__gte=0, taken_kg__lte=F("capacity_kg")), name="freight_lot_has_room"
            ),
            models.CheckConstraint(
                condition=Q(state=LotState.CLOSED, total_amount__isnull=False) | (~Q(state=LotState.CLOSED) & Q(total_amount__isnull=True)),
                name="freight_lot_closed_has_a_total",
            ),
            models.CheckConstraint(
                condition=Q(state=LotState.CANCELLED) & ~Q(cancelled_because="") | ~Q(state=LotState.CANCELLED) & Q(cancelled_because=""),
                name="freight_lot_cancelled_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["hub", "state", "closes_at"], name="freight_lot_open")]

    def __str__(self) -> str:
        return _("Lot %(number)s") % {"number": self.pk}

    @property
    def left_kg(self) -> Decimal:
        return self.capacity_kg - self.taken_kg

    @property
    def kg_of_unit(self) -> Decimal:
        """How many kilograms the card's unit stands for: one, or of a shared container what a cubic metre counts as."""
        if self.card.weight_rule != WeightRule.LCL:
            return Decimal(1)
        return self.card.ratio or LCL_RATIO

    @property
    def unit(self) -> str:
        return str(UNIT_OF_RULE.get(WeightRule(self.card.weight_rule), Unit.KG).label)

    @property
    def capacity(self) -> Decimal:
        """The room in the card's unit."""
        return self.capacity_kg / self.kg_of_unit

    @property
    def taken(self) -> Decimal:
        return self.taken_kg / self.kg_of_unit

    @property
    def left(self) -> Decimal:
        return self.left_kg / self.kg_of_unit

    @property
    def is_open(self) -> bool:
        return self.state == LotState.OPEN and timezone.now() < self.closes_at

    @property
    def why_cancelled(self) -> str:
        """In the reader's language, or in the words of whoever cancelled it."""
        if self.cancelled_because == TOO_LITTLE:
            return _("The goods of all weighed less than the carrier takes.")
        return self.cancelled_because

    @property
    def total(self) -> Money | None:
        return None if self.total_amount is None else Money(self.total_amount, self.currency).rounded()


class LotShare(HubOwned):
    """One firm's goods in a lot. Its amounts are set once, when the lot closes: the database changes them no more."""

    lot = models.ForeignKey(FreightLot, on_delete=models.PROTECT, related_name="shares", verbose_name=_("pooled lot"))
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("firm"))
    reference = models.CharField(_("order or own reference"), max_length=40)
    parcels = models.JSONField(_("parcels"))
    chargeable_kg = models.DecimalField(_("chargeable weight, kg"), **WEIGHT)
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    left_at = models.DateTimeField(_("left again"), null=True, blank=True)
    alone_amount = models.DecimalField(_("price alone"), max_digits=14, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(pgettext_lazy("of freight", "share"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("share of a lot")
        verbose_name_plural = _("shares of lots")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["lot", "seller", "reference"], condition=Q(left_at__isnull=True), name="lot_share_once"),
            models.CheckConstraint(condition=Q(chargeable_kg__gt=0), name="lot_share_weighs_something"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, alone_amount__isnull=True) | Q(amount__gte=0, alone_amount__gte=0, left_at__isnull=True),
                name="lot_share_is_settled_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def quantity(self) -> Decimal:
        """What is charged, in the card's unit."""
        return self.chargeable_kg / self.lot.kg_of_unit

    @property
    def pieces(self) -> list[Parcel]:
        return [Parcel.from_json(data) for data in self.parcels]
