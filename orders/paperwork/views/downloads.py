from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..selectors.documents import get_document_for
from ..services.drawing import stored_pdf


@never_cache
@require_safe
def document_download(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The PDF, for those it concerns. Its bytes are held against the hash of the day it was drawn."""
    document = get_document_for(request, document_id)
    if not document.is_drawn:
        response = render(request, "paperwork/document_waiting.html", {"document": document}, status=202)
        response["Refresh"] = "2"
        return response
    headers = {
        "Content-Disposition": f'attachment; filename="{document.file_name}"',
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(stored_pdf(document), content_type="application/pdf", headers=headers)
