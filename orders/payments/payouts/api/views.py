"""What a seller was paid. Another seller's payout is a 404, and nothing is changed here."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.pagination import PagedView
from marketplace.api.reading import read_query
from orders.payments.payouts.api.serializers import PayoutDetailSerializer, PayoutQuerySerializer, PayoutSerializer
from orders.payments.payouts.selectors import get_own_payout, payouts_of
from sellers.selectors import get_seller_for


class PayoutList(PagedView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="payouts_list",
        tags=["payouts"],
        summary="Payouts to the firm, the newest first",
        parameters=[PayoutQuerySerializer],
        responses=PayoutSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(PayoutQuerySerializer, request)
        payouts = payouts_of(get_seller_for(request.user, wanted.pop("seller", "")))
        return self.answer_page(payouts.filter(**wanted), PayoutSerializer)


class PayoutDetail(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="payouts_retrieve", tags=["payouts"], summary="One payout, explained", responses=PayoutDetailSerializer)
    def get(self, request: Request, number: str) -> Response:
        """Order by order: what came, what was kept back and why, what went back to the buyer; and the rate of each currency."""
        return Response(PayoutDetailSerializer(get_own_payout(request.user, number)).data)
