"""The buyer's disputes. A guest comes by the key of the order; everybody else's is a 404."""

from __future__ import annotations

from collections.abc import Callable

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.idempotency import idempotent
from marketplace.api.pagination import PagedView
from marketplace.api.reading import read_body, read_query
from orders.aftersale.api.access import own_dispute, own_order, tell
from orders.aftersale.api.answers import DisputeSerializer
from orders.aftersale.api.bodies import DisputeOpeningSerializer, DisputeQuerySerializer, EscalationSerializer, amount_in, uploads_of
from orders.aftersale.api.refusals import refusals
from orders.aftersale.enums import DisputeKind
from orders.aftersale.models import Dispute
from orders.aftersale.selectors.cases import dispute_of, disputes_of
from orders.aftersale.services import disputes
from orders.api.access import KEYS, actor

OPEN = OpenApiExample(
    "a torn bag",
    {"kind": "damaged", "text": "One of the two bags came torn.", "wish": {"amount": "68.00", "currency": "CNY"}},
    request_only=True,
)


class DisputeList(PagedView):
    @extend_schema(
        operation_id="disputes_list",
        tags=["disputes"],
        summary="Disputes of an order, the newest first",
        parameters=[DisputeQuerySerializer, *KEYS],
        responses=DisputeSerializer(many=True),
    )
    def get(self, request: Request, number: str, order_number: str) -> Response:
        wanted = read_query(DisputeQuerySerializer, request)
        rows = disputes_of(own_order(request, number, order_number)).filter(**wanted)
        return self.answer_page(rows, DisputeSerializer, request=request)

    @extend_schema(
        operation_id="disputes_create",
        tags=["disputes"],
        summary="Say that something is wrong",
        parameters=KEYS,
        request=DisputeOpeningSerializer,
        responses={201: DisputeSerializer},
        examples=[OPEN],
    )
    @idempotent
    def post(self, request: Request, number: str, order_number: str) -> Response:
        """With what would make it right. The seller answers by `due_at`; where they do not, RDB decides."""
        order = own_order(request, number, order_number)
        said = read_body(DisputeOpeningSerializer, request)
        with refusals(words="/text"):
            case = disputes.open_dispute(
                order=order,
                kind=DisputeKind(said["kind"]),
                wish=amount_in(order, said["wish"], "/wish"),
                text=said["text"],
                photos=uploads_of(said),
                by=actor(request),
            )
        return tell(dispute_of(order, case.number), DisputeSerializer, request, status=201)


class DisputeDetail(APIView):
    @extend_schema(operation_id="disputes_retrieve", tags=["disputes"], summary="One dispute", parameters=KEYS, responses=DisputeSerializer)
    def get(self, request: Request, number: str, order_number: str, dispute_number: str) -> Response:
        return tell(own_dispute(request, number, order_number, dispute_number), DisputeSerializer, request)


class DisputeAcceptance(APIView):
    @extend_schema(
        operation_id="disputes_accept",
        tags=["disputes"],
        summary="Take what the seller offers",
        parameters=KEYS,
        request=None,
        responses=DisputeSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str, order_number: str, dispute_number: str) -> Response:
        """The money goes back the way it was paid."""
        return act(request, number, order_number, dispute_number, disputes.accept_offer)


class DisputeEscalation(APIView):
    @extend_schema(
        operation_id="disputes_escalate",
        tags=["disputes"],
        summary="Ask RDB to decide",
        parameters=KEYS,
        request=EscalationSerializer,
        responses=DisputeSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str, order_number: str, dispute_number: str) -> Response:
        """After the seller's answer. An officer reads both sides."""
        own_dispute(request, number, order_number, dispute_number)
        said = read_body(EscalationSerializer, request)
        facts = {"text": said["text"], "photos": uploads_of(said)}
        return act(request, number, order_number, dispute_number, disputes.escalate, **facts)


class DisputeWithdrawal(APIView):
    @extend_schema(
        operation_id="disputes_withdraw",
        tags=["disputes"],
        summary="Let it rest",
        parameters=KEYS,
        request=None,
        responses=DisputeSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str, order_number: str, dispute_number: str) -> Response:
        """While it is open."""
        return act(request, number, order_number, dispute_number, disputes.withdraw_dispute)


def act(
    request: Request, number: str, order_number: str, dispute_number: str, service: Callable[..., Dispute], **facts: object
) -> Response:
    case = own_dispute(request, number, order_number, dispute_number)
    with refusals(words="/text"):
        service(dispute=case, by=actor(request), **facts)
    return tell(own_dispute(request, number, order_number, dispute_number), DisputeSerializer, request)
