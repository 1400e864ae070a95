"""What goods cost delivered with taxes: loaded beside the price when it comes into view, and a page for who has no script."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from catalog.models import Product
from catalog.selectors.scheduling import prices_now
from catalog.views.answering import wants_fragment
from marketplace.hubs.context import current_hub
from marketplace.typed import whole_number
from orders.landed.delivered import delivered
from orders.landed.forms import MOST

MINUTE = 60


@require_safe
def show_delivered(request: HttpRequest, slug: str) -> HttpResponse:
    """Goods on sale to the reader's country, of the variant and quantity named; 404 for what is not on sale."""
    product = Product.objects.on_sale().select_related("hs_code", "seller").filter(slug=slug).first()
    variants = list(product.variants.prefetch_related(prices_now())) if product else []
    if not variants:
        raise Http404
    wanted = whole_number(request.GET.get("variant"))
    variant = next((variant for variant in variants if variant.pk == wanted), variants[0])
    asked = whole_number(request.GET.get("quantity"), MOST) or 0
    quantity = max(asked, variant.minimum_quantity)
    day = timezone.localdate(timezone=ZoneInfo(current_hub().time_zone))
    found = delivered(product, variant, quantity, request.preferences, day)
    template = "landed/_delivered.html" if wants_fragment(request) else "landed/delivered.html"
    response = render(request, template, {"product": product, "variant": variant, "found": found})
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    patch_cache_control(response, private=True, max_age=MINUTE)
    return response
