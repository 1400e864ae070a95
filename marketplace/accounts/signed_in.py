"""Pages for people who are signed in. Somebody whose sign-in ran out while they typed signs in and sends it again: it is kept for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from time import time

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

KEPT = "sent_while_signed_out"
KEPT_SECONDS = 3600
MOST_TYPED = 100_000  # characters
View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Only for people who are signed in; others are led to the sign-in and back, with what they sent."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        _keep(request)
        answer = redirect_to_login(reverse("send-again"))
        # htmx would put the sign-in into the middle of the page that stands open.
        return HttpResponse(status=204, headers={"HX-Redirect": answer.url}) if request.headers.get("HX-Request") else answer

    return guarded


def _keep(request: HttpRequest) -> None:
    fields = [[name, value] for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
    fits = sum(len(name) + len(value) for name, value in fields) <= MOST_TYPED
    request.session[KEPT] = {
        "to": request.get_full_path(),
        "fields": fields if fits else [],
        "had_files": bool(request.FILES),
        "at": time(),
    }


@never_cache
@require_safe
def send_again(request: HttpRequest) -> HttpResponse:
    """What was sent while signed out, to be sent by the person's own hand: nothing is done for them unasked."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    kept = request.session.get(KEPT)
    if not kept or kept["at"] < time() - KEPT_SECONDS:
        return redirect("/")
    shown = [value for _, value in kept["fields"] if len(value) > 2 and not value.isdigit() and not value.startswith(("{", "["))]
    return render(request, "accounts/send_again.html", {"kept": kept, "typed": shown})
