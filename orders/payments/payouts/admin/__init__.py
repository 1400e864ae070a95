from orders.payments.payouts.admin.batches import PayoutBatchAdmin
from orders.payments.payouts.admin.payouts import PayoutAdmin, PayoutScheduleAdmin

__all__ = ["PayoutAdmin", "PayoutBatchAdmin", "PayoutScheduleAdmin"]
