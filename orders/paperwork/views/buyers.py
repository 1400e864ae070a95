from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from orders.views.access import get_own_group

from ..exceptions import PapersIssued
from ..facts import Party
from ..party_forms import NotifyForm
from ..services.parties import name_notify_party


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notify(request: HttpRequest, group_number: str) -> HttpResponse:
    """A company that buys names the notify party of its order before it pays, and with that before the papers are issued."""
    group = get_own_group(request, group_number)
    if not group.company_name:
        raise Http404
    named = Party.from_json(group.notify_party) if group.notify_party else None
    initial = NotifyForm.initial_of(named) if named else {}
    form = NotifyForm(request.POST if request.method == "POST" else None, initial=initial, prefix="notify")
    status = 200
    if request.method == "POST":
        if form.is_valid():
            party = form.party(named) if form.cleaned_data["name"] else None
            by = request.user if request.user.is_authenticated else None
            try:
                name_notify_party(group=group, party=party, by=by)
            except PapersIssued:
                messages.error(request, _("This order is past its payment; ask the seller to change its papers."))
            else:
                messages.success(request, _("Saved. The papers will name this notify party."))
            return redirect("orders:group-detail", group.number)
        status = 422
    return render(request, "paperwork/notify.html", {"group": group, "form": form}, status=status)
