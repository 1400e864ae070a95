"""The seller's side after the sale. Another seller's case is a 404."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.idempotency import idempotent
from marketplace.api.pagination import PagedView
from marketplace.api.reading import read_body, read_query
from orders.aftersale.api.access import tell
from orders.aftersale.api.answers import DisputeSerializer, ReturnSerializer
from orders.aftersale.api.bodies import (
    DisputesWithQuerySerializer,
    HandRefundSerializer,
    OfferSerializer,
    ReasonSerializer,
    ReturnsToQuerySerializer,
    SettlementSerializer,
    WordSerializer,
    amount_in,
    uploads_of,
)
from orders.aftersale.api.refusals import refusals
from orders.aftersale.models import GoodsReturn
from orders.aftersale.selectors.cases import get_dispute_for, get_return_for, whole_disputes_with, whole_returns_to
from orders.aftersale.services import disputes, returns
from orders.aftersale.services.manual_refunds import give_by_hand
from orders.api.refusals import choice_problem, rows_by_variant
from orders.api.serializers.orders import SaleSerializer
from orders.selectors.orders import get_sale_for
from sellers.selectors import get_seller_for


class SellerView(APIView):
    permission_classes = [IsAuthenticated]


class ReturnsToList(PagedView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="sales_returns_list",
        tags=["sales"],
        summary="Returns to the firm, the newest first",
        parameters=[ReturnsToQuerySerializer],
        responses=ReturnSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(ReturnsToQuerySerializer, request)
        rows = whole_returns_to(get_seller_for(request.user, wanted.pop("seller", "")))
        return self.answer_page(rows.filter(**wanted), ReturnSerializer, request=request)


class ReturnToDetail(SellerView):
    @extend_schema(operation_id="sales_returns_retrieve", tags=["sales"], summary="One return", responses=ReturnSerializer)
    def get(self, request: Request, number: str) -> Response:
        return tell(get_return_for(request.user, number), ReturnSerializer, request)


class ReturnApproval(SellerView):
    @extend_schema(
        operation_id="sales_returns_approve",
        tags=["sales"],
        summary="Let it come back",
        request=WordSerializer,
        responses=ReturnSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """The buyer is told where to send it."""
        get_return_for(request.user, number)
        return act(request, number, returns.approve_return, note=read_body(WordSerializer, request).get("note", ""))


class ReturnRefusal(SellerView):
    @extend_schema(
        operation_id="sales_returns_decline",
        tags=["sales"],
        summary="Do not let it come back",
        request=ReasonSerializer,
        responses=ReturnSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """With the reason, which the buyer reads; they may open a dispute."""
        get_return_for(request.user, number)
        return act(request, number, returns.decline_return, note=read_body(ReasonSerializer, request)["note"])


class ReturnReceipt(SellerView):
    @extend_schema(
        operation_id="sales_returns_receive",
        tags=["sales"],
        summary="Say that the parcel is here",
        request=None,
        responses=ReturnSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Look at it by `due_at`: otherwise its whole price goes back."""
        return act(request, number, returns.receive_return)


class ReturnSettlement(SellerView):
    @extend_schema(
        operation_id="sales_returns_settle",
        tags=["sales"],
        summary="Say what was found, and give the money back",
        request=SettlementSerializer,
        responses=ReturnSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Every line of the return: pieces that came, sound pieces back on the shelf, money. Where all of the order comes back
        through the seller's fault, its delivery goes back too."""
        case = get_return_for(request.user, number)
        said = read_body(SettlementSerializer, request)
        freight = amount_in(case.order, said.get("freight"), "/freight")
        note = said.get("note", "")
        return act(request, number, returns.settle_return, findings=findings_of(case, said["lines"]), freight=freight, note=note)


class DisputesWithList(PagedView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="sales_disputes_list",
        tags=["sales"],
        summary="Disputes with the firm, the newest first",
        parameters=[DisputesWithQuerySerializer],
        responses=DisputeSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(DisputesWithQuerySerializer, request)
        rows = whole_disputes_with(get_seller_for(request.user, wanted.pop("seller", "")))
        return self.answer_page(rows.filter(**wanted), DisputeSerializer, request=request)


class DisputeWithDetail(SellerView):
    @extend_schema(operation_id="sales_disputes_retrieve", tags=["sales"], summary="One dispute", responses=DisputeSerializer)
    def get(self, request: Request, number: str) -> Response:
        return tell(get_dispute_for(request.user, number), DisputeSerializer, request)


class DisputeAnswer(SellerView):
    @extend_schema(
        operation_id="sales_disputes_answer",
        tags=["sales"],
        summary="Answer a dispute with an offer",
        request=OfferSerializer,
        responses=DisputeSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """All that is wished settles it at once. Less, and the buyer takes it or asks RDB to decide."""
        case = get_dispute_for(request.user, number)
        said = read_body(OfferSerializer, request)
        offer = amount_in(case.order, said["offer"], "/offer")
        with refusals(words="/text", amount="/offer"):
            disputes.answer_dispute(dispute=case, offer=offer, text=said.get("text", ""), photos=uploads_of(said), by=request.user)
        return tell(get_dispute_for(request.user, number), DisputeSerializer, request)


class SaleRefund(SellerView):
    @extend_schema(
        operation_id="sales_refund",
        tags=["sales"],
        summary="Give the buyer money back",
        request=HandRefundSerializer,
        responses=SaleSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Out of the seller's money, of their own accord: for lines, for the delivery, of goodwill. It cannot be taken back."""
        sale = get_sale_for(request.user, number)
        said = read_body(HandRefundSerializer, request)
        lines = rows_by_variant(sale.lines.all(), said.get("lines", []))
        amounts = {line.pk: amount_in(sale, row["amount"], f"/lines/{place}/amount") for place, (line, row) in enumerate(lines)}
        others = {name: amount_in(sale, said.get(name), f"/{name}") for name in ("delivery", "goodwill")}
        with refusals(words="/reason"):
            give_by_hand(order=sale, attempt=uuid.uuid4(), reason=said["reason"], by=request.user, lines=amounts, **others)
        return Response(SaleSerializer(get_sale_for(request.user, number)).data)


def findings_of(case: GoodsReturn, lines: list[dict[str, Any]]) -> dict[int, returns.Finding]:
    """Line of the return → what was found. Raises Problem for a line that is not in it, named twice or left out."""
    rows = list(case.lines.all())
    found = rows_by_variant([row.line for row in rows], lines)
    if len(found) != len(rows):
        raise choice_problem("/lines", _("Say of every good of this return what was found."))
    of_line = {row.line_id: row.pk for row in rows}
    return {
        of_line[line.pk]: returns.Finding(
            said["received"], said["restocked"], amount_in(case.order, said["amount"], f"/lines/{place}/amount")
        )
        for place, (line, said) in enumerate(found)
    }


def act(request: Request, number: str, service: Callable[..., GoodsReturn], **facts: object) -> Response:
    with refusals():
        service(goods_return=get_return_for(request.user, number), by=request.user, **facts)
    return tell(get_return_for(request.user, number), ReturnSerializer, request)
