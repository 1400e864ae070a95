from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class TradeStatus(models.TextChoices):
    """The wallet's own words, as they travel on the wire."""

    WAIT_BUYER_PAY = "WAIT_BUYER_PAY", _("waiting for the buyer")
    TRADE_SUCCESS = "TRADE_SUCCESS", _("paid")
    TRADE_FINISHED = "TRADE_FINISHED", _("paid, no refund any more")
    TRADE_CLOSED = "TRADE_CLOSED", _("closed")


class Behaviour(models.TextChoices):
    """How the wallet tells the shop."""

    NORMAL = "normal", _("Tell the shop at once")
    DELAYED = "delayed", _("Tell the shop late")
    DUPLICATED = "duplicated", _("Tell the shop three times")
    OUT_OF_ORDER = "out_of_order", _("Send “paid” first and “waiting” after it")
    LOST = "lost", _("Never tell the shop")
    FORGED = "forged", _("Send a forged signature")
    WRONG_AMOUNT = "wrong_amount", _("Name a wrong amount")


def new_trade_no() -> str:
    """28 digits like the wallet's own: the day, then chance."""
    return f"{timezone.now():%Y%m%d}" + f"{secrets.randbelow(10**20):020d}"


class SandboxTrade(HubOwned):
    trade_no = models.CharField(max_length=64, unique=True, default=new_trade_no)
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    out_trade_no = models.CharField(max_length=64, unique=True)
    app_id = models.CharField(max_length=32)
    subject = models.CharField(max_length=256)
    total_amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    notify_url = models.CharField(max_length=500, blank=True)
    return_url = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=16, choices=TradeStatus.choices, default=TradeStatus.WAIT_BUYER_PAY)
    behaviour = models.CharField(max_length=16, choices=Behaviour.choices, default=Behaviour.NORMAL)
    is_refund_hesitant = models.BooleanField(default=False, help_text="The first answer to a refund is 20000: unknown, ask again.")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    refunded_amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("sandbox trade")
        verbose_name_plural = _("sandbox trades")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(refunded_amount__gte=0, refunded_amount__lte=models.F("total_amount")),
                name="sandbox_refunds_within_total",
            )
        ]

    def __str__(self) -> str:
        return self.trade_no

    @property
    def is_open(self) -> bool:
        return self.status == TradeStatus.WAIT_BUYER_PAY


class SandboxRefund(HubOwned):
    trade = models.ForeignKey(SandboxTrade, on_delete=models.PROTECT, related_name="refunds")
    out_request_no = models.CharField(max_length=64)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("sandbox refund")
        verbose_name_plural = _("sandbox refunds")
        constraints = [models.UniqueConstraint(fields=["trade", "out_request_no"], name="sandbox_refund_once")]

    def __str__(self) -> str:
        return self.out_request_no


class NoticeState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    GIVEN_UP = "given_up", _("given up")


class SandboxNotice(HubOwned):
    """One notification, signed once and posted until the shop acknowledges it."""

    trade = models.ForeignKey(SandboxTrade, on_delete=models.PROTECT, related_name="notices")
    fields = models.JSONField()
    state = models.CharField(max_length=12, choices=NoticeState.choices, default=NoticeState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_answer = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("sandbox notification")
        verbose_name_plural = _("sandbox notifications")

    def __str__(self) -> str:
        return f"{self.trade_id} {self.pk}"
