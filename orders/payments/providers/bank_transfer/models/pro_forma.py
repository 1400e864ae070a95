from __future__ import annotations

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from orders.payments.providers.bank_transfer.reference import new_reference, written


class ProForma(HubOwned):
    """What a company pays on: the amount, where to, until when, and the reference that finds the money again. Its facts are frozen when it
    is issued (the database refuses to change them); the paper is drawn from them alone."""

    payment = models.OneToOneField("payments.Payment", on_delete=models.PROTECT, related_name="pro_forma", verbose_name=_("payment"))
    account = models.ForeignKey("bank_transfer.BankAccount", on_delete=models.PROTECT, related_name="+", verbose_name=_("account"))
    number = models.CharField(_("number"), max_length=90)
    reference = models.CharField(_("payment reference"), max_length=25, unique=True, default=new_reference, editable=False)
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    language = models.CharField(_("language"), max_length=8, default="en")
    facts = models.JSONField(_("facts"))
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("pro forma invoice")
        verbose_name_plural = _("pro forma invoices")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "number"], name="pro_forma_number_once")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("bank_transfer:transfer-detail", args=[self.token])

    @property
    def written_reference(self) -> str:
        return written(self.reference)
