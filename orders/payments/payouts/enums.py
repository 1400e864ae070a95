from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PayoutState(TextChoices):
    PREPARED = "prepared", pgettext_lazy("state of a payout", "Prepared")
    SENT = "sent", pgettext_lazy("state of a payout", "On its way")
    PAID = "paid", pgettext_lazy("state of a payout", "Paid")
    RETURNED = "returned", pgettext_lazy("state of a payout", "Came back")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a payout", "Withdrawn")


# Where a payout may go. One that came back, even after it was reported as paid, never reads paid.
MOVES: dict[str, set[str]] = {
    PayoutState.PREPARED: {PayoutState.SENT, PayoutState.WITHDRAWN},
    PayoutState.SENT: {PayoutState.PAID, PayoutState.RETURNED},
    PayoutState.PAID: {PayoutState.RETURNED},
    PayoutState.RETURNED: set(),
    PayoutState.WITHDRAWN: set(),
}


class BatchState(TextChoices):
    WAITING = "waiting", pgettext_lazy("state of a payout file", "Waits for a second officer")
    RELEASED = "released", pgettext_lazy("state of a payout file", "Released")
    SENT_BACK = "sent_back", pgettext_lazy("state of a payout file", "Sent back")


class Way(TextChoices):
    """How a batch leaves the house."""

    FILE = "file", _("as a file")
    PHONES = "phones", _("straight to the phones")


class Waiting(TextChoices):
    """Why earned money is not paid out yet."""

    NOT_YET = "not_yet", _("It is paid out on the next payout day.")
    BELOW_MINIMUM = "below_minimum", _("It is less than the least payout; it waits until more has come.")
    BLOCKED = "blocked", _("Something is still open about the order, such as a return or a dispute; it is paid out once that is settled.")
    IN_DEBT = "in_debt", _("Refunds are larger than what you earned; the next sales make up for them.")
    NO_ACCOUNT = "no_account", _("We do not know where to pay it: tell us your account.")
    SUSPENDED = "suspended", _("Your firm is suspended; it is paid out once that is lifted.")
    NO_RATE = "no_rate", _("No exchange rate of the day is known; it waits until there is one.")
    NO_SCHEDULE = "no_schedule", _("No payout days have been set yet.")
