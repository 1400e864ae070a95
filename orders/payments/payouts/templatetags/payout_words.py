from django import template

from orders.payments.payouts.enums import PayoutState
from orders.payments.payouts.words import ended_because

register = template.Library()
KINDS = {PayoutState.PREPARED: "info", PayoutState.SENT: "info", PayoutState.PAID: "good", PayoutState.RETURNED: "bad"}


@register.filter
def payout_kind(state: str) -> str:
    """The colour of the lozenge."""
    return KINDS.get(state, "")


register.filter(ended_because)
