"""The packing list of a delivery point, for buyer and seller."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.accounts.signed_in import signed_in
from marketplace.documents.render import NoGlyph
from orders.trade.models import CallOff
from orders.trade.point_papers import draw_list, papers_in_force
from orders.trade.selectors.contracts import get_call_off_for, get_call_off_of, shipments_of
from sellers.access import office_page


@never_cache
@signed_in
@require_GET
def download(request: HttpRequest, number: str, row: int) -> HttpResponse:
    return _download(request, get_call_off_of(request.user, number), row, "trade:call-off-detail")


@never_cache
@office_page
@require_GET
def download_office(request: HttpRequest, number: str, row: int) -> HttpResponse:
    return _download(request, get_call_off_for(request.user, number), row, "trade:call-off-office")


def _download(request: HttpRequest, called: CallOff, pk: int, back: str) -> HttpResponse:
    """The PDF. 404 for a point that is not served, and before the order has its own papers."""
    row = next((row for row in shipments_of(called) if row.pk == pk), None)
    papers = papers_in_force(row) if row else {}
    if not papers:
        raise Http404
    try:
        pdf = draw_list(row, papers)
    except NoGlyph as missing:
        sign = {"sign": missing.text[:20]}
        messages.error(
            request, _("The sheet of points has a sign that our papers cannot print: %(sign)s. Import it once more without.") % sign
        )
        return redirect(back, called.number)
    headers = {"Content-Disposition": f'attachment; filename="{called.number}-{row.pk}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers | {"X-Robots-Tag": "noindex"})
