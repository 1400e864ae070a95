"""Claiming a unit of a flash sale. Thousands press this button in one second: whoever is too late is told before anything is asked of the
session or the database, and whoever is in time costs one statement."""

from __future__ import annotations

from secrets import token_urlsafe
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.campaigns.models import FlashSale
from marketplace.allocation.exceptions import LimitReached
from marketplace.api.problems import MEDIA_TYPE, problem
from marketplace.typed import whole_number
from orders.exceptions import ClaimOver, SaleNotOpen, SoldOut, WishReused
from orders.services import claims

MOST, LONGEST_WISH = 1000, 128


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """Hold `quantity` units (the least that can be ordered, where nothing is said) for the member who posts; a member who comes by a link,
    as from the sign-in, is asked to press once more.

    Whoever got no answer asks again with the same `Idempotency-Key` (or the form's `wish`) and gets the same claim, not a second one.

    JSON for those who accept it: 201 with what is held and until when, else a problem: 400, 401, 404, 409 `sold-out`, `limit-reached`,
    `not-open`, `claim-over`, 422 `quantity`, `idempotency-key-reused`. Everybody else is sent to the cart, or shown why not."""
    wish = request.headers.get("Idempotency-Key", "") or request.POST.get("wish", "")
    # Whoever sends a key may have got no answer to a claim that stands: the database is asked.
    if not wish and claims.is_sold_out(slug):
        return _refused(request, 409, "sold-out", _("Sold out."))
    if not request.user.is_authenticated:
        if _wants_json(request):
            return _refused(request, 401, "not-signed-in", _("Sign in first."))
        wanted = urlencode({"quantity": request.POST["quantity"]}) if "quantity" in request.POST else request.META["QUERY_STRING"]
        return redirect_to_login(f"{request.path}?{wanted}" if wanted else request.path)
    try:
        sale = claims.get_sale(slug)
    except FlashSale.DoesNotExist:
        raise Http404 from None
    least = sale.variant.minimum_quantity
    asked = request.POST if request.method == "POST" else request.GET
    quantity = whole_number(asked.get("quantity", str(least)), MOST) or 0
    if not sale.variant.takes(quantity):
        return _refused(request, 422, "quantity", _("The least order is %(minimum)s.") % {"minimum": least})
    if len(wish) > LONGEST_WISH:
        return _refused(request, 400, "idempotency-key", _("Send an Idempotency-Key header of 1 to 128 visible ASCII characters."))
    if request.method != "POST":
        if not sale.is_open(timezone.now()):
            return _closed(request, sale)
        page = {"sale": sale, "product": sale.variant.product, "quantity": quantity, "wish": token_urlsafe(12)}
        return render(request, "orders/flash_claim.html", page)
    try:
        held = claims.claim_units(sale=sale, quantity=quantity, by=request.user, wish=wish)
    except SoldOut as refusal:
        text = _("Sold out.") if not refusal.left else ngettext("Only %(left)s is left.", "Only %(left)s are left.", refusal.left)
        return _refused(request, 409, "sold-out", text % {"left": refusal.left} if refusal.left else text, left=refusal.left)
    except LimitReached as refusal:
        text = ngettext("Each buyer may have %(most)s of these.", "Each buyer may have %(most)s of these.", refusal.most)
        return _refused(request, 409, "limit-reached", text % {"most": refusal.most})
    except ClaimOver:
        return _refused(request, 409, "claim-over", _("What you claimed with this press is ordered, given back or ran out. Press again."))
    except WishReused:
        return _refused(request, 422, "idempotency-key-reused", _("This Idempotency-Key was used for another request."))
    except SaleNotOpen:
        return _closed(request, sale)
    if _wants_json(request):
        body = {"sale": slug, "quantity": held.quantity, "held_until": held.until.isoformat(), "cart": reverse("orders:cart-detail")}
        return JsonResponse(body, status=201)
    messages.success(request, _("It is yours if you check out within %(minutes)s minutes.") % {"minutes": sale.hold_minutes})
    return redirect("orders:cart-detail")


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _closed(request: HttpRequest, sale: FlashSale) -> HttpResponse:
    """Not open now; who is early is told when."""
    return _refused(
        request, 409, "not-open", _("This sale is not open now."), opens_at=sale.opens_at if sale.opens_at > timezone.now() else None
    )


def _refused(request: HttpRequest, status: int, code: str, text: str, **more: object) -> HttpResponse:
    if _wants_json(request):
        title = {400: "Bad Request", 401: "Unauthorized", 409: "Conflict", 422: "Unprocessable Entity"}[status]
        return JsonResponse(problem(status, title, text, code), status=status, content_type=MEDIA_TYPE)
    return render(request, "orders/flash_refused.html", {"why": text, **more}, status=status)
