from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from sellers.access import get_file_for


@require_GET
@xframe_options_sameorigin
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The paper itself, for its firm and for officers; never cached by others, never guessed at by a browser."""
    file = get_file_for(request.user, public_id)
    try:
        content = file.file.open("rb")
    except FileNotFoundError:
        raise Http404
    response = FileResponse(content, content_type=file.content_type, as_attachment="download" in request.GET, filename=file.original_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    # A paper runs nothing and loads nothing; the browser's own reader may style itself.
    response._csp_exempt = True
    response["Content-Security-Policy"] = (
        "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
    )
    return response
