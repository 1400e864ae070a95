from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from marketplace.approval.exceptions import RowRefused


class QuoteRefused(Exception):
    """A quote cannot be asked for or used as wanted."""


class QuoteExpired(QuoteRefused):
    """Its prices no longer hold; ask again."""


class NoSuchOption(QuoteRefused, LookupError):
    """The quote has no such option, or no prices at all."""


class NoBreaks(RowRefused):
    message = _("A rate card needs at least one break, such as 0=5.00.")


class PieceTooLarge(Exception):
    """A piece that no pallet or container of this kind takes; the argument is the piece."""


class StepRefused(Exception):
    """A step of a shipment that cannot be; `message` says why."""

    message = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.message)


class BackwardStep(StepRefused):
    message = _("The shipment is further already: its way goes forward only.")


class FutureStep(StepRefused):
    message = _("This moment is still to come.")


class NumberTaken(StepRefused):
    message = _("This number is on the shipment already.")


class LotRefused(Exception):
    """A lot that cannot be opened or joined so; `message` says why and what to do."""

    message = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.message)


class LotClosed(LotRefused):
    message = _("This lot is closed: nobody can join or leave it any more.")


class ReferenceTaken(LotRefused):
    message = _("Goods with this reference are in the lot already. Take them out first, or give another reference.")


class LotFull(LotRefused):
    message = _("Only %(left)s %(unit)s of room are left in this lot.")

    def __init__(self, left: Decimal, unit: str) -> None:
        super().__init__(left, unit)
        self.left, self.unit = left, unit

    def __str__(self) -> str:
        return str(self.message) % {"left": f"{self.left.normalize():f}", "unit": self.unit}


class NoReason(LotRefused):
    message = _("Say why it is cancelled: the firms in it read it.")


class LotNotPossible(LotRefused):
    """The argument is the sentence."""

    TIME = _("A lot closes in the future, within half a year.")
    CARD = _("This rate card is not in force on the closing day.")
    RULE = _("Only rate cards that are charged by the weight or room of the whole shipment can be shared.")
    ROOM = _("The carrier does not take so much in one shipment.")
    PIECE = _("One package is heavier than the carrier takes.")

    def __str__(self) -> str:
        return str(self.args[0])


class CostRefused(Exception):
    """A carrier's charge that cannot be noted so; `message` says why."""

    message = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.message)


class NotSent(CostRefused):
    message = _("No shipment of this number has been sent.")


class ReasonMissing(CostRefused):
    message = _("A cost is there already. Say why it is corrected: the earlier figure stays readable.")


class CostMoved(CostRefused):
    message = _("Somebody has entered another cost meanwhile. Look at it first, then correct it.")


class InvoiceOfTomorrow(CostRefused):
    message = _("This invoice is of a day that is still to come.")


class NoRateThen(CostRefused):
    """No dated exchange rate joins invoice and quote: ask staff, never guess."""

    message = _("No exchange rate from %(base)s into %(quote)s stands for that day.")

    def __init__(self, base: str, quote: str) -> None:
        super().__init__(base, quote)
        self.words = {"base": base, "quote": quote}

    def __str__(self) -> str:
        return str(self.message) % self.words
