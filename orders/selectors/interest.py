"""Sales by the day, for those who compare goods with all others: from the lines of paid orders, so nothing has to be counted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, Sum
from django.db.models.functions import TruncDate

from catalog.campaigns.interest.sources import Two
from marketplace.hubs.context import current_hub
from orders.models import OrderLine


def sales_by_day(products: Collection[int], first: date, last: date) -> dict[date, Two]:
    """Pieces paid for on each day of the hub's calendar, whatever became of them afterwards."""
    ours = Q(variant__product__in=products)
    paid_on = TruncDate("order__paid_at", tzinfo=ZoneInfo(current_hub().time_zone))
    lines = OrderLine.objects.filter(order__paid_at__isnull=False).annotate(paid_on=paid_on).filter(paid_on__range=(first, last))
    found = (
        lines.order_by()
        .values_list("paid_on")
        .annotate(mine=Sum("quantity", filter=ours, default=0), rest=Sum("quantity", filter=~ours, default=0))
    )
    return {day: Two(mine, rest) for day, mine, rest in found}
