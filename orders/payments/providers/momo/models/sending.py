from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.encryption import EncryptedField
from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.payments.providers.momo.enums import SendingKind, SendingState


class MomoSending(HubOwned):
    """Money to somebody's phone: a refund or a payout, written down before the company is asked. Its id is the X-Reference-Id: sent twice
    it is one movement. One that failed for good may be tried anew under the same reference as another attempt."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=64, help_text=_("Of our refund or payout."))
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    kind = models.CharField(_("kind"), max_length=8, choices=SendingKind.choices)
    refers_to = models.UUIDField(_("paid by"), null=True, blank=True, help_text=_("The question that collected what goes back."))
    msisdn = EncryptedField(_("phone"), default="", blank=True)
    masked = models.CharField(_("phone, masked"), max_length=20, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    note = models.CharField(_("note"), max_length=160, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SendingState.choices, default=SendingState.CREATED)
    reason = models.CharField(_("why not"), max_length=60, blank=True)
    financial_id = models.CharField(_("company's number"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("money to a phone")
        verbose_name_plural = _("money to phones")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["reference", "attempt"], name="momo_sending_once"),
            models.UniqueConstraint(fields=["reference"], condition=~Q(state="failed"), name="momo_one_sending_a_reference"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="momo_sending_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()
