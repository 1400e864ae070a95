from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.aftersale.enums import OPEN_RETURNS, SELLERS_FAULT, ReturnReason, ReturnState, Side

DATED = [ReturnState.ASKED, ReturnState.APPROVED, ReturnState.SENT, ReturnState.RECEIVED]


class GoodsReturn(HubOwned):
    """Some pieces of one order on their way back, or meant to be. What the rule said on the day is frozen in its days."""

    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="returns", verbose_name=_("order"))
    number = models.CharField(_("number"), max_length=32, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=ReturnState.choices, default=ReturnState.ASKED)
    reason = models.CharField(_("reason"), max_length=20, choices=ReturnReason.choices)
    note = models.TextField(_("what the buyer says"), blank=True)
    rule = models.ForeignKey("aftersale.ReturnRule", on_delete=models.PROTECT, related_name="+", verbose_name=_("rule"))
    freight_by = models.CharField(_("who pays the way back"), max_length=8, choices=Side.choices)

    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=60, blank=True)
    freight_claimed = models.DecimalField(_("way back, as the buyer paid it"), max_digits=14, decimal_places=2, default=0)
    freight_amount = models.DecimalField(_("way back, given back"), max_digits=14, decimal_places=2, default=0)
    delivery_amount = models.DecimalField(_("way there, given back"), max_digits=14, decimal_places=2, default=0)
    answer = models.TextField(_("what the seller says"), blank=True)

    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("asked"), default=timezone.now)
    due_at = models.DateTimeField(_("next step by"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    refund = models.OneToOneField("payments.Refund", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(HubOwned.Meta):
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DATED, due_at__isnull=False, ended_at__isnull=True)
                | (~Q(state__in=DATED) & Q(due_at__isnull=True, ended_at__isnull=False)),
                name="return_open_has_a_clock",
            ),
            models.CheckConstraint(
                condition=Q(freight_claimed__gte=F("freight_amount"), freight_amount__gte=0, delivery_amount__gte=0),
                name="return_freight_within_what_was_laid_out",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="return_by_clock", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_RETURNS

    @property
    def is_sellers_fault(self) -> bool:
        return self.reason in SELLERS_FAULT

    @property
    def freight(self) -> Money:
        """What the way back cost the buyer."""
        return Money(self.freight_claimed, self.order.currency).rounded()

    @property
    def freight_back(self) -> Money:
        return Money(self.freight_amount, self.order.currency).rounded()

    @property
    def delivery_back(self) -> Money:
        return Money(self.delivery_amount, self.order.currency).rounded()


class ReturnLine(HubOwned):
    """So many pieces of one order line, and what was found when they came."""

    goods_return = models.ForeignKey(GoodsReturn, on_delete=models.PROTECT, related_name="lines", verbose_name=_("return"))
    line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, related_name="returns", verbose_name=_("order line"))
    quantity = models.PositiveIntegerField(_("pieces"))
    pieces_before = models.PositiveIntegerField(
        _("given up before"),
        default=0,
        help_text=_("How many of the line were: where something was taken off, the last piece takes the cent."),
    )
    received_quantity = models.PositiveIntegerField(_("came back"), null=True, blank=True)
    restocked_quantity = models.PositiveIntegerField(_("back on the shelf"), null=True, blank=True)
    refund_amount = models.DecimalField(_("given back"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("line of a return")
        verbose_name_plural = _("lines of a return")
        ordering = ["goods_return", "line__position"]
        constraints = [
            models.UniqueConstraint(fields=["goods_return", "line"], name="line_once_in_a_return"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="return_quantity_above_zero"),
            models.CheckConstraint(
                condition=Q(received_quantity__isnull=True, restocked_quantity__isnull=True, refund_amount__isnull=True)
                | Q(quantity__gte=F("received_quantity"), received_quantity__gte=F("restocked_quantity"), refund_amount__gte=0),
                name="return_found_no_more_than_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.line_id}"

    @property
    def price(self) -> Money:
        """What these pieces cost."""
        return self.cost_of(self.quantity)

    def cost_of(self, pieces: int) -> Money:
        """What so many of them cost."""
        return self.line.cost_of(pieces, before=self.pieces_before)

    @property
    def refunded(self) -> Money | None:
        return None if self.refund_amount is None else Money(self.refund_amount, self.line.currency).rounded()
