"""A member's own page: what they saved, masked, and how to delete it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from orders.identity.services import delete_saved_person, saved_person_of


@never_cache
@login_required
@require_GET
def show_saved(request: HttpRequest) -> HttpResponse:
    return render(request, "identity/saved.html", {"saved": saved_person_of(request.user)})


@login_required
@require_POST
def delete_saved(request: HttpRequest) -> HttpResponse:
    if delete_saved_person(user=request.user):
        messages.success(request, _("Deleted. Orders you placed keep theirs until the date they name."))
    return redirect("identity:saved")
