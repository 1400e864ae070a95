from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from sellers.access import get_file_for
from sellers.enums import OPEN_STATES
from sellers.exceptions import SellerRefusal
from sellers.selectors.sellers import sellers_of
from sellers.services import remove_file


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


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    file = get_file_for(request.user, public_id)
    seller = file.evidence.seller
    if not sellers_of(request.user).filter(pk=seller.pk).exists():
        raise Http404  # officers look, they do not edit
    try:
        remove_file(file=file, by=request.user)
        messages.success(request, _("%(name)s was taken off.") % {"name": file.original_name})
    except SellerRefusal as refusal:
        messages.error(request, str(refusal))
    if seller.state in OPEN_STATES:
        return redirect("sellers:apply-step", step="evidence")
    return redirect("sellers:evidence")
