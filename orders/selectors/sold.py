"""How many pieces of each product were sold, for those who put goods in order."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum

from orders.enums import ENDED_UNSOLD, OrderState
from orders.models import OrderLine


def sold_since(since: datetime) -> dict[int, int]:
    """Product -> pieces in orders paid since then and not called off."""
    lines = OrderLine.objects.filter(order__paid_at__gte=since).exclude(order__state__in=[OrderState.AWAITING_PAYMENT, *ENDED_UNSOLD])
    return dict(lines.values_list("variant__product").annotate(pieces=Sum("quantity")).order_by())
