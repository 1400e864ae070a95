"""What discounts bring to the seller's office: their page, and what waits for the firm's word."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.look.chrome import OfficeEntry
from orders.discounts.enums import DiscountState
from orders.discounts.models import Discount
from sellers import office
from sellers.access import current_seller
from sellers.models import Seller
from sellers.office import Todo


def offered_todos(seller: Seller) -> Iterator[Todo]:
    for discount in Discount.objects.filter(seller=seller, state=DiscountState.OFFERED).order_by("pk")[:5]:
        title = _("Share the discount “%(name)s”?") % {"name": discount.name}
        yield Todo(title, reverse("discounts:discount-detail", args=[discount.pk]), _("Look at it"), "gift", weight=30)


def waiting(request: HttpRequest) -> int:
    seller = getattr(request, "seller", None) or current_seller(request)
    return Discount.objects.filter(seller=seller, state=DiscountState.OFFERED).count() if seller else 0


def furnish_office() -> None:
    office.register_page(OfficeEntry("discounts", gettext_lazy("Discounts"), "sell/discounts/", "gift", 33, count=waiting))
    office.register_todo(offered_todos)
