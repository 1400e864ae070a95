"""What RDB officers may do at the orders' desk: look, answer a question for a delivery rate, and work the refund queue. Trying a
refund again sends the same amount to the same payer and is written to the history; they can neither ask for one nor change one."""

from sellers.officers import grant_to_officers

RIGHTS = [
    "orders.view_ordergroup",
    "orders.view_order",
    "orders.view_orderline",
    "orders.view_stockreservation",
    "orders.view_deliveryinquiry",
    "orders.change_deliveryinquiry",
    "payments.view_payment",
    "payments.view_refund",
    "payments.retry_refund",
]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
