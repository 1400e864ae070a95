from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotAuthenticated, Throttled
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.pagination import PagedView
from marketplace.api.problems import Problem
from marketplace.api.reading import read_query
from orders.api.access import KEYS

from ..selectors.documents import document_by_code, documents_for, documents_of_own_order, get_document_for
from ..services.drawing import stored_pdf
from ..throttling import WINDOW, is_too_many
from .renderers import PdfRenderer
from .serializers import DocumentQuerySerializer, DocumentSerializer, VerifiedSerializer


class DocumentList(PagedView):
    @extend_schema(
        operation_id="documents_list",
        tags=["documents"],
        summary="Papers of own sales and purchases",
        parameters=[DocumentQuerySerializer, *KEYS],
        responses=DocumentSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Every version, the newest first; of one order where `order` is given."""
        wanted = read_query(DocumentQuerySerializer, request)
        if "order" in wanted:
            documents = documents_of_own_order(request._request, wanted["order"])
        elif request.user.is_authenticated:
            documents = documents_for(request.user)
        else:
            raise NotAuthenticated
        if "kind" in wanted:
            documents = documents.filter(kind=wanted["kind"])
        return self.answer_page(documents, DocumentSerializer, request=request)


class DocumentDetail(APIView):
    @extend_schema(
        operation_id="documents_retrieve", tags=["documents"], summary="One paper", parameters=KEYS, responses=DocumentSerializer
    )
    def get(self, request: Request, document_id: UUID) -> Response:
        document = get_document_for(request._request, document_id)
        return Response(DocumentSerializer(document, context={"request": request}).data)


class DocumentDownload(APIView):
    renderer_classes = [PdfRenderer, JSONRenderer]

    @extend_schema(
        operation_id="documents_download",
        tags=["documents"],
        summary="The PDF",
        parameters=KEYS,
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, document_id: UUID) -> Response:
        """Its bytes are held against the hash of the day it was drawn. A 409 while it is being drawn."""
        document = get_document_for(request._request, document_id)
        if not document.is_drawn:
            raise Problem(409, "being-drawn", _("The file is being drawn; look again in a moment."))
        headers = {"Content-Disposition": f'attachment; filename="{document.file_name}"', "X-Content-Type-Options": "nosniff"}
        request.accepted_renderer, request.accepted_media_type = PdfRenderer(), PdfRenderer.media_type
        return Response(stored_pdf(document), headers=headers)


class DocumentVerification(APIView):
    @extend_schema(
        operation_id="documents_verify", tags=["documents"], summary="Whether a paper is genuine", responses=VerifiedSerializer, auth=[{}]
    )
    def get(self, request: Request, code: str) -> Response:
        """What was issued under the code printed on a paper, however it is typed. Too many tries are a 429."""
        if is_too_many(request._request):
            raise Throttled(wait=WINDOW)
        document = document_by_code(code)
        if document is None:
            raise Http404
        return Response(VerifiedSerializer(document).data)
