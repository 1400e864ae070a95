"""The pages of readers, buyers and firms."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.sharing.tests.vocabulary import faults
from catalog.trust.models import Question, Review
from catalog.trust.services.answers import answer
from catalog.trust.services.moderation import publish
from catalog.trust.services.votes import say_helpful
from catalog.trust.tests.factories import make_officer, make_product, make_question, make_review, make_seller, make_user, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def product(alice):
    return make_product(seller=make_seller("Coocamu", owner=alice))


def page_of(product, language="") -> str:
    return f"{language}/products/{product.slug}/"


def structured(response) -> dict:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S)
    return next(block for block in map(json.loads, blocks) if block["@type"] == "Product")


def test_a_product_page_shows_stars_reviews_and_questions(client, product, carla, alice):
    review = make_review(product, by=carla, stars=4, text="Red apple <b>and</b> tangerine.")
    answer(word=review, by=alice, text="Thank you.")
    make_review(product, by=make_user("dora"), stars=5, text="")
    make_question(product, answered_by=alice)
    make_question(product, text="Still waiting?")

    response = client.get(page_of(product))
    text = response.content.decode()

    assert "4.5" in text and "Red apple &lt;b&gt;and&lt;/b&gt; tangerine." in text and "Coocamu answers" in text
    assert "How fresh is it?" in text and "Roasted this week." in text and "Still waiting?" not in text
    data = structured(response)
    rating = data["aggregateRating"]
    assert (rating["ratingValue"], rating["ratingCount"], rating["bestRating"]) == ("4.5", 2, 5)
    assert faults(data) == []
    assert {(one["reviewRating"]["ratingValue"], one["author"]["name"]) for one in data["review"]} == {(4, "C***r"), (5, "C***r")}


def test_a_product_without_reviews_claims_none(client, product):
    response = client.get(page_of(product))

    assert "No review yet." in response.content.decode()
    assert "aggregateRating" not in structured(response) and "review" not in structured(response)


def test_readers_see_their_own_language_first(client, product, carla):
    make_review(product, by=carla, text="In English")
    make_review(product, by=carla, text="中文评价", language="zh-hans")
    say_helpful(word=Review.objects.get(text="In English"), by=make_user("dora"), is_helpful=True)

    for address in (page_of(product, "/zh-hans"), f"{page_of(product, '/zh-hans')}reviews/"):
        text = client.get(address).content.decode()
        assert text.index("中文评价") < text.index("In English")
    text = client.get(page_of(product)).content.decode()
    assert text.index("In English") < text.index("中文评价")


@pytest.mark.parametrize("path", ["", "reviews/", "questions/"])
def test_pages_cost_the_same_however_much_was_said(client, product, carla, alice, path):
    numbers, limits = itertools.count(), {"": 6, "reviews/": 6, "questions/": 4}
    client.get(page_of(product) + path)

    def costs() -> int:
        with _counting() as counted:  # each time another address: a kept page would cost one
            assert client.get(f"{page_of(product)}{path}?n={next(numbers)}").status_code == 200
        return len(counted)

    make_review(product, by=carla, photos=[])
    publish(word=make_review(product, by=carla, photos=[picture()]), by=make_officer())
    make_question(product, answered_by=alice)
    one = costs()
    for number in range(3):
        make_review(product, by=make_user("dora"))
        make_question(product, text=f"{number}?", answered_by=alice)

    assert costs() == one <= limits[path]


def _counting() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


def test_the_list_filters_by_stars_and_photos(client, product, carla):
    make_review(product, by=carla, stars=2, text="Stale")
    publish(word=make_review(product, by=carla, stars=5, text="Lovely bag", photos=[picture()]), by=make_officer())

    def shown(query: str) -> tuple[bool, bool]:
        text = client.get(f"{page_of(product)}reviews/?{query}").content.decode()
        return "Stale" in text, "Lovely bag" in text

    assert [shown(query) for query in ("", "stars=2", "stars=9", "photos=1")] == [(True, True), (True, False), (True, True), (False, True)]


def test_a_hidden_review_is_nowhere(client, product, carla):
    make_review(product, by=carla, text="Hidden words", photos=[picture()])

    for path in ("", "reviews/"):
        assert "Hidden words" not in client.get(page_of(product) + path).content.decode()


def test_a_question_is_asked_by_whoever_is_signed_in(client, product, carla):
    address = f"{page_of(product)}questions/"
    assert client.post(address, {"text": "Is it fresh?", "language": "en"}).status_code == 302 and not Question.objects.exists()

    client.force_login(carla)
    assert client.post(address, {"text": "Write to carla@example.com", "language": "en"}).status_code == 422
    response = client.post(address, {"text": "Is it fresh?", "language": "en"}, follow=True)

    assert "Not answered yet: “Is it fresh?”" in response.content.decode()
    assert Question.objects.get().by == carla


def test_a_refused_question_keeps_what_was_typed(client, product, carla):
    client.force_login(carla)

    text = client.post(f"{page_of(product)}questions/", {"text": "我的微信号 kafei2020，新鲜吗？", "language": "zh-hans"}).content.decode()

    assert "我的微信号 kafei2020，新鲜吗？" in text and "outside this market" in text


def test_helpful_asks_for_a_sign_in_and_leads_back(client, product, carla):
    review = make_review(product, by=carla)
    address = reverse("trust:review-vote", args=[review.pk])
    assert "/accounts/login/" in client.post(address, {"helpful": "1"}).url

    client.force_login(make_user("dora"))
    response = client.post(address, {"helpful": "1", "next": "/products/?page=2"})
    assert response.url == f"/products/?page=2#review-{review.pk}"
    assert client.post(address, {"helpful": "0", "next": "https://evil.example/"}).url.startswith("/products/")
    assert Review.objects.get().helpful == 0
    assert client.post(reverse("trust:review-vote", args=[10**9])).status_code == 404


def test_the_office_shows_and_answers_its_own_alone(client, product, carla, alice):
    review, question = make_review(product, by=carla, text="Red apple"), make_question(product, by=carla)
    make_seller("Other", owner=(mallory := make_user("mallory")))
    client.force_login(alice)

    text = client.get(reverse("trust:office")).content.decode()
    assert "Red apple" in text and "How fresh is it?" in text
    refused = client.post(reverse("trust:review-answer", args=[review.pk]), {"answer": "Ring 0788123456"})
    assert refused.status_code == 422 and "Ring 0788123456" in refused.content.decode()
    client.post(reverse("trust:review-answer", args=[review.pk]), {"answer": "Thank you."})
    client.post(reverse("trust:question-answer", args=[question.pk]), {"answer": "Very."})
    review.refresh_from_db(), question.refresh_from_db()
    assert (review.answer, question.answer, question.state) == ("Thank you.", "Very.", "published")

    client.force_login(mallory)
    assert "Red apple" not in client.get(reverse("trust:office")).content.decode()
    assert client.post(reverse("trust:review-answer", args=[review.pk]), {"answer": "Ha."}).status_code == 404


def test_the_office_counts_what_waits(client, product, carla, alice):
    make_question(product, by=carla), make_review(product, by=carla)
    client.force_login(alice)

    text = client.get("/sell/").content.decode()

    assert "Answer 1 question" in text and "1 review has no answer" in text


@pytest.mark.parametrize("name", ["office"])
def test_the_office_costs_the_same_with_three(client, product, carla, alice, name):
    client.force_login(alice)
    client.get(reverse("trust:office"))

    def costs() -> int:
        with _counting() as counted:
            assert client.get(reverse("trust:office")).status_code == 200
        return len(counted)

    make_review(product, by=carla), make_question(product, by=carla)
    one = costs()
    for number in range(3):
        make_review(product, by=carla), make_question(product, by=make_user("q"), text=f"{number}?")

    assert costs() == one <= 16


def test_ones_own_words_are_edited_and_taken_back_by_nobody_else(client, product, carla):
    review, question = make_review(product, by=carla), make_question(product, by=carla)
    client.force_login(make_user("charlie"))

    assert client.get(reverse("trust:review-edit", args=[review.pk])).status_code == 404
    assert client.post(reverse("trust:review-withdraw", args=[review.pk])).status_code == 404
    assert client.post(reverse("trust:question-withdraw", args=[question.pk])).status_code == 404

    client.force_login(carla)
    text = client.get(reverse("trust:mine")).content.decode()
    assert "Red apple." in text and "How fresh is it?" in text
    sent = {"stars": "3", "text": "Less so now.", "language": "en"}
    assert client.post(reverse("trust:review-edit", args=[review.pk]), sent).status_code == 302
    assert client.post(reverse("trust:question-withdraw", args=[question.pk])).status_code == 302
    review.refresh_from_db()
    assert (review.stars, Question.objects.get().state) == (3, "withdrawn")


def test_best_rated_comes_first_where_readers_ask_for_it(client, carla, alice):
    shop = make_seller("Shop", owner=alice)
    once, often, never = (make_product(name, seller=shop) for name in ("Once five", "Often good", "Never rated"))
    make_review(once, by=carla, stars=5)
    for _ in range(9):
        make_review(often, by=carla, stars=5)

    text = client.get("/products/?sort=rating").content.decode()

    places = [text.index(f">{product.name}<") for product in (often, once, never)]
    assert places == sorted(places) and '<b>5.0</b> <span class="muted">(9)</span>' in text
