from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalog.campaigns.interest.counting import count_view
from catalog.models import Product, VideoCaption
from catalog.selectors.product_facts import facts_on_sale
from catalog.selectors.product_page import product_page
from catalog.sharing.views import product_elsewhere
from catalog.views.answering import wants_fragment
from marketplace.kept_pages import for_everybody


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


@require_safe
@for_everybody
def show_product(request: HttpRequest, slug: str) -> HttpResponse:
    """A product on sale; where there is none, on to its new address, 410 for one taken off sale, 404 for drafts and for goods of firms that
    may not sell today."""
    try:
        product = facts_on_sale(slug, request.preferences.language)
    except Product.DoesNotExist:
        return product_elsewhere(request, slug)
    page = product_page(
        product,
        preferences=request.preferences,
        variant_id=_number(request.GET.get("variant", "")),
        photo=_number(photo := request.GET.get("photo", "")),
        film=photo == "video",
        quantity=_number(request.GET.get("quantity", "")),
    )
    is_part = wants_fragment(request)
    if not is_part:
        count_view(request, product.pk)
    template = "catalog/_buy.html" if is_part else "catalog/product_show.html"
    response = render(request, template, {"page": page, "department": page.department})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def show_captions(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The captions of a ready video of goods on sale, as WebVTT; 404 for all others."""
    on_sale = Product.objects.on_sale()
    caption = get_object_or_404(VideoCaption, video=pk, language=language, video__state="ready", video__product__in=on_sale)
    return HttpResponse(caption.text, content_type="text/vtt; charset=utf-8", headers={"Cache-Control": "public, max-age=600"})
