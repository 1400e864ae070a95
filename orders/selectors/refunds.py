from __future__ import annotations

from orders.models import OrderGroup
from orders.payments.enums import PaymentState
from orders.payments.models import Refund
from orders.payments.selectors import payments_for
from orders.services.payment import PURPOSE


def refunds_of(group: OrderGroup) -> list[Refund]:
    """Money on its way back, for every attempt that was ever paid."""
    payments = payments_for(purpose=PURPOSE, key=group.number).exclude(state__in=[PaymentState.CREATED, PaymentState.PENDING])
    return [refund for payment in payments.prefetch_related("refunds") for refund in payment.refunds.all()]
