"""The buyer's returns. A guest comes by the key of the order; everybody else's is a 404."""

from __future__ import annotations

from collections.abc import Callable

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.idempotency import idempotent
from marketplace.api.pagination import PagedView
from marketplace.api.problems import Problem
from marketplace.api.reading import read_body, read_query
from orders.aftersale.api.access import own_order, own_return, tell
from orders.aftersale.api.answers import DisputeSerializer, ReturnSerializer
from orders.aftersale.api.bodies import (
    ReturnAskSerializer,
    ReturnDisputeSerializer,
    ReturnQuerySerializer,
    ReturnSendingSerializer,
    amount_in,
    uploads_of,
)
from orders.aftersale.api.refusals import refusals
from orders.aftersale.enums import DISPUTABLE_RETURNS, DisputeKind, ReturnReason
from orders.aftersale.models import GoodsReturn
from orders.aftersale.selectors.cases import dispute_of, return_of, returns_of
from orders.aftersale.services import disputes, returns
from orders.aftersale.words import spoken
from orders.api.access import KEYS, actor
from orders.api.refusals import checked_form, pieces_of
from orders.exceptions import IllegalMove
from orders.forms import ShippingForm

ASK = OpenApiExample(
    "two torn bags",
    {"lines": [{"variant": 17, "quantity": 2}], "reason": "changed_mind", "note": "Too much coffee for two."},
    request_only=True,
)


class ReturnList(PagedView):
    @extend_schema(
        operation_id="returns_list",
        tags=["returns"],
        summary="Returns of an order, the newest first",
        parameters=[ReturnQuerySerializer, *KEYS],
        responses=ReturnSerializer(many=True),
    )
    def get(self, request: Request, number: str, order_number: str) -> Response:
        wanted = read_query(ReturnQuerySerializer, request)
        return self.answer_page(returns_of(own_order(request, number, order_number)).filter(**wanted), ReturnSerializer, request=request)

    @extend_schema(
        operation_id="returns_create",
        tags=["returns"],
        summary="Ask to send something back",
        parameters=KEYS,
        request=ReturnAskSerializer,
        responses={201: ReturnSerializer},
        examples=[ASK],
    )
    @idempotent
    def post(self, request: Request, number: str, order_number: str) -> Response:
        """The seller answers by `due_at`; silence is a yes. Send nothing before."""
        order = own_order(request, number, order_number)
        said = read_body(ReturnAskSerializer, request)
        with refusals():
            case = returns.ask_return(
                order=order,
                quantities=pieces_of(order, said["lines"]),
                reason=ReturnReason(said["reason"]),
                note=said.get("note", ""),
                photos=uploads_of(said),
                by=actor(request),
            )
        return tell(return_of(order, case.number), ReturnSerializer, request, status=201)


class ReturnDetail(APIView):
    @extend_schema(operation_id="returns_retrieve", tags=["returns"], summary="One return", parameters=KEYS, responses=ReturnSerializer)
    def get(self, request: Request, number: str, order_number: str, return_number: str) -> Response:
        return tell(own_return(request, number, order_number, return_number), ReturnSerializer, request)


class ReturnSending(APIView):
    @extend_schema(
        operation_id="returns_send",
        tags=["returns"],
        summary="Say that it is on its way back",
        parameters=KEYS,
        request=ReturnSendingSerializer,
        responses=ReturnSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str, order_number: str, return_number: str) -> Response:
        """Once the seller has agreed. The seller gets the tracking number."""
        case = own_return(request, number, order_number, return_number)
        said = read_body(ReturnSendingSerializer, request)
        shipping = checked_form(ShippingForm(said)).cleaned_data
        with refusals():
            returns.send_return(
                goods_return=case,
                freight=amount_in(case.order, said.get("freight"), "/freight"),
                photos=uploads_of(said),
                by=actor(request),
                **shipping,
            )
        return tell(own_return(request, number, order_number, return_number), ReturnSerializer, request)


class ReturnWithdrawal(APIView):
    @extend_schema(
        operation_id="returns_withdraw",
        tags=["returns"],
        summary="Keep the goods after all",
        parameters=KEYS,
        request=None,
        responses=ReturnSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str, order_number: str, return_number: str) -> Response:
        """Until they are on their way."""
        return act(request, number, order_number, return_number, returns.withdraw_return)


class ReturnDispute(APIView):
    @extend_schema(
        operation_id="returns_dispute",
        tags=["returns"],
        summary="Open a dispute about what came of a return",
        parameters=KEYS,
        request=ReturnDisputeSerializer,
        responses={201: DisputeSerializer},
    )
    @idempotent
    def post(self, request: Request, number: str, order_number: str, return_number: str) -> Response:
        """Of a return that was declined or settled otherwise than you wished."""
        case = own_return(request, number, order_number, return_number)
        said = read_body(ReturnDisputeSerializer, request)
        if case.state not in DISPUTABLE_RETURNS:
            raise Problem(409, "moved-on", spoken(IllegalMove(case, "disputed")))
        with refusals(words="/text"):
            dispute = disputes.open_dispute(
                order=case.order,
                kind=DisputeKind.RETURN,
                wish=amount_in(case.order, said["wish"], "/wish"),
                text=said["text"],
                photos=uploads_of(said),
                by=actor(request),
                goods_return=case,
            )
        return tell(dispute_of(case.order, dispute.number), DisputeSerializer, request, status=201)


def act(
    request: Request, number: str, order_number: str, return_number: str, service: Callable[..., GoodsReturn], **facts: object
) -> Response:
    case = own_return(request, number, order_number, return_number)
    with refusals():
        service(goods_return=case, by=actor(request), **facts)
    return tell(own_return(request, number, order_number, return_number), ReturnSerializer, request)
