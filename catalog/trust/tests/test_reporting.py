"""Readers report what stands in public, and the desk decides. Olive decides, dora reads, carla wrote, alice sells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalog.trust.exceptions import NotYours, TooMany, TrustRefused
from catalog.trust.models import Question, Rating, Review, WordReport
from catalog.trust.services import reporting
from catalog.trust.services.answers import answer
from catalog.trust.services.moderation import hide_answer, publish, reject
from catalog.trust.services.reporting import report_word
from catalog.trust.services.reviews import withdraw_review
from catalog.trust.tests.factories import make_officer, make_product, make_question, make_review, make_seller, make_user
from marketplace.api.tests.callers import caller, post, refusal
from marketplace.history.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def review(alice):
    product = make_product("Bourbon", seller=make_seller("Coocamu", owner=alice, contact_email="alice@shop.example"))
    return answer(word=make_review(product, by=make_user("carla")), by=alice, text="Thank you.")


def tell(word, by=None, *, part="words", reason="insult", reporter="", **more):
    who = reporter or (f"user:{by.pk}" if by else "guest:1")
    return report_word(word=word, part=part, reason=reason, by=by, reporter=who, address="10.0.0.1", **more)


def states():
    return list(WordReport.objects.order_by("pk").values_list("part", "state"))


def done_to(word):
    return list(Entry.objects.filter(subject_id=str(word.pk)).order_by("pk").values_list("action", flat=True))


def test_a_guest_reports_by_the_form_and_reads_there_what_became_of_it(client, review):
    address = reverse("trust:review-report", args=[review.pk])
    assert address in client.get(f"/products/{review.product.slug}/").content.decode()
    assert address in client.get(f"/products/{review.product.slug}/reviews/").content.decode()
    asked = client.get(address)
    assert "Thank you." in asked.content.decode() and "sessionid" not in asked.cookies  # nobody is remembered for reading

    again = client.post(address, {"part": "words", "note": "The last line."})
    assert (again.status_code, "The last line." in again.content.decode()) == (422, True)
    assert client.post(address, {"part": "answer", "reason": "advert", "note": "The last line."}).status_code == 302

    report = WordReport.objects.get()
    assert (report.review, report.part, report.reason, report.note, report.by) == (review, "answer", "advert", "The last line.", None)
    assert report.reporter.startswith("guest:") and client.session.session_key not in report.reporter
    assert "RDB has not decided yet." in client.get(address).content.decode()
    publish(word=review, by=make_officer())
    assert "it stays" in client.get(address).content.decode()
    assert "You reported this" not in Client().get(address).content.decode()


def test_each_person_and_each_browser_counts_once_until_the_words_change(review):
    dora, erin = make_user("dora"), make_user("erin")
    first = tell(review, dora)
    assert tell(review, dora, reason="false") == first
    tell(review, dora, part="answer"), tell(review, erin), tell(review), tell(review, reporter="guest:2")
    assert WordReport.objects.count() == 5

    publish(word=review, by=make_officer())
    assert tell(review, dora) == first and WordReport.objects.count() == 5
    Review.objects.filter(pk=review.pk).update(edited_at=timezone.now() + timedelta(minutes=1))
    assert tell(review, dora).is_open and WordReport.objects.count() == 6


def test_what_cannot_be_reported_is_refused(alice, review):
    carla, waiting = review.by, make_question(review.product)
    refused = [
        (review, carla, {}, "own_words"),
        (review, alice, {"part": "answer"}, "own_words"),
        (review, carla, {"reason": "dull", "part": "answer"}, "reason"),
        (waiting, carla, {}, "not_public"),
    ]
    for word, by, said, why in refused:
        with pytest.raises(TrustRefused) as told:
            tell(word, by, **said)
        assert told.value.why == why
    tell(review, alice), tell(review, carla, part="answer")  # each about the other's
    Review.objects.update(answer="", answered_at=None)
    with pytest.raises(TrustRefused) as told:
        tell(review, make_user("dora"), part="answer")

    assert told.value.why == "nothing_there" and WordReport.objects.count() == 2


def test_a_person_and_an_address_have_a_measure(review, monkeypatch):
    monkeypatch.setattr(reporting, "MOST_REPORTS", 1)
    dora, other = make_user("dora"), make_review(review.product, by=make_user("erin"))
    tell(review, dora), tell(review)

    for by in (dora, None):
        with pytest.raises(TooMany):
            tell(other, by, reporter="" if by else "guest:2")
    assert WordReport.objects.count() == 2


def test_hiding_the_words_upholds_the_reports_and_takes_the_stars_back(review):
    tell(review, make_user("dora")), tell(review, part="answer")

    reject(word=review, reason="insult", by=make_officer())

    assert states() == [("words", "upheld"), ("answer", "upheld")] and Rating.objects.get().count == 0
    assert done_to(review)[-3:] == ["review.reported", "review.reported", "review.rejected"]
    assert WordReport.objects.filter(decided_by__isnull=False, decided_at__isnull=False).count() == 2


def test_leaving_it_dismisses_the_reports_and_says_so_in_the_history(review):
    tell(review, make_user("dora"))
    olive = make_officer()

    publish(word=review, by=olive), publish(word=review, by=olive)

    assert states() == [("words", "dismissed")] and done_to(review).count("review.reports_dismissed") == 1
    assert Rating.objects.get().count == 1


def test_an_answer_is_taken_down_alone_and_its_firm_hears_why(alice, review, run_waiting_jobs, django_capture_on_commit_callbacks):
    question = make_question(review.product, by=make_user("quinn"), answered_by=alice)
    for word in (review, question):
        tell(word, make_user(f"dora-{word._meta.model_name}"), part="answer"), tell(word)
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            hide_answer(word=word, reason="advert", note="Kindly.", by=make_officer(f"olive-{word._meta.model_name}"))
        run_waiting_jobs()
        assert any("Kindly." in letter.body and "advertises" in letter.body for letter in mail.outbox)
        word.refresh_from_db()
        assert (word.answer, word.answered_at) == ("", None)
        assert done_to(word)[-1].endswith(".answer_hidden")

    assert (review.state, question.state) == ("published", "waiting")
    assert states() == [("answer", "upheld"), ("words", "open")] * 2


def test_who_may_not_decide_changes_nothing(alice, review):
    tell(review, make_user("dora"))

    for by in (alice, review.by, make_user("stan", is_staff=True)):
        for decide in (lambda by=by: hide_answer(word=review, reason="advert", by=by), lambda by=by: publish(word=review, by=by)):
            with pytest.raises(NotYours):
                decide()
    with pytest.raises(TrustRefused):
        hide_answer(word=review, reason="", by=make_officer())
    assert states() == [("words", "open")] and Review.objects.get().answer


def test_what_its_writer_takes_back_leaves_the_queue(review):
    tell(review)

    withdraw_review(review=review, by=review.by)

    assert states() == [("words", "gone")]


def test_the_desk_has_the_most_reported_on_top_with_its_count_and_decides(client, review):
    quiet = make_review(review.product, by=make_user("erin"), text="Quiet.")
    tell(review, make_user("dora"), note="Line two."), tell(review)
    client.force_login(make_officer())
    assert "Reported reviews" in client.get(reverse("admin:index")).content.decode()
    listed = reverse("admin:trust_review_changelist")
    assert list(client.get(listed).context["cl"].result_list) == [review, quiet]
    assert [row.open_reports for row in client.get(f"{listed}?reported=open").context["cl"].result_list] == [2]
    address = reverse("admin:trust_review_change", args=[review.pk])
    page = client.get(address).content.decode()
    assert "Line two." in page and "a guest" in page and "Leave it: the reports are dismissed" in page

    assert "Choose a reason." in client.post(address, {"decision": "hide_answer"}).content.decode()
    assert client.post(address, {"decision": "hide_answer", "why": "advert"}).status_code == 302
    assert Review.objects.get(pk=review.pk).answer == "" and states() == [("words", "open")] * 2
    assert client.post(address, {"decision": "show"}).status_code == 302

    assert states() == [("words", "dismissed")] * 2
    assert not client.get(f"{listed}?reported=open").context["cl"].result_list
    assert "the reports are dismissed" not in client.get(address).content.decode()


def test_the_queue_costs_the_same_however_many_reports(client, review):
    client.force_login(make_officer())

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("admin:trust_review_changelist")).status_code == 200
        return len(asked)

    tell(review)
    cost()
    before = cost()
    for number in range(3):
        tell(make_review(review.product, by=make_user(f"erin-{number}")), reporter=f"guest:{number}")

    assert cost() == before


def test_programs_report_with_an_account_or_without(alice, review):
    question = make_question(review.product, by=make_user("quinn"), answered_by=alice)
    address, said = f"/api/v1/reviews/{review.pk}/report/", {"reason": "insult", "note": "Line two."}
    dora, guest = caller(make_user("dora")), caller()

    told = post(dora, address, said)
    assert (told.status_code, told.json()["part"], told.json()["state"], told.json()["decided_at"]) == (201, "words", "open", None)
    assert post(dora, address, {"reason": "false"}, key="k-2").json()["reason"] == "insult"
    assert post(guest, f"/api/v1/questions/{question.pk}/report/", {**said, "part": "answer"}).status_code == 201
    assert refusal(post(caller(review.by), address, said)) == (403, "own-words", [])
    assert refusal(post(dora, address, {"reason": "dull"}, key="k-3")) == (400, "invalid", ["/reason"])
    assert refusal(post(dora, address, {"reason": "false", "part": "photo"}, key="k-4")) == (400, "invalid", ["/part"])
    Question.objects.filter(pk=question.pk).update(state="rejected", reason="other")
    assert refusal(post(dora, f"/api/v1/questions/{question.pk}/report/", said, key="k-5")) == (404, "not-found", [])
    assert WordReport.objects.count() == 2


def test_what_is_not_public_has_no_form(client, review):
    waiting = make_question(review.product)
    Review.objects.filter(pk=review.pk).update(state="rejected", reason="insult")

    for name, word in (("review", review), ("question", waiting)):
        address = reverse(f"trust:{name}-report", args=[word.pk])
        assert client.get(address).status_code == client.post(address, {"part": "words", "reason": "insult"}).status_code == 404
    assert not WordReport.objects.exists()
