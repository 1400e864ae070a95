"""Reads from streaming replicas (DATABASE_REPLICA_URLS), where nobody can notice that a replica is a moment behind.

Only pages that merely read use them: a request with a safe method, from a person who has not written for a moment, until it writes itself.
Everything else, jobs and commands above all, works on the primary."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponse

COOKIE = "wrote"
MOMENT = 10  # seconds; replicas are usually some milliseconds behind

_may_read_replica: ContextVar[bool] = ContextVar("may_read_replica", default=False)
_has_written: ContextVar[bool] = ContextVar("has_written", default=False)


class ReplicaMiddleware:
    """Says which requests may read from a replica, and marks the person who wrote."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        may = _may_read_replica.set(request.method in ("GET", "HEAD") and COOKIE not in request.COOKIES)
        wrote = _has_written.set(False)
        try:
            response = self.get_response(request)
            if _has_written.get():
                response.set_cookie(COOKIE, "1", max_age=MOMENT, secure=settings.HTTPS, httponly=True, samesite="Lax")
            return response
        finally:
            _may_read_replica.reset(may)
            _has_written.reset(wrote)


class ReplicaRouter:
    def db_for_read(self, model, **hints) -> str:
        in_transaction = connections[DEFAULT_DB_ALIAS].in_atomic_block
        if not _may_read_replica.get() or _has_written.get() or in_transaction:
            return DEFAULT_DB_ALIAS
        return random.choice(settings.REPLICAS)

    def db_for_write(self, model, **hints) -> str:
        _has_written.set(True)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, *_objects, **_hints) -> bool:
        return True  # the same rows, read here or there

    def allow_migrate(self, db: str, *_names, **_hints) -> bool:
        return db == DEFAULT_DB_ALIAS
