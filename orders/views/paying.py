"""On the way to the payment, and what stands in that way."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from orders.exceptions import NotPayable
from orders.models import OrderGroup
from orders.payments.exceptions import AlreadyPaid, CurrencyNotTaken, OnlyForCompanies, PaymentRefused, ProviderAway
from orders.payments.services import StartedPayment
from orders.services.payment import pay_group

PHONE = re.compile(r"iPhone|Android.+Mobile|Windows Phone|HarmonyOS.+Mobile")


def begin_payment(group: OrderGroup, *, provider: str, key: str = "", is_on_phone: bool = False) -> StartedPayment:
    """The payment of this group; the buyer comes back to the order's page, a guest from elsewhere with the key. Raises what
    pay_group does."""
    here = settings.SITE_URL + reverse("orders:group-detail", args=[group.number])
    return pay_group(
        group=group,
        provider=provider,
        return_url=f"{here}?key={key}" if key else here,
        description=_("Isoko order %(number)s") % {"number": group.number},
        is_on_phone=is_on_phone,
    )


def is_on_phone(request: HttpRequest) -> bool:
    """A provider's app opens on a phone, its page on a desk. Wrong guesses still lead to a page that works."""
    told = request.headers.get("Sec-CH-UA-Mobile")
    return told == "?1" if told else bool(PHONE.search(request.headers.get("User-Agent", "")))


def send_to_pay(request: HttpRequest, group: OrderGroup, *, provider: str) -> HttpResponse:
    """To the provider's page; to the order's page, with the reason, where that cannot be."""
    here = reverse("orders:group-detail", args=[group.number])
    try:
        started = begin_payment(group, provider=provider, is_on_phone=is_on_phone(request))
    except (AlreadyPaid, NotPayable):
        return redirect(here)
    except OnlyForCompanies:
        messages.error(request, _("Bank transfers are for companies. Choose another way to pay; your goods are still held."))
        return redirect(here)
    except (CurrencyNotTaken, PaymentRefused):
        messages.error(request, _("This way of paying does not take the order. Choose another; your goods are still held."))
        return redirect(here)
    except ProviderAway:
        messages.error(request, _("The payment service does not answer. Nothing was charged; try again, your goods are still held."))
        return redirect(here)
    return redirect(started.redirect_url)
