from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.serializers import CategorySerializer, ProductQuerySerializer, ProductRowSerializer, ProductSerializer
from catalog.models import Product
from catalog.selectors.filters import read_filters
from catalog.selectors.goods import goods_for, product_with_all
from catalog.selectors.shelves import Market, Shelf, market
from marketplace.api.pagination import PagedView
from marketplace.api.problems import Problem, pointed
from marketplace.api.reading import currency_for, read_query
from marketplace.api.serializers import CURRENCY


class ProductList(PagedView):
    @extend_schema(
        operation_id="products_list",
        tags=["products"],
        summary="What is on sale",
        parameters=[ProductQuerySerializer, CURRENCY],
        responses=ProductRowSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """The filters are those of the pages. Several values of one filter widen it; different filters narrow each other."""
        currency = currency_for(request)
        read_query(ProductQuerySerializer, request)
        filters = read_filters(request.query_params)
        if filters.errors:
            errors = [pointed(f"/{name}", text) for name, text in filters.errors.items()]
            raise Problem(422, "invalid", errors[0]["message"], errors)
        goods = goods_for(filters, currency=currency, language=request.LANGUAGE_CODE)
        return self.answer_page(goods, ProductRowSerializer, currency=currency)


class ProductDetail(APIView):
    @extend_schema(
        operation_id="products_retrieve",
        tags=["products"],
        summary="One product with everything it has",
        parameters=[CURRENCY],
        responses=ProductSerializer,
    )
    def get(self, request: Request, slug: str) -> Response:
        currency = currency_for(request)
        try:
            product = product_with_all(slug)
        except Product.DoesNotExist:
            raise Http404 from None
        return Response(ProductSerializer(product, context={"currency": currency}).data)


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
