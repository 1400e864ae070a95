from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from sellers.enums import DecisionKind


class Decision(HubOwned):
    """What an officer decided about a seller, as the applicant reads it. Never changed."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="decisions", verbose_name=_("seller"))
    kind = models.CharField(_("decision"), max_length=10, choices=DecisionKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("officer"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)
    submitted_at = models.DateTimeField(_("application sent"), null=True, blank=True)
    was_over_clock = models.BooleanField(_("over the clock"), default=False)
    reasons = models.ManyToManyField("sellers.ReasonCode", verbose_name=_("reasons"), blank=True, related_name="+")
    note = models.TextField(_("note to the applicant"), blank=True)
    override_note = models.TextField(_("why it was approved with items missing"), blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["hub", "at"], name="decision_hub_at")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.at:%Y-%m-%d}"
