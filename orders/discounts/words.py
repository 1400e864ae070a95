"""What discounts say to buyers, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marketplace.look.writing import amount
from marketplace.money import Money
from orders.discounts.enums import Why


def why_not(why: Why, *, missing: Money | None = None, currency: str = "", language: str) -> str:
    """Why a code counts for nothing, and what would help."""
    match why:
        case Why.NOT_BEGUN:
            return _("This code does not count yet. Try it again later.")
        case Why.OVER:
            return _("This code is over.")
        case Why.USED_UP:
            return _("This code has been used as often as it may be.")
        case Why.USED_BY_YOU:
            return _("You have used this code already.")
        case Why.CURRENCY:
            return _("This code is for prices in %(currency)s. Choose that currency at the top of the page.") % {"currency": currency}
        case Why.GOODS:
            return _("This code is for other goods than those in your cart.")
        case Why.MINIMUM:
            return _("Its goods must come to %(missing)s more before this code counts.") % {"missing": amount(missing, language)}
        case Why.LOWEST:
            return _("Nothing more can be taken off these goods.")
        case Why.TOO_MANY_TRIES:
            return _("Too many codes were tried from here. Try again in ten minutes.")
        case _:
            return _("We do not know this code. Look at it again, letter by letter.")
