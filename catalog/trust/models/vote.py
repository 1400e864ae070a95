from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class Vote(HubOwned):
    """Somebody found a review, or a question with its answer, helpful."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("member"))
    review = models.ForeignKey("trust.Review", null=True, blank=True, on_delete=models.CASCADE, related_name="votes")
    question = models.ForeignKey("trust.Question", null=True, blank=True, on_delete=models.CASCADE, related_name="votes")
    at = models.DateTimeField(default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(fields=["review", "by"], condition=Q(review__isnull=False), name="review_helpful_once"),
            models.UniqueConstraint(fields=["question", "by"], condition=Q(question__isnull=False), name="question_helpful_once"),
            models.CheckConstraint(
                condition=Q(review__isnull=False, question__isnull=True) | Q(review__isnull=True, question__isnull=False),
                name="vote_on_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id or self.question_id}"
