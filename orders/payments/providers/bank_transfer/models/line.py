from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Abs
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.accounts.encryption import EncryptedField
from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money
from orders.payments.providers.bank_transfer.enums import LineState
from orders.payments.providers.base import Part


class BankLineQuerySet(models.QuerySet):
    def locked(self) -> BankLineQuerySet:
        return self.select_for_update(of=("self",)).order_by("pk")


class BankLine(HubOwned):
    """One movement on our account, as the bank wrote it; that part never changes. What of it has found its purpose stands in `assigned`."""

    account = models.ForeignKey("bank_transfer.BankAccount", on_delete=models.PROTECT, related_name="lines", verbose_name=_("account"))
    statement = models.ForeignKey(
        "bank_transfer.BankStatement", on_delete=models.PROTECT, related_name="lines", verbose_name=_("statement")
    )
    row = models.PositiveIntegerField(_("row"))
    fingerprint = models.CharField(max_length=64, editable=False)
    booked_on = models.DateField(_("booked"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, help_text=_("Above zero: money that came."))
    currency = models.CharField(_("currency"), max_length=3)
    counterparty = models.CharField(_("from or to"), max_length=140, blank=True)
    counterparty_account = EncryptedField(_("their account"), default="", blank=True)
    counterparty_bic = models.CharField(_("their bank (BIC)"), max_length=11, blank=True)
    text = models.CharField(_("text"), max_length=500, blank=True)
    bank_reference = models.CharField(_("bank's number"), max_length=64, blank=True)
    is_reversal = models.BooleanField(_("taken back by the bank"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=LineState.choices, default=LineState.UNREAD)
    assigned = models.DecimalField(_("of it placed"), max_digits=14, decimal_places=2, default=0)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = HubManager.from_queryset(BankLineQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("bank line")
        verbose_name_plural = _("bank lines")
        ordering = ["-booked_on", "-pk"]
        permissions = [("place_line", "Can say what a bank line is for")]
        constraints = [
            models.UniqueConstraint(fields=["account", "fingerprint"], name="bank_line_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="bank_line_moves_money"),
            models.CheckConstraint(condition=Q(assigned__gte=0) & Q(assigned__lte=Abs(F("amount"))), name="bank_line_placed_within_amount"),
        ]
        indexes = [models.Index(fields=["hub", "-booked_on"], name="bank_line_open", condition=Q(state=LineState.OPEN))]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.money}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    @property
    def free(self) -> Money:
        """What of the money that came has no purpose yet."""
        return Money(self.amount - self.assigned, self.currency)

    @property
    def is_credit(self) -> bool:
        return self.amount > 0


class LineShare(HubOwned):
    """So much of a line is for this payment. A payment may be paid by several lines, and a line may pay one and leave an excess."""

    line = models.ForeignKey(BankLine, on_delete=models.PROTECT, related_name="shares", verbose_name=_("bank line"))
    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="bank_shares", verbose_name=_("payment"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    placed_at = models.DateTimeField(pgettext_lazy("a bank line", "placed"), default=timezone.now)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("placed by")
    )

    class Meta(HubOwned.Meta):
        verbose_name = _("share of a bank line")
        verbose_name_plural = _("shares of bank lines")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "payment"], name="line_share_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="line_share_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} → {self.payment_id}"

    def as_part(self) -> Part:
        """As the books know it."""
        return Part(f"part:bank_transfer:{self.pk}", self.payment.reference, Money(self.amount, self.payment.currency))
