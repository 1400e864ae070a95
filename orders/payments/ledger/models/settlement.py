from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money


class Settlement(HubOwned):
    """What a payment provider paid us of the money it held: what it took for it, and, where it paid in another currency, at which rate.
    Written from the provider's statement, once, and never changed."""

    provider = models.CharField(_("provider"), max_length=40)
    reference = models.CharField(_("provider's number"), max_length=64)
    day = models.DateField(_("day"))
    currency = models.CharField(_("collected in"), max_length=3)
    gross_amount = models.DecimalField(_("collected"), max_digits=16, decimal_places=2, help_text=_("What it settles, before its fee."))
    fee_amount = models.DecimalField(_("fee"), max_digits=16, decimal_places=2, default=0, help_text=_("In the same currency."))
    known_fee_amount = models.DecimalField(
        _("of the fee booked before"), max_digits=16, decimal_places=2, default=0, help_text=_("From the provider's lists of a day.")
    )
    settled_currency = models.CharField(_("paid to us in"), max_length=3)
    settled_amount = models.DecimalField(_("paid to us"), max_digits=16, decimal_places=2)
    rate = models.DecimalField(_("rate"), max_digits=24, decimal_places=12, default=1, help_text=_("Paid to us for one unit collected."))
    rate_source = models.CharField(_("source of the rate"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    at = models.DateTimeField(_("written"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta(HubOwned.Meta):
        verbose_name = _("settlement of a provider")
        verbose_name_plural = _("settlements of providers")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "provider", "reference"], name="settlement_once"),
            models.CheckConstraint(
                condition=Q(gross_amount__gt=0, fee_amount__gte=0, settled_amount__gte=0, rate__gt=0), name="settlement_amounts"
            ),
            models.CheckConstraint(condition=Q(fee_amount__lte=F("gross_amount")), name="settlement_fee_within_it"),
            models.CheckConstraint(
                condition=Q(known_fee_amount__gte=0, known_fee_amount__lte=F("fee_amount")), name="settlement_knows_of_its_fee"
            ),
            models.CheckConstraint(
                condition=Q(currency=F("settled_currency"), settled_amount=F("gross_amount") - F("fee_amount"), rate=1)
                | (~Q(currency=F("settled_currency")) & ~Q(rate_source="")),
                name="settlement_adds_up_or_names_its_rate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.reference}"

    @property
    def gross(self) -> Money:
        return Money(self.gross_amount, self.currency).rounded()

    @property
    def fee(self) -> Money:
        return Money(self.fee_amount, self.currency).rounded()

    @property
    def known_fee(self) -> Money:
        return Money(self.known_fee_amount, self.currency).rounded()

    @property
    def settled(self) -> Money:
        return Money(self.settled_amount, self.settled_currency).rounded()
