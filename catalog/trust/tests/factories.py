"""Purchases and words for tests. The cast: alice sells, carla bought, olive decides, charlie is a stranger."""

from __future__ import annotations

import io
import itertools
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from catalog.models import Product
from catalog.tests.factories import make_product, make_seller, make_user
from catalog.trust.bought import Purchase
from catalog.trust.desk import ensure_rights
from catalog.trust.models import Question, Review
from catalog.trust.services.answers import answer
from catalog.trust.services.questions import ask_question
from catalog.trust.services.reviews import write_review
from marketplace.accounts.models import User
from sellers.officers import GROUP

_lines = itertools.count(1_000_000)
__all__ = ["make_product", "make_seller", "make_user"]


def make_purchase(product: Product, *, user: User | None = None, **facts: Any) -> Purchase:
    """Something of this product arrived; no order stands behind it."""
    values = {
        "line": next(_lines),
        "product_id": product.pk,
        "variant_id": product.variants.first().pk,
        "name": product.name,
        "photo_url": "",
        "order": "T-1",
        "order_url": "/orders/T-1/",
        "buyer": "Carla Buyer",
        "email": "carla@buyer.example",
        "language": "en",
        "user_id": user.pk if user else None,
        "arrived_at": timezone.now(),
        "is_demonstration": False,
    }
    return Purchase(**{**values, **facts})


def make_review(product: Product, *, by: User | None = None, stars: int = 5, text: str = "Red apple.", **facts: Any) -> Review:
    purchase = facts.pop("purchase", None) or make_purchase(product, user=by)
    return write_review(purchase=purchase, by=by, stars=stars, text=text, language=facts.pop("language", "en"), **facts)


def make_question(product: Product, *, by: User | None = None, text: str = "How fresh is it?", answered_by: User | None = None) -> Question:
    question = ask_question(product=product, by=by or make_user("quinn"), text=text, language="en")
    return answer(word=question, by=answered_by, text="Roasted this week.") if answered_by else question


def make_officer(name: str = "olive") -> User:
    """At the desk without a second factor, as the demo's officers are."""
    ensure_rights()
    officer = make_user(name, is_staff=True, is_demo=True)
    officer.groups.add(Group.objects.get(name=GROUP))
    return User.objects.get(pk=officer.pk)


def picture(name: str = "bag.jpg", side: int = 640, colour: str = "#8a5a3c") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")
