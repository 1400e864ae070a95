"""Errors as RFC 9457 problem details."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from marketplace.look import chrome as menus
from marketplace.look.words import html_code
from marketplace.patient_postgres.base import is_connection_lost

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:isoko:problem:"


class Problem(APIException):
    """A refusal of the trade: `Problem(409, "out-of-stock", _("Only 3 are left."))`. `errors` point into the body."""

    def __init__(self, status: int, code: str, detail: Any, errors: list[dict[str, str]] | None = None, *, auth_header: str = "") -> None:
        super().__init__(detail=detail, code=code)
        self.status_code = status
        self.code = code
        self.errors = errors or []
        if auth_header:
            self.auth_header = auth_header


def pointed(pointer: str, message: Any) -> dict[str, str]:
    """One error of a problem: where in the body, and what about it."""
    return {"pointer": pointer, "message": str(message)}


def escaped(key: Any) -> str:
    """A name as RFC 6901 writes it in a pointer."""
    return str(key).replace("~", "~0").replace("/", "~1")


def field_errors(data: Any, pointer: str = "") -> list[dict[str, str]]:
    """DRF's nested errors as a flat list of pointers and messages."""
    if isinstance(data, dict):
        return [
            error
            for key, value in data.items()
            for error in field_errors(value, pointer if key == "non_field_errors" else f"{pointer}/{escaped(key)}")
        ]
    if isinstance(data, list):
        if any(isinstance(item, (dict, list)) for item in data):
            return [error for i, item in enumerate(data) for error in field_errors(item, f"{pointer}/{i}")]
        return [{"pointer": pointer, "message": str(item)} for item in data]
    return [{"pointer": pointer, "message": str(data)}]


def problem(status: int, title: str, detail: str, code: str = "", errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    body = {"type": f"{TYPE_PREFIX}{code}" if code else "about:blank", "title": title, "status": status, "detail": detail}
    return {**body, "errors": errors} if errors else body


def problem_handler(exc: Exception, context: dict) -> Response | None:
    """DRF's answer to an exception, dressed as application/problem+json; None for what is a bug."""
    if isinstance(exc, RequestDataTooBig):
        exc = Problem(413, "too-large", _("The body is larger than this address takes."))
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, ValidationError):
        errors = field_errors(exc.detail)
        body = problem(response.status_code, response.status_text, errors[0]["message"] if len(errors) == 1 else "", "invalid", errors)
    else:
        code = (
            getattr(exc, "code", "")
            if isinstance(exc, Problem)
            else ("not-found" if isinstance(exc, Http404) else getattr(exc, "default_code", ""))
        )
        detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
        body = problem(response.status_code, response.status_text, str(detail), code.replace("_", "-"), getattr(exc, "errors", None))
    response.data = body
    response.content_type = MEDIA_TYPE
    return response


@csrf_exempt
def not_found(request: HttpRequest, *_args, **_kwargs) -> JsonResponse:
    """The answer for an API address that does not exist."""
    text = _("There is no such address in this API.")
    return JsonResponse(problem(404, "Not Found", text, "not-found"), status=404, content_type=MEDIA_TYPE)


def length_required(request: HttpRequest) -> JsonResponse:
    """The answer to a body that comes in pieces of which nobody knows the end."""
    text = _("Send the body in one piece, with its Content-Length.")
    return JsonResponse(problem(411, "Length Required", text, "length-required"), status=411, content_type=MEDIA_TYPE)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django refuses before any view sees it: a problem for the API, the page for everybody else."""
    if not request.path_info.startswith("/api/"):
        return defaults.bad_request(request, exception)
    text = _("This request cannot be read.")
    return JsonResponse(problem(400, "Bad Request", text, "bad-request"), status=400, content_type=MEDIA_TYPE)


def is_database_away(error: BaseException | None) -> bool:
    """Was it the database that went away, and not the statement that was wrong?"""
    if not isinstance(error, DatabaseError | InterfaceError):
        return False
    if is_connection_lost(error):
        return True
    return isinstance(error, OperationalError | InterfaceError) and (connection.connection is None or not connection.is_usable())


def server_error(request: HttpRequest) -> HttpResponse:
    """A bug of ours, or our database away for a moment, said in the caller's format."""
    if is_database_away(sys.exc_info()[1]):
        return _come_back_soon(request)
    if not request.path_info.startswith("/api/"):
        return HttpResponse(render_to_string("500.html", _language_facts()), status=500)
    text = _("Something went wrong on our side. It is written down; please try again later.")
    return JsonResponse(problem(500, "Internal Server Error", text, "server-error"), status=500, content_type=MEDIA_TYPE)


def _language_facts() -> dict[str, str]:
    """What a page needs of the reader's language when nothing else of the request can be relied on."""
    language = get_language() or settings.LANGUAGE_CODE
    return {"html_language": html_code(language), "root": menus.root_of(language)}


def _come_back_soon(request: HttpRequest) -> HttpResponse:
    """Nothing of this request was kept; asked again in a moment it will be."""
    if request.path_info.startswith("/api/"):
        text = _("The service is being restarted. Nothing of this request was kept; send it again in a few seconds.")
        answer = JsonResponse(problem(503, "Service Unavailable", text, "unavailable"), status=503, content_type=MEDIA_TYPE)
    else:
        facts = {**_language_facts(), "here": request.get_full_path(), "is_safe": request.method in ("GET", "HEAD")}
        answer = HttpResponse(render_to_string("503.html", facts), status=503)
    answer["Retry-After"] = "5"
    return answer
