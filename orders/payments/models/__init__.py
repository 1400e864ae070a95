from orders.payments.models.message import PaymentMessage
from orders.payments.models.payment import Payment
from orders.payments.models.refund import Refund
from orders.payments.models.route import PaymentRoute

__all__ = ["Payment", "PaymentMessage", "PaymentRoute", "Refund"]
