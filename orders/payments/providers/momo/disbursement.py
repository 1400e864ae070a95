"""Payouts to phones, for whoever pays sellers: plain values in, plain values out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from marketplace.money import Money
from orders.payments.exceptions import PaymentRefused
from orders.payments.providers.momo.account import account
from orders.payments.providers.momo.enums import SendingKind, SendingState
from orders.payments.providers.momo.models import MomoSending
from orders.payments.providers.momo.phones import NoSuchPhone, msisdn_of
from orders.payments.providers.momo.services.sending import DISBURSEMENT, look_at, send


class TransferState(Enum):
    PENDING = "pending"  # it may still arrive: ask again, do not send another
    DONE = "done"
    FAILED = "failed"  # for good: nothing was moved


@dataclass(frozen=True)
class TransferAnswer:
    """reason: the company's code of a failure; number: its own number of the movement."""

    state: TransferState
    reason: str = ""
    number: str = ""


class NoSuchTransfer(PaymentRefused, LookupError):
    """Nothing was ever sent under this reference."""


STATES = {SendingState.SUCCESSFUL: TransferState.DONE, SendingState.FAILED: TransferState.FAILED}


def is_available(currency: str) -> bool:
    """Whether payouts to phones are set up here, in this currency."""
    ours = account(DISBURSEMENT)
    return ours is not None and ours.currency == currency


def transfer(reference: str, amount: Money, msisdn: str, note: str = "") -> TransferAnswer:
    """Send money to a phone, however its number is written. The reference is the idempotency key: the same transfer again only asks how it
    stands, also after it failed; another attempt needs another reference. Call it outside of any transaction. Raises AnotherSending for
    a reference that was used with another amount or phone, PaymentRefused for a number or currency that cannot be, ProviderAway and
    BadMessage when nothing is known: then call it again with the same values."""
    try:
        number = msisdn_of(msisdn)
    except NoSuchPhone as error:
        raise PaymentRefused(str(error)) from error
    if not is_available(amount.currency) or amount.rounded().amount <= 0:
        raise PaymentRefused(f"{amount} cannot go to a phone.")
    return _answer(send(kind=SendingKind.TRANSFER, reference=reference, money=amount, msisdn=number, note=note))


def transfer_status(reference: str) -> TransferAnswer:
    """How the transfer of this reference stands, asked at the company while it is on its way. Raises NoSuchTransfer, ProviderAway,
    BadMessage."""
    sending = MomoSending.objects.filter(reference=reference, kind=SendingKind.TRANSFER).order_by("-attempt").first()
    if sending is None:
        raise NoSuchTransfer(reference)
    return _answer(look_at(sending) if sending.state == SendingState.PENDING else sending)


def _answer(sending: MomoSending) -> TransferAnswer:
    return TransferAnswer(STATES.get(SendingState(sending.state), TransferState.PENDING), sending.reason, sending.financial_id)
