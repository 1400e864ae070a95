from orders.payments.reconciliation.models.difference import (
    AmountDiffers,
    Difference,
    OrderWithoutPayment,
    PaidWithoutOrder,
    RefundMissing,
    RefundUnknown,
)
from orders.payments.reconciliation.models.run import Run

__all__ = ["AmountDiffers", "Difference", "OrderWithoutPayment", "PaidWithoutOrder", "RefundMissing", "RefundUnknown", "Run"]
