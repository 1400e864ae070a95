from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class SuspensionRequest(HubOwned):
    """One officer asks, another confirms: four eyes before a firm's goods disappear."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="suspension_requests")
    reason = models.ForeignKey("sellers.ReasonCode", verbose_name=_("reason"), on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("note for the second officer"))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("asked at"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("confirmed by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("suspension request")
        verbose_name_plural = _("suspension requests")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("requested_by")), name="suspension_needs_second_officer"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="suspension_confirmed_wholly",
            ),
            models.UniqueConstraint(
                fields=["seller"],
                name="suspension_request_once_while_open",
                condition=Q(confirmed_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seller} · {self.requested_at:%Y-%m-%d}"
