"""Runs the schema's engine over our application, in the test's own database."""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from schemathesis import engine
from schemathesis.core.transport import Response
from schemathesis.engine import events
from schemathesis.generation.case import Case
from schemathesis.generation.meta import TestPhase
from schemathesis.transport.wsgi import WSGI_TRANSPORT

# Well formed and yet refused: 404 is not the caller's, 409 as things stand now, 422 as it cannot be so (the schema's own words).
WELL_FORMED = ["2xx", 401, 403, 404, 409, 422]
# A malformed request is never accepted, and never breaks anything: the engine alone would let a 5xx pass here.
REFUSED = [400, 401, 403, 404, 405, 406, 409, 415, 422]
FIRST_EDGES = 9
NO_HEADER = [400, 401, 403, 404, 406, 409, 415, 422]


@dataclass
class Run:
    """What came of it: the faults, and how each operation answered."""

    failures: list[str] = field(default_factory=list)
    answers: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    count: int = 0


class OneConnection:
    """The application for the engine's threads, on the connection of the test. Each request is undone after its answer where
    `undo` says so: every example then meets the same rows, whatever the one before it did."""

    def __init__(self, *, undo: bool, environ: dict[str, str]) -> None:
        self.handler, self.undo, self.environ = WSGIHandler(), undo, environ
        self.shared = connections["default"]

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        connections["default"] = self.shared
        environ = {**self.environ, **environ}
        with transaction.atomic():
            answer = self.handler(environ, start_response)
            body = [b"".join(answer)]
            answer.close()
            transaction.set_rollback(self.undo)
        return body


def run(schema: dict[str, Any], config: dict[str, Any], *, undo: bool = True, environ: dict[str, str], one_edge_of: int = 1) -> Run:
    """Every phase that the config enables, over every operation. `environ` is what a browser adds to each request; of the edges of
    an operation's schema that come after its first FIRST_EDGES, one of so many is tried: they come sorted by what they break."""
    api = schemathesis.openapi.from_dict(closed(schema), config=schemathesis.Config.from_dict(config))
    api.app = OneConnection(undo=undo, environ=environ)
    met: Counter[str] = Counter()

    def filter_case(context: schemathesis.HookContext, case: Case) -> bool:
        if case.meta is None or case.meta.phase.name != TestPhase.COVERAGE:
            return True
        met[case.operation.label] += 1
        return met[case.operation.label] <= FIRST_EDGES or met[case.operation.label] % one_edge_of == 0

    api.hook(filter_case)
    done = Run()
    with kept_open(connections["default"]), patch.object(WSGI_TRANSPORT, "send", send):
        for event in engine.from_schema(api).execute():
            take(event, done)
    return done


def send(case: Case, *, max_redirects: Any = None, verify: Any = None, cert: Any = None, **settings: Any) -> Response:
    """The engine hands some requests the settings of a network, which its own in-process client does not take."""
    return type(WSGI_TRANSPORT).send(WSGI_TRANSPORT, case, **settings)


@contextmanager
def kept_open(shared: BaseDatabaseWrapper) -> Iterator[None]:
    """The connection for every thread, and not closed between requests: as Django's own test client holds it. Jobs that ran in the
    test's transaction left it their lease, and the engine may think for longer."""
    with shared.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    shared.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        shared.dec_thread_sharing()


def take(event: events.EngineEvent, done: Run) -> None:
    if isinstance(event, events.NonFatalError | events.FatalError):
        done.failures.append(str(getattr(event, "value", None) or event.exception))
    if not isinstance(event, events.ScenarioFinished):
        return
    recorder = event.recorder
    for case_id, interaction in recorder.interactions.items():
        case = recorder.cases[case_id].value
        if interaction.response is not None:
            done.count += 1
            if case.method == case.operation.method.upper():  # not the tries of other verbs at its address
                done.answers[case.operation.label][interaction.response.status_code] += 1
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info:
                answer = recorder.interactions[case_id].response
                body = answer.text[:600] if answer is not None else ""
                fault = f"{event.phase.value}: {check.failure_info.failure}\n{check.failure_info.code_sample[:1200]}\n-> {body}"
                done.failures.append(f"{recorder.cases[case_id].value.operation.label} {fault}")


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with nothing sent that it does not name: an answer with a field more than it says is a fault too."""
    schema = copy.deepcopy(schema)
    for part in schema["components"]["schemas"].values():
        if part.get("type") == "object" and "properties" in part:
            part["additionalProperties"] = False
    return schema
