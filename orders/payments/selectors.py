from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from orders.payments.models import Payment, PaymentRoute
from orders.payments.providers import available_providers
from orders.payments.providers.base import Provider


def providers_for(*, currency: str, country: str, on: date | None = None) -> list[Provider]:
    """The ways to pay this currency from this country today, in the order staff gave; none where no row stands."""
    on = on or timezone.localdate()
    routes = PaymentRoute.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), Q(country="") | Q(country=country), currency=currency, valid_from__lte=on
    )
    available = available_providers()
    codes = dict.fromkeys(route.provider for route in routes)
    return [available[code] for code in codes if code in available and currency in available[code].currencies]


def payments_for(*, purpose: str, key: str) -> QuerySet[Payment]:
    """Every attempt to pay this, the newest first."""
    return Payment.objects.filter(purpose=purpose, key=key)


def current_payment(*, purpose: str, key: str) -> Payment | None:
    """The attempt that counts: the paid or live one, else the last."""
    attempts = list(payments_for(purpose=purpose, key=key))
    return next((payment for payment in attempts if payment.is_paid or payment.is_live), attempts[0] if attempts else None)
