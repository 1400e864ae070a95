from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.pagination import PagedView
from sellers.api.serializers import SellerSerializer
from sellers.selectors import approved_sellers


class SellerList(PagedView):
    @extend_schema(operation_id="sellers_list", tags=["sellers"], summary="Approved sellers by name", responses=SellerSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.answer_page(approved_sellers(), SellerSerializer)


class SellerDetail(APIView):
    @extend_schema(operation_id="sellers_retrieve", tags=["sellers"], summary="One approved seller", responses=SellerSerializer)
    def get(self, request: Request, slug: str) -> Response:
        return Response(SellerSerializer(get_object_or_404(approved_sellers(), slug=slug)).data)
