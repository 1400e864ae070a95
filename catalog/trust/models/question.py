from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.trust.enums import RejectReason, WordState
from catalog.trust.models.word import Word, WordQuerySet
from marketplace.hubs.owned import HubManager

LONGEST_QUESTION = 500


class Question(Word):
    """What somebody asks about goods before they buy. It is public with its answer, and not before."""

    text = models.TextField(_("question"), max_length=LONGEST_QUESTION)

    objects = HubManager.from_queryset(WordQuerySet)()
    across_hubs = models.Manager.from_queryset(WordQuerySet)()

    class Meta(Word.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=WordState.PUBLISHED) | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="question_public_with_its_answer",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=WordState.REJECTED) | models.Q(reason__in=RejectReason.values),
                name="question_rejected_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["product", "-helpful", "-written_at"], name="question_of_product", condition=models.Q(state="published")),
            models.Index(fields=["seller", "-written_at"], name="question_of_seller"),
            models.Index(fields=["by", "-written_at"], name="question_of_writer"),
            models.Index(fields=["hub", "written_at"], name="question_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return self.text[:80]
