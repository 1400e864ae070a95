"""Wholesale in the seller's office: a page of its own, and what waits there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from marketplace.look import writing
from marketplace.look.chrome import OfficeEntry
from orders.trade.models import QuotationRequest
from orders.trade.selectors.packs import call_offs_with_gaps, packs_of
from orders.trade.selectors.requests import count_waiting, waiting_matches, waiting_offers, waiting_samples
from sellers import office
from sellers.access import current_seller
from sellers.models import Seller
from sellers.office import Todo

SHOWN = 5


def trade_todos(seller: Seller) -> Iterator[Todo]:
    for offer in waiting_offers(seller)[:SHOWN]:
        title = _("Answer the counter-offer to %(number)s") % {"number": offer.number}
        yield _todo(title, offer.request, _("Answer"), "chat", offer.due_at, 14)
    for match in waiting_matches(seller)[:SHOWN]:
        title = _("A buyer asks for %(goods)s") % {"goods": match.request.title}
        yield _todo(title, match.request, _("Make an offer"), "tag", match.request.due_at, 18)
    for sample in waiting_samples(seller)[:SHOWN]:
        title = _("Send a sample for %(number)s") % {"number": sample.offer.number}
        yield _todo(title, sample.offer.request, _("Open"), "box", sample.due_at, 16)


def paper_todos(seller: Seller) -> Iterator[Todo]:
    """What is looked at is how the papers stand now: the facts may have been given since."""
    for called in call_offs_with_gaps(seller)[:SHOWN]:
        if points := len(packs_of(called, for_seller=True).missing):
            said = ngettext("Papers of %(points)s delivery point lack facts", "Papers of %(points)s delivery points lack facts", points)
            path = reverse("trade:call-off-office", args=[called.number]) + "#papers"
            yield Todo(said % {"points": points}, path, _("Complete"), "paper", called.number, "", weight=20)


def _todo(title: str, request: QuotationRequest, action: str, icon: str, due_at: datetime, weight: int) -> Todo:
    due = _("by %(date)s") % {"date": writing.day(timezone.localtime(due_at).date(), get_language() or "en", year=False)}
    return Todo(title, reverse("trade:request-office", args=[request.number]), action, icon, request.number, due, weight=weight)


def waiting_trade(request: HttpRequest) -> int:
    seller = getattr(request, "seller", None) or current_seller(request)
    return count_waiting(seller) if seller else 0


def furnish_office() -> None:
    office.register_page(OfficeEntry("requests", gettext_lazy("Requests"), "sell/requests/", "tag", 25, count=waiting_trade))
    office.register_todo(trade_todos)
    office.register_todo(paper_todos)
