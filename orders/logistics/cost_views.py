"""What carriers charged for a firm's shipments, in its office. A firm sees its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from orders.logistics.costs import by_lane, costs_of
from sellers.access import office_page

MOST = 100


@never_cache
@office_page
@require_safe
def costs(request: HttpRequest) -> HttpResponse:
    """By carrier and lane, then the latest shipments."""
    mine = costs_of(request.seller)
    facts = {"lanes": by_lane(mine), "costs": mine[:MOST], "most": MOST, "office": "freight-costs"}
    return render(request, "logistics/cost_list.html", facts)
