"""The papers of delivery points, for buyer and seller: asked for, and downloaded as a ZIP a point."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace.accounts.signed_in import signed_in
from orders.exceptions import OrderRefused
from orders.paperwork.services.bundling import bundle
from orders.trade.contract_forms import PacksForm
from orders.trade.models import CallOff
from orders.trade.selectors.contracts import get_call_off_for, get_call_off_of, shipments_of
from orders.trade.selectors.packs import Packs, files_of, packs_of
from orders.trade.services.packs import ask_for_packs
from orders.trade.words import spoken
from sellers.access import office_page


def facts_of_packs(called: CallOff, rows: list[Any], *, for_seller: bool) -> dict[str, Any]:
    """What a call-off's page says of the papers of its points."""
    packs: Packs = packs_of(called, for_seller=for_seller)
    return {
        "packs": packs,
        "rows": [{"shipment": row, "pack": packs.rows.get(row.pk)} for row in rows],
        "asking": PacksForm(codes=[row.point.code for row in rows], prefix="p") if packs.can_be_made else None,
    }


@signed_in
@require_POST
def ask(request: HttpRequest, number: str) -> HttpResponse:
    return _ask(request, get_call_off_of(request.user, number), "trade:call-off-detail")


@office_page
@require_POST
def ask_office(request: HttpRequest, number: str) -> HttpResponse:
    return _ask(request, get_call_off_for(request.user, number), "trade:call-off-office")


def _ask(request: HttpRequest, called: CallOff, back: str) -> HttpResponse:
    form = PacksForm(request.POST, codes=[row.point.code for row in shipments_of(called)], prefix="p")
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect(back, called.number)
    try:
        count = ask_for_packs(called=called, codes=form.cleaned_data["codes"], by=request.user)
    except OrderRefused as refusal:
        messages.error(request, spoken(refusal))
    else:
        said = ngettext("The papers of %(count)s point are being made.", "The papers of %(count)s points are being made.", count)
        messages.success(request, said % {"count": count})
    return redirect(back, called.number)


@never_cache
@signed_in
@require_GET
def download(request: HttpRequest, number: str, row: int) -> HttpResponse:
    return _download(get_call_off_of(request.user, number), row, for_seller=False)


@never_cache
@office_page
@require_GET
def download_office(request: HttpRequest, number: str, row: int) -> HttpResponse:
    return _download(get_call_off_for(request.user, number), row, for_seller=True)


def _download(called: CallOff, row: int, *, for_seller: bool) -> HttpResponse:
    """The ZIP of one point. 404 for a point that is not served, or that has no papers."""
    number, documents = files_of(called, row, for_seller=for_seller)
    if not documents:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{number}.zip"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bundle(documents), content_type="application/zip", headers=headers | {"X-Robots-Tag": "noindex"})
