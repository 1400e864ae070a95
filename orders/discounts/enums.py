"""Words of discounts. Imports nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Keeper(TextChoices):
    """Who made the rule and may end it."""

    STAFF = "staff", _("the marketplace")
    SELLER = "seller", _("the seller")


class DiscountState(TextChoices):
    PROPOSED = "proposed", _("proposed")  # by one officer, waits for the second
    OFFERED = "offered", _("waits for the seller")  # who pays a part of it
    IN_FORCE = "in_force", _("in force")  # between its first and its last moment
    WITHDRAWN = "withdrawn", pgettext_lazy("discount", "taken back")  # before it ever counted


class UseState(TextChoices):
    HELD = "held", _("held while it is paid")
    USED = "used", _("used")
    RETURNED = "returned", pgettext_lazy("discount", "given back")


class Why(TextChoices):
    """Why a code counts for nothing just now."""

    UNKNOWN = "unknown", _("unknown")
    NOT_BEGUN = "not_begun", _("not begun")
    OVER = "over", _("over")
    USED_UP = "used_up", _("used up")
    USED_BY_YOU = "used_by_you", _("used by you already")
    CURRENCY = "currency", _("for another currency")
    GOODS = "goods", _("not for these goods")
    MINIMUM = "minimum", _("least not reached")
    LOWEST = "lowest", _("nothing can be taken off any more")
    TOO_MANY_TRIES = "too_many_tries", _("too many tries")


# A code that may count once the cart is another: it stays there and waits.
WAITS = (Why.CURRENCY, Why.GOODS, Why.MINIMUM, Why.LOWEST)
