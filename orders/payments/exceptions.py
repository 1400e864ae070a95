from datetime import timedelta


class PaymentRefused(Exception):
    """A payment cannot begin, move or be refunded as asked."""


class UnknownProvider(PaymentRefused, LookupError):
    """No such provider, or it is switched off here."""


class UnknownPurpose(PaymentRefused, LookupError):
    """No room has registered what this payment is for."""


class CurrencyNotTaken(PaymentRefused):
    """The provider does not take this currency."""


class NotOffered(PaymentRefused):
    """Staff's rows do not let this currency be paid so from this country today."""


class OnlyForCompanies(PaymentRefused):
    """Private buyers do not pay this way."""


class AlreadyPaid(PaymentRefused):
    """The purpose and key have been paid."""

    def __init__(self, payment) -> None:
        super().__init__(f"{payment.purpose} {payment.key} is paid by {payment.reference}.")
        self.payment = payment


class IllegalMove(PaymentRefused):
    """The state table has no such way."""


class RefundTooLarge(PaymentRefused):
    """More would go back than came in."""

    def __init__(self, wanted, available) -> None:
        super().__init__(f"{wanted} asked, {available} can still go back.")
        self.wanted, self.available = wanted, available


class _WithBody(Exception):
    """Keeps the raw bytes that led to it, so that they can be written down."""

    def __init__(self, text: str = "", body: bytes = b"") -> None:
        super().__init__(text)
        self.body = body


class BadMessage(_WithBody):
    """What a provider seems to have sent cannot be trusted or read. Never effective."""


class BadSignature(BadMessage):
    pass


class Unreadable(BadMessage):
    pass


class NotOurs(BadMessage):
    """Signed by the provider, but meant for another merchant."""


class ProviderAway(_WithBody):
    """The provider did not answer, or not clearly. Nothing is known; ask again."""


class Underway(ProviderAway):
    """Taken and on its way. Asking again moves nothing: do so after `again_in`, or wait to be told where there is none."""

    def __init__(self, text: str = "", body: bytes = b"", again_in: timedelta | None = None) -> None:
        super().__init__(text, body)
        self.again_in = again_in
