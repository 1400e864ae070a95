"""All reviews, all questions of a product, page by page."""

from __future__ import annotations

from django.db.models import Case, IntegerField, QuerySet, Value, When

from catalog.trust.models import Question, Rating, Review

MOST_STARS = 5


def rating_of(product_id: int) -> Rating:
    """Its counts; an empty one, not kept, where nobody has reviewed it."""
    return Rating.objects.filter(product=product_id).first() or Rating(product_id=product_id)


def _own_language_first(rows: QuerySet, language: str) -> QuerySet:
    place = Case(When(language=language, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.alias(place=place).order_by("place", "-helpful", "-written_at", "-pk")


def public_reviews(product_id: int, language: str, *, stars: int = 0, has_photos: bool = False) -> QuerySet[Review]:
    """Those a reader of this language sees: their own language first, the most helpful of each first."""
    rows = Review.objects.public().filter(product=product_id).select_related("variant", "product").prefetch_related("photos")
    if stars:
        rows = rows.filter(stars=stars)
    if has_photos:
        rows = rows.filter(photos__isnull=False).distinct()
    return _own_language_first(rows, language)


def public_questions(product_id: int, language: str) -> QuerySet[Question]:
    return _own_language_first(Question.objects.public().filter(product=product_id).select_related("product"), language)
