"""Steps whose time is over. Each is worked in a transaction of its own; what somebody did meanwhile is left alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db.models import Model
from django.utils import timezone

from marketplace.hubs.context import use_hub
from orders.exceptions import IllegalMove
from orders.trade.enums import DrawingState
from orders.trade.models import CallOff, CreditDrawing, Offer, QuotationRequest, Sample, SupplyContract
from orders.trade.services.call_offs import check_deposit
from orders.trade.services.contracts import end_contract_by_clock
from orders.trade.services.drawings import work_drawing_by_clock
from orders.trade.services.offers import expire_offer
from orders.trade.services.points import forget_sheets
from orders.trade.services.requests import end_by_clock
from orders.trade.services.samples import end_sample_by_clock

BATCH = 100
log = structlog.get_logger(__name__)


def work_overdue(*, now: datetime | None = None) -> int:
    """Offers before requests: a request ends when its last offer has. Returns how many steps were worked, over all hubs."""
    now = now or timezone.now()
    offers = Offer.across_hubs.filter(due_at__lte=now).select_related("hub", "request").order_by("due_at")
    samples = Sample.across_hubs.filter(due_at__lte=now).select_related("hub", "offer__request").order_by("due_at")
    requests = QuotationRequest.across_hubs.filter(due_at__lte=now).select_related("hub").order_by("due_at")
    done = sum(_work(each, lambda row: expire_offer(offer=row, now=now)) for each in offers[:BATCH])
    done += sum(_work(each, lambda row: end_sample_by_clock(sample=row, now=now)) for each in samples[:BATCH])
    done += sum(_work(each, lambda row: end_by_clock(request=row, now=now)) for each in requests[:BATCH])
    contracts = SupplyContract.across_hubs.filter(due_at__lte=now).select_related("hub").order_by("due_at")
    deposits = CallOff.across_hubs.filter(deposit_due_at__lte=now).select_related("hub", "contract").order_by("deposit_due_at")
    forget_sheets(now=now)
    done += sum(_work(each, lambda row: check_deposit(called=row, now=now)) for each in deposits[:BATCH])
    drawings = CreditDrawing.across_hubs.filter(due_at__lte=now, state__in=[DrawingState.SECURED, DrawingState.LAPSED])
    drawings = drawings.select_related("hub", "call_off").order_by("due_at")
    done += sum(_work(each, lambda row: work_drawing_by_clock(drawing=row, now=now)) for each in drawings[:BATCH])
    return done + sum(_work(each, lambda row: end_contract_by_clock(contract=row, now=now)) for each in contracts[:BATCH])


def _work(row: Model, step: Callable) -> bool:
    with use_hub(row.hub):
        try:
            step(row)
        except IllegalMove:
            return False
        except Exception:  # one that cannot be worked does not hold up the others
            log.exception("overdue step failed", row=str(row))
            return False
    return True
