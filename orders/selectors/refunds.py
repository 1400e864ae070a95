from __future__ import annotations

from orders.enums import GroupState
from orders.models import OrderGroup
from orders.payments.enums import PaymentState
from orders.payments.models import Refund
from orders.payments.selectors import payments_for
from orders.services.payment import PURPOSE


def refunds_of(group: OrderGroup) -> list[Refund]:
    """Money on its way back, for every attempt that was ever paid."""
    if not group.paid_at and group.state == GroupState.AWAITING_PAYMENT:
        return []
    payments = payments_for(purpose=PURPOSE, key=group.number).exclude(state__in=[PaymentState.CREATED, PaymentState.PENDING])
    return [refund for payment in payments.prefetch_related("refunds") for refund in payment.refunds.all()]
