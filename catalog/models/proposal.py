from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.money import Money


class ProposalState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a proposed price", "open")
    TAKEN = "taken", pgettext_lazy("state of a proposed price", "taken")
    KEPT = "kept", pgettext_lazy("state of a proposed price", "old price kept")
    OUTDATED = "outdated", pgettext_lazy("state of a proposed price", "outdated")


class PriceProposal(models.Model):
    """A price in a currency that the seller typed none in, worked out from one that they typed: with its base, rate and day, and the
    price that stands now, if any. Buyers see it only once the seller has taken it."""

    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="proposals", verbose_name=_("variant"))
    currency = models.CharField(_("currency"), max_length=3)
    before = models.DecimalField(_("price now"), max_digits=14, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(pgettext_lazy("price", "proposed"), max_digits=14, decimal_places=2)
    converted_from = models.CharField(_("converted from"), max_length=3)
    base_amount = models.DecimalField(_("converted amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    rate = models.ForeignKey("money.ExchangeRate", on_delete=models.PROTECT, related_name="+", verbose_name=_("rate"))
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    made_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    closed_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposed price")
        verbose_name_plural = _("proposed prices")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["variant", "currency"], condition=Q(state="open"), name="one_open_proposal_a_price"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="proposed_price_above_zero"),
        ]

    def __str__(self) -> str:
        return str(self.money)

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()

    @property
    def old(self) -> Money | None:
        return None if self.before is None else Money(self.before, self.currency).rounded()
