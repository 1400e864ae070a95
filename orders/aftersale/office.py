"""What comes after the sale, in the seller's office: a page of its own, and what waits there."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from marketplace.look import writing
from marketplace.look.chrome import OfficeEntry
from orders.aftersale.selectors.cases import count_waiting, waiting_disputes, waiting_returns
from orders.aftersale.selectors.rules import local_day
from sellers import office
from sellers.access import current_seller
from sellers.models import Seller
from sellers.office import Todo

SHOWN = 5


def case_todos(seller: Seller) -> Iterator[Todo]:
    """Disputes before returns: their clocks end before RDB."""
    language = get_language() or "en"
    for case in waiting_disputes(seller)[:SHOWN]:
        due = _("by %(date)s") % {"date": writing.day(local_day(case.due_at), language, year=False)}
        title, url = _("Answer dispute %(number)s") % {"number": case.number}, reverse("aftersale:dispute-office", args=[case.number])
        yield Todo(title, url, _("Answer"), "chat", case.get_kind_display(), due, weight=8)
    for case in waiting_returns(seller)[:SHOWN]:
        due = _("by %(date)s") % {"date": writing.day(local_day(case.due_at), language, year=False)}
        title, url = _("See to return %(number)s") % {"number": case.number}, reverse("aftersale:return-office", args=[case.number])
        yield Todo(title, url, _("Open"), "back", case.get_state_display(), due, weight=12)


def waiting_cases(request: HttpRequest) -> int:
    seller = getattr(request, "seller", None) or current_seller(request)
    return count_waiting(seller) if seller else 0


def furnish_office() -> None:
    office.register_page(OfficeEntry("returns", gettext_lazy("Returns"), "sell/returns/", "back", 35, count=waiting_cases))
    office.register_todo(case_todos)
