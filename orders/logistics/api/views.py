from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.idempotency import idempotent
from marketplace.money import Money
from orders.logistics.api.serializers import QuoteRequestSerializer, QuoteSerializer
from orders.logistics.selectors import get_quote
from orders.logistics.services import request_quote


class Quotes(APIView):
    @extend_schema(
        operation_id="quotes_create",
        summary="Ask what delivery costs",
        description="A worker answers, usually within a second: fetch the quote until its state is no longer `waiting`.",
        tags=["quotes"],
        request=QuoteRequestSerializer,
        responses={202: OpenApiResponse(QuoteSerializer, description="Being worked out; `Location` says where.")},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        asked = QuoteRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        worth = values.pop("goods_value", {"amount": Decimal(0), "currency": values["currency"]})
        quote = request_quote(goods_value=Money(worth["amount"], worth["currency"]), **values)
        place = request.build_absolute_uri(reverse("logistics-api:quote-detail", args=[quote.pk]))
        return Response(QuoteSerializer(quote).data, status=202, headers={"Location": place})


class QuoteDetail(APIView):
    @extend_schema(operation_id="quotes_retrieve", summary="A quote by its number", tags=["quotes"], responses=QuoteSerializer)
    def get(self, request: Request, quote_id: UUID) -> Response:
        return Response(QuoteSerializer(get_quote(quote_id)).data)
