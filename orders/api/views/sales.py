"""The seller's side: paid orders and what the seller does with them. Another seller's order is a 404."""

from __future__ import annotations

from collections.abc import Callable

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.idempotency import idempotent
from marketplace.api.pagination import PagedView
from marketplace.api.reading import read_body, read_query
from orders.api.refusals import checked_form, cuts, pieces_of, refusals
from orders.api.serializers.orders import RefusalSerializer, SaleQuerySerializer, SaleSerializer, ShippingSerializer
from orders.enums import RefusalReason
from orders.forms import RefusalForm, ShippingForm
from orders.models import Order
from orders.selectors.orders import get_sale_for, sales_of
from orders.services import fulfilment
from orders.services.cancellation import refuse_lines, refuse_order
from sellers.selectors import get_seller_for


class SaleList(PagedView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="sales_list",
        tags=["sales"],
        summary="Paid orders, the newest first",
        parameters=[SaleQuerySerializer],
        responses=SaleSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(SaleQuerySerializer, request)
        sales = sales_of(get_seller_for(request.user, wanted.get("seller", "")))
        return self.answer_page(sales.filter(state=wanted["state"]) if "state" in wanted else sales, SaleSerializer)


class SaleDetail(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="sales_retrieve", tags=["sales"], summary="One paid order", responses=SaleSerializer)
    def get(self, request: Request, number: str) -> Response:
        return Response(SaleSerializer(own_sale(request, number)).data)


class SaleAcceptance(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="sales_accept", tags=["sales"], summary="Accept", request=None, responses=SaleSerializer)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """The buyer is told."""
        return act(request, number, fulfilment.accept_order)


class SalePacking(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="sales_pack",
        tags=["sales"],
        summary="Say that it is packed",
        request=None,
        responses=SaleSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        return act(request, number, fulfilment.pack_order)


class SaleShipping(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="sales_ship",
        tags=["sales"],
        summary="Hand it to the carrier",
        request=ShippingSerializer,
        responses=SaleSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """The buyer gets the tracking number."""
        own_sale(request, number)
        form = checked_form(ShippingForm(read_body(ShippingSerializer, request)))
        return act(request, number, fulfilment.ship_order, **form.cleaned_data)


class SaleRefusal(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="sales_refuse",
        tags=["sales"],
        summary="Send it back, or some of its pieces",
        request=RefusalSerializer,
        responses=SaleSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """The buyer is told the reason, and what they paid for it goes back. When nothing is left the order ends."""
        sale = own_sale(request, number)
        body = read_body(RefusalSerializer, request)
        said = checked_form(RefusalForm(body)).cleaned_data
        facts = {"reason": RefusalReason(said["reason"]), "note": said["note"]}
        if "lines" not in body:
            return act(request, number, refuse_order, **facts)
        with refusals(request.LANGUAGE_CODE), cuts():
            refuse_lines(order=sale, quantities=pieces_of(sale, body["lines"]), already=None, by=request.user, **facts)
        return Response(SaleSerializer(own_sale(request, number)).data)


def own_sale(request: Request, number: str) -> Order:
    return get_sale_for(request.user, number)


def act(request: Request, number: str, service: Callable[..., Order], **facts: object) -> Response:
    with refusals(request.LANGUAGE_CODE):
        service(order=own_sale(request, number), by=request.user, **facts)
    return Response(SaleSerializer(own_sale(request, number)).data)
