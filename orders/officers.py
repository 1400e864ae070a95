"""What RDB officers may do at the orders' desk: look, and answer a question for a delivery rate."""

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
]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
