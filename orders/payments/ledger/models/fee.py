from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money


class ProviderFee(HubOwned):
    """What a provider took for one trade, or gave back of it with one refund, as its list of a day says. Written once, never changed.
    What of it a settlement had counted before the list was read is not booked a second time."""

    provider = models.CharField(_("provider"), max_length=40)
    reference = models.CharField(_("provider's number"), max_length=64)
    refund_number = models.CharField(_("number of the refund"), max_length=64, blank=True)
    day = models.DateField(_("day"), help_text=_("In the calendar of the provider."))
    payment = models.ForeignKey(
        "payments.Payment", null=True, blank=True, on_delete=models.PROTECT, related_name="fees", verbose_name=_("payment")
    )
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("fee"), max_digits=16, decimal_places=2, help_text=_("Below zero where it was given back."))
    counted_amount = models.DecimalField(
        _("counted before"), max_digits=16, decimal_places=2, default=0, help_text=_("By a settlement that was written earlier.")
    )
    counted_by = models.ForeignKey(
        "ledger.Settlement", null=True, blank=True, on_delete=models.PROTECT, related_name="counted_fees", verbose_name=_("settlement")
    )
    entry = models.ForeignKey(
        "ledger.Entry", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("entry of the ledger")
    )
    at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("fee of a provider")
        verbose_name_plural = _("fees of providers")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "provider", "reference", "refund_number"], name="provider_fee_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="provider_fee_is_not_nothing"),
            models.CheckConstraint(
                condition=Q(counted_amount=0, counted_by__isnull=True)
                | Q(counted_amount__gt=0, counted_amount__lte=F("amount"), counted_by__isnull=False),
                name="provider_fee_counted_by_a_settlement",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=True, counted_amount=F("amount")) | (Q(entry__isnull=False) & ~Q(counted_amount=F("amount"))),
                name="provider_fee_is_booked_or_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.refund_number or self.reference}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    @property
    def counted(self) -> Money:
        return Money(self.counted_amount, self.currency)
