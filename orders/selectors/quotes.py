from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models.fields.json import KT

from orders.models import Order


def quotes_of_orders(numbers: Iterable[UUID]) -> set[str]:
    """Those of the quotes that an order was placed on."""
    placed_on = Order.across_hubs.annotate(quote_number=KT("delivery_quote__quote"))
    return set(placed_on.filter(quote_number__in=[str(number) for number in numbers]).values_list("quote_number", flat=True))
