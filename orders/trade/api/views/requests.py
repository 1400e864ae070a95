"""The buyer's requests. Fetching is the check: another buyer's is a 404."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.models import Product
from marketplace.api.idempotency import idempotent
from marketplace.api.pagination import PagedView
from marketplace.api.reading import read_body, read_query
from orders.api.refusals import choice_problem
from orders.trade.api.answers import ChoicesSerializer, RequestDetailSerializer, RequestSerializer, with_offers
from orders.trade.api.bodies import RequestChangeSerializer, RequestDraftSerializer, RequestQuerySerializer, request_facts
from orders.trade.api.refusals import refusals
from orders.trade.forms import choices_of_request
from orders.trade.models import QuotationRequest
from orders.trade.selectors.requests import get_request_of, requests_of
from orders.trade.services import requests

CHILLI = OpenApiExample(
    "60 t of chilli",
    {
        "company_name": "Carla Foods",
        "title": "Dried chilli, whole, stem off",
        "sector": "chilli",
        "hs_code": "090421",
        "quantity": "60",
        "unit": "t",
        "packing": "25 kg cartons",
        "term": "FCA",
        "place": "Kigali",
        "currency": "USD",
        "target_price": {"amount": "2400.00", "currency": "USD"},
        "deadline": "2027-01-31T16:00:00Z",
        "time_zone": "Asia/Shanghai",
    },
    request_only=True,
)


class TradeView(APIView):
    permission_classes = [IsAuthenticated]
    throttle_scope = "trade"


class TradeList(PagedView):
    permission_classes = [IsAuthenticated]
    throttle_scope = "trade"


class ChoiceList(TradeView):
    @extend_schema(operation_id="trade_choices", tags=["trade"], summary="What a request may name", responses=ChoicesSerializer)
    def get(self, request: Request) -> Response:
        """Kinds of goods, certificates, units, time zones and currencies, as they are today."""
        told = {name: [{"code": code, "name": text} for code, text in rows] for name, rows in choices_of_request().items()}
        return Response(ChoicesSerializer(told | {"currencies": request.hub.selling_currencies}).data)


class RequestList(TradeList):
    @extend_schema(
        operation_id="requests_list",
        tags=["trade"],
        summary="Own requests for quotation, the newest first",
        parameters=[RequestQuerySerializer],
        responses=RequestSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        return self.answer_page(requests_of(request.user).filter(**read_query(RequestQuerySerializer, request)), RequestSerializer)

    @extend_schema(
        operation_id="requests_create",
        tags=["trade"],
        summary="Draft a request",
        request=RequestDraftSerializer,
        responses={201: RequestDetailSerializer},
        examples=[CHILLI],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Nobody else sees it before it is opened. It names a product, an HS code or a kind of goods."""
        said = read_body(RequestDraftSerializer, request)
        facts = request_facts(said, QuotationRequest(product=product_of(said.get("product"))))
        drafted = requests.draft_request(by=request.user, language=request.preferences.language, **facts)
        return Response(with_offers(get_request_of(request.user, drafted.number)), status=201)


class RequestDetail(TradeView):
    @extend_schema(
        operation_id="requests_retrieve", tags=["trade"], summary="One request with its offers", responses=RequestDetailSerializer
    )
    def get(self, request: Request, number: str) -> Response:
        return Response(with_offers(get_request_of(request.user, number)))

    @extend_schema(
        operation_id="requests_change",
        tags=["trade"],
        summary="Change a draft",
        request=RequestChangeSerializer,
        responses=RequestDetailSerializer,
    )
    def patch(self, request: Request, number: str) -> Response:
        """What is left out stays. Once sellers have it, it stays as it is: a 409."""
        asked = get_request_of(request.user, number)
        facts = request_facts(read_body(RequestChangeSerializer, request), asked)
        return act(request, number, requests.change_request, **facts)


class RequestOpening(TradeView):
    @extend_schema(
        operation_id="requests_open", tags=["trade"], summary="Show it to the sellers", request=None, responses=RequestDetailSerializer
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Those whom it fits are told, and why; their offers come by letter and stand here."""
        return act(request, number, requests.open_request)


class RequestClosing(TradeView):
    @extend_schema(operation_id="requests_close", tags=["trade"], summary="No more offers", request=None, responses=RequestDetailSerializer)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Without an offer on the table the request ends."""
        return act(request, number, requests.close_request)


class RequestWithdrawal(TradeView):
    @extend_schema(operation_id="requests_withdraw", tags=["trade"], summary="Withdraw it", request=None, responses=RequestDetailSerializer)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Whoever has offered is told."""
        return act(request, number, requests.withdraw_request)


def act(request: Request, number: str, service: Callable[..., QuotationRequest], **facts: object) -> Response:
    asked = get_request_of(request.user, number)
    with refusals():
        service(request=asked, by=request.user, **facts)
    return Response(with_offers(get_request_of(request.user, number)))


def product_of(slug: str | None) -> Product | None:
    """Raises Problem for what is not on sale."""
    if slug is None:
        return None
    product = Product.objects.on_sale().filter(slug=slug).select_related("hs_code").first()
    if product is None:
        raise choice_problem("/product", _("There is no such product on sale."))
    return product
