"""Pages for people who are signed in, and forms that came too late. What somebody typed while their sign-in ran out, or on a page from
before they signed in, is kept: they send it again with their own hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from time import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import csrf
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.accounts.encryption import decrypt, encrypt

KEPT = "sent_too_late"
KEPT_SECONDS = 3600
MOST_TYPED = 100_000  # characters
CODE = re.compile(r"[a-z0-9_-]+")  # what a choice or a number sends; it is kept, and says nothing to its reader
View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Only for people who are signed in; others are led to the sign-in and back, with what they sent."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        _keep(request, was_signed_out=True)
        return _led_to(request, redirect_to_login(reverse("send-again")).url)

    return guarded


def kept_until_signed_in(view: View) -> View:
    """For pages that answer 404 to whoever may not see them, guests among those who may. What a signed-out reader typed into one is kept,
    and they are asked to sign in; that tells nothing about the address."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            typed = set(request.POST) - {"csrfmiddlewaretoken"}
            if request.user.is_authenticated or not typed:
                raise
            _keep(request, was_signed_out=True)
            return _led_to(request, redirect_to_login(reverse("send-again")).url)

    return guarded


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django's check against forged forms refused. Most such forms are ours, on a page that stood open while its reader signed in or
    out in another tab. Where the browser itself vouches for that, what was typed is kept; a form of another site never is."""
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if not is_ours or settings.CSRF_COOKIE_NAME not in request.COOKIES or "application/json" in request.headers.get("Accept", ""):
        return csrf.csrf_failure(request, reason)
    if any("password" in name for name in request.POST):
        messages.warning(request, _("That page was open too long. Please type it again."))
        return redirect(request.get_full_path())
    _keep(request, was_signed_out=False)
    return _led_to(request, reverse("send-again"))


def _led_to(request: HttpRequest, address: str) -> HttpResponse:
    # htmx would put the page into the middle of the one that stands open.
    return HttpResponse(status=204, headers={"HX-Redirect": address}) if request.headers.get("HX-Request") else redirect(address)


def _keep(request: HttpRequest, *, was_signed_out: bool) -> None:
    fields = [[name, value] for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
    fits = sum(len(name) + len(value) for name, value in fields) <= MOST_TYPED
    request.session[KEPT] = {
        "to": request.get_full_path(),
        "fields": encrypt(fields if fits else []),  # account numbers may be among them
        "fits": fits,
        "had_files": bool(request.FILES),
        "was_signed_out": was_signed_out,
        "at": time(),
    }


@never_cache
@require_safe
def send_again(request: HttpRequest) -> HttpResponse:
    """What came too late, to be sent by the person's own hand: nothing is done for them unasked."""
    kept = request.session.get(KEPT)
    if not request.user.is_authenticated and (not kept or kept["was_signed_out"]):
        return redirect_to_login(request.get_full_path())
    if not kept or kept["at"] < time() - KEPT_SECONDS:
        return redirect("/")
    fields = decrypt(kept["fields"])
    shown = [value for _name, value in fields if len(value) > 2 and not CODE.fullmatch(value) and not value.startswith(("{", "["))]
    return render(request, "accounts/send_again.html", {"kept": kept, "fields": fields, "typed": shown})
