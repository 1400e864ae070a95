"""Discounts in the seller's office: what the firm gives, what the marketplace asks it to share, and what that has cost."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orders.discounts.enums import DiscountState
from orders.discounts.exceptions import DiscountRefused
from orders.discounts.forms import DiscountForm
from orders.discounts.selectors import cost_of, discounts_of, get_discount_for
from orders.discounts.services.keeping import agree_to_discount, end_discount, make_discount
from sellers.access import office_page
from sellers.selectors.calendar import hub_zone

PAGE_SIZE = 24
OFFICE = "discounts"


@require_safe
@office_page
@never_cache
def list_discounts(request: HttpRequest) -> HttpResponse:
    page = Paginator(discounts_of(request.seller), PAGE_SIZE).get_page(request.GET.get("page"))
    now, costs = timezone.now(), cost_of([discount.pk for discount in page])
    rows = [(discount, discount.standing(now), costs.get(discount.pk, [])) for discount in page]
    return _show(request, "discounts/office_list.html", {"page": page, "rows": rows})


@office_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """A form for another; its times are those of the hub."""
    with timezone.override(hub_zone()):
        now = timezone.localtime().replace(second=0, microsecond=0)
        initial = {"starts_at": now, "ends_at": now + timedelta(days=14)}
        form = DiscountForm(request.POST or None, seller=request.seller, initial=initial)
        if request.method == "POST" and not request.seller.is_selling:
            messages.error(request, _("The firm is suspended: it cannot make a discount now."))
        elif request.method == "POST" and form.is_valid():
            discount = make_discount(
                discount=form.discount(),
                categories=form.cleaned_data["categories"],
                products=form.cleaned_data["products"],
                by=request.user,
            )
            messages.success(request, _("The discount is made. It counts from its first minute on."))
            return redirect("discounts:discount-detail", discount.pk)
        status = 422 if form.errors else 200
        return _show(request, "discounts/office_new.html", {"form": form, "now": timezone.now()}, status=status)


@require_safe
@office_page
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    discount = get_discount_for(request.seller, pk)
    context = {
        "discount": discount,
        "standing": discount.standing(),
        "costs": cost_of([discount.pk]).get(discount.pk, []),
        "uses": discount.uses.order_by("-pk")[:50],
        "can_agree": discount.state == DiscountState.OFFERED,
        "can_end": discount.state in (DiscountState.IN_FORCE, DiscountState.OFFERED) and discount.ends_at > timezone.now(),
    }
    return _show(request, "discounts/office_show.html", context)


@office_page
@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        agree_to_discount(discount=get_discount_for(request.seller, pk), by=request.user)
    except DiscountRefused:
        messages.info(request, _("This was done before, or the marketplace took it back."))
    else:
        messages.success(request, _("You share this discount from now on."))
    return redirect("discounts:discount-detail", pk)


@office_page
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        end_discount(discount=get_discount_for(request.seller, pk), by=request.user)
    except DiscountRefused:
        messages.info(request, _("It was over before."))
    else:
        messages.success(request, _("The discount has ended. What was ordered with it keeps it."))
    return redirect("discounts:discount-detail", pk)


def _show(request: HttpRequest, template: str, context: dict, *, status: int = 200) -> HttpResponse:
    with timezone.override(hub_zone()):
        own = {"office": OFFICE, "office_name": request.seller.name, "seller": request.seller}
        return render(request, template, {**own, **context}, status=status)
