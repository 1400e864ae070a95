from __future__ import annotations

from orders.payments.enums import MessageKind, Verdict
from orders.payments.exceptions import BadMessage
from orders.payments.models import Payment
from orders.payments.providers import get_provider
from orders.payments.services.asking import ask_soon
from orders.payments.services.recording import judge, keep, verdict_on

LONGEST = 8000


def receive_return(*, provider: str, query_string: str) -> Payment | None:
    """The payment whose buyer came back, None for one unknown here; the provider is asked about it. Raises UnknownProvider,
    and BadMessage when the address was not signed by the provider."""
    door = get_provider(provider)
    message = keep(provider=provider, kind=MessageKind.RETURN, body=query_string.encode()[:LONGEST])
    try:
        reference = door.read_return(query_string)
    except BadMessage as error:
        judge(message, verdict_on(error), str(error))
        raise
    payment = Payment.objects.filter(provider=provider, reference=reference).first()
    judge(message, Verdict.REPEATED if payment else Verdict.UNKNOWN_PAYMENT, payment=payment)
    if payment is not None:
        ask_soon(payment=payment)
    return payment
