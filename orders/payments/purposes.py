"""What payments are for. Upper rooms register here in their AppConfig.ready(), so that this room need not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orders.payments.exceptions import UnknownPurpose

if TYPE_CHECKING:
    from orders.payments.models import Payment


@dataclass(frozen=True)
class Outcome:
    """The upper room's answer to arrived money."""

    is_accepted: bool
    reason: str = ""


accepted = Outcome(is_accepted=True)


def refuse(reason: str) -> Outcome:
    """The money cannot be used (the order is dead, the stock is gone): it goes to the refund queue."""
    return Outcome(is_accepted=False, reason=reason)


def _nothing(payment: Payment) -> None:
    return None


@dataclass(frozen=True)
class Purpose:
    """on_paid: inside the settling transaction, under the lock of the payment row, once a payment.
    on_ended: the same, when a payment ends unpaid (payment.state says how), or with another amount than was due, which goes back
    (state unwanted, payment.captured says how much); once, and not when another attempt replaces it.
    on_refunded: the same, when money has gone back (payment.refunded_amount says how much in all)."""

    on_paid: Callable[[Payment], Outcome]
    on_ended: Callable[[Payment], None] = _nothing
    on_refunded: Callable[[Payment], None] = _nothing


_purposes: dict[str, Purpose] = {}


def register(
    name: str,
    *,
    on_paid: Callable[[Payment], Outcome],
    on_ended: Callable[[Payment], None] = _nothing,
    on_refunded: Callable[[Payment], None] = _nothing,
) -> None:
    _purposes[name] = Purpose(on_paid, on_ended, on_refunded)


def get_purpose(name: str) -> Purpose:
    """Raises UnknownPurpose."""
    try:
        return _purposes[name]
    except KeyError:
        raise UnknownPurpose(name) from None
