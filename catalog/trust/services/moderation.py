"""What the desk decides of reviews and questions: to show them, or not, with a reason that their writer reads."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from catalog.trust.enums import RejectReason, WordState
from catalog.trust.exceptions import NotYours, TrustRefused
from catalog.trust.models import Question, Review
from catalog.trust.rules import may_decide
from catalog.trust.services import letters
from catalog.trust.services.ratings import count_stars
from marketplace.accounts.models import User
from marketplace.history.services import record


@transaction.atomic
def publish(*, word: Review | Question, by: User) -> Review | Question:
    """Show it from now on: what waits, and what was refused by mistake. Raises NotYours, and TrustRefused("withdrawn", "unanswered")."""
    word = _locked(word, by)
    if word.is_public:
        return word
    if isinstance(word, Question) and not word.answer:
        raise TrustRefused("unanswered")
    before = {"state": word.state}
    word.state, word.reason, word.reason_note, word.decided_at = WordState.PUBLISHED, "", "", timezone.now()
    word.save()
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
    _note(word, "rejected", by, before, note)
    if isinstance(word, Review):
        count_stars(word, gone=word.stars if shown else None, come=None)
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
