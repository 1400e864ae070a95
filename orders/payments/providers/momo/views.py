"""The buyer's page: which phone, then "approve on your phone" until there is news. The payment's number in the address is the key to it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from orders.payments.models import Payment
from orders.payments.providers.momo.enums import AskState
from orders.payments.providers.momo.forms import PhoneForm
from orders.payments.providers.momo.provider import last_ask
from orders.payments.providers.momo.services.asking import AlreadyAsked, AskedTooOften, PaymentOver, ask_payer
from orders.payments.providers.momo.words import why
from orders.payments.services import ask_soon

CODE = "momo"


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """GET: the question for the number, or how it stands. POST: put the question on that phone."""
    payment = get_object_or_404(Payment.objects, provider=CODE, reference=reference)
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_payer(payment=payment, msisdn=form.cleaned_data["phone"])
        except (AlreadyAsked, PaymentOver):
            pass  # the page says how it stands
        except AskedTooOften:
            form.add_error("phone", _("This payment was asked for too often. Choose another way to pay."))
            return _show(request, payment, form)
        return redirect("momo:ask", reference=reference)
    return _show(request, payment, form)


def _show(request: HttpRequest, payment: Payment, form: PhoneForm) -> HttpResponse:
    if not payment.is_live:
        return _leave(request, payment)
    asked = last_ask(payment)
    # Approved, and the payment not told yet: nobody is to read meanwhile that nothing was charged, and to pay once more.
    is_approved = asked is not None and asked.state == AskState.SUCCESSFUL
    is_waiting = is_approved or (asked is not None and asked.is_open)
    if is_waiting:
        ask_soon(payment=payment)  # the one callback may be lost
    context = {
        "payment": payment,
        "money": payment.money,
        "form": form,
        "asked": asked,
        "is_waiting": is_waiting,
        "is_approved": is_approved,
        "is_over": payment.expires_at <= timezone.now(),
        "why": why(asked.reason) if asked is not None and not is_waiting else "",
        "is_sandbox": settings.PAYMENTS_SANDBOX and not settings.MOMO["url"],
    }
    template = "payments/momo.html#state" if request.htmx else "payments/momo.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _leave(request: HttpRequest, payment: Payment) -> HttpResponse:
    """It has ended, well or badly: the order's page says how."""
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": payment.return_url})
    return redirect(payment.return_url)
