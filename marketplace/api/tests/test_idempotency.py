import threading

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate
from rest_framework.views import APIView

from marketplace.accounts.models import User
from marketplace.api.idempotency import idempotent
from marketplace.api.models import IdempotencyRecord
from marketplace.hubs.context import use_hub


class MakePerson(APIView):
    @idempotent
    def post(self, request):
        if request.data.get("refuse"):
            return Response({"detail": "no"}, status=409)
        User.objects.create_user(request.data["email"])
        return Response({"people": User.objects.count()}, status=201)


def post(user, key="k1", **body):
    request = APIRequestFactory().post("/x/", body, format="json", headers={"Idempotency-Key": key} if key else {})
    force_authenticate(request, user)
    return MakePerson.as_view()(request)


@pytest.fixture
def carla(db):
    return User.objects.create_user("carla@example.com")


def test_post_has_one_effect_and_same_answer_when_repeated(carla):
    first, second = post(carla, email="a@example.com"), post(carla, email="a@example.com")

    assert (first.status_code, first.data) == (second.status_code, second.data) == (201, {"people": 2})
    assert second.headers["Idempotency-Replayed"] == "true"


def test_post_is_422_when_key_comes_with_other_body(carla):
    post(carla, email="a@example.com")

    answer = post(carla, email="b@example.com")

    assert (answer.status_code, answer.data["type"]) == (422, "urn:isoko:problem:idempotency-key-reused")
    assert User.objects.count() == 2


def test_post_is_400_when_key_is_missing(carla):
    assert post(carla, key="", email="a@example.com").status_code == 400


def test_post_may_be_sent_again_when_it_was_refused(carla):
    assert post(carla, refuse=True).status_code == 409
    assert not IdempotencyRecord.objects.exists()

    assert post(carla, email="a@example.com").status_code == 201


def test_visitor_without_a_session_is_told_what_is_wrong_when_refused(db):
    """The new session outlives the refusal: taken back with it, the page would fail instead of answering."""
    request = APIRequestFactory().post("/x/", {"refuse": True}, format="json", headers={"Idempotency-Key": "k1"})
    request.session = SessionStore()

    assert MakePerson.as_view()(request).status_code == 409
    assert request.session.exists(request.session.session_key)


def test_keys_of_two_people_do_not_meet(carla):
    charlie = User.objects.create_user("charlie@example.com")
    post(carla, email="a@example.com")

    assert post(charlie, email="b@example.com").data == {"people": 4}


@pytest.mark.django_db(transaction=True)
def test_post_has_one_effect_when_sent_eight_times_at_once(hub):
    carla = User.objects.create_user("carla@example.com")
    answers, start = [], threading.Barrier(8)

    def send():
        start.wait()
        with use_hub(hub):
            answers.append(post(carla, email="a@example.com").status_code)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert answers == [201] * 8
    assert User.objects.count() == 2
