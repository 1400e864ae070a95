"""Pages of strangers, kept whole together with the answers they were made of. Why and when not: docs/decisions/kept-pages.md.

A page of goods shows the same to everybody who has no session: it is kept, and shown again as long as the database would answer its
statements as it did. Whoever brings a cookie of their own (a session, a cart, anything not known here) gets a page of their own."""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

from django.conf import settings
from django.db import connection, utils
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_SECRET_LENGTH, CsrfViewMiddleware, get_token
from django.utils.translation import get_language_from_request

from marketplace.hubs.preferences import COUNTRY_COOKIE, CURRENCY_COOKIE
from marketplace.look.themes import COOKIE as THEME_COOKIE
from marketplace.prepared import Asked, digest_of, overheard
from marketplace.standstill import standing_now, standing_sql

MOST = 600  # pages a process keeps, some 35 KB each
OLDEST = 30.0  # seconds; what a page takes from the clock or from rows kept in the process is no older
CHOICES = (settings.LANGUAGE_COOKIE_NAME, CURRENCY_COOKIE, COUNTRY_COOKIE, THEME_COOKIE)  # cookies that choose among pages for all
HARMLESS = {*CHOICES, settings.CSRF_COOKIE_NAME}
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')

Key = tuple[str, ...]
Teller = Callable[[HttpRequest], None]


@dataclass(slots=True)
class KeptPage:
    parts: list[bytes]  # between them stands the token of whoever reads
    headers: dict[str, str]
    asked: list[Asked]
    told: list[Teller]
    made_at: float
    looked_at: float = field(init=False)
    digest: str = ""  # what the first look found; the next ones ask one statement for it instead of all
    standing: str = ""  # of the whole database at the last look: while it stands still, no page needs a look of its own

    def __post_init__(self) -> None:
        self.looked_at = self.made_at

    def holds(self) -> bool:
        """Whether the page would be the same if it were made now. A look at the database is good for `KEPT_PAGES_LOOK_AGAIN` seconds."""
        now = time.monotonic()
        if now - self.made_at > OLDEST:
            return False
        if now - self.looked_at < settings.KEPT_PAGES_LOOK_AGAIN:
            return True
        standing, seen_at = _standing(now)
        if standing and standing == self.standing:
            self.looked_at = seen_at
            return True
        digest, standing = digest_of(self.asked, standing_sql())
        if self.digest:
            is_same = digest == self.digest
        else:  # what changes between these two is seen by the second, or else by the next digest
            is_same = all(asked.is_answered_the_same() for asked in self.asked)
        if is_same:
            self.digest, self.looked_at = digest, now
            self.standing = "" if connection.in_atomic_block else standing
        return is_same

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page with the forms' token of this reader."""
        response = HttpResponse(headers=self.headers)
        if len(self.parts) == 1:
            response.content = self.parts[0]
            return response
        guard = CsrfViewMiddleware(lambda _request: response)
        guard.process_request(request)
        response.content = _token_for(request).encode().join(self.parts)
        response.headers["Content-Length"] = str(len(response.content))  # tokens are not all of one length
        return guard.process_response(request, response)


_pages: OrderedDict[Key, KeptPage] = OrderedDict()
_turn = threading.Lock()
_last_standing: tuple[str, float] = ("", float("-inf"))  # of this process, for all its pages


def _standing(now: float) -> tuple[str, float]:
    """How the database stands, and when that was asked: at most `KEPT_PAGES_LOOK_AGAIN` seconds ago."""
    global _last_standing
    if now - _last_standing[1] >= settings.KEPT_PAGES_LOOK_AGAIN:
        _last_standing = (standing_now(), now)
    return _last_standing


def _token_for(request: HttpRequest) -> str:
    """The forms' token of this reader. A new one is a secret of this answer alone: it need not be masked, which costs as much as all
    the rest of a kept page."""
    if "CSRF_COOKIE" in request.META:
        return get_token(request)
    request.META.update(CSRF_COOKIE=(secret := secrets.token_hex(CSRF_SECRET_LENGTH // 2)), CSRF_COOKIE_NEEDS_UPDATE=True)
    return secret


def for_everybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view whose page is the same for all who have no session. It must read through `prepared.answers` alone: a page that asked
    anything else is not kept."""

    @wraps(view)
    def marked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        request.is_for_everybody = True
        return response

    return marked


def tell_each_time(request: HttpRequest, teller: Teller) -> None:
    """Called by a view: whenever this page is shown, made anew or kept, `teller` is told of the request (a counter of views, for instance).
    It must be cheap and may not ask the database."""
    request.__dict__.setdefault("told_each_time", []).append(teller)


def forget_pages() -> None:
    """After a change that no statement of a page would show."""
    with _turn:
        _pages.clear()


class KeptPagesMiddleware:
    """Stands before all that costs: a page that holds is answered without session, language, or any other work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key_of(request)
        if key is None:
            response = self.get_response(request)
            _tell(request, _tellers(request))
            return response
        page = _pages.get(key)
        if page is not None and _holds(page):
            _tell(request, page.told)
            return page.answer(request)
        made_at = time.monotonic()  # what changes while the page is made is found by the first look
        others = _Others()
        with overheard() as asked, connection.execute_wrapper(others):
            response = self.get_response(request)
        if getattr(request, "is_for_everybody", False) and others.number == len(asked):
            _keep(key, response, asked, _tellers(request), made_at)
        _tell(request, _tellers(request))
        return response


def _tellers(request: HttpRequest) -> list[Teller]:
    return request.__dict__.get("told_each_time", [])


def _tell(request: HttpRequest, tellers: list[Teller]) -> None:
    for teller in tellers:
        teller(request)


class _Others:
    """Counts the statements of a request, those that `answers` did not ask among them."""

    number = 0

    def __call__(self, execute, sql, parameters, many, context):
        self.number += 1
        return execute(sql, parameters, many, context)


def _key_of(request: HttpRequest) -> Key | None:
    """What chooses the page; None for whoever gets one of their own."""
    if request.method != "GET" or not settings.KEEP_PAGES or not HARMLESS.issuperset(request.COOKIES):
        return None
    if {"HTTP_HX_REQUEST", "HTTP_AUTHORIZATION"} & request.META.keys():
        return None
    chosen = (request.COOKIES.get(name, "") for name in CHOICES)
    return (request.META.get("HTTP_HOST", ""), request.scheme, request.get_full_path(), get_language_from_request(request), *chosen)


def _holds(page: KeptPage) -> bool:
    try:
        return page.holds()
    except utils.DatabaseError:  # the page of this request says what is the matter
        return False


def _keep(key: Key, response: HttpResponse, asked: list[Asked], told: list[Teller], made_at: float) -> None:
    if response.status_code != 200 or response.streaming or set(response.cookies) - {settings.CSRF_COOKIE_NAME}:
        return
    if "no-store" in response.get("Cache-Control", "") or "private" in response.get("Cache-Control", ""):
        return
    tokens = set(_TOKEN.findall(response.content))
    if len(tokens) > 1 or bool(tokens) != bool(response.cookies):
        return  # a token that is not in a form would be everybody's
    parts = response.content.split(*tokens) if tokens else [response.content]
    with _turn:
        _pages[key] = KeptPage(parts, dict(response.items()), asked, told, made_at)
        while len(_pages) > MOST:
            _pages.popitem(last=False)
