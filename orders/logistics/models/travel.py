"""What a shipment travels in and where it has been. `shipment` is a plain key from the room above: an order's number."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.logistics.enums import NumberKind, Passage, Teller
from orders.logistics.models.carrier import CarrierMessage

PERSON = {
    "to": settings.AUTH_USER_MODEL,
    "null": True,
    "blank": True,
    "on_delete": models.PROTECT,
    "related_name": "+",
    "verbose_name": _("entered by"),
}


class TravelPiece(HubOwned):
    """A parcel, an air waybill or a container of a shipment, under its own number."""

    shipment = models.CharField(_("shipment"), max_length=40)
    kind = models.CharField(_("kind of number"), max_length=12, choices=NumberKind.choices)
    number = models.CharField(_("number"), max_length=40)
    carrier = models.CharField(_("carrier"), max_length=80, blank=True, help_text=_("As the seller named it; its own word is taken."))
    added_by = models.ForeignKey(**PERSON)
    added_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("parcel or container")
        verbose_name_plural = _("parcels and containers")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "shipment", "number"], name="travel_piece_once")]

    def __str__(self) -> str:
        return self.number


class TravelEvent(HubOwned):
    """Somebody told where a shipment is, or one piece of it. Kept as it was told: the database changes and deletes none."""

    shipment = models.CharField(_("shipment"), max_length=40)
    piece = models.ForeignKey(
        TravelPiece, null=True, blank=True, on_delete=models.PROTECT, related_name="events", verbose_name=_("parcel or container")
    )
    passage = models.CharField(_("where it is"), max_length=12, choices=Passage.choices)
    teller = models.CharField(_("told by"), max_length=8, choices=Teller.choices)
    happened_at = models.DateTimeField(_("when"))
    place = models.CharField(_("place"), max_length=80, blank=True)
    raw = models.JSONField(_("as it was told"), default=dict)
    message = models.ForeignKey(
        CarrierMessage, null=True, blank=True, on_delete=models.PROTECT, related_name="events", verbose_name=_("message of a carrier")
    )
    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    their_id = models.CharField(_("the carrier’s own number of it"), max_length=64, blank=True)
    noted_by = models.ForeignKey(**PERSON)
    noted_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("step of a shipment")
        verbose_name_plural = _("steps of shipments")
        ordering = ["happened_at", "pk"]
        indexes = [models.Index(fields=["hub", "shipment"], name="travel_event_of_shipment")]
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "carrier", "their_id"], condition=~models.Q(their_id=""), name="travel_event_once_of_a_carrier"
            )
        ]

    def __str__(self) -> str:
        return f"{self.shipment} {self.passage}"


class TravelCost(HubOwned):
    """What the way really cost, beside what was quoted, both in the quote's currency. A correction is the next version, with its reason;
    the newest counts, and the database changes and deletes none."""

    shipment = models.CharField(_("shipment"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    seller = models.ForeignKey("sellers.Seller", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("firm"))
    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    origin = models.CharField(_("from"), max_length=8, blank=True)
    destination = models.CharField(_("to country"), max_length=2, blank=True)
    quoted_amount = models.DecimalField(_("quoted"), max_digits=16, decimal_places=2)
    actual_amount = models.DecimalField(_("paid to the carrier"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    invoiced_amount = models.DecimalField(_("amount of the invoice"), max_digits=16, decimal_places=2)
    invoiced_currency = models.CharField(_("currency of the invoice"), max_length=3)
    invoiced_on = models.DateField(_("day of the invoice"), null=True, blank=True)
    rate_told = models.JSONField(_("exchange rate"), default=dict, blank=True)
    source = models.CharField(_("source"), max_length=120, help_text=_("The carrier’s invoice."))
    reason = models.CharField(_("why it was corrected"), max_length=200, blank=True)
    noted_by = models.ForeignKey(**PERSON)
    noted_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("cost of a shipment")
        verbose_name_plural = _("costs of shipments")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["hub", "shipment"], name="travel_cost_of_shipment")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quoted_amount__gte=0, actual_amount__gte=0, invoiced_amount__gte=0), name="travel_cost_not_negative"
            ),
            models.UniqueConstraint(fields=["hub", "shipment", "version"], name="travel_cost_version_once"),
            models.CheckConstraint(condition=models.Q(version=1) | ~models.Q(reason=""), name="travel_cost_corrected_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.shipment} {self.actual_amount} {self.currency}"

    @property
    def actual(self) -> Money:
        return Money(self.actual_amount, self.currency).rounded()

    @property
    def quoted(self) -> Money:
        return Money(self.quoted_amount, self.currency).rounded()

    @property
    def invoiced(self) -> Money:
        return Money(self.invoiced_amount, self.invoiced_currency).rounded()

    @property
    def difference(self) -> Money:
        """Above zero: dearer than quoted."""
        return self.actual - self.quoted

    @property
    def percent(self) -> Decimal | None:
        return percent_of(self.difference.amount, self.quoted_amount)


def percent_of(difference: Decimal, quoted: Decimal) -> Decimal | None:
    """Of the quote, to one decimal, half up; None where nothing was quoted."""
    return (100 * difference / quoted).quantize(Decimal("0.1"), ROUND_HALF_UP) if quoted else None
