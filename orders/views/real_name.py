"""The part of the checkout that asks who brings the goods into China. Nothing of it is kept before the order stands."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

from marketplace.typed import plain
from orders.identity.forms import PREFIX, RealNameForm
from orders.identity.services import Given, saved_person_of
from orders.models import Checkout

NAMES = ("name", "number", "mobile", "agree", "keep", "use_saved")
LONGEST = 60


def is_person_typed(request: HttpRequest) -> bool:
    return any(request.POST.get(f"{PREFIX}-{name}") for name in NAMES)


def person_typed(request: HttpRequest) -> RealNameForm:
    return RealNameForm(request.POST, saved=saved_person_of(request.user), is_member=request.user.is_authenticated)


def person_asked(request: HttpRequest, checkout: Checkout, *, is_wanted: bool) -> RealNameForm | None:
    """The part with nothing said against it: what was typed stays, else the receiver's name and mobile stand there. None where customs
    asks for nobody; what is typed already stays while the delivery is priced anew."""
    typed = {name: plain(request.POST.get(f"{PREFIX}-{name}", ""), LONGEST) for name in NAMES} if is_person_typed(request) else {}
    if not is_wanted and not typed:
        return None
    known = {"name": checkout.address.get("name", ""), "mobile": checkout.address.get("phone", "").removeprefix("+86")}
    return RealNameForm(initial=typed or known, saved=saved_person_of(request.user), is_member=request.user.is_authenticated)


def given_by(request: HttpRequest, form: RealNameForm) -> Given | None:
    """What was given, or None where something in it is wrong: the form then says what."""
    return form.given(ip=address_of(request), by=request.user) if form.is_valid() else None


def address_of(request: HttpRequest) -> str | None:
    """Where the request came from, past our own proxies."""
    try:
        return get_adapter().get_client_ip(request)
    except (ImproperlyConfigured, PermissionDenied):
        return None
