"""Questions about goods: asked by anybody who is signed in, public once the firm or an officer has answered."""

from __future__ import annotations

from django.db import transaction

from catalog.models import Product
from catalog.trust.enums import WordReportState, WordState
from catalog.trust.exceptions import TrustRefused
from catalog.trust.leaks import refuse_leaks
from catalog.trust.models import Question
from catalog.trust.naming import shown_name
from catalog.trust.rules import sells
from catalog.trust.services import letters
from catalog.trust.services.measures import MOST_QUESTIONS, check_measure
from catalog.trust.services.reporting import close_reports
from marketplace.accounts.models import User
from marketplace.history.services import record


@transaction.atomic
def ask_question(*, product: Product, by: User, text: str, language: str) -> Question:
    """The question, before the firm's eyes and its asker's alone until it is answered. Raises ContactLeak, TooMany, and
    TrustRefused("own_goods", "not_on_sale", "empty", "asked")."""
    text = text.strip()
    refuse_leaks(text)
    if not text:
        raise TrustRefused("empty")
    product = Product.objects.select_related("seller").get(pk=product.pk)
    if not (product.is_published and product.seller.is_selling):
        raise TrustRefused("not_on_sale")
    if sells(by, product.seller_id):
        raise TrustRefused("own_goods")
    check_measure(Question.objects.all(), by=by, most=MOST_QUESTIONS, moment="written_at")
    if Question.objects.filter(product=product, by=by, text=text, state__in=[WordState.WAITING, WordState.PUBLISHED]).exists():
        raise TrustRefused("asked")
    question = Question.objects.create(
        product=product,
        seller=product.seller,
        by=by,
        shown_name=shown_name(by.name or by.email.partition("@")[0]),
        reader=by.language,
        language=language,
        text=text,
        is_demonstration=by.is_demo,
    )
    record(subject=question, action="question.asked", by=by, after={"product": product.pk})
    letters.tell_seller(question, "question_new")
    return question


@transaction.atomic
def withdraw_question(*, question: Question, by: User) -> Question:
    """Its asker takes it back, answered or not. Raises TrustRefused("not_yours")."""
    question = Question.objects.locked().get(pk=question.pk)
    if question.by_id != by.pk:
        raise TrustRefused("not_yours")
    if question.state != WordState.WITHDRAWN:
        before = {"state": question.state}
        question.votes.all().delete()
        question.state, question.text, question.helpful, question.reason, question.reason_note = WordState.WITHDRAWN, "", 0, "", ""
        question.answer, question.answered_at, question.answered_by, question.answer_edited_at = "", None, None, None
        question.save()
        close_reports(question, WordReportState.GONE, by=None)
        record(subject=question, action="question.withdrawn", by=by, before=before)
    return question
