"""The seller's waterfall: beside the prices of the editor while they are typed, and a page of its own for who has no script."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalog.models import Product
from catalog.views.office.access import listing_view, office
from marketplace.hubs.context import current_hub
from orders.duties.enums import Channel
from orders.landed.forms import WaterfallForm
from orders.landed.lights import lights_of
from orders.landed.routes import routes
from orders.landed.waterfall import waterfall


@listing_view
@require_safe
def show_waterfall(request: HttpRequest, product: Product) -> HttpResponse:
    """What the buyer pays and the seller receives at the price typed: lines alone, form and lines, or the page, as htmx asks."""
    day = timezone.localdate(timezone=ZoneInfo(current_hub().time_zone))
    variants = list(product.variants.prefetch_related("prices__tiers"))
    ways = routes(day)
    if not variants or not ways:
        return redirect("listings:listing-edit", pk=product.pk)
    form = WaterfallForm(request.GET, product=product, variants=variants, routes=ways, language=request.preferences.language)
    fall = waterfall(form.question(day)) if form.is_valid() else None
    target = request.htmx.target if request.htmx else ""
    template = {"landed-lines": "landed/_lines.html", "landed": "landed/_panel.html"}.get(target, "landed/waterfall.html")
    context = office(product.seller, product=product, form=form, fall=fall, is_inside=target == "landed")
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@listing_view
@require_safe
def show_lights(request: HttpRequest, product: Product) -> HttpResponse:
    """Whether the listing can be sold to each market today, rule by rule: a part of the editor for htmx, else a page."""
    day = timezone.localdate(timezone=ZoneInfo(current_hub().time_zone))
    context = office(product.seller, product=product, lights=lights_of(product, day), retail=Channel.CROSS_BORDER)
    response = render(request, "landed/_lights.html" if request.htmx else "landed/lights.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
