"""How a list answers: the whole page to a browser, the goods and facets alone to HTMX."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_fragment(request: HttpRequest) -> bool:
    """HTMX asks for a part; going Back asks for the whole page again."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def answer_list(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    fragment = wants_fragment(request)
    response = render(request, "catalog/_browse.html" if fragment else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
