from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class OfficerNote(HubOwned):
    """A word among colleagues; applicants never see it."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="officer_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("note"), max_length=2000)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class DeskLook(HubOwned):
    """When an officer last looked at an application, so that what changed since can be marked."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="looks")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    seen_until = models.DateTimeField(null=True, blank=True, help_text="The look before this one: changes after it are news.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seller", "officer"], name="desk_look_once_per_officer")]

    def __str__(self) -> str:
        return f"{self.officer} · {self.seller}"
