from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.approval.rows import ApprovedRow, approved_constraints
from sellers.enums import AskedAt, Confidence, Kind, Need


class EvidenceRequirement(ApprovedRow):
    """One rule of the hub: who must show what, when, and how it becomes good. A dated row that two officers keep; evidence follows its
    code."""

    KEY = ("code",)

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
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices, default=Confidence.UNVERIFIED)

    class Meta(ApprovedRow.Meta):
        verbose_name = _("evidence rule")
        verbose_name_plural = _("evidence rules")
        ordering = ["position", "code"]
        constraints = [
            *approved_constraints("requirement", ("code",)),
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
