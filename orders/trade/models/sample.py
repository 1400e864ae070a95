from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.trade.enums import RUNNING_SAMPLES, SampleState


class Sample(HubOwned):
    """A little of the goods before a lot of them: asked by the buyer, sent by the seller. One an offer."""

    offer = models.OneToOneField("trade.Offer", on_delete=models.PROTECT, related_name="sample", verbose_name=_("offer"))
    state = models.CharField(_("state"), max_length=10, choices=SampleState.choices, default=SampleState.ASKED)
    amount_wanted = models.CharField(_("how much"), max_length=120)
    address = models.TextField(_("where to"), max_length=600)
    cost = models.DecimalField(
        _("what it costs the buyer"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3)
    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    due_at = models.DateTimeField(_("next step by"), null=True, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RUNNING_SAMPLES, due_at__isnull=False, ended_at__isnull=True)
                | (~Q(state__in=RUNNING_SAMPLES) & Q(due_at__isnull=True, ended_at__isnull=False)),
                name="sample_running_has_a_clock",
            ),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="sample_cost_not_negative"),
        ]
        indexes = [models.Index(fields=["due_at"], name="sample_by_clock", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.offer_id} · {self.state}"

    @property
    def price(self) -> Money | None:
        return None if self.cost is None else Money(self.cost, self.currency).rounded()
