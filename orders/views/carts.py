from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from catalog.campaigns.interest.counting import CART, count
from catalog.wishes.models import Wish
from marketplace.accounts.signed_in import signed_in
from marketplace.typed import plain, whole_number
from orders.discounts.exceptions import CodeRefused
from orders.discounts.words import why_not
from orders.exceptions import QuantityRefused
from orders.selectors.retail import read_retail
from orders.services import cart as carts
from orders.services import codes
from orders.services.wishes import add_wish
from orders.views.access import currency_of, find_cart, read_own_cart, recount, take_cart, unpaid_group

LAST_REMOVED = "cart_removed"
LARGEST = 1_000_000
CODE = "code"


@never_cache
@require_GET
def show_cart(request: HttpRequest) -> HttpResponse:
    return _answer(request)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Put so many more of a variant into the cart. Each post adds what it says: the page's button stops a double click."""
    variant_id, quantity = _number(request.POST.get("variant")), _number(request.POST.get("quantity", "1"))
    try:
        if not variant_id or not quantity:
            raise QuantityRefused("not_sold" if not variant_id else "below_minimum")
        cart = take_cart(request)
        line = carts.add_to_cart(cart=cart, variant_id=variant_id, quantity=quantity, currency=currency_of(request))
    except QuantityRefused as refusal:
        messages.error(request, refusal_text(refusal))
        return _back(request, fallback="orders:cart-detail")
    recount(request)
    count(request, CART, [variant_id], hub=request.hub)
    messages.success(
        request,
        ngettext("One piece is in your cart.", "%(count)s pieces of it are in your cart.", line.quantity) % {"count": line.quantity},
    )
    return redirect(_own_address(request, request.POST.get("next", "")) or "orders:cart-detail")


@signed_in
@require_POST
def take_wish(request: HttpRequest, product_id: int) -> HttpResponse:
    """From the reader's wishlist into the cart: the least that may be ordered of what they chose. It stays on the list where it cannot."""
    wish = get_object_or_404(Wish.objects.select_related("variant"), user=request.user, product=product_id)
    try:
        if wish.variant is None:
            raise QuantityRefused("not_sold")
        add_wish(wish=wish, cart=take_cart(request), currency=currency_of(request))
    except QuantityRefused as refusal:
        messages.error(request, refusal_text(refusal))
        return redirect("wishes:wish-list")
    recount(request)
    count(request, CART, [wish.variant_id], hub=request.hub)
    messages.success(request, _("It has gone from your wishlist into your cart."))
    return redirect("wishes:wish-list")


@require_POST
def update_line(request: HttpRequest, variant_id: int) -> HttpResponse:
    """Set the quantity; 0 removes the line."""
    cart, problem = find_cart(request), ""
    quantity = _number(request.POST.get("quantity"))
    if cart is not None:
        try:
            if quantity is None:
                raise QuantityRefused("no_number")
            carts.set_quantity(cart=cart, variant_id=variant_id, quantity=quantity, currency=currency_of(request))
        except QuantityRefused as refusal:
            problem = refusal_text(refusal)
    return _answer(request, problems={variant_id: problem} if problem else {}, typed={variant_id: request.POST.get("quantity", "")[:9]})


@require_POST
def remove_line(request: HttpRequest, variant_id: int) -> HttpResponse:
    cart = find_cart(request)
    line = carts.remove_line(cart=cart, variant_id=variant_id) if cart else None
    if line is not None:
        request.session[LAST_REMOVED] = {"variant_id": variant_id, "quantity": line.quantity, "is_saved": line.is_saved}
    return _answer(request, is_undoable=line is not None)


@require_POST
def undo_removal(request: HttpRequest) -> HttpResponse:
    """Put the line removed last back; once."""
    removed = request.session.pop(LAST_REMOVED, None)
    if removed:
        carts.restore_line(cart=take_cart(request), **removed)
    return _answer(request)


@require_POST
def save_line(request: HttpRequest, variant_id: int) -> HttpResponse:
    """Put aside for later, or back among what will be bought."""
    cart = find_cart(request)
    if cart is not None:
        carts.save_for_later(cart=cart, variant_id=variant_id, is_saved=request.POST.get("back") != "1")
    return _answer(request)


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Take today's prices and what is left of the stock."""
    cart = find_cart(request)
    if cart is not None:
        carts.accept_changes(cart=cart, currency=currency_of(request))
    return _answer(request)


@require_POST
def put_code(request: HttpRequest) -> HttpResponse:
    """Take the code that was typed; what is wrong with it is said beside it, and it stays typed."""
    typed = plain(request.POST.get("code", ""), 60)
    try:
        codes.put_code(cart=take_cart(request), typed=typed, currency=currency_of(request), address=request.META.get("REMOTE_ADDR", ""))
    except CodeRefused as refusal:
        text = why_not(refusal.why, missing=refusal.missing, currency=refusal.currency, language=request.LANGUAGE_CODE)
        return _answer(request, problems={CODE: text}, typed={CODE: typed})
    return _answer(request)


@require_POST
def take_code_out(request: HttpRequest) -> HttpResponse:
    cart = find_cart(request)
    if cart is not None:
        codes.take_code_out(cart=cart)
    return _answer(request)


def _answer(
    request: HttpRequest,
    *,
    problems: dict[int | str, str] | None = None,
    typed: dict[int | str, str] | None = None,
    is_undoable: bool = False,
) -> HttpResponse:
    """The cart's fragment for htmx; for everybody else a refusal is the page itself, and a change sends them back to it."""
    if request.method == "POST" and not request.htmx and not problems:
        recount(request)
        return redirect("orders:cart-detail")
    reading = read_own_cart(request)
    retail = read_retail(reading, request.preferences.country)
    code = reading.code
    context = {
        "reading": reading,
        "code_waits": why_not(code.why, missing=code.missing, currency=code.currency, language=request.LANGUAGE_CODE)
        if code and code.why
        else "",
        "retail": retail,
        "lanes": [(lane, retail.over.get(lane.seller.pk) if retail else None) for lane in reading.lanes],
        "problems": problems or {},
        "typed": typed or {},
        "is_undoable": is_undoable or (request.method == "GET" and LAST_REMOVED in request.session and not request.htmx),
        "is_fragment": bool(request.htmx),
        "waiting": unpaid_group(request) if reading.is_empty else None,
    }
    template = "orders/cart_detail.html#cart" if request.htmx else "orders/cart_detail.html"
    return render(request, template, context, status=422 if problems and not request.htmx else 200)


def refusal_text(refusal: QuantityRefused) -> str:
    """What to do about a refused quantity, in the reader's words."""
    facts = {"minimum": refusal.minimum, "step": refusal.step, "available": refusal.available, "allowed": refusal.allowed}
    match refusal.why:
        case "below_minimum":
            return _("The least order is %(minimum)s.") % facts
        case "too_many" if refusal.available:
            return _("Only %(available)s are left. Take %(allowed)s or fewer.") % facts
        case "off_step":
            return _("It is sold in steps of %(step)s, beginning with %(minimum)s. The next that fits is %(allowed)s.") % facts
        case "claimed":
            return _("You claimed %(allowed)s of these. Remove the line to give them back.") % facts
        case "no_number":
            return _("Write the quantity as a whole number.")
        case _:
            return _("This is not for sale just now.")


def _number(text: str | None) -> int | None:
    """A whole number of sensible size, else None."""
    return whole_number(text, LARGEST)


def _own_address(request: HttpRequest, address: str) -> str:
    return (
        address if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}, require_https=request.is_secure()) else ""
    )


def _back(request: HttpRequest, fallback: str) -> HttpResponse:
    return redirect(_own_address(request, request.headers.get("Referer", "")) or fallback)
