"""Several people at once, on real connections with real commits: the stars always come to what the reviews say."""

from __future__ import annotations

import random

import pytest
from django.db.models import F

from catalog.trust.exceptions import TooMany, TrustRefused
from catalog.trust.models import Question, Rating, Review, Vote, WordReport
from catalog.trust.services import ratings
from catalog.trust.services.moderation import publish, reject
from catalog.trust.services.questions import ask_question
from catalog.trust.services.reporting import report_word
from catalog.trust.services.reviews import edit_review, withdraw_review
from catalog.trust.services.votes import say_helpful
from catalog.trust.tests.factories import make_officer, make_product, make_purchase, make_review, make_user
from marketplace.allocation.tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def product():
    return make_product()


def faults(answers) -> list:
    return [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, TrustRefused)]


def counted(product) -> tuple[int, int]:
    row = Rating.objects.get(product=product)
    return row.count, row.total


def public(product) -> tuple[int, int]:
    stars = Review.objects.filter(product=product, state="published").values_list("stars", flat=True)
    return len(stars), sum(stars)


def test_no_star_is_lost_when_many_review_the_same_product(product):
    buyers = [make_user("buyer") for _ in range(6)]

    answers = at_once(*[lambda one=one, n=n: make_review(product, by=one, stars=1 + n % 5) for n, one in enumerate(buyers)])

    assert not faults(answers) and counted(product) == public(product) == (6, 16)


def test_one_review_is_written_when_two_tabs_send_it(product):
    carla = make_user("carla")
    purchase = make_purchase(product, user=carla)

    answers = at_once(*[lambda: make_review(product, by=carla, purchase=purchase)] * 4)

    assert not faults(answers) and sum(isinstance(answer, Review) for answer in answers) == 1
    assert counted(product) == public(product) == (1, 5)


def test_the_stars_add_up_whatever_writers_and_officers_do_at_once(product):
    carla, olive = make_user("carla"), make_officer()
    reviews = [make_review(product, by=carla, stars=stars) for stars in (1, 3, 5)]
    chance = random.Random(7)
    for _round in range(6):
        deeds = []
        for review, given in zip(reviews, chance.choices(range(1, 6), k=3), strict=True):
            deeds += [
                lambda one=review, stars=given: edit_review(review=one, by=carla, stars=stars, text="", language="en"),
                lambda one=review: reject(word=one, reason="other", by=olive),
                lambda one=review: publish(word=one, by=olive),
            ]
        chance.shuffle(deeds)
        answers = at_once(*deeds)
        assert not faults(answers), answers
        assert counted(product) == public(product)
    at_once(*[lambda one=one: withdraw_review(review=one, by=carla) for one in reviews] * 2)
    assert counted(product) == (0, 0)


def test_the_race_is_real_when_stars_are_read_and_written_back(product, monkeypatch):
    """The companion: counting in Python loses stars or is caught by the database's own sums."""

    def careless(review, *, gone, come):
        Rating.objects.bulk_create([Rating(product_id=review.product_id, hub_id=review.hub_id)], ignore_conflicts=True)
        row = Rating.objects.get(product=review.product_id)
        Rating.objects.filter(product=row.product_id).update(count=row.count + 1, total=row.total + 5, fives=F("fives") + 1)

    monkeypatch.setattr("catalog.trust.services.reviews.count_stars", careless)
    assert ratings.count_stars is not careless
    buyers = [make_user("buyer") for _ in range(6)]

    answers = at_once(*[lambda one=one: make_review(product, by=one) for one in buyers])

    lost = [answer for answer in answers if isinstance(answer, Exception)]
    assert lost or counted(product) != public(product)


def test_helpful_is_counted_once_a_member(product):
    review, readers = make_review(product, by=make_user("carla")), [make_user("reader") for _ in range(3)]

    answers = at_once(*[lambda one=one: say_helpful(word=review, by=one, is_helpful=True) for one in readers * 3])

    assert not faults(answers) and Review.objects.get().helpful == Vote.objects.count() == 3


def test_two_tabs_do_not_both_find_the_last_place_of_the_day(product):
    quinn = make_user("quinn")

    answers = at_once(*[lambda n=n: ask_question(product=product, by=quinn, text=f"Question {n}", language="en") for n in range(8)])

    assert sum(isinstance(answer, TooMany) for answer in answers) == 3 and Question.objects.count() == 5


def test_two_tabs_of_one_reader_make_one_report(product):
    review, dora = make_review(product, by=make_user("carla")), make_user("dora")

    def tell():
        return report_word(word=review, part="words", reason="insult", by=dora, reporter=f"user:{dora.pk}", address="10.0.0.1").pk

    told = at_once(*[tell] * 4)

    assert len(set(told)) == 1 and WordReport.objects.count() == 1
