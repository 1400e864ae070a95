"""A page for addresses that only take what a form sends."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class NothingToReadMiddleware:
    """Somebody who goes back, reloads or changes the language on the answer to a form asks for an address that has no page: browsers show
    an error of their own for an empty 405. This gives it the words of an address with nothing at it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_empty = response.status_code == 405 and not response.streaming and not response.content
        if not is_empty or request.method != "GET" or "text/html" not in request.headers.get("Accept", ""):
            return response
        page = render(request, "404.html", status=405)
        page["Allow"] = response["Allow"]
        return page
