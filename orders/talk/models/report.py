from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from orders.talk.enums import ReportReason, ReportState, Side


class Report(HubOwned):
    """One side laid a message of the other before RDB."""

    message = models.ForeignKey("talk.Message", on_delete=models.PROTECT, related_name="reports", verbose_name=_("message"))
    side = models.CharField(_("reported by"), max_length=6, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("person"))
    reason = models.CharField(_("why"), max_length=8, choices=ReportReason.choices)
    note = models.TextField(_("note"), blank=True)
    reported_at = models.DateTimeField(_("reported"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=ReportState.choices, default=ReportState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision = models.TextField(_("reasons"), blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("reported message")
        verbose_name_plural = _("reported messages")
        ordering = ["reported_at", "pk"]
        permissions = [("decide_report", "Can decide about reported messages")]
        constraints = [
            models.UniqueConstraint(fields=["message", "side"], name="report_once_a_side", condition=Q(state="open")),
            models.CheckConstraint(condition=Q(state="open") | Q(decided_at__isnull=False), name="report_decided_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.pk}"
