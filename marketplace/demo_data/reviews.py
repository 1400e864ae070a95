"""A review of what the demo's buyer received, and two questions, made by the same services as people's clicks. The words are about the
demo's own goods and stories, and each is marked as a demonstration where it is shown."""

from __future__ import annotations

from collections.abc import Callable

from catalog.models import Product
from catalog.trust.bought import purchases_of
from catalog.trust.models import Question, Review
from catalog.trust.services.answers import answer
from catalog.trust.services.questions import ask_question
from catalog.trust.services.reviews import write_review
from marketplace.accounts.models import User
from marketplace.demo_data.orders import BASKET, COFFEE

REVIEW = "苹果和蔗糖的味道很清楚，手冲很干净。两包里有一包封口裂了，已经申请退货，所以少一颗星。"
REPLY = "Thank you. We looked at the seal of that batch, and the return is with us."
QUESTIONS = [
    (COFFEE, "importer", "一包是 250 克吗？海拔多少？", "zh-hans", "是的，每包 250 克，产自海拔 1,400 至 1,600 米。"),
    (BASKET, "buyer", "Is each basket made by hand?", "en", ""),
]


def load_reviews(people: dict[str, User], say: Callable[[str], None]) -> int:
    """Whatever of it is not there yet. Safe to call again."""
    new = _review(people["buyer"])
    for slug, who, text, language, said in QUESTIONS:
        product = Product.objects.on_sale().filter(slug=slug).select_related("seller").first()
        if product and not Question.objects.filter(product=product, by=people[who]).exists():
            question = ask_question(product=product, by=people[who], text=text, language=language)
            if said and (member := product.seller.members.select_related("user").first()):
                answer(word=question, by=member.user, text=said)
            new += 1
    if new:
        say("a review and questions about goods")
    return new


def _review(buyer: User) -> int:
    """Of the coffee that arrived."""
    mine = Review.objects.filter(by=buyer)
    arrived = [one for one in purchases_of(buyer) if Product.objects.filter(pk=one.product_id, slug=COFFEE).exists()]
    if mine.exists() or not arrived:
        return 0
    review = write_review(purchase=arrived[0], by=buyer, stars=4, text=REVIEW, language="zh-hans")
    if member := review.seller.members.select_related("user").first():
        answer(word=review, by=member.user, text=REPLY)
    return 1
