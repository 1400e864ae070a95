"""What a company pays on: the page with the account and the reference, and the same as a paper. The address is the key to both."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.documents.render import render as draw
from marketplace.money import Money
from orders.payments.enums import DEAD
from orders.payments.providers.bank_transfer.models import ProForma
from orders.payments.providers.bank_transfer.papers import pro_forma_data
from orders.payments.providers.bank_transfer.services.matching import came_for


@never_cache
@require_GET
def show_transfer(request: HttpRequest, token: UUID) -> HttpResponse:
    pro_forma = get_object_or_404(ProForma.objects.select_related("payment", "account"), token=token)
    payment = pro_forma.payment
    came = came_for(payment)
    context = {
        "pro_forma": pro_forma,
        "payment": payment,
        "account": pro_forma.facts["account"],
        "groups": [number[start : start + 4] for number in [pro_forma.facts["account"]["number"]] for start in range(0, len(number), 4)],
        "due_at": datetime.fromisoformat(pro_forma.facts["due_at"]),
        "money": payment.money,
        "came": came if came and payment.is_live else None,
        "missing": Money(payment.amount - came.amount, payment.currency),
        "is_over": payment.state in DEAD,
    }
    return render(request, "payments/transfer.html", context)


@require_GET
def download_pro_forma(request: HttpRequest, token: UUID) -> HttpResponse:
    pro_forma = get_object_or_404(ProForma.objects.select_related("payment"), token=token)
    paper = draw("payments/pro_forma-1", pro_forma_data(pro_forma))
    name = f'inline; filename="{pro_forma.number}.pdf"'
    return HttpResponse(paper, content_type="application/pdf", headers={"Content-Disposition": name, "Cache-Control": "private, no-store"})
