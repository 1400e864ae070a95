"""Whose orders a caller may touch, and how they are shown."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from marketplace.accounts.models import User
from orders.models import OrderGroup
from orders.payments.selectors import current_payment
from orders.services.payment import PURPOSE
from orders.views.access import get_own_group

KEYS = [
    OpenApiParameter("Order-Key", str, OpenApiParameter.HEADER, description="A guest's key to the order."),
    OpenApiParameter("key", str, description="The same key in the address, as in the letters."),
]


def actor(request: Request) -> User | None:
    return request.user if request.user.is_authenticated else None


def own_group(request: Request, number: str) -> OrderGroup:
    """The group this caller may see: a member's own, a guest's by its key. Raises Http404."""
    return get_own_group(request._request, number)


def answer_group(group: OrderGroup, serializer: type[Serializer], status: int = 200) -> Response:
    payment = current_payment(purpose=PURPOSE, key=group.number)
    return Response(serializer(group, context={"payment": payment}).data, status=status)
