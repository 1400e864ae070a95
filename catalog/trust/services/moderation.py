"""What the desk decides of reviews and questions: to show them, or not, with a reason that their writer reads."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from catalog.trust.enums import Part, RejectReason, WordReportState, WordState
from catalog.trust.exceptions import NotYours, TrustRefused
from catalog.trust.models import Question, Review
from catalog.trust.rules import may_decide
from catalog.trust.services import letters
from catalog.trust.services.ratings import count_stars
from catalog.trust.services.reporting import close_reports
from marketplace.accounts.models import User
from marketplace.history.services import record


@transaction.atomic
def publish(*, word: Review | Question, by: User) -> Review | Question:
    """Show it from now on: what waits, and what was refused by mistake. What readers reported of it is dismissed, also where it is shown
    already. Raises NotYours, and TrustRefused("withdrawn", "unanswered")."""
    word = _locked(word, by)
    if word.is_public:
        dismissed = close_reports(word, WordReportState.DISMISSED, by=by)
        if dismissed:
            record(subject=word, action=f"{word._meta.model_name}.reports_dismissed", by=by, after={"reports": dismissed})
        return word
    if isinstance(word, Question) and not word.answer:
        raise TrustRefused("unanswered")
    before = {"state": word.state}
    word.state, word.reason, word.reason_note, word.decided_at = WordState.PUBLISHED, "", "", timezone.now()
    word.save()
    close_reports(word, WordReportState.DISMISSED, by=by)
    _note(word, "published", by, before, "")
    if isinstance(word, Review):
        letters.tell_seller(word, "review_new")
        count_stars(word, gone=None, come=word.stars)
    return word


@transaction.atomic
def reject(*, word: Review | Question, reason: str, by: User, note: str = "") -> Review | Question:
    """Show it no more, or not at all; its writer hears why, and may write it anew. Raises NotYours, TrustRefused("withdrawn", "reason")."""
    if reason not in RejectReason.values:
        raise TrustRefused("reason")
    word = _locked(word, by)
    if word.state == WordState.REJECTED and (word.reason, word.reason_note) == (reason, note):
        return word
    shown = word.is_public
    before = {"state": word.state}
    word.state, word.reason, word.reason_note, word.decided_at = WordState.REJECTED, reason, note, timezone.now()
    word.save()
    close_reports(word, WordReportState.UPHELD, by=by)
    _note(word, "rejected", by, before, note)
    if isinstance(word, Review):
        count_stars(word, gone=word.stars if shown else None, come=None)
    return word


@transaction.atomic
def hide_answer(*, word: Review | Question, reason: str, by: User, note: str = "") -> Review | Question:
    """Take the public answer down; a question waits for another one then. A firm hears why, and may answer anew. Reports of the words stay
    open. Raises NotYours, TrustRefused("withdrawn", "reason", "nothing_there")."""
    if reason not in RejectReason.values:
        raise TrustRefused("reason")
    word = _locked(word, by)
    if not word.answer:
        raise TrustRefused("nothing_there")
    before, was_firms = {"answer": word.answer}, not word.is_answered_by_officer
    word.answer, word.answered_at, word.answered_by, word.answer_edited_at, word.is_answered_by_officer = "", None, None, None, False
    if isinstance(word, Question) and word.is_public:
        word.state = WordState.WAITING
    word.save()
    close_reports(word, WordReportState.UPHELD, by=by, part=Part.ANSWER)
    kind = word._meta.model_name
    record(subject=word, action=f"{kind}.answer_hidden", by=by, before=before, after={"reason": reason}, note=note)
    if was_firms:
        letters.tell_seller(word, "answer_hidden", reason=RejectReason(reason).label, note=note, answer=before["answer"])
    return word


def _locked(word: Review | Question, by: User) -> Review | Question:
    word = type(word).objects.locked().select_related("product", "seller", "by").get(pk=word.pk)
    if not may_decide(by, word):
        raise NotYours
    if word.state == WordState.WITHDRAWN:
        raise TrustRefused("withdrawn")
    return word


def _note(word: Review | Question, done: str, by: User, before: dict[str, str], note: str) -> None:
    kind = word._meta.model_name
    record(subject=word, action=f"{kind}.{done}", by=by, before=before, after={"state": word.state, "reason": word.reason}, note=note)
    letters.tell_writer(word, f"{kind}_{done}")
