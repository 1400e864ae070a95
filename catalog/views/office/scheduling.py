"""Prices for a time to come, of one listing."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalog.forms.scheduling import ScheduleForm
from catalog.models import Product, ScheduledPrice
from catalog.services.editing import why_not_edit
from catalog.services.scheduling import ScheduleRefused, end_scheduled, schedule_price
from catalog.views.office.access import listing_view, office
from marketplace.hubs.context import current_hub

MOST = 100


@listing_view
@require_http_methods(["GET", "HEAD", "POST"])
def scheduled_prices(request: HttpRequest, product: Product) -> HttpResponse:
    """What is scheduled, what was, and a form for another; its times are those of the hub."""
    with timezone.override(ZoneInfo(current_hub().time_zone)):
        form = ScheduleForm(request.POST or None, variants=list(product.variants.all()))
        if request.method == "POST" and form.is_valid():
            try:
                schedule_price(**form.wanted, by=request.user)
            except ScheduleRefused as refusal:
                form.add_error(refusal.field, refusal.message)
            else:
                messages.success(request, _("The price is scheduled."))
                return redirect("listings:scheduled-prices", pk=product.pk)
        rows = ScheduledPrice.objects.filter(variant__product=product).select_related("variant").order_by("-starts_at", "-pk")[:MOST]
        context = office(
            product.seller,
            product=product,
            form=form,
            rows=rows,
            now=timezone.now(),
            why_not=why_not_edit(product.seller),
        )
        return render(request, "catalog/office/scheduled_prices.html", context, status=422 if form.errors else 200)


@listing_view
@require_POST
def end(request: HttpRequest, product: Product, scheduled: int) -> HttpResponse:
    row = ScheduledPrice.objects.filter(variant__product=product, pk=scheduled).first()
    if row is None:
        raise Http404
    end_scheduled(scheduled=row, by=request.user)
    messages.success(request, _("The scheduled price is taken back."))
    return redirect("listings:scheduled-prices", pk=product.pk)
