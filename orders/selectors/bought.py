"""What has arrived of whom: by it the catalog knows a verified buyer (catalog.trust.bought)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from catalog.trust.bought import Purchase
from catalog.trust.models import Review
from catalog.trust.selectors.mine import reviews_of_lines
from marketplace.accounts.models import User
from orders.enums import OrderState
from orders.lanes import BUYER, Panel
from orders.models import Order, OrderLine
from orders.rules import holds_token, owns_group
from orders.views.access import ORDER_KEYS

MOST = 200  # lines of a member that are offered for a review


def _arrived() -> QuerySet[OrderLine]:
    """Lines whose parcel arrived (its buyer or its carrier said so) and of which something was kept from being called off."""
    lines = OrderLine.objects.filter(order__state=OrderState.DELIVERED, quantity__gt=F("cancelled_quantity"))
    return lines.select_related("order__group__user", "variant")


def purchase_of_line(request: HttpRequest, line: int) -> Purchase | None:
    """For the member whose order it is in, and for a guest by the key from the signed link (in the session, or sent along)."""
    found = _arrived().filter(pk=line).first()
    if found is None:
        return None
    group = found.order.group
    sent = request.headers.get("Order-Key", "") or request.GET.get("key", "")
    token = sent[:60] or request.session.get(ORDER_KEYS, {}).get(group.number, "")
    return _purchase(found) if owns_group(request.user, group) or holds_token(token, group) else None


def purchases_of_member(user: User) -> Sequence[Purchase]:
    lines = _arrived().filter(order__group__user=user).order_by("-order__delivered_at", "-pk")
    return [_purchase(line) for line in lines[:MOST]]


def _purchase(line: OrderLine) -> Purchase:
    order, group = line.order, line.order.group
    return Purchase(
        line=line.pk,
        product_id=line.variant.product_id,
        variant_id=line.variant_id,
        name=line.full_name,
        photo_url=line.photo_url,
        order=order.number,
        order_url=reverse("orders:group-detail", args=[group.number]),
        buyer=str(group.address.get("name", "")),
        email=group.email,
        language=group.language,
        user_id=group.user_id,
        arrived_at=order.delivered_at,
        is_demonstration=group.is_demonstration or bool(group.user_id and group.user.is_demo),
    )


@dataclass(frozen=True)
class LineReview:
    line: OrderLine
    review: Review | None


def review_panels(orders: Sequence[Order], reader: str) -> list[Panel]:
    """On the buyer's page, below what has arrived: what there is to review, in one query however many parcels."""
    arrived = [order for order in orders if order.state == OrderState.DELIVERED] if reader == BUYER else []
    told = reviews_of_lines([line.pk for order in arrived for line in order.lines.all()]) if arrived else {}
    panels = []
    for order in arrived:
        rows = [LineReview(line, told.get(line.pk)) for line in _kept(order.lines.all())]
        if rows:
            panels.append(Panel(order.pk, "orders/_reviews.html", rows))
    return panels


def _kept(lines: Iterable[OrderLine]) -> list[OrderLine]:
    return [line for line in lines if line.kept_quantity]
