from orders.logistics.services.freight import request_freight
from orders.logistics.services.lots import cancel_lot, close_lot, join_lot, leave_lot, open_lot
from orders.logistics.services.quotes import (
    LIFETIME,
    MOST_PIECES,
    AcceptedOption,
    accept_option,
    issue_quote,
    issue_quotes,
    mark_failed,
    recompute_quote,
    request_quote,
)

__all__ = [
    "LIFETIME",
    "MOST_PIECES",
    "AcceptedOption",
    "accept_option",
    "cancel_lot",
    "close_lot",
    "issue_quote",
    "issue_quotes",
    "join_lot",
    "leave_lot",
    "mark_failed",
    "open_lot",
    "recompute_quote",
    "request_freight",
    "request_quote",
]
