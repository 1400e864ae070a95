"""The sandbox as a WSGI application: Django's requests, addresses and templates, none of its database, sessions or middleware."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix, get_urlconf, resolve, set_script_prefix, set_urlconf
from django.utils import translation

URLS = "orders.payments.sandbox.urls"
log = logging.getLogger(__name__)


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    """Answer one request. It leaves this thread's addresses and language as it found them: in tests the shop lives in the same thread."""
    prefix = environ.get("HTTP_X_FORWARDED_PREFIX", "").rstrip("/")
    before = get_urlconf(), get_script_prefix()
    set_urlconf(URLS)
    set_script_prefix(prefix + "/")
    try:
        request = WSGIRequest(environ)
        with translation.override(translation.get_language_from_request(request)):
            response = _answer(request)
    finally:
        set_urlconf(before[0])
        set_script_prefix(before[1])
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [response.content]


def _answer(request: HttpRequest) -> HttpResponse:
    try:
        if not _comes_from_its_own_page(request):
            return HttpResponse("This form was not sent from a page of the sandbox.", status=403)
        found = resolve(request.path_info, URLS)
        response = found.func(request, *found.args, **found.kwargs)
    except Http404:
        response = HttpResponse("Not found.", status=404, content_type="text/plain; charset=utf-8")
    except Exception:
        log.exception("%s %s", request.method, request.path)
        response = HttpResponse("The sandbox broke; see its log.", status=500, content_type="text/plain; charset=utf-8")
    response.setdefault("Content-Length", str(len(response.content)))
    response.setdefault("Cache-Control", "no-store")
    return response


def _comes_from_its_own_page(request: HttpRequest) -> bool:
    """Browsers name the page a form was sent from; programs name none."""
    origin = request.headers.get("Origin")
    hosts = {request.headers.get("X-Forwarded-Host"), request.headers.get("Host")} - {None}
    return request.method != "POST" or origin is None or urlsplit(origin).netloc in hosts
