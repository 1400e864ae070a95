from orders.payments.enums import MOVES, PaymentState
from orders.payments.exceptions import IllegalMove
from orders.payments.models import Payment


def move(payment: Payment, to: PaymentState) -> None:
    """The one door through which a payment changes its state; the caller holds its row's lock and saves. Raises IllegalMove."""
    if to not in MOVES[PaymentState(payment.state)]:
        raise IllegalMove(f"{payment.reference}: {payment.state} → {to}")
    payment.state = to
