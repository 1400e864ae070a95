from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.wishes.exceptions import WishRefused
from catalog.wishes.models import RestockAsk
from catalog.wishes.selectors import wishlist_of
from catalog.wishes.services.keeping import drop_wish, keep_wish
from catalog.wishes.services.restocking import ask_for_restock, stop_asking, stop_letters
from catalog.wishes.words import refusal_text
from marketplace.accounts.signed_in import signed_in
from marketplace.typed import whole_number

PRESSED = "wish_pressed"  # the session's key for what a signed-out reader pressed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """The list; a post presses a heart: `product` keeps one, `gone` takes one off."""
    return _press(request) if request.method == "POST" else _show(request)


@signed_in
def _show(request: HttpRequest) -> HttpResponse:
    preferences = request.preferences
    found = wishlist_of(request.user, number=request.GET.get("page"), currency=preferences.currency, country=preferences.country)
    return render(request, "wishes/wish_list.html", {"list": found, "page": found.page})


def _press(request: HttpRequest) -> HttpResponse:
    said = {name: whole_number(request.POST.get(name)) for name in ("product", "gone")}
    said["variant"] = whole_number(request.GET.get("variant"))
    if not (said["product"] or said["gone"]):
        raise Http404
    if not request.user.is_authenticated:
        return _after_sign_in(request, {**said, "what": "wish"})
    return _do_wish(request, said, _next(request))


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """A letter when a sold-out variant is back; with `stop`, none after all."""
    said = {"variant": whole_number(request.POST.get("variant"))}
    if not said["variant"]:
        raise Http404
    if not request.user.is_authenticated:
        return _after_sign_in(request, {**said, "what": "letter"})
    if request.POST.get("stop"):
        stop_asking(user=request.user, variant_id=said["variant"])
        messages.success(request, _("No letter will come for it."))
        return redirect(_next(request))
    return _do_ask(request, said, _next(request))


@never_cache
@require_safe
def press_after_sign_in(request: HttpRequest) -> HttpResponse:
    """Does what was pressed before the sign-in: the form's own token was checked then, and the note lies in the same session."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    pressed: dict[str, Any] | None = request.session.pop(PRESSED, None)
    if pressed is None:
        return redirect("wishes:wish-list")
    act = _do_ask if pressed["what"] == "letter" else _do_wish
    return act(request, pressed, pressed["next"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: UUID) -> HttpResponse:
    """The end of the letters, without a sign-in. Asked with a button: programs that read letters ahead follow every link."""
    if not RestockAsk.objects.filter(key=key).exists():
        raise Http404
    is_over = request.method == "POST"
    if is_over:
        stop_letters(key)
    return render(request, "wishes/letter_stop.html", {"is_over": is_over})


def _do_wish(request: HttpRequest, said: dict[str, Any], next_url: str) -> HttpResponse:
    is_quiet = "application/json" in request.headers.get("Accept", "")
    try:
        if said["gone"]:
            drop_wish(user=request.user, product_id=said["gone"])
            words = _("Off your wishlist.")
        else:
            keep_wish(user=request.user, product_id=said["product"], variant_id=said["variant"], currency=request.preferences.currency)
            words = _("On your wishlist.")
    except WishRefused as refusal:
        words = refusal_text(refusal)
        if is_quiet:
            return JsonResponse({"words": words}, status=409)
        messages.error(request, words)
        return redirect(next_url)
    if is_quiet:
        return JsonResponse({"words": words, "kept": not said["gone"]})
    messages.success(request, words)
    return redirect(next_url)


def _do_ask(request: HttpRequest, said: dict[str, Any], next_url: str) -> HttpResponse:
    try:
        ask_for_restock(user=request.user, variant_id=said["variant"], language=get_language() or "en")
        messages.success(request, _("One letter comes to %(email)s when it is back; we wait for 90 days.") % {"email": request.user.email})
    except WishRefused as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect(next_url)


def _after_sign_in(request: HttpRequest, pressed: dict[str, Any]) -> HttpResponse:
    request.session[PRESSED] = {**pressed, "next": _next(request)}
    return redirect_to_login(reverse("wishes:wish-pressed"))


def _next(request: HttpRequest) -> str:
    """The page of this house that the button stood on."""
    for address in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if address and url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
            return address
    return reverse("wishes:wish-list")
