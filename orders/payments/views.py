"""The doors of providers: their notifications, and the browsers they send back. No pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from orders.payments.enums import Verdict
from orders.payments.exceptions import BadMessage, UnknownProvider
from orders.payments.services.notifications import receive_notification
from orders.payments.services.returning import receive_return

LONGEST = 64 * 1024


@csrf_exempt  # the provider's signature stands in its place
@require_http_methods(["POST", "PUT"])  # phone companies put
def notify(request: HttpRequest, provider: str) -> HttpResponse:
    """Answer a provider exactly as its protocol asks."""
    try:
        length = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        length = 0
    if length > LONGEST:
        return HttpResponse(status=413)
    try:
        reply = receive_notification(provider=provider, headers=dict(request.headers), raw_body=request.body)
    except UnknownProvider:
        raise Http404 from None
    return HttpResponse(reply.body, status=reply.status, content_type="text/plain; charset=utf-8")


@never_cache
@require_GET
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Send the buyer on to the page that waits for the payment. What the address claims decides nothing."""
    try:
        payment = receive_return(provider=provider, query_string=request.META.get("QUERY_STRING", ""))
    except UnknownProvider:
        raise Http404 from None
    except BadMessage:
        payment = None
    if payment is None:
        return render(request, "payments/return_unknown.html", {"verdict": Verdict.BAD_SIGNATURE}, status=400)
    return redirect(payment.return_url)
