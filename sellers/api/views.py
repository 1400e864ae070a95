from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView, RetrieveAPIView

from sellers.api.serializers import SellerSerializer
from sellers.models import Seller


class SellersMixin:
    """Only approved firms: any other is a 404, as on the pages."""

    serializer_class = SellerSerializer
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Seller]:
        return Seller.objects.selling().select_related("district").prefetch_related("sectors")


@extend_schema(operation_id="sellers_list", tags=["sellers"], summary="Approved sellers by name")
class SellerList(SellersMixin, ListAPIView):
    pass


@extend_schema(operation_id="sellers_retrieve", tags=["sellers"], summary="One seller")
class SellerDetail(SellersMixin, RetrieveAPIView):
    pass
