from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class Entry(HubOwned):
    """One thing somebody did. Written once; the database refuses to change or delete it (migration 0002)."""

    position = models.PositiveBigIntegerField(_("position"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    action = models.CharField(_("what"), max_length=80)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.CharField(_("subject"), max_length=64)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    note = models.TextField(_("note"), blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = ["-position"]
        constraints = [models.UniqueConstraint(fields=["hub", "position"], name="history_position_once")]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="history_subject")]

    def __str__(self) -> str:
        return f"{self.position} {self.action}"
