from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(TextChoices):
    BUYER = "buyer", pgettext_lazy("who wrote", "The buyer")
    SELLER = "seller", pgettext_lazy("who wrote", "The seller")

    @property
    def other(self) -> "Side":
        return Side.SELLER if self == Side.BUYER else Side.BUYER


class ReportReason(TextChoices):
    ABUSE = "abuse", _("Insult or threat")
    FRAUD = "fraud", _("Looks like fraud")
    OUTSIDE = "outside", _("Asks to trade outside this market")
    SPAM = "spam", _("Advertising")
    OTHER = "other", _("Something else")


class ReportState(TextChoices):
    OPEN = "open", pgettext_lazy("state of a report", "Open")
    UPHELD = "upheld", pgettext_lazy("state of a report", "Upheld: the message is hidden")
    DISMISSED = "dismissed", pgettext_lazy("state of a report", "Dismissed")


class Kept(TextChoices):
    """Which conversations a retention rule is about."""

    PRODUCT = "product", _("Conversations about a product")
    ORDER = "order", _("Conversations about an order")
