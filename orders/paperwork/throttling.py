"""A light brake on guessing: so many tries a minute from one address. A cache that is away lets everyone through."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.tries import count_try

TRIES_A_MINUTE = 60
WINDOW = 60  # seconds


def is_too_many(request: HttpRequest) -> bool:
    """Count this try; whether it is one too many."""
    return count_try("paperwork.verify", request.META.get("REMOTE_ADDR", ""), window=WINDOW) > TRIES_A_MINUTE


def throttled(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """429 after TRIES_A_MINUTE requests within a minute."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if is_too_many(request):
            response = render(request, "paperwork/too_many.html", status=429)
            response["Retry-After"] = str(WINDOW)
            return response
        return view(request, *args, **kwargs)

    return wrapper
