from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.trust.enums import Part, RejectReason, WordReportState
from marketplace.hubs.owned import HubOwned

LONGEST_NOTE = 500


class WordReport(HubOwned):
    """A reader says that a public review, a question or an answer should not stand there. `reporter` is a person, or a guest's browser."""

    review = models.ForeignKey("trust.Review", null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    question = models.ForeignKey("trust.Question", null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    part = models.CharField(_("what was reported"), max_length=6, choices=Part.choices, default=Part.WORDS)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("reported by")
    )
    reporter = models.CharField(max_length=64, blank=True, editable=False)
    reason = models.CharField(_("why"), max_length=10, choices=RejectReason.choices)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    reported_at = models.DateTimeField(_("reported"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=WordReportState.choices, default=WordReportState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "part", "reporter"],
                condition=Q(state=WordReportState.OPEN, review__isnull=False) & ~Q(reporter=""),
                name="review_reported_once",
            ),
            models.UniqueConstraint(
                fields=["question", "part", "reporter"],
                condition=Q(state=WordReportState.OPEN, question__isnull=False) & ~Q(reporter=""),
                name="question_reported_once",
            ),
            models.CheckConstraint(
                condition=Q(review__isnull=False, question__isnull=True) | Q(review__isnull=True, question__isnull=False),
                name="word_report_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(state=WordReportState.OPEN) | Q(decided_at__isnull=False), name="word_report_decided"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == WordReportState.OPEN

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.get_reason_display()}"
