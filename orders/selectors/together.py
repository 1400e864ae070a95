"""Which goods lay in one checkout, for those who show related ones."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations

from orders.enums import ENDED_UNSOLD, OrderState
from orders.models import OrderLine

LARGEST = 40  # products; a checkout of more is a stock order, and says nothing of pairs


def bought_together(since: datetime) -> dict[tuple[int, int], int]:
    """Pairs of products -> in how many paid checkouts since then both lay and were not called off. A buyer counts once for a pair, however
    often they come back."""
    lines = OrderLine.objects.filter(order__paid_at__gte=since).exclude(order__state__in=[OrderState.AWAITING_PAYMENT, *ENDED_UNSOLD])
    rows = lines.order_by().values_list("order__group", "order__group__email", "variant__product").distinct()
    baskets: dict[int, tuple[str, set[int]]] = {}
    for group, email, product in rows:
        baskets.setdefault(group, (email.casefold(), set()))[1].add(product)
    buyers: dict[tuple[int, int], set[str]] = {}
    for email, products in baskets.values():
        if len(products) <= LARGEST:
            for pair in combinations(sorted(products), 2):
                buyers.setdefault(pair, set()).add(email)
    return {pair: len(who) for pair, who in buyers.items()}
