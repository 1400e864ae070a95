"""Questions through the services: public with their answer, and not before."""

from __future__ import annotations

import pytest

from catalog.services.publishing import withdraw
from catalog.trust.exceptions import ContactLeak, NotYours, TooMany, TrustRefused
from catalog.trust.models import Question
from catalog.trust.services.answers import answer
from catalog.trust.services.moderation import publish, reject
from catalog.trust.services.questions import ask_question, withdraw_question
from catalog.trust.services.votes import say_helpful
from catalog.trust.tests.factories import make_officer, make_product, make_question, make_seller, make_user
from marketplace.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def product(alice):
    return make_product(seller=make_seller("Coocamu", owner=alice, contact_email="alice@shop.example"))


def refusal(*args, **kwargs) -> str:
    with pytest.raises(TrustRefused) as refused:
        args[0](*args[1:], **kwargs)
    return refused.value.why


def letters() -> list[tuple[str, str]]:
    jobs = Job.objects.filter(kind="mail.send").order_by("created_at")
    return [(job.payload["template"].rpartition("/")[2], job.payload["to"]) for job in jobs]


def test_a_question_is_public_with_its_answer(product, carla, alice):
    question = make_question(product, by=carla)
    assert (question.state, question.shown_name, letters()) == ("waiting", "c***a", [("question_new", "alice@shop.example")])

    question = answer(word=question, by=alice, text="Roasted on Monday.")

    assert (question.state, question.is_answered_by_officer, letters()[-1]) == ("published", False, ("question_answered", carla.email))


def test_an_officer_answers_in_the_name_of_rdb(product, carla):
    question = answer(word=make_question(product, by=carla), by=make_officer(), text="The light on the page says which papers.")

    assert question.is_answered_by_officer and question.is_public


def test_strangers_other_firms_and_the_asker_do_not_answer(product, carla):
    question = make_question(product, by=carla)
    make_seller("Other", owner=(mallory := make_user("mallory")))

    for person in (carla, make_user("charlie"), mallory):
        with pytest.raises(NotYours):
            answer(word=question, by=person, text="Hm.")
    assert Question.objects.get().state == "waiting"


def test_what_is_refused_is_not_written(product, carla, alice):
    assert refusal(make_question, product, by=alice) == "own_goods"
    assert refusal(make_question, product, by=carla, text="   ") == "empty"
    with pytest.raises(ContactLeak):
        make_question(product, by=carla, text="Call me: 13800138000")
    withdraw(product=product, by=alice)
    assert refusal(make_question, product, by=carla) == "not_on_sale"
    assert not Question.objects.exists()


def test_the_same_is_asked_once_and_five_a_day(product, carla):
    make_question(product, by=carla, text="0")
    assert refusal(make_question, product, by=carla, text="0") == "asked"
    for number in range(1, 5):
        make_question(product, by=carla, text=str(number))

    with pytest.raises(TooMany):
        ask_question(product=product, by=carla, text="6", language="en")
    make_question(product, by=make_user("dora"))


def test_the_desk_refuses_with_a_reason_and_shows_no_question_without_answer(product, carla, alice):
    question, olive = make_question(product, by=carla), make_officer()
    assert refusal(publish, word=question, by=olive) == "unanswered"

    question = reject(word=question, reason="advert", note="Please ask about the goods.", by=olive)

    assert (question.state, letters()[-1]) == ("rejected", ("question_rejected", carla.email))
    assert refusal(answer, word=question, by=alice, text="Yes.") == "not_public"


def test_its_asker_alone_takes_it_back(product, carla, alice):
    question = make_question(product, by=carla, answered_by=alice)

    assert refusal(withdraw_question, question=question, by=make_user("charlie")) == "not_yours"
    question = withdraw_question(question=question, by=carla)

    assert (question.state, question.text, question.answer) == ("withdrawn", "", "")
    assert refusal(reject, word=question, reason="other", by=make_officer()) == "withdrawn"


def test_helpful_is_for_public_questions(product, carla, alice):
    waiting, public = make_question(product, by=carla), make_question(product, text="Is it whole bean?", answered_by=alice)

    assert refusal(say_helpful, word=waiting, by=make_user("dora"), is_helpful=True) == "not_public"
    assert say_helpful(word=public, by=carla, is_helpful=True) == 1
