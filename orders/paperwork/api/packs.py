"""The pack of an order for machines: its state, what the cross-checks say, and all its files at once."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.problems import Problem
from orders.api.access import KEYS

from ..enums import Kind
from ..models import Document, PaperSet
from ..selectors.documents import documents_of_own_order, get_set_for, pack_files_for
from ..selectors.packs import pack_of
from ..services.bundling import bundle
from .pack_serializers import PackSerializer
from .renderers import ZipRenderer


class PackDetail(APIView):
    @extend_schema(
        operation_id="documents_pack",
        tags=["documents"],
        summary="The papers of an order together",
        parameters=KEYS,
        responses=PackSerializer,
    )
    def get(self, request: Request, order_number: str) -> Response:
        """For its seller with what is missing and what the cross-checks found; for its buyer (or a guest with the order's key) the issued
        papers alone."""
        paper_set = _own_set(request, order_number)
        told = _of_seller(paper_set) if paper_set else {"documents": _of_buyer(request, order_number)}
        documents = sorted(told["documents"], key=lambda document: Kind.values.index(document.kind))
        nothing = {"papers": [], "findings": [], "unknown_goods": [], "is_outdated": False}
        whole = nothing | told | {
            "order_number": order_number,
            "documents": documents,
            "is_drawn": bool(documents) and all(document.is_drawn for document in documents),
            "download_url": _download_url(request, order_number, documents),
        }  # fmt: skip
        return Response(PackSerializer(whole, context={"request": request}).data)


class PackDownload(APIView):
    renderer_classes = [ZipRenderer, JSONRenderer]

    @extend_schema(
        operation_id="documents_pack_download",
        tags=["documents"],
        summary="The papers of an order as one ZIP",
        parameters=KEYS,
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, order_number: str) -> Response:
        """PDFs, their data as JSON, the invoice as UBL 2.1, and SHA256SUMS. A 409 while nothing is drawn."""
        documents = pack_files_for(request._request, order_number)
        if not documents:
            raise Problem(409, "being-drawn", _("The file is being drawn; look again in a moment."))
        headers = {"Content-Disposition": f'attachment; filename="{order_number}.zip"', "X-Content-Type-Options": "nosniff"}
        request.accepted_renderer, request.accepted_media_type = ZipRenderer(), ZipRenderer.media_type
        return Response(bundle(documents), headers=headers)


def _own_set(request: Request, order_number: str) -> PaperSet | None:
    """The set of one of the caller's own firms; none for everyone else."""
    if not request.user.is_authenticated:
        return None
    try:
        return get_set_for(request.user, order_number)
    except Http404:
        return None


def _of_seller(paper_set: PaperSet) -> dict[str, Any]:
    if paper_set.is_refused:
        return {"documents": [], "findings": paper_set.found}
    pack = pack_of(paper_set)
    return {
        "documents": list(pack.documents.values()),
        "papers": pack.rows,
        "findings": pack.findings,
        "unknown_goods": list(pack.answer.unknown),
        "is_outdated": pack.is_outdated,
    }


def _of_buyer(request: Request, order_number: str) -> list[Document]:
    return list(documents_of_own_order(request._request, order_number).current())


def _download_url(request: Request, order_number: str, documents: list[Document]) -> str | None:
    path = reverse("paperwork-api:pack-download", args=[order_number])
    return request.build_absolute_uri(path) if any(document.is_drawn for document in documents) else None
