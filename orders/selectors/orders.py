"""Orders as their buyer, their seller and the officers may see them. Fetching is the check: all others get 404."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Count, F, Prefetch, QuerySet, Sum
from django.http import Http404

from marketplace.accounts.models import User
from marketplace.money import Money
from orders.enums import ENDED_UNSOLD, SELLER_SEES, TO_DO, GroupState
from orders.models import Order, OrderGroup, OrderLine
from orders.rules import holds_token, owns_group
from sellers.models import Seller
from sellers.selectors.sellers import sellers_of


def _with_orders(groups: QuerySet[OrderGroup]) -> QuerySet[OrderGroup]:
    lines = Prefetch("lines", OrderLine.objects.order_by("position"))
    orders = Prefetch("orders", Order.objects.select_related("seller").prefetch_related(lines).order_by("position"))
    return groups.prefetch_related(orders)


def groups_of(user: User) -> QuerySet[OrderGroup]:
    """A member's orders, the newest first, loaded for a list."""
    return _with_orders(OrderGroup.objects.filter(user=user)).order_by("-placed_at", "-pk")


def last_address_of(user: User) -> dict[str, str]:
    """What the member typed for the last order, as the address form wants it; empty without one."""
    group = OrderGroup.objects.filter(user=user).order_by("-placed_at").only("address", "email", "company_name", "company_code").first()
    if group is None:
        return {}
    known = dict(group.address)
    for part in ("province", "city", "district"):
        if f"{part}_code" in known:
            known[part] = known[f"{part}_code"]
    phone = known.get("phone", "")
    known["phone"] = phone.removeprefix("+86") if known.get("country") == "CN" else phone
    known |= {"email": group.email, "company_name": group.company_name, "company_code": group.company_code}
    return {key: str(value) for key, value in known.items()}


def get_group_for(user: User, number: str, tokens: dict[str, str]) -> OrderGroup:
    """The group of this member, or of this guest by the key from the signed link (kept in the session). Raises Http404."""
    group = _with_orders(OrderGroup.objects.filter(number=number)).first()
    if group is None or not (owns_group(user, group) or holds_token(tokens.get(number, ""), group)):
        raise Http404
    return group


def group_with_orders(number: str) -> OrderGroup:
    """The group as it stands now, for whoever has fetched or placed it already."""
    return _with_orders(OrderGroup.objects.filter(number=number)).get()


def order_of(group: OrderGroup, number: str) -> Order:
    """One order of a group already fetched. Raises Http404."""
    order = next((order for order in group.orders.all() if order.number == number), None)
    if order is None:
        raise Http404
    order.group = group
    return order


def sales_of(seller: Seller) -> QuerySet[Order]:
    """A seller's paid orders, loaded for a list."""
    return (
        Order.objects.of_seller(seller)
        .select_related("group", "seller")
        .annotate(pieces=Sum("lines__quantity"), kinds=Count("lines"))
        .prefetch_related(Prefetch("lines", OrderLine.objects.order_by("position")))
        .order_by("-paid_at", "-pk")
    )


def get_sale_for(user: User, number: str) -> Order:
    """A paid order of a firm this person works for, with its lines. Raises Http404."""
    order = (
        Order.objects.filter(number=number, seller__in=sellers_of(user), state__in=SELLER_SEES)
        .select_related("group", "seller")
        .prefetch_related(Prefetch("lines", OrderLine.objects.order_by("position")))
        .first()
    )
    if order is None:
        raise Http404
    return order


def sales_by_state(seller: Seller) -> dict[str, int]:
    """How many orders stand in each state the seller sees; zeros included."""
    counted = Order.objects.of_seller(seller).values_list("state").annotate(count=Count("pk")).order_by()
    return {str(state): 0 for state in SELLER_SEES} | dict(counted)


def count_to_do(seller: Seller) -> int:
    return Order.objects.filter(seller=seller, state__in=TO_DO).count()


def sold_since(seller: Seller, moment: datetime) -> list[tuple[Money, int]]:
    """What the seller's goods came to since then, in each currency, with the number of orders; what others paid of a discount counts as
    sold, what ended unsold, was cancelled or came back is left out."""
    sold = Order.objects.of_seller(seller).filter(paid_at__gte=moment).exclude(state__in=ENDED_UNSOLD)
    kept = F("lines__quantity") - F("lines__cancelled_quantity") - F("lines__returned_quantity")
    worth = (F("lines__line_total") + F("lines__promotion_amount")) * kept / F("lines__quantity")
    rows = sold.values_list("currency").annotate(goods=Sum(worth), count=Count("pk", distinct=True)).order_by("-goods")
    return [(Money(goods, currency).rounded(), count) for currency, goods, count in rows]


def work_for(seller: Seller, limit: int = 5) -> QuerySet[Order]:
    """What waits for the seller's hand, the oldest first."""
    return Order.objects.filter(seller=seller, state__in=TO_DO).select_related("group").order_by("paid_at", "pk")[:limit]


def ended_unpaid(numbers: Collection[str]) -> Iterable[str]:
    """Those of these groups that ended without a payment: nothing was sold, so nobody needs to be named."""
    over = [GroupState.EXPIRED, GroupState.CANCELLED]
    return OrderGroup.objects.filter(number__in=numbers, state__in=over, paid_at=None).values_list("number", flat=True)
