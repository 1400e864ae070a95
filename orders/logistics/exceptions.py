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
