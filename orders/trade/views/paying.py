"""The buyer pays a part of a call-off; both sides see how each stands."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.signed_in import signed_in
from orders.exceptions import OrderRefused
from orders.payments.exceptions import AlreadyPaid, PaymentRefused, ProviderAway
from orders.payments.services import ask_soon
from orders.trade.models import CallOff
from orders.trade.selectors.contracts import get_call_off_of
from orders.trade.selectors.paying import Part, parts_of, ways_for, whole_of
from orders.trade.services.paying import begin_part
from orders.trade.words import spoken
from orders.views.paying import is_on_phone

BACK = "back"  # in the address to which payment companies send the buyer


@signed_in
@require_POST
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """To the provider's page; to the call-off's, with the reason, where that cannot be."""
    called = get_call_off_of(request.user, number)
    here = reverse("trade:call-off-detail", args=[number])
    try:
        started = begin_part(
            called=called,
            kind=request.POST.get("part", "")[:10],
            provider=request.POST.get("provider", "")[:30],
            return_url=f"{settings.SITE_URL}{here}?{BACK}=1",
            by=request.user,
            is_on_phone=is_on_phone(request),
        )
    except OrderRefused as refusal:
        messages.warning(request, spoken(refusal))
    except AlreadyPaid:
        pass
    except PaymentRefused:
        messages.error(request, _("This way of paying does not take this part. Choose another; your goods are still set aside."))
    except ProviderAway:
        messages.error(request, _("The payment service does not answer. Nothing was charged; try again, your goods are still held."))
    else:
        return redirect(started.redirect_url)
    return redirect(f"{here}#payments")


def facts_of_parts(called: CallOff, *, reader: str) -> dict[str, object]:
    """What the payments' part of a call-off's page shows. A buyer who waits has the provider asked."""
    parts = parts_of(called)
    is_buyer = reader == "buyer"
    for part in parts:
        if is_buyer and part.is_waiting_at_provider:
            ask_soon(payment=part.payment)
    may_pay = is_buyer and any(part.is_open for part in parts)
    return {"parts": parts, "ways": ways_for(called) if may_pay else [], "in_parts": whole_of(called) is not None}


def is_waited_for(request: HttpRequest, parts: Iterable[Part]) -> bool:
    """The buyer has come back from a payment company, and its word is not here yet."""
    return BACK in request.GET and any(part.is_waiting_at_provider for part in parts)
