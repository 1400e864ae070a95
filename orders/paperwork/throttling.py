"""A light brake on guessing: so many tries a minute from one address. A cache that is away lets everyone through."""

from collections.abc import Callable
from functools import wraps

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TRIES_A_MINUTE = 60


def throttled(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """429 after TRIES_A_MINUTE requests within a minute."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        key = f"paperwork:verify:{request.META.get('REMOTE_ADDR', '')}"
        cache.add(key, 0, timeout=60)
        try:
            tries = cache.incr(key)
        except ValueError:  # ran out between the two lines, or the cache is away
            tries = 1
        if (tries or 0) > TRIES_A_MINUTE:
            response = render(request, "paperwork/too_many.html", status=429)
            response["Retry-After"] = "60"
            return response
        return view(request, *args, **kwargs)

    return wrapper
