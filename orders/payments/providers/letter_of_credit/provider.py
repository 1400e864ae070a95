"""What a bank pays under a letter of credit. Nobody chooses it: the room above takes the bank's advice down, which two officers have
seen, and settles it. Money back leaves through our bank as any other transfer."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from orders.payments.exceptions import PaymentRefused
from orders.payments.models import Payment
from orders.payments.providers.bank_transfer.provider import BankTransfer
from orders.payments.providers.base import Answer, Part

CODE = "letter_of_credit"


class LetterOfCredit(BankTransfer):
    code = CODE
    name = _("Letter of credit")
    hint = ""
    currencies = frozenset()
    takes_parts = False
    books = ""  # nothing to compare with: the advice is all there is

    def time_to_pay(self, currency: str) -> timedelta | None:
        return None

    def start(self, payment: Payment, *, notify_url: str, return_url: str) -> str:
        raise PaymentRefused("A bank pays under a letter of credit; nobody is sent anywhere.")

    def parts_waiting(self) -> list[Part]:
        return []

    def query(self, payment: Payment) -> Answer:
        return Answer(b"", None)
