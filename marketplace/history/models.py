from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.history.words import words_for
from marketplace.hubs.owned import HubOwned


class Entry(HubOwned):
    """One thing somebody did. Written once, sealed once; the database refuses any other change (migrations 0002 and 0003)."""

    position = models.PositiveBigIntegerField(_("position"), null=True, blank=True, help_text=_("Given with the seal, within seconds."))
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    action = models.CharField(_("what"), max_length=80)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name=_("kind of subject"))
    subject_id = models.CharField(_("subject"), max_length=64)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    note = models.TextField(_("note"), blank=True)
    previous_hash = models.CharField(_("seal of the entry before"), max_length=64, blank=True)
    hash = models.CharField(_("seal"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "position"], name="history_position_once")]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="history_subject"),
            models.Index(fields=["hub"], name="history_unsealed", condition=models.Q(position=None)),
        ]

    def __str__(self) -> str:
        return f"{self.position or self.pk} {words_for(self.action)}"
