"""PostgreSQL restarts under the shop: who comes meanwhile waits a moment; who was in the middle is told what to do."""

from __future__ import annotations

import socket
import threading
import time

import pytest
from django.db import DatabaseError, OperationalError, connection, connections
from django.test import RequestFactory
from django.urls import path
from django.utils import translation

from marketplace import urls as real
from marketplace.api.problems import is_database_away, server_error
from marketplace.patient_postgres import base as patient

pytestmark = pytest.mark.django_db


def fall(request):
    raise OperationalError("server closed the connection unexpectedly")


def stumble(request):
    raise OperationalError("deadlock detected")


urlpatterns = [path("fall/", fall), path("api/v1/fall/", fall), path("stumble/", stumble), *real.urlpatterns]
handler500 = real.handler500


class Door:
    """A port that leads to the test database once it is opened; until then nobody listens there."""

    def __init__(self) -> None:
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def open(self) -> None:
        self.listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        told = connection.settings_dict
        host, port = told.get("OPTIONS", {}).get("host") or told["HOST"], told["PORT"] or 5432
        while True:
            try:
                inside, _ = self.listener.accept()
            except OSError:
                return
            outside = socket.socket(socket.AF_UNIX) if host.startswith("/") else socket.socket()
            outside.connect(f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, int(port)))
            for one, other in ((inside, outside), (outside, inside)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                other.sendall(data)
        except OSError:
            pass
        other.close()


@pytest.fixture
def door(monkeypatch):
    door = Door()
    monkeypatch.setattr(patient, "_has_connected", True)
    monkeypatch.setattr(patient, "_in_vain_until", 0.0)
    yield door
    door.listener.close()


def behind(door: Door):
    """A connection to the test database that goes through the door."""
    other = connections["default"].copy("behind")
    other.settings_dict = {**other.settings_dict, "HOST": "127.0.0.1", "PORT": str(door.port)}
    other.settings_dict["OPTIONS"] = {k: v for k, v in other.settings_dict["OPTIONS"].items() if k != "host"}
    return other


def test_connecting_waits_while_the_server_comes_back(door):
    other = behind(door)
    threading.Timer(0.6, door.open).start()
    began = time.monotonic()

    raw = other.get_new_connection(other.get_connection_params())
    with raw, raw.cursor() as cursor:
        cursor.execute("SELECT 1")
    raw.close()

    assert 0.5 < time.monotonic() - began < 3


def test_connecting_gives_up_after_a_while_and_then_at_once(door, monkeypatch):
    monkeypatch.setattr(patient, "PATIENCE", 0.3)
    took = []
    for _ in range(2):
        began = time.monotonic()
        with pytest.raises(OperationalError):
            behind(door).ensure_connection()
        took.append(time.monotonic() - began)

    assert took[0] >= 0.3 and took[1] < 0.2


def test_process_that_never_had_a_database_does_not_wait(door, monkeypatch):
    monkeypatch.setattr(patient, "_has_connected", False)
    began = time.monotonic()

    with pytest.raises(OperationalError):
        behind(door).ensure_connection()

    assert time.monotonic() - began < 0.2


@pytest.mark.parametrize("said", ["password authentication failed for user", 'database "isoko" does not exist', "too many clients already"])
def test_other_refusals_are_told_at_once(said):
    assert not patient.is_coming_back(OperationalError(said))


@pytest.mark.django_db
def test_connection_is_asked_once_a_second_whether_it_stands(monkeypatch):
    one, asked = connections["default"].copy(), []
    one.health_check_enabled = True
    monkeypatch.setattr(one, "is_usable", lambda: asked.append(time.monotonic()) or True)
    one.connect()
    try:
        for pause in (0, 0, patient.ASKED_EVERY):
            time.sleep(pause)
            one.health_check_done = False  # as before every page
            one.cursor().close()
    finally:
        one.close()

    assert len(asked) == 2 and asked[1] - asked[0] >= patient.ASKED_EVERY


@pytest.fixture
def broken(client, settings, monkeypatch):
    """A client whose database connection is gone when a view has failed."""
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    monkeypatch.setattr(patient.DatabaseWrapper, "is_usable", lambda self: False)
    return client


def test_reader_gets_a_page_that_comes_by_itself(broken):
    page = broken.get("/fall/?page=2")

    text = page.content.decode()
    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert 'http-equiv="refresh"' in text and "comes by itself" in text and 'href="/fall/?page=2"' in text


def test_writer_is_told_to_send_again_and_nothing_is_repeated_for_them(broken):
    text = broken.post("/fall/").content.decode()

    assert "may not have arrived" in text and 'http-equiv="refresh"' not in text


def test_page_speaks_the_readers_language(broken):
    with translation.override("zh-hans"):
        request = RequestFactory().get("/zh-hans/fall/")
        try:
            fall(request)
        except OperationalError:
            page = server_error(request)

    text = page.content.decode()
    assert "正在重新启动" in text and 'lang="zh-Hans"' in text and 'href="/zh-hans/"' in text


def test_api_answers_with_a_problem(broken):
    answer = broken.get("/api/v1/fall/")

    assert (answer.status_code, answer["Retry-After"], answer["Content-Type"]) == (503, "5", "application/problem+json")
    assert answer.json()["type"].endswith("unavailable")


@pytest.mark.parametrize(
    "said",
    [
        "server closed the connection unexpectedly",
        "terminating connection because of crash of another server process",
        "no message from the libpq",
    ],
)
def test_a_server_that_is_back_already_was_away_all_the_same(said, monkeypatch):
    """After a failed commit Django opens a new connection at once, and it may well succeed."""
    monkeypatch.setattr(patient.DatabaseWrapper, "is_usable", lambda self: True)

    assert is_database_away(DatabaseError(said))
    assert not is_database_away(DatabaseError("deadlock detected"))


def test_a_deadlock_is_no_outage(client, settings, monkeypatch):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    monkeypatch.setattr(patient.DatabaseWrapper, "is_usable", lambda self: True)

    assert client.get("/stumble/").status_code == 500
    assert not is_database_away(ValueError())
