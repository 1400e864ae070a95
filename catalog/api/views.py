from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.serializers import CategorySerializer
from catalog.selectors.shelves import Market, Shelf, market


class CategoryTree(APIView):
    @extend_schema(
        operation_id="categories_list",
        tags=["categories"],
        summary="All categories as a tree",
        responses=CategorySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        shelves, language = market(), request.LANGUAGE_CODE
        return Response(CategorySerializer([_branch(shelf, shelves, language) for shelf in shelves.departments()], many=True).data)


def _branch(shelf: Shelf, shelves: Market, language: str) -> dict[str, Any]:
    return {
        "slug": shelf.slug,
        "name": shelf.name_in(language),
        "description": shelf.description_in(language),
        "is_sold_by_weight": shelf.is_sold_by_weight,
        "children": [_branch(below, shelves, language) for below in shelves.below(shelf.slug)],
    }
