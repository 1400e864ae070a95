"""The way of a buyer's browser to the sandbox process: through this site, on whatever host the buyer came by. So a session lasts, the
content policy needs no other origin, and one forwarded port is enough. The shop itself speaks to the process directly."""

from __future__ import annotations

import re

import requests
import structlog
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

log = structlog.get_logger(__name__)

# Pages for buyers. The gateways for shops and the control page are not among them.
FOR_BUYERS = re.compile(r"alipay/(gateway\.do|(pay|code)/[\w-]+/)|momo/phone/[\w-]+/|static/(css|img)/[\w.-]+")
PASSED_ON = ("Content-Type", "Cache-Control")
TIMEOUT = (3, 15)


@csrf_exempt  # the sandbox looks at the Origin of what it is sent, and no session of ours goes there
@never_cache
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, place: str) -> HttpResponse:
    """The sandbox's answer to a buyer. 404 where it is not open; a page that says so where it does not answer."""
    is_page = FOR_BUYERS.fullmatch(place) and not (request.method == "POST" and place.endswith(".do"))
    if not is_page or not settings.PAYMENTS_SANDBOX or not settings.SANDBOX_URL:
        raise Http404
    headers = {
        "Accept-Language": get_language() or "en",
        "X-Forwarded-Prefix": reverse("sandbox:door", args=["x"]).removesuffix("/x"),
        "X-Forwarded-Host": request.headers.get("Host", ""),
        **{name: request.headers[name] for name in ("Content-Type", "Origin") if request.headers.get(name)},
    }
    query = request.META.get("QUERY_STRING", "")
    address = f"{settings.SANDBOX_URL}/{place}" + (f"?{query}" if query else "")
    try:
        said = requests.request(request.method, address, data=request.body, headers=headers, timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        log.warning("sandbox does not answer", error=type(error).__name__)
        return render(request, "payments/sandbox_away.html", status=503)
    if place_to_go := said.headers.get("Location"):  # back to the shop, on the host the buyer came by
        return HttpResponseRedirect(place_to_go.removeprefix(settings.SITE_URL))
    told = {name: said.headers[name] for name in PASSED_ON if name in said.headers}
    return HttpResponse(said.content, status=said.status_code, headers=told)


app_name = "sandbox"
urlpatterns = [path("payments/sandbox/<path:place>", door, name="door")]
