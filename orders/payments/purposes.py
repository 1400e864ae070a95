"""What payments are for. Upper rooms register here in their AppConfig.ready(), so that this room need not know them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.money import Money
from orders.payments.exceptions import UnknownPurpose

if TYPE_CHECKING:
    from orders.payments.models import Payment


@dataclass(frozen=True)
class Share:
    """One seller's part of a payment: `part` names it (an order's number), `goods` are amounts by the path of the shelf they stood on, as
    the seller sold them. `promotions` is what of that the buyer did not pay, by whose money it is: "" the marketplace's, else a name."""

    part: str
    seller_id: int
    goods: tuple[tuple[str, Money], ...]
    delivery: Money
    promotions: tuple[tuple[str, Money], ...] = ()


Split = Sequence[Share]


@dataclass(frozen=True)
class Outcome:
    """The upper room's answer to arrived money, and whose it is. Without a split it is nobody's yet."""

    is_accepted: bool
    reason: str = ""
    split: Split = ()


accepted = Outcome(is_accepted=True)


def accept(split: Split) -> Outcome:
    """The money is taken, for these sellers; their shares, less what the buyer did not pay of them, sum to the payment."""
    return Outcome(is_accepted=True, split=split)


def refuse(reason: str) -> Outcome:
    """The money cannot be used (the order is dead, the stock is gone): it goes to the refund queue."""
    return Outcome(is_accepted=False, reason=reason)


@dataclass(frozen=True)
class BillLine:
    """One line of a bill: what it is, with a quieter second line, how many, and what it comes to."""

    name: str
    detail: str
    quantity: str
    total: Money


@dataclass(frozen=True)
class Bill:
    """Who is asked for the money and what for. The lines sum to the total."""

    buyer: tuple[str, ...]
    references: tuple[str, ...]
    lines: tuple[BillLine, ...]
    total: Money


def _no_bill(payment: Payment) -> Bill | None:
    return None


def _no_word(payment: Payment, came: Money, missing: Money) -> None:
    return None


def _nothing(payment: Payment) -> None:
    return None


def _nobody(payment: Payment) -> Split:
    return ()


@dataclass(frozen=True)
class Purpose:
    """on_paid: inside the settling transaction, under the lock of the payment row, once a payment.
    on_ended: the same, when a payment ends unpaid (payment.state says how), or with another amount than was due, which goes back
    (state unwanted, payment.captured says how much); once, and not when another attempt replaces it.
    on_refunded: the same, when money has gone back (payment.refunded_amount says how much in all).
    on_refund_refused: the same, when the payment company refused to send money back, and again when an officer tries it once more
    (the refunds say how they stand now).
    split: whose a payment is that was taken before the ledger was kept; the answer of on_paid once more.
    bill: what a paper that asks for the money shall say; None where there is nothing to itemise.
    on_part: when a part of the money has come, with what is here now and what is missing; in the transaction that books it."""

    on_paid: Callable[[Payment], Outcome]
    on_ended: Callable[[Payment], None] = _nothing
    on_refunded: Callable[[Payment], None] = _nothing
    on_refund_refused: Callable[[Payment], None] = _nothing
    split: Callable[[Payment], Split] = _nobody
    bill: Callable[[Payment], Bill | None] = _no_bill
    on_part: Callable[[Payment, Money, Money], None] = _no_word


_purposes: dict[str, Purpose] = {}


def register(
    name: str,
    *,
    on_paid: Callable[[Payment], Outcome],
    on_ended: Callable[[Payment], None] = _nothing,
    on_refunded: Callable[[Payment], None] = _nothing,
    on_refund_refused: Callable[[Payment], None] = _nothing,
    split: Callable[[Payment], Split] = _nobody,
    bill: Callable[[Payment], Bill | None] = _no_bill,
    on_part: Callable[[Payment, Money, Money], None] = _no_word,
) -> None:
    _purposes[name] = Purpose(on_paid, on_ended, on_refunded, on_refund_refused, split, bill, on_part)


def get_purpose(name: str) -> Purpose:
    """Raises UnknownPurpose."""
    try:
        return _purposes[name]
    except KeyError:
        raise UnknownPurpose(name) from None
