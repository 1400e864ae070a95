"""What the catalog brings to the seller's office: its page, what waits in it, and the papers its goods ask for."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.selectors.office import codes_of, todos_of
from catalog.selectors.proposals import proposals_for
from marketplace.look.chrome import OfficeEntry
from sellers import office
from sellers.models import Seller
from sellers.office import Ready, Todo
from sellers.selectors import items_for_codes


def listing_todos(seller: Seller) -> Iterator[Todo]:
    """Photos that failed, and drafts that were left lying."""
    if not seller.is_selling:
        return
    for todo in todos_of(seller):
        product = todo.product
        name, url = product.name or product.slug, reverse("listings:listing-edit", args=[product.pk])
        if todo.failed_photos:
            title = ngettext("%(count)d photo of “%(name)s” failed", "%(count)d photos of “%(name)s” failed", todo.failed_photos) % {
                "count": todo.failed_photos,
                "name": name,
            }
            yield Todo(title, f"{url}#photos", _("Look"), "warn", _("Buyers see the heavy JPEG until it is put right."), weight=30)
        else:
            days = todo.idle_days
            note = ngettext("Left for %(days)d day", "Left for %(days)d days", days) % {"days": days} if days else _("Touched today")
            yield Todo(_("Finish the draft “%(name)s”") % {"name": name}, url, _("Finish"), "edit", note, weight=70)


def price_todos(seller: Seller) -> Iterator[Todo]:
    """Prices that are proposed and wait for a yes."""
    if seller.is_selling and (count := proposals_for(seller).count()):
        title = ngettext("Look at %(count)d proposed price", "Look at %(count)d proposed prices", count)
        url = reverse("listings:price-proposals")
        yield Todo(title % {"count": count}, url, _("Look"), "coins", _("Buyers see none of them until you take it."), weight=40)


def goods_readiness(seller: Seller) -> Iterator[Ready]:
    """The papers that the firm's own goods ask for and nobody has begun; what was begun, the sellers' room tells."""
    told: set[str] = set()
    url = reverse("sellers:evidence")
    for items in items_for_codes(seller, codes_of(seller)).values():
        for item in items:
            rule = item.requirement
            if item.is_missing and not item.is_begun and rule.code not in told:
                told.add(rule.code)
                yield Ready(rule.title, "bad", f"{url}#{rule.code}")


def furnish_office() -> None:
    office.register_page(OfficeEntry("products", gettext_lazy("Products"), "sell/products/", "box", 20))
    office.register_todo(listing_todos)
    office.register_todo(price_todos)
    office.register_ready(goods_readiness)
