"""A guest's order and their data: whoever holds its signed link and knows its e-mail address gets a copy, or has it erased."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.signed_in import kept_until_signed_in
from marketplace.privacy.enums import RequestKind
from marketplace.privacy.exceptions import AlreadyAsked, Hindered, TooLate, TooSoon
from marketplace.privacy.forms import GuestCopyForm, GuestErasureForm
from marketplace.privacy.notice import period_days
from marketplace.privacy.panels import page_for
from marketplace.privacy.people import Person, guest
from marketplace.privacy.registry import hindrances_of
from marketplace.privacy.services.asking import ask_for_copy, ask_for_erasure, requests_of, take_back
from marketplace.privacy.views import send_file
from orders.models import OrderGroup
from orders.views.access import get_own_group, keep_order_key

TRIES = 5  # wrong addresses, in one browser's visit
COUNT = "privacy_tries"


@never_cache
@kept_until_signed_in
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, number: str) -> HttpResponse:
    group = get_own_group(request, number)
    if group.user_id or not group.email:  # a member has an account's page; of an erased guest nothing is left
        if group.user_id and group.user_id == request.user.pk:
            return redirect("privacy:mine")
        raise Http404
    if key := request.GET.get("key", ""):
        keep_order_key(request, group.number, key[:60])
    person = guest(order=group.number, email=group.email, language=request.LANGUAGE_CODE)
    if request.method == "POST":
        return _act(request, group, person)
    return _render(request, group, person)


@never_cache
def fetch(request: HttpRequest, number: str, public_id) -> HttpResponse:
    group = get_own_group(request, number)
    if group.user_id:
        raise Http404
    row = requests_of(Person(order=group.number)).filter(public_id=public_id, kind=RequestKind.EXPORT).first()
    if row is None:
        raise Http404
    return send_file(row)


def _act(request: HttpRequest, group: OrderGroup, person: Person) -> HttpResponse:
    if request.POST.get("do") == "undo":
        try:
            take_back(person=person)
        except TooLate:
            messages.info(request, _("There is nothing to take back."))
        else:
            messages.success(request, _("Taken back. Everything stays as it is."))
        return redirect("orders:group-privacy", group.number)
    if request.session.get(COUNT, 0) >= TRIES:
        messages.error(request, _("Too many wrong addresses. Open the link in the letter of your order again tomorrow."))
        return _render(request, group, person, status=429)
    kind = GuestErasureForm if request.POST.get("do") == "erase" else GuestCopyForm
    form = kind(request.POST, expected=group.email)
    if not form.is_valid():
        if "email" in form.errors:
            request.session[COUNT] = request.session.get(COUNT, 0) + 1
        return _render(request, group, person, form=form, status=422)
    try:
        if kind is GuestErasureForm:
            ask_for_erasure(person=person)
            messages.success(request, _("Your data in this order will be erased. Until then you can take it back here."))
        else:
            ask_for_copy(person=person)
            messages.success(request, _("The copy is being made. We write to you when it is ready."))
    except Hindered:
        messages.warning(request, _("Something must end first. It stands on top of this page."))
        return _render(request, group, person, status=422)
    except AlreadyAsked:
        messages.info(request, _("You have asked for it already."))
    except TooSoon:
        messages.warning(request, _("You have had two copies within a day. Ask again tomorrow; those below are still there."))
    return redirect("orders:group-privacy", group.number)


def _render(request: HttpRequest, group: OrderGroup, person: Person, *, form=None, status: int = 200) -> HttpResponse:
    is_erasing = isinstance(form, GuestErasureForm) and not isinstance(form, GuestCopyForm)
    context = {
        "group": group,
        "page": page_for(person),
        "hindrances": hindrances_of(person),
        "cooling": period_days("privacy.cooling"),
        "file_days": period_days("privacy.file"),
        "erasure_form": form if is_erasing else GuestErasureForm(expected=group.email, prefix=None),
        "copy_form": form if form is not None and not is_erasing else GuestCopyForm(expected=group.email, auto_id="copy_%s"),
    }
    return render(request, "privacy/guest.html", context, status=status)
