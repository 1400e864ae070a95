"""Whose cases a caller may touch, and how they are told."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from orders.aftersale.models import Dispute, GoodsReturn
from orders.aftersale.selectors.cases import dispute_of, return_of
from orders.api.access import own_group
from orders.models import Order
from orders.selectors.orders import order_of


def own_order(request: Request, number: str, order_number: str) -> Order:
    """An order of the caller's own group, or of the group whose key they hold. Raises Http404."""
    return order_of(own_group(request, number), order_number)


def own_return(request: Request, number: str, order_number: str, return_number: str) -> GoodsReturn:
    return return_of(own_order(request, number, order_number), return_number)


def own_dispute(request: Request, number: str, order_number: str, dispute_number: str) -> Dispute:
    return dispute_of(own_order(request, number, order_number), dispute_number)


def tell(case: GoodsReturn | Dispute, serializer: type[Serializer], request: Request, status: int = 200) -> Response:
    return Response(serializer(case, context={"request": request}).data, status=status)
