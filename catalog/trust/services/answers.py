"""The firm's one public answer to a review, and the answer to a question."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from catalog.trust.enums import WordState
from catalog.trust.exceptions import NotYours, TrustRefused
from catalog.trust.leaks import refuse_leaks
from catalog.trust.models import Question, Review
from catalog.trust.rules import may_answer, sells
from catalog.trust.services import letters
from marketplace.accounts.models import User
from marketplace.history.services import record

LONGEST_ANSWER = 2000


@transaction.atomic
def answer(*, word: Review | Question, by: User, text: str) -> Review | Question:
    """Say it, or say it anew: the page then tells that it was edited. A question is public from its answer on.

    Raises ContactLeak, NotYours, TrustRefused("empty", "not_public", "not_selling")."""
    text = text.strip()
    refuse_leaks(text)
    if not text:
        raise TrustRefused("empty")
    word = type(word).objects.locked().select_related("product", "seller", "by").get(pk=word.pk)
    if not may_answer(by, word):
        raise NotYours
    is_firm = sells(by, word.seller_id)
    if is_firm and not word.seller.is_selling:
        raise TrustRefused("not_selling")
    is_question = isinstance(word, Question)
    if not (word.is_public or (is_question and word.is_waiting)):
        raise TrustRefused("not_public")
    if word.answer == text:
        return word
    before, now = word.answer, timezone.now()
    if before:
        word.answer_edited_at = now
    else:
        word.answered_at = now
    word.answer, word.answered_by, word.is_answered_by_officer = text, by, not is_firm
    if is_question and word.is_waiting:
        word.state, word.decided_at = WordState.PUBLISHED, now
    word.save()
    kind = "question" if is_question else "review"
    record(subject=word, action=f"{kind}.answered", by=by, before={"answer": before}, after={"answer": text})
    if not before:
        letters.tell_writer(word, f"{kind}_answered")
    return word
