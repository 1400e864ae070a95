from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.trust.enums import RejectReason, WordState
from catalog.trust.models.word import Word, WordQuerySet
from marketplace.hubs.owned import HubManager

LONGEST_REVIEW = 2000


class Review(Word):
    """What a buyer says of goods that arrived. One a line of an order; written again after it was withdrawn, it is the same row."""

    line = models.PositiveBigIntegerField(_("order line"), editable=False, help_text=_("By which the room of the orders knows it."))
    variant = models.ForeignKey(
        "catalog.Variant", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("variant")
    )
    order = models.CharField(_("order"), max_length=24, editable=False)
    arrived_at = models.DateTimeField(_("arrived"), editable=False)
    stars = models.PositiveSmallIntegerField(_("stars"))
    text = models.TextField(_("text"), max_length=LONGEST_REVIEW, blank=True)

    objects = HubManager.from_queryset(WordQuerySet)()
    across_hubs = models.Manager.from_queryset(WordQuerySet)()

    class Meta(Word.Meta):
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-written_at", "-pk"]
        permissions = [("decide_review", "Can decide what is shown of reviews and questions, with a reason")]
        constraints = [
            models.UniqueConstraint(fields=["hub", "line"], name="review_once_a_line"),
            models.CheckConstraint(condition=models.Q(stars__gte=1, stars__lte=5), name="review_one_to_five_stars"),
            models.CheckConstraint(
                condition=~models.Q(state=WordState.REJECTED) | models.Q(reason__in=RejectReason.values), name="review_rejected_with_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True) | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="review_answer_with_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["product", "-helpful", "-written_at"], name="review_of_product", condition=models.Q(state="published")),
            models.Index(fields=["seller", "-written_at"], name="review_of_seller"),
            models.Index(fields=["by", "-written_at"], name="review_of_writer"),
            models.Index(fields=["hub", "written_at"], name="review_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.stars}/5 {self.shown_name}"
