from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.encryption import EncryptedField
from marketplace.hubs.owned import HubOwned
from orders.payments.providers.momo.enums import OPEN, AskState


class MomoAsk(HubOwned):
    """The question "will you pay?" on one phone, written down before the company is asked. Its id is the company's X-Reference-Id: sent
    twice it is one question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="momo_asks", verbose_name=_("payment"))
    msisdn = EncryptedField(_("phone"))
    masked = models.CharField(_("phone, masked"), max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=AskState.choices, default=AskState.CREATED)
    reason = models.CharField(_("why not"), max_length=60, blank=True)
    financial_id = models.CharField(_("company's number"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("question on a phone")
        verbose_name_plural = _("questions on phones")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["payment"], condition=Q(state__in=OPEN), name="one_open_ask_a_payment")]

    def __str__(self) -> str:
        return f"{self.masked} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
