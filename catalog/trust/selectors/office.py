"""What a firm reads and answers."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from catalog.trust.enums import WordState
from catalog.trust.models import Question, Review
from sellers.models import Seller

FRESH = timedelta(days=30)  # an older review without an answer is no work for today


def reviews_of(*sellers: Seller) -> QuerySet[Review]:
    """Public reviews of these firms' goods, the newest first."""
    return Review.objects.public().filter(seller__in=sellers).select_related("product", "variant").prefetch_related("photos")


def questions_to(*sellers: Seller) -> QuerySet[Question]:
    """Public and waiting questions about these firms' goods, those without an answer first, the oldest of them on top."""
    asked = Question.objects.filter(seller__in=sellers, state__in=[WordState.WAITING, WordState.PUBLISHED])
    return asked.select_related("product").order_by("-state", "written_at", "pk")


def count_unanswered_questions(seller: Seller) -> int:
    return Question.objects.filter(seller=seller, state=WordState.WAITING).count()


def count_unanswered_reviews(seller: Seller) -> int:
    return Review.objects.public().filter(seller=seller, answer="", written_at__gte=timezone.now() - FRESH).count()
