"""The pages and the to-do lines that this room brings to its own office."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from marketplace.look.chrome import OfficeEntry
from marketplace.look.writing import day
from sellers import office
from sellers.enums import AskedAt, EvidenceState, SellerState
from sellers.models import Seller
from sellers.office import Ready, Todo
from sellers.selectors.evidence import Item, items_for_sectors

WARN_DAYS = 60


def evidence_todos(seller: Seller) -> Iterator[Todo]:
    """Papers that were not accepted, have ended, end soon, or were never shown."""
    url = reverse("sellers:evidence")
    for item in _items(seller):
        title, address = item.requirement.title, f"{url}#{item.requirement.code}"
        if item.newest is not None and item.newest.state == EvidenceState.REJECTED:
            yield Todo(_("Send a better paper: %(item)s") % {"item": title}, address, _("Send"), "warn", item.newest.note, weight=10)
        elif item.state == EvidenceState.EXPIRED:
            yield Todo(
                _("Renew: %(item)s") % {"item": title},
                address,
                _("Renew"),
                "warn",
                _("It has ended; listings that need it are hidden."),
                weight=10,
            )
        elif item.days_left is not None and item.days_left <= WARN_DAYS and item.newest is item.standing:
            due = ngettext("ends in %(days)d day", "ends in %(days)d days", item.days_left) % {"days": item.days_left}
            yield Todo(_("Renew: %(item)s") % {"item": title}, address, _("Renew"), "clock", due=due, weight=20)


def evidence_readiness(seller: Seller) -> Iterator[Ready]:
    """A line for each required paper of the firm's sectors, and for what it has begun to show for its goods. Which goods ask for
    more, the catalog knows."""
    url = reverse("sellers:evidence")
    for item in _items(seller):
        rule = item.requirement
        if not rule.is_required or item.check is not None or (rule.asked_at == AskedAt.LISTING and not item.is_begun):
            continue
        yield Ready(_line(item), _kind(item), f"{url}#{item.requirement.code}")


def _line(item: Item) -> str:
    title, evidence = item.requirement.title, item.standing or item.newest
    if item.is_good and item.days_left is not None and item.days_left <= WARN_DAYS:
        return _("%(item)s: renew by %(day)s") % {"item": title, "day": day(evidence.expires_on, get_language() or "en")}
    if not item.is_good and item.is_given:
        return _("%(item)s: with an officer") % {"item": title}
    return title


def _kind(item: Item) -> str:
    if item.is_good:
        return "warn" if item.days_left is not None and item.days_left <= WARN_DAYS else "good"
    return "warn" if item.is_given else "bad"


def _items(seller: Seller) -> list[Item]:
    """Both lists of one page read the same rows once."""
    if not hasattr(seller, "office_items"):
        seller.office_items = items_for_sectors(seller)
    return seller.office_items


def suspended_todo(seller: Seller) -> Iterator[Todo]:
    if seller.state == SellerState.SUSPENDED:
        yield Todo(
            _("Your sales are suspended"),
            reverse("sellers:apply"),
            _("See why"),
            "warn",
            _("Your goods are hidden until RDB ends it."),
            weight=0,
        )


def furnish_office() -> None:
    office.register_page(OfficeEntry("today", gettext_lazy("Today"), "sell/", "home", 10))
    office.register_page(OfficeEntry("evidence", gettext_lazy("Evidence"), "sell/evidence/", "shield", 70))
    office.register_page(OfficeEntry("firm", gettext_lazy("Firm"), "sell/firm/", "factory", 80))
    office.register_page(OfficeEntry("members", gettext_lazy("Members"), "sell/members/", "users", 90))
    office.register_todo(suspended_todo)
    office.register_todo(evidence_todos)
    office.register_ready(evidence_readiness)
