"""What carriers really charged: entered beside the quote, corrected by a newer version that says why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from marketplace.money.rates import NoRate, convert
from orders.logistics.exceptions import CostMoved, InvoiceOfTomorrow, NoRateThen, NotSent, ReasonMissing
from orders.logistics.models import TravelCost
from orders.logistics.quoted import quoted_for

if TYPE_CHECKING:
    from marketplace.accounts.models import User


def note_cost(
    *, shipment: str, invoiced: Money, source: str, by: User, invoiced_on: date | None = None, reason: str = "", seen: int | None = None
) -> TravelCost:
    """What the carrier's invoice says, converted at the rate of its day (today, where none is told) into the quote's currency. Where a
    cost is there already this is a correction. `seen` is the version the writer had before the eyes, 0 for none.

    Raises NotSent, InvoiceOfTomorrow, NoRateThen, ReasonMissing for a correction without one, CostMoved where another came first."""
    quoted = quoted_for(shipment)
    if quoted is None:
        raise NotSent
    today = timezone.localdate(timezone=ZoneInfo(current_hub().time_zone))
    if invoiced_on is not None and invoiced_on > today:
        raise InvoiceOfTomorrow
    try:
        converted = convert(invoiced, quoted.amount.currency, on=invoiced_on)
    except NoRate:
        raise NoRateThen(invoiced.currency, quoted.amount.currency) from None
    before = TravelCost.objects.filter(shipment=shipment).order_by("-version").first()
    version = before.version if before else 0
    if seen is not None and seen != version:
        raise CostMoved
    if before and not reason.strip():
        raise ReasonMissing
    row = converted.row
    try:
        with transaction.atomic():
            cost = TravelCost.objects.create(
                shipment=shipment,
                version=version + 1,
                seller=quoted.seller,
                carrier=quoted.carrier,
                origin=quoted.origin,
                destination=quoted.destination,
                quoted_amount=quoted.amount.rounded().amount,
                actual_amount=converted.money.amount,
                currency=quoted.amount.currency,
                invoiced_amount=invoiced.rounded().amount,
                invoiced_currency=invoiced.currency,
                invoiced_on=invoiced_on,
                rate_told={"rate": f"{converted.rate:f}", "rate_day": row.day.isoformat(), "rate_source": row.source} if row else {},
                source=source,
                reason=reason.strip() if before else "",
                noted_by=by,
            )
            told = {"shipment": shipment, "actual": str(cost.actual), "invoiced": str(cost.invoiced), "source": source}
            if before:
                action, told = "shipment.cost_corrected", {**told, "reason": cost.reason}
            else:
                action = "shipment.cost_noted"
            record(subject=cost, action=action, by=by, before={"actual": str(before.actual)} if before else {}, after=told)
    except IntegrityError:
        raise CostMoved from None
    return cost
