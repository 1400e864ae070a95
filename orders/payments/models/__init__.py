from orders.payments.models.message import PaymentMessage
from orders.payments.models.payment import Payment
from orders.payments.models.refund import Refund
from orders.payments.models.route import PaymentRoute
from orders.payments.sandbox.models import SandboxNotice, SandboxRefund, SandboxTrade

__all__ = ["Payment", "PaymentMessage", "PaymentRoute", "Refund", "SandboxNotice", "SandboxRefund", "SandboxTrade"]
