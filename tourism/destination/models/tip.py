from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tourism.destination.enums import Subject
from tourism.destination.models.sourced import Sourced


class Tip(Sourced):
    """One thing a traveller should know, with whose word it is."""

    subject = models.CharField(_("subject"), max_length=12, choices=Subject.choices)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=1500)

    class Meta(Sourced.Meta):
        verbose_name = _("travel tip")
        verbose_name_plural = _("travel tips")
        ordering = ["subject", "position", "pk"]

    def __str__(self) -> str:
        return self.title
