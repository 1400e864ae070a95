"""What payouts bring to the seller's office: their page, and the money on its first page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from marketplace.look.chrome import OfficeEntry
from marketplace.look.writing import amount
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.selectors import owed_to
from sellers import office
from sellers.models import Seller
from sellers.office import Figure


def money_figures(seller: Seller) -> Iterator[Figure]:
    """What is earned and waits for the next payout day, a figure a currency."""
    for money in owed_to(seller, AccountKind.PAYABLE):
        name = _("Earned, not paid out, %(currency)s") % {"currency": money.currency}
        yield Figure(name, amount(money, get_language() or "en"), _("See when and how much"), reverse("payouts:money"), weight=30)


def furnish_office() -> None:
    office.register_page(OfficeEntry("money", pgettext_lazy("seller’s office", "Money"), "sell/money/", "coins", 35))
    office.register_figures(money_figures)
