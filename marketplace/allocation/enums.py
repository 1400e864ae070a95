from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HoldState(TextChoices):
    """Where set-aside units stand. Only a held one moves; the other words are final."""

    HELD = "held", _("Held")
    COMMITTED = "committed", _("Sold")
    RELEASED = "released", _("Given back")
    EXPIRED = "expired", _("Ran out")
    RETURNED = "returned", _("Came back after the sale")
