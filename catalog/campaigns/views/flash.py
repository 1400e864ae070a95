from __future__ import annotations

from secrets import token_urlsafe

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.campaigns.selectors.flash import cards_of_sale, get_standing


@never_cache
@require_safe
def show_sale(request: HttpRequest, slug: str) -> HttpResponse:
    """Before the sale the page waits, while it is open it claims, afterwards it says so. Never kept by a browser: what is left moves."""
    standing = get_standing(slug, now=timezone.now())
    context = {"standing": standing, "cards": cards_of_sale(standing.sale, request.preferences), "wish": token_urlsafe(12)}
    return render(request, "campaigns/flash_show.html", context)
