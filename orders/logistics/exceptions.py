from datetime import date

from django.utils.translation import gettext_lazy as _


class QuoteRefused(Exception):
    """A quote cannot be asked for or used as wanted."""


class QuoteExpired(QuoteRefused):
    """Its prices no longer hold; ask again."""


class NoSuchOption(QuoteRefused, LookupError):
    """The quote has no such option, or no prices at all."""


class RowRefused(Exception):
    """A figure of the desk that may not be changed so; `message` says why and what to do."""

    message = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.message)


class SecondOfficerNeeded(RowRefused):
    message = _("Another officer than the one who entered it must put it in force.")


class NotProposed(RowRefused):
    message = _("This is no longer a proposal. To change what is in force, propose a newer one.")


class NoBreaks(RowRefused):
    message = _("A rate card needs at least one break, such as 0=5.00.")


class LaterRowStands(RowRefused):
    """What is in force begins later than the proposal: confirming it would undo what two officers agreed."""

    message = _("Another one in force begins later, on %(start)s. Let the proposal end the day before, or begin on that day.")

    def __init__(self, start: date) -> None:
        super().__init__(start)
        self.start = start

    def __str__(self) -> str:
        return str(self.message) % {"start": self.start.isoformat()}


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
