"""What reviews and questions hold of persons: what they wrote about goods, under a name that shows its first and last sign."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from catalog.trust.models import Question, Review, ReviewPhoto, Vote, WordReport
from catalog.trust.naming import STARS
from catalog.trust.services.photos import take_photos_away
from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.people import Person
from marketplace.privacy.registry import Holding, KeptFile, declare
from marketplace.privacy.rows import by_member, emptied, told

ROOM = _("Reviews and questions")
NOBODY: dict[str, Any] = {"by": None, "email": "", "shown_name": STARS}
WORDS = ["product__name", "shown_name", "email", "text", "language", "state", "written_at", "edited_at"]


def _reviews(person: Person) -> QuerySet[Review]:
    """A member's; of a guest those written through the order's link."""
    if person.is_member:
        return Review.objects.filter(by=person.user_id)
    return Review.objects.filter(order__startswith=f"{person.order}-", by=None) if person.order else Review.objects.none()


def _questions(person: Person) -> QuerySet[Question]:
    return Question.objects.filter(by=person.user_id) if person.is_member else Question.objects.none()


def _told(person: Person) -> list[dict[str, Any]]:
    reviews = _reviews(person).order_by("pk").values("order", "stars", *WORDS)
    return [*reviews, *_questions(person).order_by("pk").values(*WORDS)]


def _pictures(person: Person) -> list[KeptFile]:
    photos = ReviewPhoto.objects.filter(review__in=_reviews(person)).order_by("pk")
    return [KeptFile(photo.original.name, photo.original.storage, photo.original.name) for photo in photos]


@transaction.atomic
def _without_name(person: Person) -> int:
    """What was said of the goods stays for other buyers, under nobody's name; pictures, which may show a person, go."""
    reviews = list(_reviews(person).exclude(shown_name=STARS))
    for review in reviews:
        take_photos_away(review)
    named = Q(pk__in=[review.pk for review in reviews])
    return Review.objects.filter(named).update(**NOBODY) + _questions(person).update(**NOBODY)


@transaction.atomic
def _take_votes(person: Person) -> int:
    """A vote goes with its count."""
    votes = list(Vote.objects.filter(by=person.user_id).select_for_update()) if person.is_member else []
    for vote in votes:
        kind, pk = (Review, vote.review_id) if vote.review_id else (Question, vote.question_id)
        kind.objects.filter(pk=pk, helpful__gt=0).update(helpful=F("helpful") - 1)
    Vote.objects.filter(pk__in=[vote.pk for vote in votes]).delete()
    return len(votes)


declare(
    Holding(
        "trust.words",
        room=ROOM,
        what=_("Your reviews with their pictures, and your questions; of your name only its first and last sign is shown"),
        why=_("So that buyers can rely on others who bought, and get an answer"),
        whose=Whose.BUYER,
        basis=Basis.CONSENT,
        fate=Fate.EMPTIED,
        fields={
            "trust.Review": ["by", "shown_name", "email", "text", "answered_by"],
            "trust.Question": ["by", "shown_name", "email", "text", "answered_by"],
            "trust.ReviewPhoto": ["original"],
        },
        until=_("Until you withdraw it; after an erasure the words stay without a name and without pictures"),
        given_to=_("everybody who reads the product’s page, and its seller"),
        export=_told,
        files=_pictures,
        erase=_without_name,
    ),
    Holding(
        "trust.votes",
        room=ROOM,
        what=_("Which reviews and questions you found helpful"),
        why=_("So that everybody counts once"),
        whose=Whose.MEMBER,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"trust.Vote": ["by"]},
        until=_("Until you take it back, or as long as the account"),
        export=told(Vote, by_member("by"), ["review", "question", "at"]),
        erase=_take_votes,
    ),
    Holding(
        "trust.reports",
        room=ROOM,
        what=_("Which reviews, questions and answers you reported, and why"),
        why=_("So that RDB can decide whether they stay"),
        whose=Whose.MEMBER,
        basis=Basis.SAFETY,
        fate=Fate.EMPTIED,
        fields={"trust.WordReport": ["by", "reporter", "note"]},
        until=_("As long as the account; after an erasure the decision stays without a name and without your words"),
        export=told(WordReport, by_member("by"), ["review", "question", "part", "reason", "note", "reported_at", "state", "decided_at"]),
        erase=emptied(WordReport, by_member("by"), by=None, reporter="", note=""),
    ),
)
