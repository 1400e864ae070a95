"""The desk: a queue, decisions with reasons, and nobody without the right."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalog.trust.models import Question, Review
from catalog.trust.tests.factories import make_officer, make_product, make_question, make_review, make_user, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make_product()


@pytest.fixture
def desk(client):
    client.force_login(make_officer())
    return client


def test_the_queue_lists_what_waits_and_an_officer_shows_it(desk, product):
    review = make_review(product, by=make_user("carla"), text="See the bag", photos=[picture()])
    assert "5/5" in desk.get(reverse("admin:trust_review_changelist") + "?state__exact=waiting").content.decode()
    address = reverse("admin:trust_review_change", args=[review.pk])
    assert "See the bag" in desk.get(address).content.decode()

    assert desk.post(address, {"decision": "show"}).status_code == 302

    assert Review.objects.get().state == "published"


def test_refusing_without_a_reason_is_asked_again(desk, product):
    review = make_review(product, by=make_user("carla"))
    address = reverse("admin:trust_review_change", args=[review.pk])

    assert "Choose a reason." in desk.post(address, {"decision": "refuse"}).content.decode()
    assert "Please decide." in desk.post(address, {}).content.decode()
    assert desk.post(address, {"decision": "refuse", "why": "insult", "note": "Kindly."}).status_code == 302

    review.refresh_from_db()
    assert (review.state, review.reason, review.reason_note) == ("rejected", "insult", "Kindly.")


def test_an_officer_answers_a_question(desk, product):
    question = make_question(product)
    address = reverse("admin:trust_question_change", args=[question.pk])

    assert "Please write something." in desk.post(address, {"decision": "answer", "text": " "}).content.decode()
    shown = desk.post(address, {"decision": "show"}, follow=True).content.decode()
    assert "A question becomes public with its answer." in shown
    assert desk.post(address, {"decision": "answer", "text": "Ring 0788123456"}).status_code == 302
    assert Question.objects.get().state == "waiting"
    desk.post(address, {"decision": "answer", "text": "It is."})

    assert Question.objects.get().is_answered_by_officer


def test_without_the_right_there_is_no_desk(client, product):
    review = make_review(product, by=make_user("carla"))
    client.force_login(make_user("stan", is_staff=True, is_demo=True))

    for address in (reverse("admin:trust_review_changelist"), reverse("admin:trust_review_change", args=[review.pk])):
        assert client.get(address).status_code in (302, 403)
    assert client.post(reverse("admin:trust_review_change", args=[review.pk]), {"decision": "refuse", "why": "other"}).status_code in (
        302,
        403,
    )
    assert Review.objects.get().state == "published"


def test_the_first_page_counts_what_waits(desk, product):
    make_review(product, by=make_user("carla"), photos=[picture()])

    assert "Reviews to look at" in desk.get(reverse("admin:index")).content.decode()
