from __future__ import annotations

from functools import lru_cache

from django.http import HttpResponse
from django.utils.translation import get_language, override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class SchemaDoor(SpectacularAPIView):
    """The schema, drawn once a process, format and language."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: object, **kwargs: object) -> HttpResponse:
        renderer = request.accepted_renderer
        return HttpResponse(written(type(renderer), get_language() or "en"), content_type=f"{renderer.media_type}; charset=utf-8")


@lru_cache(maxsize=16)
def written(renderer: type[BaseRenderer], language: str) -> bytes:
    with override(language):
        schema = SchemaGenerator().get_schema(request=None, public=True)
        return renderer().render(schema, renderer_context={})
