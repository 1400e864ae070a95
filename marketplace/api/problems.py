"""Errors as RFC 9457 problem details."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:isoko:problem:"


class Problem(APIException):
    """A refusal of the trade: `Problem(409, "out-of-stock", _("Only 3 are left."))`."""

    def __init__(self, status: int, code: str, detail: Any, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(detail=detail, code=code)
        self.status_code = status
        self.code = code
        self.errors = errors or []


def field_errors(data: Any, pointer: str = "") -> list[dict[str, str]]:
    """DRF's nested errors as a flat list of pointers and messages."""
    if isinstance(data, dict):
        return [
            error
            for key, value in data.items()
            for error in field_errors(value, pointer if key == "non_field_errors" else f"{pointer}/{key}")
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


def not_found(request: HttpRequest, *_args, **_kwargs) -> JsonResponse:
    """The answer for an API address that does not exist."""
    return JsonResponse(problem(404, "Not Found", "No such address in this API.", "not-found"), status=404, content_type=MEDIA_TYPE)
