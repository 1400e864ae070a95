from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from catalog.models import Product
from catalog.passports.models import LotPassport
from catalog.passports.selectors import get_passport, passport_of, passports_of
from catalog.views.office.access import listing_view, office
from marketplace.documents.qr import qr_svg
from marketplace.look.chrome import root_of
from marketplace.look.words import html_code, languages

MINUTE, DAY = 60, 86_400
ON_A_BAG = "zh-hans"  # the language a bag's code opens unless the seller chooses another


@require_safe
def show_passport(request: HttpRequest, key: str) -> HttpResponse:
    """What a bag of this lot tells: light enough for a weak line, and whole without script."""
    response = render(request, "passports/passport_show.html", {"passport": get_passport(key)})
    patch_cache_control(response, public=True, max_age=MINUTE)
    return response


@require_safe
def show_code(request: HttpRequest, key: str) -> HttpResponse:
    """The QR code for a designer's file, of the page in the language of this address."""
    row = get_object_or_404(LotPassport, key=key)
    response = HttpResponse(qr_svg(address_of(row, get_language() or "en")), content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=DAY)
    return response


def address_of(row: LotPassport, language: str) -> str:
    """The whole address of the passport's page in a language."""
    return f"{settings.SITE_URL}{root_of(language)}lots/{row.key}/"


@listing_view
@require_safe
def list_passports(request: HttpRequest, product: Product) -> HttpResponse:
    """The lots of a listing, each with its page and its label."""
    return render(
        request,
        "passports/office_list.html",
        {**office(product.seller), "product": product, "passports": passports_of(product), "languages": languages()},
    )


@listing_view
@require_safe
def print_label(request: HttpRequest, product: Product, key: str) -> HttpResponse:
    """A sheet of labels for bags, in the language that the code shall open."""
    row = get_object_or_404(passports_of(product).select_related("product__seller", "product__coffee"), key=key)
    wanted = request.GET.get("language", ON_A_BAG)
    if wanted not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(wanted):
        passport = passport_of(row)
        context = {
            "passport": passport,
            "address": address_of(row, wanted),
            "code": qr_svg(address_of(row, wanted)),
            "label_language": html_code(wanted),
            "times": range(8),
        }
        response = render(request, "passports/label.html", context)
    patch_cache_control(response, private=True)
    return response
