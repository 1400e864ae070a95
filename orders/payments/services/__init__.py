from orders.payments.services.asking import ask_soon, query_payment
from orders.payments.services.ending import cancel_payment, expire_payment
from orders.payments.services.notifications import Reply, receive_notification, replay_message
from orders.payments.services.refunding import carry_out_refund, request_refund, retry_refund, take_in_refund
from orders.payments.services.settling import settle
from orders.payments.services.starting import StartedPayment, start_payment
from orders.payments.services.unwanted import take_unwanted

__all__ = [
    "Reply",
    "StartedPayment",
    "ask_soon",
    "cancel_payment",
    "carry_out_refund",
    "expire_payment",
    "query_payment",
    "receive_notification",
    "replay_message",
    "request_refund",
    "retry_refund",
    "settle",
    "start_payment",
    "take_in_refund",
    "take_unwanted",
]
