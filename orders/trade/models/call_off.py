from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money, round_money
from orders.trade.enums import ShipmentState


class CallOff(HubOwned):
    """A part of a contract, ordered: the order group carries stock, payment, ledger and papers. No more than the contract's pieces
    can be called off; the database refuses it (migration 0004)."""

    contract = models.ForeignKey("trade.SupplyContract", on_delete=models.PROTECT, related_name="call_offs", verbose_name=_("contract"))
    number = models.CharField(_("number"), max_length=28, unique=True)
    group = models.OneToOneField("orders.OrderGroup", on_delete=models.PROTECT, related_name="+", verbose_name=_("order group"))
    pieces = models.PositiveIntegerField(_("pieces"))
    given_up = models.PositiveIntegerField(_("of them given up"), default=0, help_text=_("Cancelled, refused or not paid in time."))
    piece_price = models.DecimalField(_("price of a piece"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    reference_price = models.ForeignKey(
        "trade.ReferencePrice", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("reference price")
    )
    deposit_amount = models.DecimalField(_("deposit"), max_digits=16, decimal_places=2)
    deposit_due_at = models.DateTimeField(_("deposit by"), null=True, blank=True)
    balance_due_at = models.DateTimeField(_("rest by"))
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("called off by"))
    called_at = models.DateTimeField(_("called off"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("call-off")
        verbose_name_plural = _("call-offs")
        ordering = ["contract", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(pieces__gt=0, pieces__gte=F("given_up")), name="call_off_gives_up_what_it_has"),
            models.CheckConstraint(condition=Q(deposit_amount__gte=0), name="call_off_deposit_not_negative"),
        ]
        indexes = [models.Index(fields=["deposit_due_at"], name="call_off_by_deposit", condition=Q(deposit_due_at__isnull=False))]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> Money:
        return Money(self.piece_price * self.pieces, self.currency).rounded()

    @property
    def deposit(self) -> Money:
        return Money(self.deposit_amount, self.currency).rounded()

    @property
    def balance(self) -> Money:
        return self.total - self.deposit

    @staticmethod
    def deposit_of(total: Money, percent: int) -> Decimal:
        """The share of the total, rounded once."""
        return round_money(total.amount * percent / 100, total.currency)


class CallOffShipment(HubOwned):
    """What of a call-off goes to one delivery point."""

    call_off = models.ForeignKey(CallOff, on_delete=models.PROTECT, related_name="shipments", verbose_name=_("call-off"))
    point = models.ForeignKey("trade.DeliveryPoint", on_delete=models.PROTECT, related_name="+", verbose_name=_("delivery point"))
    pieces = models.PositiveIntegerField(_("pieces"))
    state = models.CharField(_("state"), max_length=10, choices=ShipmentState.choices, default=ShipmentState.PLANNED)
    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=60, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    papers_missing = models.PositiveSmallIntegerField(
        _("papers missing"), default=0, help_text=_("Papers of the point that lacked facts when they were last made.")
    )

    class Meta(HubOwned.Meta):
        verbose_name = _("shipment to a point")
        verbose_name_plural = _("shipments to points")
        ordering = ["call_off", "point__code"]
        constraints = [
            models.UniqueConstraint(fields=["call_off", "point"], name="point_once_in_a_call_off"),
            models.CheckConstraint(condition=Q(pieces__gt=0), name="shipment_pieces_above_zero"),
            models.CheckConstraint(
                condition=Q(state=ShipmentState.PLANNED, sent_at__isnull=True) | Q(~Q(state=ShipmentState.PLANNED), sent_at__isnull=False),
                name="shipment_sent_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pieces} → {self.point_id}"
