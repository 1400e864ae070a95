"""Whose the money of an order group is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from marketplace.money import Money
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
    """One a seller: the goods by shelf as the seller sold them, what others than the buyer pay of them, and the delivery, which is the
    seller's, because they hand the parcel to the carrier."""
    shares = []
    for _order, mine in groupby(lines, key=attrgetter("order_id")):
        mine = list(mine)
        order = mine[0].order
        goods = tuple((line.variant.product.category.path, line.total + line.promotion) for line in mine)
        shares.append(Share(order.number, order.seller_id, goods, order.delivery, _promotions(mine)))
    return shares


def _promotions(lines: Iterable[OrderLine]) -> tuple[tuple[str, Money], ...]:
    """What others than the buyer and the seller pay, by whose money it is (discounts.frozen says how a line names them)."""
    sums: dict[str, Money] = {}
    for line in lines:
        for row in line.discounts:
            amount = Money(Decimal(row["promotion"]), line.currency)
            sums[row["payer"]] = sums.get(row["payer"], Money.zero(line.currency)) + amount
    return tuple((payer, amount) for payer, amount in sorted(sums.items()) if amount)
