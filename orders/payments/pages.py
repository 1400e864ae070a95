"""The one page for buyers in this room: a provider's code, to be scanned with its app."""

from __future__ import annotations

import zxingcpp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from orders.payments.exceptions import UnknownProvider
from orders.payments.models import Payment
from orders.payments.providers import get_provider


def get_payment(reference: str) -> Payment:
    """The payment with a code to scan, or 404. Its number cannot be guessed: who has it was given it."""
    payment = Payment.objects.filter(reference=reference).exclude(shown_code="").first()
    if payment is None:
        raise Http404
    return payment


@never_cache
@require_GET
def code(request: HttpRequest, reference: str) -> HttpResponse:
    """The code while the payment lives; on to where its buyer came from once it does not."""
    payment = get_payment(reference)
    if not payment.is_live or payment.expires_at <= timezone.now():
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": payment.return_url})
        return redirect(payment.return_url)
    if request.htmx:
        return HttpResponse(status=204)
    try:
        provider = get_provider(payment.provider)
    except UnknownProvider:
        raise Http404 from None
    context = {"payment": payment, "provider": provider, "try_it": _in_sandbox(payment)}
    return render(request, "payments/code.html", context)


def _in_sandbox(payment: Payment) -> str:
    """Where somebody without the app can follow the code; empty for a real one."""
    home = f"{settings.SANDBOX_URL}/"
    is_ours = settings.PAYMENTS_SANDBOX and settings.SANDBOX_URL and payment.shown_code.startswith(home)
    return reverse("sandbox:door", args=[payment.shown_code.removeprefix(home)]) if is_ours else ""


@require_GET
def code_picture(_request: HttpRequest, reference: str) -> HttpResponse:
    """The code as SVG with the white around it that cameras need."""
    drawn = zxingcpp.create_barcode(get_payment(reference).shown_code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return HttpResponse(zxingcpp.write_barcode_to_svg(drawn, add_quiet_zones=True), content_type="image/svg+xml")


app_name = "pay"
urlpatterns = [
    path("payments/code/<slug:reference>/", code, name="code"),
    path("payments/code/<slug:reference>/code.svg", code_picture, name="code-picture"),
]
