"""A buyer's orders. Fetching is the check: what may not be seen is a 404."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.idempotency import idempotent
from marketplace.api.pagination import PagedView
from marketplace.api.problems import Problem, pointed
from marketplace.api.reading import read_body
from orders.api.access import KEYS, actor, answer_group, own_group
from orders.api.refusals import cuts, pieces_of, refusals
from orders.api.serializers.orders import (
    CancellationSerializer,
    OrderGroupDetailSerializer,
    OrderGroupSerializer,
    PaySerializer,
    RedirectSerializer,
)
from orders.exceptions import NotPayable
from orders.models import Order
from orders.payments.exceptions import AlreadyPaid, PaymentRefused, ProviderAway
from orders.selectors.orders import group_with_orders, groups_of, order_of
from orders.services.cancellation import abandon_group, cancel_lines, cancel_order
from orders.services.fulfilment import confirm_receipt
from orders.views.paying import begin_payment


class OrderList(PagedView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="orders_list", tags=["orders"], summary="Own orders, the newest first", responses=OrderGroupSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        return self.answer_page(groups_of(request.user), OrderGroupSerializer)


class OrderDetail(APIView):
    @extend_schema(
        operation_id="orders_retrieve",
        tags=["orders"],
        summary="One order with its payment",
        parameters=KEYS,
        responses=OrderGroupDetailSerializer,
    )
    def get(self, request: Request, number: str) -> Response:
        return answer_group(own_group(request, number), OrderGroupDetailSerializer)


class OrderPayment(APIView):
    @extend_schema(
        operation_id="orders_pay",
        tags=["orders"],
        summary="Try again to pay",
        parameters=KEYS,
        request=PaySerializer,
        responses=RedirectSerializer,
    )
    @idempotent(then="send_to_pay")
    def post(self, request: Request, number: str) -> Response:
        """While the goods are still held. The same payment again while it lives; another provider replaces it."""
        group = own_group(request, number)
        return Response({"number": group.number, "provider": read_body(PaySerializer, request)["provider"]})

    def send_to_pay(self, request: Request, noted: dict[str, str]) -> Response:
        group = group_with_orders(noted["number"])
        try:
            started = begin_payment(group, provider=noted["provider"], key="" if group.user_id else group.access_token)
        except (AlreadyPaid, NotPayable):
            raise Problem(409, "not-payable", _("The order is paid, or its goods are no longer held.")) from None
        except PaymentRefused:
            text = _("This way of paying does not take the order. Choose another; your goods are still held.")
            raise Problem(422, "invalid", text, [pointed("/provider", text)]) from None
        except ProviderAway:
            text = _("The payment service does not answer. Nothing was charged; try again, your goods are still held.")
            raise Problem(503, "provider-away", text) from None
        return Response({"redirect_url": started.redirect_url})


class OrderGroupCancellation(APIView):
    @extend_schema(
        operation_id="orders_cancel",
        tags=["orders"],
        summary="Give up an unpaid order",
        parameters=KEYS,
        request=None,
        responses=OrderGroupDetailSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """The goods go back on sale at once. What is paid is cancelled order by order."""
        group = own_group(request, number)
        with refusals(request.LANGUAGE_CODE):
            abandon_group(group=group, by=actor(request))
        return answer_group(group_with_orders(number), OrderGroupDetailSerializer)


class OrderCancellation(APIView):
    @extend_schema(
        operation_id="orders_part_cancel",
        tags=["orders"],
        summary="Cancel one seller's order, or some of its pieces",
        parameters=KEYS,
        request=CancellationSerializer,
        responses=OrderGroupDetailSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str, order_number: str) -> Response:
        """Before the seller has packed it. The money goes back the way it came."""
        order = order_of(own_group(request, number), order_number)
        lines = read_body(CancellationSerializer, request).get("lines")
        with refusals(request.LANGUAGE_CODE):
            if lines is None:
                cancel_order(order=order, by=actor(request))
            else:
                with cuts():
                    cancel_lines(order=order, quantities=pieces_of(order, lines), already=None, by=actor(request))
        return answer_group(group_with_orders(number), OrderGroupDetailSerializer)


class OrderReceipt(APIView):
    @extend_schema(
        operation_id="orders_part_received",
        tags=["orders"],
        summary="Say that the parcel has arrived",
        parameters=KEYS,
        request=None,
        responses=OrderGroupDetailSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str, order_number: str) -> Response:
        return act(request, number, order_number, confirm_receipt)


def act(request: Request, number: str, order_number: str, service: Callable[..., Order]) -> Response:
    order = order_of(own_group(request, number), order_number)
    with refusals(request.LANGUAGE_CODE):
        service(order=order, by=actor(request))
    return answer_group(group_with_orders(number), OrderGroupDetailSerializer)
