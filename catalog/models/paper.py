from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.enums import Necessity
from marketplace.hubs.owned import HubManager, HubOwned


class PaperRuleQuerySet(models.QuerySet):
    def valid_on(self, day: date | None = None) -> PaperRuleQuerySet:
        day = day or timezone.localdate()
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day))


class PaperRule(HubOwned):
    """One cell of the documents matrix: goods of this HS prefix need this paper. Where goods have no row for a destination that
    asks for one, nobody knows what they need there: ask, never guess."""

    hs_prefix = models.CharField(_("HS codes that begin with"), max_length=10)
    destination = models.CharField(_("destination"), max_length=2, blank=True, help_text=_("Country; empty is any."))
    paper = models.SlugField(_("paper"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    issuer = models.CharField(_("issuer"), max_length=80, blank=True)
    necessity = models.CharField(_("necessity"), max_length=12, choices=Necessity.choices, default=Necessity.REQUIRED)
    note = models.CharField(_("note"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    confidence = models.CharField(_("confidence"), max_length=80, blank=True)

    objects = HubManager.from_queryset(PaperRuleQuerySet)()

    class Meta:
        verbose_name = _("paper goods need")
        verbose_name_plural = _("papers goods need")
        ordering = ["hs_prefix", "position"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "hs_prefix", "destination", "paper", "valid_from"], name="paper_rule_once_per_start"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="paper_rule_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hs_prefix}… {self.destination or '*'}: {self.title}"
