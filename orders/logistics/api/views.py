from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.idempotency import idempotent
from marketplace.api.problems import Problem, pointed
from marketplace.api.reading import currency_for, read_body
from marketplace.money import Money
from orders.logistics.api.serializers import NO_MORE, FreightQuoteSerializer, ParcelQuoteSerializer, QuoteSerializer
from orders.logistics.exceptions import QuoteRefused
from orders.logistics.models import Quote
from orders.logistics.places import ORIGIN
from orders.logistics.selectors import get_quote
from orders.logistics.services import request_freight, request_quote

ASKED = {202: OpenApiResponse(QuoteSerializer, description="Being worked out; `Location` says where.")}
PARCELS = OpenApiExample(
    "eight cartons",
    {
        "parcels": [{"length_mm": 600, "width_mm": 400, "height_mm": 200, "gross_g": 5625, "quantity": 8}],
        "destination": {"country": "CN", "region": "330000"},
        "currency": "CNY",
    },
    request_only=True,
)


FREIGHT = OpenApiExample(
    "300 bags of coffee, CIF Shanghai",
    {
        "parcels": [{"length_mm": 1000, "width_mm": 600, "height_mm": 200, "gross_g": 60700, "quantity": 300}],
        "destination": {"place": "CNSHA", "country": "CN"},
        "incoterm": "CIF",
        "commodity": "coffee",
        "currency": "USD",
        "goods": {"amount": "90000.00", "currency": "USD"},
    },
    request_only=True,
)


class ParcelQuotes(APIView):
    throttle_scope = "quotes"

    @extend_schema(
        operation_id="quotes_parcels_create",
        tags=["quotes"],
        summary="Ask what it costs to send these parcels",
        request=ParcelQuoteSerializer,
        responses=ASKED,
        examples=[PARCELS],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """For parcels that are already packed. A worker answers, usually within a second."""
        asked = read_body(ParcelQuoteSerializer, request)
        currency = currency_for(request, asked["currency"])
        try:
            quote = request_quote(
                parcels=asked["parcels"],
                origin=ORIGIN,
                destination_country=asked["destination"]["country"],
                destination_region=asked["destination"]["region"],
                currency=currency,
                goods_value=asked.get("goods") or Money(Decimal(0), currency),
            )
        except QuoteRefused:
            raise Problem(422, "too-much", NO_MORE, [pointed("/parcels", NO_MORE)]) from None
        return answer_asked(request, quote)


class FreightQuotes(APIView):
    permission_classes = [IsAuthenticated]
    throttle_scope = "quotes"

    @extend_schema(
        operation_id="quotes_freight_create",
        tags=["quotes"],
        summary="Ask for freight in legs, by an Incoterm",
        request=FreightQuoteSerializer,
        responses=ASKED,
        examples=[FREIGHT],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """A durable job joins the legs that carriers have given rates for, over land, sea and air, and prices each way line by line. Read
        the quote until it is no longer `waiting`. A place that nobody has a rate to is answered with `on_request`, never with a guess."""
        asked = read_body(FreightQuoteSerializer, request)
        currency = currency_for(request, asked["currency"])
        to = asked["destination"]
        try:
            quote = request_freight(
                parcels=asked["parcels"],
                origin=ORIGIN,
                destination_place=to["place"],
                destination_country=to["country"],
                incoterm=asked["incoterm"],
                named_place=asked["named_place"],
                commodity=asked["commodity"],
                currency=currency,
                goods_value=asked["goods"],
                ready_on=asked.get("ready_on"),
                wants_insurance=asked["wants_insurance"],
            )
        except QuoteRefused:
            raise Problem(422, "too-much", NO_MORE, [pointed("/parcels", NO_MORE)]) from None
        return answer_asked(request, quote)


class QuoteDetail(APIView):
    @extend_schema(operation_id="quotes_retrieve", tags=["quotes"], summary="How a quote stands", responses=QuoteSerializer)
    def get(self, request: Request, quote_id: UUID) -> Response:
        """Ask again while it is `waiting`; a worker answers within seconds. Whoever knows the number may read it."""
        return Response(QuoteSerializer(get_quote(quote_id)).data)


def answer_asked(request: Request, quote: Quote) -> Response:
    place = request.build_absolute_uri(reverse("logistics-api:quote-detail", args=[quote.pk]))
    return Response(QuoteSerializer(quote).data, status=202, headers={"Location": place})
