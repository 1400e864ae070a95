"""What orders bring to the seller's office: their page, what waits in it, what was sold, and the newest orders."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from marketplace.look.chrome import OfficeEntry
from marketplace.look.writing import amount
from orders.enums import OrderState
from orders.models import Order
from orders.selectors.orders import count_to_do, sales_of, sold_since, work_for
from orders.selectors.timeline import due_day_of
from orders.templatetags.order_words import due_day, town
from sellers import office
from sellers.access import current_seller
from sellers.models import Seller
from sellers.office import Figure, Panel, Todo
from sellers.selectors.calendar import hub_zone

NEWEST = 5


def order_todos(seller: Seller) -> Iterator[Todo]:
    """Accept, pack, ship: the oldest first, and what is late before all else."""
    today = timezone.localdate()
    for order in work_for(seller):
        title, action, icon = _words(order)
        is_late = due_day_of(order) < today
        yield Todo(
            title % {"number": order.number},
            reverse("orders:sale-detail", args=[order.number]),
            action,
            icon,
            f"{town(order.group)} · {amount(order.goods, get_language() or 'en')}",
            _("by %(date)s") % {"date": due_day(order)},
            weight=5 if is_late else 15,
        )


def _words(order: Order) -> tuple[str, str, str]:
    match order.state:
        case OrderState.PAID | OrderState.SECURED:
            return _("Accept order %(number)s"), _("Accept"), "bag"
        case OrderState.ACCEPTED:
            return _("Pack order %(number)s"), _("Pack"), "box"
        case _:
            return _("Ship order %(number)s"), _("Ship"), "truck"


def order_figures(seller: Seller) -> Iterator[Figure]:
    """Goods sold this month, a figure a currency, before fees and without delivery."""
    now = timezone.now().astimezone(hub_zone())
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for money, count in sold_since(seller, first):
        name = _("Sold this month, %(currency)s") % {"currency": money.currency}
        note = ngettext("%(count)s order, goods alone", "%(count)s orders, goods alone", count) % {"count": count}
        yield Figure(name, amount(money, get_language() or "en"), note, weight=20)


def newest_orders(seller: Seller) -> Panel | None:
    orders = list(sales_of(seller)[:NEWEST])
    return Panel("orders/_newest.html", {"orders": orders}, weight=20) if orders else None


def waiting_sales(request: HttpRequest) -> int:
    """The number beside Orders in the office's side list."""
    seller = getattr(request, "seller", None) or current_seller(request)
    return count_to_do(seller) if seller else 0


def furnish_office() -> None:
    office.register_page(OfficeEntry("orders", gettext_lazy("Orders"), "sell/orders/", "bag", 30, count=waiting_sales))
    office.register_todo(order_todos)
    office.register_figures(order_figures)
    office.register_panel(newest_orders)
