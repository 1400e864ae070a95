"""Money in the seller's office: what waits, what was paid out, and why each payout is what it is."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.documents.render import render as draw
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.selectors import owed_to
from orders.payments.payouts.files.sheet import statement_sheet
from orders.payments.payouts.files.statement import statement_page
from orders.payments.payouts.outlook import outlook_of
from orders.payments.payouts.selectors import blocked_parts, explained, get_payout_for, held_splits, payouts_of, waiting_lines
from orders.payments.payouts.words import told
from sellers.access import office_page

PAGE_SIZE = 12
OFFICE = "money"


@require_safe
@office_page
def money(request: HttpRequest) -> HttpResponse:
    """What is held, what is owed, when it is paid, and every payout so far."""
    seller = request.seller
    page = Paginator(payouts_of(seller), PAGE_SIZE).get_page(request.GET.get("page"))
    held = list(held_splits(seller)[:50])
    context = {
        "office": OFFICE,
        "office_name": seller.name,
        "seller": seller,
        "outlook": outlook_of(seller),
        "available": owed_to(seller, AccountKind.PAYABLE),
        "held_sums": owed_to(seller, AccountKind.HELD),
        "on_its_way": owed_to(seller, AccountKind.IN_TRANSIT),
        "waiting": [told(share) for share in waiting_lines(seller)],
        "held": held,
        "blocked": blocked_parts(seller),
        "page": page,
    }
    return render(request, "payouts/money.html", context)


@require_safe
@office_page
def payout_detail(request: HttpRequest, number: str) -> HttpResponse:
    """Explain this payout: order by order, in plain words, down to the exchange rate."""
    payout = get_payout_for(request.seller, number)
    context = {
        "office": OFFICE,
        "office_name": request.seller.name,
        "payout": payout,
        "shares": [told(share) for share in explained(payout)],
        "sums": list(payout.sums.select_related("payout")),
    }
    return render(request, "payouts/payout_detail.html", context)


@never_cache
@require_safe
@office_page
def statement_pdf(request: HttpRequest, number: str) -> HttpResponse:
    payout = get_payout_for(request.seller, number)
    pdf = draw("payouts/statement-1", statement_page(payout, get_language() or "en"))
    return _file(pdf, "application/pdf", f"{payout.number}.pdf")


@never_cache
@require_safe
@office_page
def statement_csv(request: HttpRequest, number: str) -> HttpResponse:
    payout = get_payout_for(request.seller, number)
    return _file(statement_sheet(payout, payout.lines.all()), "text/csv; charset=utf-8", f"{payout.number}.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(content, content_type=kind, headers=headers)
