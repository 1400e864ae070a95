"""A buyer who says nothing does not hold up a seller's money for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Value
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from orders.enums import OrderState
from orders.exceptions import IllegalMove
from orders.models import Order
from orders.payments.ledger.models import PaymentSplit
from orders.payments.payouts.selectors import local_today, schedule_on
from orders.services.fulfilment import confirm_receipt

BATCH = 200


def count_silence_as_arrival(*, now: datetime | None = None) -> int:
    """In every hub: deliver each order that was shipped so long ago that its last promised day and the days of the payout schedule are
    over. Without a schedule nothing counts as arrived by itself. Returns how many."""
    now, count = now or timezone.now(), 0
    for hub in Hub.objects.order_by("pk"):
        with use_hub(hub):
            schedule = schedule_on(local_today())
            if schedule is None:
                continue
            promised = ExpressionWrapper(F("transit_max_days") * Value(timedelta(days=1)), output_field=DurationField())
            silent = Order.objects.filter(state=OrderState.SHIPPED, shipped_at__lt=now - promised - timedelta(days=schedule.arrival_days))
            silent = silent.exclude(number__in=PaymentSplit.objects.exclude(blocked="").values("part"))  # something is open about it
            for order in silent.order_by("shipped_at")[:BATCH]:
                count += _deliver(order)
    return count


def _deliver(order: Order) -> bool:
    try:
        confirm_receipt(order=order, by=None)
    except IllegalMove:  # the buyer, or an officer, was quicker
        return False
    return True
