"""What a member wrote, and what they may write about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from catalog.trust.bought import Purchase, purchases_of
from catalog.trust.enums import WordState
from catalog.trust.models import Question, Review, Vote
from catalog.trust.rules import sells
from marketplace.accounts.models import User


def reviews_by(user: User) -> QuerySet[Review]:
    mine = Review.objects.filter(by=user).exclude(state=WordState.WITHDRAWN)
    return mine.select_related("product", "seller", "variant").prefetch_related("photos")


def questions_by(user: User) -> QuerySet[Question]:
    return Question.objects.filter(by=user).exclude(state=WordState.WITHDRAWN).select_related("product", "seller")


def reviews_of_lines(lines: Collection[int]) -> dict[int, Review]:
    """Order line -> its review, whoever may read it; withdrawn ones left out."""
    return {review.line: review for review in Review.objects.filter(line__in=lines).exclude(state=WordState.WITHDRAWN)}


def still_to_review(user: User) -> list[Purchase]:
    """What has arrived of this member and has no review yet."""
    bought = purchases_of(user)
    told = reviews_of_lines([purchase.line for purchase in bought])
    return [purchase for purchase in bought if purchase.line not in told]


@dataclass(frozen=True, slots=True)
class Mine:
    """How a signed-in reader stands to a page of words: what they wrote, and what they found helpful."""

    reviews: frozenset[int] = frozenset()
    questions: frozenset[int] = frozenset()
    is_seller: bool = False


def votes_of(user: User, *, seller_id: int, reviews: Collection[int] = (), questions: Collection[int] = ()) -> Mine:
    if not user.is_authenticated:
        return Mine()
    votes = Vote.objects.filter(by=user)
    return Mine(
        frozenset(votes.filter(review__in=reviews).values_list("review", flat=True)) if reviews else frozenset(),
        frozenset(votes.filter(question__in=questions).values_list("question", flat=True)) if questions else frozenset(),
        sells(user, seller_id),
    )
