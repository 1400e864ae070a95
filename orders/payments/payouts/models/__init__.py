from orders.payments.payouts.models.payout import Payout, PayoutBatch, PayoutLine, PayoutSum
from orders.payments.payouts.models.schedule import PayoutSchedule

__all__ = ["Payout", "PayoutBatch", "PayoutLine", "PayoutSchedule", "PayoutSum"]
