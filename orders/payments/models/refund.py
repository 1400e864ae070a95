from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.payments.enums import RefundReason, RefundState


def new_refund_reference() -> str:
    return "R" + secrets.token_hex(14).upper()


class Refund(HubOwned):
    """The intent to send money back, written before the provider is asked. Its reference is the provider's idempotency key."""

    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="refunds", verbose_name=_("payment"))
    reference = models.CharField(_("reference"), max_length=64, unique=True, default=new_refund_reference, editable=False)
    key = models.CharField(_("key"), max_length=80, help_text=_("The same wish twice is one refund."))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    reason = models.CharField(_("reason"), max_length=12, choices=RefundReason.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    parts = models.JSONField(
        _("what it is made of"), default=dict, blank=True, help_text=_("In plain values, by the room that asked; empty: a whole payment.")
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    state = models.CharField(_("state"), max_length=8, choices=RefundState.choices, default=RefundState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last answer"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["-pk"]
        permissions = [("retry_refund", "Can try a refund again")]
        constraints = [
            models.UniqueConstraint(fields=["payment", "key"], name="refund_wish_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="refund_above_zero"),
            models.CheckConstraint(
                condition=models.Q(state=RefundState.DONE, done_at__isnull=False)
                | (~models.Q(state=RefundState.DONE) & models.Q(done_at__isnull=True)),
                name="refund_done_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="refund_waiting", condition=models.Q(state=RefundState.WAITING))]

    def __str__(self) -> str:
        return self.reference

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()
