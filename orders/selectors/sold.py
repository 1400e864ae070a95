"""How many pieces of each product were sold, for those who put goods in order."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Sum

from orders.enums import ENDED_UNSOLD, OrderState
from orders.models import OrderLine


def sold_since(since: datetime) -> dict[int, int]:
    """Product -> pieces in orders paid since then, without those called off, refused or in a return: goods that come back are not liked."""
    lines = OrderLine.objects.filter(order__paid_at__gte=since).exclude(order__state__in=[OrderState.AWAITING_PAYMENT, *ENDED_UNSOLD])
    kept = F("quantity") - F("cancelled_quantity") - F("returned_quantity")
    return dict(lines.values_list("variant__product").annotate(pieces=Sum(kept)).order_by().filter(pieces__gt=0))
