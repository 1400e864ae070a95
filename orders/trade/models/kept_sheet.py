from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned

KEPT = timedelta(hours=1)


class KeptSheet(HubOwned):
    """A sheet of delivery points that was tried and found sound, so that it need not be chosen again. Its owner alone sees it; it goes
    when it is taken over, when another is tried, and after an hour (services.clock)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contract = models.ForeignKey("trade.SupplyContract", on_delete=models.CASCADE, related_name="+", verbose_name=_("contract"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("tried by"))
    name = models.CharField(_("file"), max_length=120)
    rows = models.JSONField(_("rows"))
    kept_at = models.DateTimeField(_("tried"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("tried sheet")
        verbose_name_plural = _("tried sheets")
        ordering = ["-kept_at"]
        constraints = [models.UniqueConstraint(fields=["contract", "owner"], name="one_tried_sheet_of_a_person")]
        indexes = [models.Index(fields=["kept_at"], name="tried_sheet_by_age")]

    def __str__(self) -> str:
        return self.name
