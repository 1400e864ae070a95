from __future__ import annotations

from typing import Any

from django.core.paginator import InvalidPage
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination as Base
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

HIGHEST = 100_000


class PageNumberPagination(Base):
    """Pages of 24; `page_size` up to 100. A page that is no number is a mistake, a page beyond the end a 404."""

    page_size_query_param = "page_size"
    max_page_size = 100

    def get_page_size(self, request: Request) -> int:
        return self._number(request, self.page_size_query_param, self.max_page_size, self.page_size)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list:
        """One page of a queryset, or of anything that can be counted and sliced."""
        self.request = request
        paginator = self.django_paginator_class(queryset, self.get_page_size(request))
        try:
            self.page = paginator.page(self._number(request, self.page_query_param, HIGHEST, 1))
        except InvalidPage:
            raise NotFound(_("There is no such page.")) from None
        return list(self.page)

    def _number(self, request: Request, name: str, highest: int, otherwise: int) -> int:
        text = request.query_params.get(name)
        if text is None:
            return otherwise
        if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= highest):
            raise ValidationError({name: [_("Write a whole number from 1 to %(highest)s.") % {"highest": highest}]})
        return int(text)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        neighbour = {"type": ["string", "null"], "format": "uri"}
        fields = {"count": {"type": "integer", "minimum": 0}, "next": neighbour, "previous": neighbour, "results": schema}
        return {"type": "object", "required": list(fields), "properties": fields}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        def number(name: str, highest: int, text: str) -> dict[str, Any]:
            schema = {"type": "integer", "minimum": 1, "maximum": highest}
            return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}

        return [
            number(self.page_query_param, HIGHEST, "The page, from 1."),
            number(self.page_size_query_param, self.max_page_size, f"How many on a page; {self.page_size} unless told."),
        ]


class PagedView(APIView):
    """A list in pages."""

    pagination_class = PageNumberPagination

    def answer_page(self, rows: Any, serializer: type[Serializer], **context: Any) -> Response:
        """The page asked for of a queryset, or of anything that can be counted and sliced."""
        paginator = self.pagination_class()
        page = paginator.paginate_queryset(rows, self.request, self)
        return paginator.get_paginated_response(serializer(page, many=True, context=context).data)
