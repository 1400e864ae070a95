"""Whose the money of an order group is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from marketplace.prepared import plans_kept
from orders.models import OrderGroup, OrderLine
from orders.payments.models import Payment
from orders.payments.purposes import Share


def split_of(payment: Payment) -> list[Share]:
    """Whose the money of a paid group is."""
    return shares_of(lines_of(OrderGroup.objects.get(number=payment.key)))


def lines_of(group: OrderGroup) -> list[OrderLine]:
    lines = OrderLine.objects.filter(order__group=group).select_related("order__seller", "variant__product__category")
    with plans_kept():  # two dozen columns of six tables: longer planned than read
        return list(lines.order_by("order", "position"))


def shares_of(lines: Iterable[OrderLine]) -> list[Share]:
    """One a seller: the goods by shelf, and the delivery, which is the seller's, because they hand the parcel to the carrier."""
    shares = []
    for _order, mine in groupby(lines, key=attrgetter("order_id")):
        mine = list(mine)
        order = mine[0].order
        goods = tuple((line.variant.product.category.path, line.total) for line in mine)
        shares.append(Share(order.number, order.seller_id, goods, order.delivery))
    return shares
