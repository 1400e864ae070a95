from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from marketplace.hubs.preferences import COUNTRY_COOKIE, CURRENCY_COOKIE, SHIP_TO

YEAR = 60 * 60 * 24 * 365


@require_POST
def save_preferences(request: HttpRequest) -> HttpResponse:
    """Keep language, currency and country, and go back to the same page in that language."""
    target = request.POST.get("next") or request.headers.get("Referer", "")  # the desk's own form names no page
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        target = "/"
    language = request.POST.get("language", "")
    known = language in dict(settings.LANGUAGES)
    response = HttpResponseRedirect(translate_url(target, language) if known else target)

    def keep(name: str, value: str) -> None:
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)

    if known:
        keep(settings.LANGUAGE_COOKIE_NAME, language)
    if (currency := request.POST.get("currency", "")) in request.hub.selling_currencies:
        keep(CURRENCY_COOKIE, currency)
    if (country := request.POST.get("country", "")) in SHIP_TO:
        keep(COUNTRY_COOKIE, country)
    return response
