from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StatementFormat(TextChoices):
    CAMT053 = "camt053", _("camt.053 (XML)")
    CSV = "csv", _("table (CSV)")


class LineState(TextChoices):
    """What became of a line of a statement."""

    UNREAD = "unread", pgettext_lazy("state of a bank line", "not looked at yet")
    OPEN = "open", pgettext_lazy("state of a bank line", "nobody knows what for")
    MATCHED = "matched", pgettext_lazy("state of a bank line", "matched")
    RETURNED = "returned", pgettext_lazy("state of a bank line", "goes back")
    NOTED = "noted", pgettext_lazy("state of a bank line", "no payment")


class ReturnState(TextChoices):
    """Money on its way back through our bank."""

    WAITING = "waiting", pgettext_lazy("state of a transfer back", "to be ordered")
    ORDERED = "ordered", pgettext_lazy("state of a transfer back", "ordered at the bank")
    BOOKED = "booked", pgettext_lazy("state of a transfer back", "booked")
    BOUNCED = "bounced", pgettext_lazy("state of a transfer back", "came back to us")
