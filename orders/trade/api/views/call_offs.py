"""Call-offs for either side, with the shares of their points and the papers of these. Others' are a 404."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.accounts.models import User
from marketplace.api.idempotency import idempotent
from marketplace.api.reading import read_body
from orders.api.refusals import checked_form
from orders.forms import ShippingForm
from orders.paperwork.api.renderers import ZipRenderer
from orders.paperwork.services.bundling import bundle
from orders.trade.api.deal_answers import (
    AskedPacksSerializer,
    CallOffDetailSerializer,
    CallOffSerializer,
    ShareSerializer,
    call_off_told,
)
from orders.trade.api.deal_bodies import (
    CallOffAskSerializer,
    CodesSerializer,
    PacksAskSerializer,
    SendingSerializer,
    known_codes,
    pieces_by_point,
)
from orders.trade.api.refusals import refusals
from orders.trade.api.views.requests import TradeList, TradeView
from orders.trade.models import CallOff
from orders.trade.selectors.contracts import (
    call_offs_of,
    get_call_off_for,
    get_call_off_of,
    get_contract_for,
    get_contract_of,
    shares_of,
)
from orders.trade.selectors.packs import files_of, packs_of
from orders.trade.services import call_offs
from orders.trade.services.packs import ask_for_packs

CALLING = OpenApiExample("two stores", {"points": [{"code": "001", "pieces": 120}, {"code": "002", "pieces": 80}]}, request_only=True)
ZIP = {(200, "application/zip"): OpenApiTypes.BINARY}


class CallOffList(TradeList):
    @extend_schema(
        operation_id="call_offs_list",
        tags=["trade"],
        summary="Call-offs of a contract, the newest first",
        responses=CallOffSerializer(many=True),
    )
    def get(self, request: Request, number: str) -> Response:
        return self.answer_page(call_offs_of(get_contract_of(request.user, number)), CallOffSerializer)

    @extend_schema(
        operation_id="call_offs_create",
        tags=["trade"],
        summary="Call off",
        request=CallOffAskSerializer,
        responses={201: CallOffDetailSerializer},
        examples=[CALLING],
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """So many pieces for each point, together one order at the contract's price. The goods are set aside until it must be paid."""
        contract = get_contract_of(request.user, number)
        open_points = dict(contract.points.filter(is_closed=False).values_list("code", "pk"))
        wanted = pieces_by_point(read_body(CallOffAskSerializer, request)["points"], open_points)
        with refusals():
            called = call_offs.call_off(contract=contract, pieces_by_point=wanted, attempt=uuid.uuid4().hex, by=request.user)
        return Response(call_off_told(get_call_off_of(request.user, called.number)), status=201)


class CallOffDetail(TradeView):
    @extend_schema(
        operation_id="call_offs_retrieve", tags=["trade"], summary="One call-off and its payment", responses=CallOffDetailSerializer
    )
    def get(self, request: Request, number: str) -> Response:
        """Its deposit and its rest are paid on its page of the website; here is how they stand."""
        return Response(call_off_told(get_call_off_of(request.user, number)))


class CallOffReceipt(TradeView):
    @extend_schema(
        operation_id="call_offs_received",
        tags=["trade"],
        summary="Say which points have it",
        request=CodesSerializer,
        responses=CallOffDetailSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        called = get_call_off_of(request.user, number)
        codes = known_codes(read_body(CodesSerializer, request)["points"], codes_of(called))
        with refusals():
            call_offs.receive_shipments(called=called, codes=codes, by=request.user)
        return Response(call_off_told(get_call_off_of(request.user, number)))


class CallOffSending(TradeView):
    @extend_schema(
        operation_id="sales_call_offs_send",
        tags=["trade-sales"],
        summary="Say what has left, and with whom",
        request=SendingSerializer,
        responses=CallOffDetailSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Once the order is packed. Papers of these points take over carrier, number and day."""
        called = get_call_off_for(request.user, number)
        said = read_body(SendingSerializer, request)
        codes = known_codes(said["points"], codes_of(called))
        shipping = checked_form(ShippingForm(said)).cleaned_data
        with refusals():
            call_offs.send_shipments(called=called, codes=codes, by=request.user, **shipping)
        return Response(call_off_told(get_call_off_for(request.user, number)))


class CallOffsOfFirm(TradeList):
    @extend_schema(
        operation_id="sales_call_offs_list",
        tags=["trade-sales"],
        summary="Call-offs of a contract, the newest first",
        responses=CallOffSerializer(many=True),
    )
    def get(self, request: Request, number: str) -> Response:
        return self.answer_page(call_offs_of(get_contract_for(request.user, number)), CallOffSerializer)


class CallOffOfFirm(TradeView):
    @extend_schema(operation_id="sales_call_offs_retrieve", tags=["trade-sales"], summary="One call-off", responses=CallOffDetailSerializer)
    def get(self, request: Request, number: str) -> Response:
        return Response(call_off_told(get_call_off_for(request.user, number)))


class ShareList(TradeList):
    find, is_seller, download = staticmethod(get_call_off_of), False, "trade-api:share-papers"

    @extend_schema(
        operation_id="call_offs_points_list",
        tags=["trade"],
        summary="What goes to each point, and its papers",
        responses=ShareSerializer(many=True),
    )
    def get(self, request: Request, number: str) -> Response:
        called = self.find(request.user, number)
        packs = packs_of(called, for_seller=self.is_seller)
        facts = {"packs": packs, "number": number, "download": self.download, "request": request}
        return self.answer_page(shares_of(called), ShareSerializer, **facts)


class ShareListOfFirm(ShareList):
    find, is_seller, download = staticmethod(get_call_off_for), True, "trade-api:firm-share-papers"

    @extend_schema(
        operation_id="sales_call_offs_points_list",
        tags=["trade-sales"],
        summary="What goes to each point, and its papers",
        responses=ShareSerializer(many=True),
    )
    def get(self, request: Request, number: str) -> Response:
        return super().get(request, number)


class PacksAsking(TradeView):
    @extend_schema(
        operation_id="call_offs_papers_ask",
        tags=["trade"],
        summary="Have the papers of points made",
        request=PacksAskSerializer,
        responses={202: AskedPacksSerializer},
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Once the order has its own. A worker makes them; the points' list says how far they are. Asking again renews what changed."""
        return ask(request, number, get_call_off_of)


class PacksAskingOfFirm(TradeView):
    @extend_schema(
        operation_id="sales_call_offs_papers_ask",
        tags=["trade-sales"],
        summary="Have the papers of points made",
        request=PacksAskSerializer,
        responses={202: AskedPacksSerializer},
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """What was written for the order's export pack counts for every point."""
        return ask(request, number, get_call_off_for)


class SharePapers(TradeView):
    renderer_classes = [ZipRenderer, JSONRenderer]

    @extend_schema(operation_id="call_offs_papers_download", tags=["trade"], summary="The papers of one point as ZIP", responses=ZIP)
    def get(self, request: Request, number: str, share: int) -> Response:
        """Those that concern a buyer."""
        return bundled(request, get_call_off_of(request.user, number), share, for_seller=False)


class SharePapersOfFirm(TradeView):
    renderer_classes = [ZipRenderer, JSONRenderer]

    @extend_schema(
        operation_id="sales_call_offs_papers_download", tags=["trade-sales"], summary="The papers of one point as ZIP", responses=ZIP
    )
    def get(self, request: Request, number: str, share: int) -> Response:
        return bundled(request, get_call_off_for(request.user, number), share, for_seller=True)


def codes_of(called: CallOff) -> list[str]:
    return list(called.shipments.values_list("point__code", flat=True))


def ask(request: Request, number: str, find: Callable[[User, str], CallOff]) -> Response:
    called = find(request.user, number)
    codes = codes_of(called)
    said = read_body(PacksAskSerializer, request)
    with refusals():
        count = ask_for_packs(called=called, codes=known_codes(said.get("points", codes), codes), by=request.user)
    return Response(AskedPacksSerializer({"points_count": count}).data, status=202)


def bundled(request: Request, called: CallOff, share: int, *, for_seller: bool) -> Response:
    """Raises Http404 for a point that is not served, or that has no papers."""
    number, documents = files_of(called, share, for_seller=for_seller)
    if not documents:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{number}.zip"', "X-Content-Type-Options": "nosniff"}
    request.accepted_renderer, request.accepted_media_type = ZipRenderer(), ZipRenderer.media_type
    return Response(bundle(documents), headers=headers)
