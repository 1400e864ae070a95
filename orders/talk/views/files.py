"""The bytes of an attachment: for both sides, and for RDB where its message was reported; nobody else learns that it exists."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from orders.talk.selectors.threads import get_file_for
from sellers.uploads import KINDS


@require_safe
def show_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Under a name of ours: the sender's own could say what the text may not."""
    row = get_file_for(request.user, public_id)
    try:
        content = row.file.open("rb")
    except FileNotFoundError:
        raise Http404
    name = f"{str(row.public_id)[:8]}.{KINDS[row.content_type]}"
    response = FileResponse(content, content_type=row.content_type, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response._csp_exempt = True
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'"
    return response
