"""What people hear by letter, each in their own language."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import override

from catalog.trust.models import Question, Review
from marketplace.mail.services import send_after_commit


def _subject(word: Review | Question, language: str) -> str:
    with override(language):
        return word.product.name or word.product.slug


def tell_writer(word: Review | Question, letter: str) -> None:
    """To whoever wrote it; nobody where they left no address."""
    to = word.by.email if word.by else word.email
    if not to:
        return
    with override(word.reader):
        path = reverse("catalog:product-show", args=[word.product.slug])
        reason = word.get_reason_display()
    context = {
        "product": _subject(word, word.reader),
        "seller": word.seller.name,
        "path": path,
        "text": word.text,
        "answer": word.answer,
        "reason": str(reason),
        "note": word.reason_note,
    }
    send_after_commit(to=to, template=f"trust/mail/{letter}", language=word.reader, context=context)


def tell_seller(word: Review | Question, letter: str, *, reason: str | Promise = "", **more: str) -> None:
    """To the firm's contact; `more` is what else this letter says."""
    seller = word.seller
    if not seller.contact_email:
        return
    with override(seller.language):
        path, why = reverse("trust:office"), str(reason)
    context = {"product": _subject(word, seller.language), "path": path, "text": word.text, "stars": getattr(word, "stars", 0)}
    context |= {"reason": why, **more}
    send_after_commit(to=seller.contact_email, template=f"trust/mail/{letter}", language=seller.language, context=context)
