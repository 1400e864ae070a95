"""Errors as RFC 9457 problem details."""

from rest_framework.response import Response
from rest_framework.views import exception_handler


def problem_handler(exc: Exception, context: dict) -> Response | None:
    """DRF's answer to an exception, dressed as application/problem+json; None for what is a bug."""
    response = exception_handler(exc, context)
    if response is None:
        return None
    detail = response.data.pop("detail", None) if isinstance(response.data, dict) else None
    errors = response.data or None
    response.data = {
        "type": "about:blank",
        "title": response.status_text,
        "status": response.status_code,
        "detail": str(detail or ""),
        **({"errors": errors} if errors else {}),
    }
    response.content_type = "application/problem+json"
    return response
