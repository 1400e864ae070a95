"""Steps whose time is over. Each case is worked in a transaction of its own; what somebody did meanwhile is left alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from django.utils import timezone

from marketplace.hubs.context import use_hub
from orders.aftersale.enums import DisputeState, ReturnState
from orders.aftersale.models import Dispute, GoodsReturn
from orders.aftersale.services.disputes import close_by_clock, dispute_lost_return, escalate_by_clock
from orders.aftersale.services.letters import tell_seller
from orders.aftersale.services.returns import approve_return, lapse_return, settle_return, whole_findings
from orders.exceptions import IllegalMove

BATCH = 100
log = structlog.get_logger(__name__)


def work_overdue(*, now: datetime | None = None) -> int:
    """Returns and disputes of all hubs whose next step is overdue; what RDB has not decided yet waits for RDB. Returns how many."""
    now = now or timezone.now()
    returns = GoodsReturn.across_hubs.filter(due_at__lt=now).select_related("hub", "order").order_by("due_at")[:BATCH]
    waiting = [DisputeState.WITH_SELLER, DisputeState.WITH_BUYER]
    disputes = Dispute.across_hubs.filter(due_at__lt=now, state__in=waiting).select_related("hub", "order").order_by("due_at")[:BATCH]
    return sum(_work(case, RETURN_STEPS[case.state]) for case in returns) + sum(_work(case, DISPUTE_STEPS[case.state]) for case in disputes)


def _work(case: GoodsReturn | Dispute, step: Callable) -> bool:
    with use_hub(case.hub):
        try:
            step(case)
        except IllegalMove:
            return False
        except Exception:  # one that cannot be worked does not hold up the others
            log.exception("overdue step failed", case=case.number)
            return False
    return True


def _approve(case: GoodsReturn) -> None:
    case = approve_return(goods_return=case, by=None)
    tell_seller(case, "return_overdue")


def _settle(case: GoodsReturn) -> None:
    case = settle_return(goods_return=case, findings=whole_findings(case), freight=case.freight_claimed, by=None)
    tell_seller(case, "return_overdue")


RETURN_STEPS = {
    ReturnState.ASKED: _approve,  # silence agrees
    ReturnState.APPROVED: lambda case: lapse_return(goods_return=case),
    ReturnState.SENT: lambda case: dispute_lost_return(goods_return=case),
    ReturnState.RECEIVED: _settle,  # what nobody looked at is sound
}
DISPUTE_STEPS = {
    DisputeState.WITH_SELLER: lambda case: escalate_by_clock(dispute=case),
    DisputeState.WITH_BUYER: lambda case: close_by_clock(dispute=case),
}
