"""The bytes of a case's pictures: for its buyer, its seller and RDB; nobody else learns that they exist."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from orders.aftersale.views.files import own_photo
from orders.api.access import KEYS


class BytesRenderer(BaseRenderer):
    """Bytes as they are; a problem stays JSON, whatever was asked for."""

    charset = None
    render_style = "binary"

    def render(self, data, accepted_media_type: str | None = None, renderer_context: dict | None = None) -> bytes:
        return data if isinstance(data, bytes) else JSONRenderer().render(data, renderer_context=renderer_context)


class JpegRenderer(BytesRenderer):
    media_type, format = "image/jpeg", "jpg"


class PngRenderer(BytesRenderer):
    media_type, format = "image/png", "png"


class PdfRenderer(BytesRenderer):
    media_type, format = "application/pdf", "pdf"


KINDS = {kind.media_type: kind for kind in (JpegRenderer, PngRenderer, PdfRenderer)}


class PhotoDownload(APIView):
    renderer_classes = [*KINDS.values(), JSONRenderer]

    @extend_schema(
        operation_id="photos_download",
        tags=["returns"],
        summary="A picture or paper of a return or a dispute",
        parameters=KEYS,
        responses={(200, kind): OpenApiTypes.BINARY for kind in KINDS},
    )
    def get(self, request: Request, photo_id: UUID) -> Response:
        """As it was sent, in its own kind, whatever kind was asked for."""
        photo = own_photo(request._request, photo_id)
        try:
            content = photo.file.open("rb").read()
        except FileNotFoundError:
            raise Http404 from None
        renderer = KINDS[photo.content_type]()
        request.accepted_renderer, request.accepted_media_type = renderer, renderer.media_type
        return Response(content, headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"})
