"""Who may read from a replica, and who must see what was just written."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from marketplace.hubs.models import District
from marketplace.replicas import COOKIE, ReplicaMiddleware, ReplicaRouter

router = ReplicaRouter()


@pytest.fixture(autouse=True)
def two_replicas(settings):
    settings.REPLICAS = ["replica1", "replica2"]


def ask(method: str = "get", cookies: dict | None = None, *, writes: bool = False):
    """A request through the middleware: where it read before and after its write, and the response."""
    places = []

    def view(request):
        places.append(router.db_for_read(District))
        if writes:
            router.db_for_write(District)
        places.append(router.db_for_read(District))
        return HttpResponse()

    request = getattr(RequestFactory(), method)("/")
    request.COOKIES.update(cookies or {})
    return places, ReplicaMiddleware(view)(request)


def test_page_reads_from_a_replica_when_nobody_wrote():
    places, response = ask()

    assert set(places) <= {"replica1", "replica2"}
    assert COOKIE not in response.cookies


def test_page_reads_from_the_primary_when_its_reader_just_wrote():
    assert ask(cookies={COOKIE: "1"})[0] == ["default", "default"]


def test_request_stays_on_the_primary_when_it_posts():
    assert ask("post")[0] == ["default", "default"]


def test_request_moves_to_the_primary_and_marks_its_reader_when_it_writes():
    places, response = ask(writes=True)

    assert (places[0] != "default", places[1]) == (True, "default")
    assert (response.cookies[COOKIE]["max-age"], response.cookies[COOKIE]["httponly"]) == (10, True)


def test_mark_does_not_leak_into_the_next_request():
    ask(writes=True)

    assert "default" not in ask()[0]


def test_work_outside_a_request_reads_from_the_primary():
    assert router.db_for_read(District) == "default"


@pytest.mark.django_db
def test_page_reads_from_the_primary_inside_a_transaction():
    with transaction.atomic():
        assert ask()[0] == ["default", "default"]


def test_only_the_primary_is_migrated():
    assert [router.allow_migrate(name, "hubs") for name in ("default", "replica1")] == [True, False]
