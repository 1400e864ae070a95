from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from sellers.enums import AskedAt, Confidence, Kind, Need


class RequirementQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> RequirementQuerySet:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class EvidenceRequirement(HubOwned):
    """One rule of the hub: who must show what, when, and how it becomes good. A dated row that RDB edits; evidence follows its code."""

    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=160)
    explanation = models.TextField(_("what it is and where to get it"), blank=True)
    condition = models.CharField(
        _("where it applies"), max_length=200, blank=True, help_text=_("Shown where the item is asked only in some cases.")
    )
    agency = models.ForeignKey(
        "hubs.Agency", verbose_name=_("issued by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("becomes good when"), max_length=8, choices=Kind.choices)
    need = models.CharField(_("need"), max_length=11, choices=Need.choices, default=Need.REQUIRED)
    asked_at = models.CharField(_("asked"), max_length=11, choices=AskedAt.choices)
    is_for_everyone = models.BooleanField(_("asked of every applicant"), default=False)
    sectors = models.ManyToManyField("sellers.Sector", verbose_name=_("asked of sectors"), blank=True, related_name="requirements")
    hs_prefixes = ArrayField(models.CharField(max_length=10), verbose_name=_("for goods under HS"), default=list, blank=True)
    destination = models.CharField(_("destination"), max_length=2, blank=True, help_text=_("ISO 3166 alpha-2; empty for everywhere."))
    check_name = models.CharField(_("rule"), max_length=30, blank=True, help_text=_("The rule that computes it."))
    needs_number = models.BooleanField(_("has a number"), default=True)
    number_pattern = models.CharField(
        _("number looks like"), max_length=60, blank=True, help_text=_("A regular expression; another number only warns.")
    )
    needs_file = models.BooleanField(_("has a paper"), default=True)
    needs_expiry = models.BooleanField(_("runs out"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices, default=Confidence.UNVERIFIED)

    objects = HubManager.from_queryset(RequirementQuerySet)()

    class Meta:
        verbose_name = _("evidence rule")
        verbose_name_plural = _("evidence rules")
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "code", "valid_from"], name="requirement_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="requirement_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(kind=Kind.COMPUTED) | ~Q(check_name=""), name="requirement_computed_names_rule"),
        ]

    def __str__(self) -> str:
        return self.title

    def covers(self, hs_code: str) -> bool:
        """Whether the goods fall under one of its HS headings."""
        return any(hs_code.startswith(prefix) for prefix in self.hs_prefixes)

    @property
    def is_required(self) -> bool:
        return self.need == Need.REQUIRED
