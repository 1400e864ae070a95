"""Reviews and questions of every kind that a caller has something to do with."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from catalog.models import Product
from catalog.tests.factories import make_user
from catalog.trust.tests.factories import make_question, make_review, picture
from marketplace.accounts.models import User

# operation -> (name in its path, what is meant)
FITTING = {
    "reviews_edit": ("review_id", "own reviews"),
    "reviews_withdraw": ("review_id", "own reviews"),
    "reviews_helpful": ("review_id", "others reviews"),
    "reviews_report": ("review_id", "others reviews"),
    "questions_report": ("question_id", "others questions"),
    "questions_withdraw": ("question_id", "own questions"),
    "questions_helpful": ("question_id", "others questions"),
    "sales_reviews_answer": ("review_id", "others reviews"),
    "sales_questions_answer": ("question_id", "own questions"),
}


def tell_stories(
    product: Product, *, seller: User, buyer: User, variant: int
) -> tuple[dict[str, list[Any]], dict[str, list[dict[str, Any]]]]:
    """What exists of them, by what it is, and bodies that are accepted, by operation."""
    dora = make_user("dora")
    known = {
        "own reviews": [make_review(product, by=buyer).pk],
        "others reviews": [make_review(product, by=dora, stars=4).pk],
        "own questions": [make_question(product, by=buyer).pk],
        "others questions": [make_question(product, by=dora, answered_by=seller).pk],
    }
    photo = {"name": "bag.jpg", "content": base64.b64encode(picture().read()).decode()}
    written = {"variant": variant, "stars": 5, "text": "Red apple.", "language": "en"}
    bodies = {
        "orders_reviews_create": [written, {**written, "photos": [photo]}],
        "reviews_edit": [{"stars": 3, "text": "Stale."}],
        "reviews_helpful": [{"helpful": True}],
        "questions_helpful": [{"helpful": True}],
        "reviews_report": [{"reason": "insult", "note": "The last line."}],
        "questions_report": [{"reason": "false", "part": "answer"}],
        "products_questions_create": [{"text": "Is it whole bean?", "language": "en"}],
        "sales_reviews_answer": [{"text": "Thank you."}],
        "sales_questions_answer": [{"text": "It is."}],
    }
    return known, bodies


def fitting(often: Callable[[str], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    fits = {name: {f"path.{place}": often(known)} for name, (place, known) in FITTING.items()}
    return fits | {"orders_reviews_create": {"path.number": often("kept group"), "path.order_number": often("kept order")}}
