"""What of reviews and questions waits for an officer, and what officers may do there."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalog.trust.enums import WordState
from catalog.trust.models import Question, Review
from catalog.trust.rules import DECIDE
from catalog.trust.selectors.reported import reported
from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from sellers.officers import grant_to_officers

RIGHTS = [DECIDE, "trust.view_review", "trust.view_question"]
LONG = timedelta(days=3)  # a question that its firm leaves lying for so long is the desk's


def reviews(_request: HttpRequest) -> Waiting:
    waiting = Review.objects.filter(state=WordState.WAITING)
    late = waiting.filter(written_at__lt=timezone.now() - LONG).count()
    note = ngettext("%(count)s over three days old", "%(count)s over three days old", late) % {"count": late} if late else ""
    return Waiting(waiting.count(), note)


def questions(_request: HttpRequest) -> Waiting:
    """Those that their firm has not answered in three days."""
    return Waiting(Question.objects.filter(state=WordState.WAITING, written_at__lt=timezone.now() - LONG).count())


def reported_reviews(_request: HttpRequest) -> Waiting:
    """With a report of a reader that nobody has decided."""
    return Waiting(reported(Review).count())


def reported_questions(_request: HttpRequest) -> Waiting:
    return Waiting(reported(Question).count())


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)


def furnish_desk() -> None:
    waiting = "state__exact=waiting"
    desk.register(DeskTask("reviews", _("Reviews to look at"), "admin:trust_review_changelist", DECIDE, 60, reviews, query=waiting))
    desk.register(
        DeskTask("questions", _("Questions left unanswered"), "admin:trust_question_changelist", DECIDE, 61, questions, query=waiting)
    )
    with_reports = "reported=open"
    desk.register(
        DeskTask(
            "reported-reviews", _("Reported reviews"), "admin:trust_review_changelist", DECIDE, 58, reported_reviews, query=with_reports
        )
    )
    desk.register(
        DeskTask(
            "reported-questions",
            _("Reported questions"),
            "admin:trust_question_changelist",
            DECIDE,
            59,
            reported_questions,
            query=with_reports,
        )
    )
