"""The pictures of a case: for its buyer, its seller and RDB; nobody else learns that they exist."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from orders.aftersale.models import CasePhoto
from orders.aftersale.selectors.cases import get_photo, order_of_photo
from orders.rules import sells_order
from orders.views.access import get_own_group


def own_photo(request: HttpRequest, public_id: UUID) -> CasePhoto:
    """For the buyer, the seller's people and RDB. Raises Http404 for everybody else."""
    photo = get_photo(public_id)
    order = order_of_photo(photo)
    user = request.user
    is_officer = user.is_authenticated and user.is_staff and user.has_perm("aftersale.view_dispute")
    if not is_officer and not sells_order(user, order):
        get_own_group(request, order.group.number)  # raises Http404
    return photo


@require_GET
def show_photo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    photo = own_photo(request, public_id)
    try:
        content = photo.file.open("rb")
    except FileNotFoundError:
        raise Http404
    response = FileResponse(content, content_type=photo.content_type, filename=photo.original_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response._csp_exempt = True
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'"
    return response
