from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from catalog.campaigns.selectors.pages import campaign_page, get_campaign_for, teasers


@require_safe
def list_campaigns(request: HttpRequest) -> HttpResponse:
    return render(request, "campaigns/campaign_list.html", {"teasers": teasers()})


@require_safe
def show_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a campaign; before its first day for staff alone, everybody else gets 404."""
    now = timezone.now()
    campaign = get_campaign_for(request.user, slug, now=now)
    page = campaign_page(campaign, request.preferences, now=now)
    response = render(request, "campaigns/campaign_show.html", {"page": page, "campaign": campaign, "now": now})
    if page.is_preview:
        add_never_cache_headers(response)
    return response
