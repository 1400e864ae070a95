from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.accounts.encryption import EncryptedField
from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money
from orders.payments.providers.bank_transfer.enums import ReturnState


class BankReturnQuerySet(models.QuerySet):
    def locked(self) -> BankReturnQuerySet:
        return self.select_for_update(of=("self",)).order_by("pk")


class BankReturn(HubOwned):
    """A refund as our bank is told to carry it out: to whom, from which account. Done when a statement shows it with the refund's
    reference."""

    refund = models.OneToOneField("payments.Refund", on_delete=models.PROTECT, related_name="bank_return", verbose_name=_("refund"))
    account = models.ForeignKey("bank_transfer.BankAccount", on_delete=models.PROTECT, related_name="+", verbose_name=_("from our account"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    payee = models.CharField(pgettext_lazy("payee", "to"), max_length=140, blank=True)
    payee_account = EncryptedField(_("their account"), default="", blank=True)
    payee_bic = models.CharField(_("their bank (BIC)"), max_length=11, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=ReturnState.choices, default=ReturnState.WAITING)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    ordered_at = models.DateTimeField(_("ordered"), null=True, blank=True)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("ordered by")
    )
    booked_line = models.OneToOneField(
        "bank_transfer.BankLine", null=True, blank=True, on_delete=models.PROTECT, related_name="booked_return", verbose_name=_("booked as")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = HubManager.from_queryset(BankReturnQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("transfer back")
        verbose_name_plural = _("transfers back")
        ordering = ["-pk"]
        permissions = [("order_return", "Can order a transfer back at the bank")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="bank_return_above_zero"),
            models.CheckConstraint(
                condition=(Q(state="booked") & Q(booked_line__isnull=False)) | (~Q(state="booked") & Q(booked_line__isnull=True)),
                name="bank_return_booked_by_a_line",
            ),
        ]

    def __str__(self) -> str:
        return str(self.refund_id)

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()

    @property
    def is_addressed(self) -> bool:
        return bool(self.payee and self.payee_account)
