from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from sellers.enums import Confidence


class Holiday(HubOwned):
    """A day the desk is closed: the clock of an application stands still."""

    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80)
    source = models.CharField(_("source"), max_length=200)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices, default=Confidence.UNVERIFIED)

    class Meta:
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["hub", "day"], name="holiday_once_per_hub")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
