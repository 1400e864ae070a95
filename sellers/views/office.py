from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.signed_in import signed_in
from sellers import office
from sellers.access import choose_seller, office_page
from sellers.selectors.calendar import hub_zone
from sellers.selectors.sellers import get_seller_for, sellers_of


@office_page
def today(request: HttpRequest) -> HttpResponse:
    """The office's first page: what to do today, and how ready the firm is to export."""
    seller = request.seller
    now = timezone.now().astimezone(hub_zone())
    ready = office.readiness_of(seller)
    greeting = _("Good morning") if now.hour < 12 else _("Good afternoon") if now.hour < 18 else _("Good evening")
    return render(
        request,
        "sellers/today.html",
        {
            "seller": seller,
            "office": "today",
            "office_name": seller.name,
            "greeting": greeting,
            "now": now,
            "zone": hub_zone().key,
            "todos": office.todos_for(seller),
            "ready": ready,
            "ready_done": sum(line.is_done for line in ready),
            "figures": office.figures_for(seller),
            "panels": office.panels_for(seller),
            "firms": list(sellers_of(request.user)),
        },
    )


@signed_in
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Work for another of one's firms; 404 for a firm that is not one's own."""
    seller = get_seller_for(request.user, request.POST.get("seller", "-"))
    choose_seller(request, seller)
    messages.success(request, _("You now work for %(firm)s.") % {"firm": seller})
    return redirect("sellers:office")
