from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubOwned

from ..enums import WithdrawalReason


class Withdrawal(HubOwned):
    """A paper that was issued and no longer counts, without a newer version in its place. Written once and kept (migration 0007)."""

    document = models.OneToOneField("paperwork.Document", on_delete=models.PROTECT, related_name="withdrawal", verbose_name=_("document"))
    reason = models.CharField(_("reason"), max_length=12, choices=WithdrawalReason.choices)
    withdrawn_at = models.DateTimeField(pgettext_lazy("paper", "withdrawn"), default=timezone.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("withdrawn by")
    )

    class Meta(HubOwned.Meta):
        verbose_name = _("withdrawn paper")
        verbose_name_plural = _("withdrawn papers")
        ordering = ["-withdrawn_at", "-pk"]

    def __str__(self) -> str:
        return str(self.document)
