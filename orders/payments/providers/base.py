"""What this room asks of a provider, and what it gets back. Plain values; nothing here touches the database."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from marketplace.money import Money

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from orders.payments.models import Payment, Refund


class EventKind(Enum):
    PENDING = "pending"
    PAID = "paid"
    CLOSED = "closed"
    HINT = "hint"  # somebody says that there is news, and cannot prove it: ask


@dataclass(frozen=True)
class Opened:
    """Where the buyer's browser goes, where opening the payment took a question to the provider: its raw answer, and the code to show
    where the buyer scans one."""

    address: str
    body: bytes = b""
    code: str = ""


@dataclass(frozen=True)
class Event:
    """A provider's word about one payment, its signature already checked; a hint is anybody's word, and only makes us ask. notice_id: the
    provider's own number of the message."""

    kind: EventKind
    reference: str
    provider_reference: str = ""
    money: Money | None = None
    notice_id: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer to a question of ours: the raw body, and the event in it; None where the provider knows no such payment."""

    body: bytes
    event: Event | None


@dataclass(frozen=True)
class CloseAnswer:
    """is_closed: nobody can pay it any more. Otherwise it had ended differently: query it."""

    body: bytes
    is_closed: bool


@dataclass(frozen=True)
class RefundAnswer:
    """is_done: the money went back. Otherwise the provider refused for good, and `note` says why."""

    body: bytes
    is_done: bool
    note: str = ""


@dataclass(frozen=True)
class RefundStanding:
    """What the provider's books say of one refund of ours: how much went back under its number; None where nothing did."""

    body: bytes
    amount: Decimal | None


@dataclass(frozen=True)
class BookLine:
    """A line of a provider's list of one day, of money that came, or went back where it has the number of a refund. The amount is above
    zero both ways; currency empty where the list names none. fee: what the company took for it, below zero where it gave some back."""

    reference: str
    provider_reference: str
    amount: Decimal
    currency: str = ""
    refund: str = ""
    fee: Decimal = Decimal(0)


@dataclass(frozen=True)
class Part:
    """So much of a payment has come, and the rest has not. key: one for each part; reference: the payment's."""

    key: str
    reference: str
    money: Money


@dataclass(frozen=True)
class Wish:
    """A payment as it is declared to Chinese customs. Buyer's name and number are empty where they are not compared."""

    reference: str
    provider_reference: str
    customs_code: str
    customs_name: str
    place: str
    amount: Decimal
    part: str = ""
    buyer_name: str = ""
    buyer_number: str = ""


@dataclass(frozen=True)
class Declared:
    """What the provider made of it: is_taken, or it refused for good and `note` says why. is_same_person: whether buyer and payer are
    one; None where that was not compared, or not this time. The rest is for the order message, word for word."""

    body: bytes
    is_taken: bool
    note: str = ""
    number: str = ""
    payer_number: str = ""
    pay_code: str = ""
    pay_transaction: str = ""
    verified_by: str = ""
    is_same_person: bool | None = None


@dataclass(frozen=True)
class CustomsWord:
    """How a declaration stands: not sent yet, sent, or answered by customs with its own code and words."""

    body: bytes
    is_known: bool
    is_sent: bool = False
    code: str = ""
    words: str = ""


class Declares(ABC):
    """A provider that tells Chinese customs of payments. Both calls raise ProviderAway and BadMessage."""

    @abstractmethod
    def declare(self, wish: Wish) -> Declared:
        """Tell customs; the wish's reference is the idempotency key."""

    @abstractmethod
    def ask_customs(self, reference: str) -> CustomsWord: ...


class Provider(ABC):
    """One way to collect money. Calls out raise ProviderAway when nothing is known afterwards (ask again), and BadMessage
    when the answer cannot be trusted."""

    code: str
    name: str | Promise
    hint: str | Promise = ""
    currencies: frozenset[str]
    is_for_companies: bool = False
    # False: it has no books we could ask; what came is told to us, and the one question is that at the end of the time to pay.
    can_be_asked: bool = True

    # Whose books they are: ways to pay of one company share them. Empty: there are none to compare ours with.
    books: str = ""
    books_zone: str = "UTC"
    # False: the company gives no list of a day, and is asked about each of our payments and refunds instead.
    gives_list: bool = True

    # True: a payment may come in parts, which lie with us for the buyer until all has come.
    takes_parts: bool = False

    # True: how it is paid was agreed. No other way takes its place, and its address is where its own payments are begun.
    is_agreed: bool = False

    def parts_waiting(self) -> list[Part]:
        """The parts of payments of the current hub that are not complete."""
        return []

    def lines_of(self, day: date) -> list[BookLine]:
        """The company's list of that day, in its own calendar. Raises ProviderAway, BadMessage."""
        raise NotImplementedError

    def time_to_pay(self, currency: str) -> timedelta | None:
        """How long a buyer may take who pays this way; None where the usual hold is enough."""
        return None

    @abstractmethod
    def is_available(self) -> bool:
        """Is it switched on and keyed here?"""

    @abstractmethod
    def start(self, payment: Payment, *, notify_url: str, return_url: str) -> str | Opened:
        """The address the buyer's browser goes to next. Starting twice with the same reference is one payment. Raises
        PaymentRefused where the provider will not open it, ProviderAway."""

    @abstractmethod
    def query(self, payment: Payment) -> Answer: ...

    @abstractmethod
    def cancel(self, payment: Payment) -> CloseAnswer:
        """Make sure that an unpaid payment cannot be paid any more."""

    @abstractmethod
    def refund(self, refund: Refund) -> RefundAnswer:
        """Send money back; the refund's reference is the idempotency key."""

    @abstractmethod
    def look_at_refund(self, refund: Refund) -> RefundStanding:
        """How a refund stands in the provider's books. It moves nothing. Raises ProviderAway while that is not clear, BadMessage."""

    @abstractmethod
    def read_notification(self, headers: Mapping[str, str], raw_body: bytes) -> Event:
        """The event in a notification. Raises BadSignature, Unreadable or NotOurs; then nothing in it counts."""

    @abstractmethod
    def read_return(self, query_string: str) -> str:
        """Our reference in the address the buyer came back with, its signature checked. It never says whether money came."""

    @abstractmethod
    def acknowledge(self, *, is_taken: bool) -> bytes:
        """What to answer a notification with."""
