"""The four messages of a parcel as files: masked for its seller, in full for an officer who says why."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from orders.identity.bundle import bundle
from orders.identity.exceptions import Erased
from orders.identity.services import read_real_name
from orders.models import Order
from orders.selectors.clearance import messages_of, named_for, platform_at_customs
from orders.selectors.orders import get_sale_for
from sellers.access import office_page


@never_cache
@office_page
@require_GET
def download_masked(request: HttpRequest, number: str) -> HttpResponse:
    """Another seller's order, and one that takes another way through customs, is a 404."""
    sale = get_sale_for(request.user, number)
    named = named_for(sale)
    if named is None:
        raise Http404
    return as_file(sale, bundle(messages_of(sale, named), platform=platform_at_customs(), is_masked=True))


def full_bundle(order: Order, *, by, why: str) -> bytes:
    """With the person's real name; the reading is in the history before anything is given. Raises Erased."""
    named = named_for(order)
    if named is None:
        raise Erased(order.number)
    person = read_real_name(subject=named.subject, by=by, why=why)
    return bundle(messages_of(order, named, person=person), platform=platform_at_customs(), is_masked=False)


def as_file(order: Order, content: bytes) -> HttpResponse:
    name = f"customs-{order.number}.zip"
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})
