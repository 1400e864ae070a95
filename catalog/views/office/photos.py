from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from catalog.forms.languages import content_languages
from catalog.models import Product
from catalog.photos.refusals import PhotoRefused
from catalog.selectors.office import get_photo_of
from catalog.services import photos as service
from catalog.services.editing import check_may_edit
from catalog.views.office import showing
from catalog.views.office.access import listing_view
from catalog.views.office.editor import editor_page, photos_answer
from marketplace.typed import keys, plain

ALT_LENGTH = 250


def _back(request: HttpRequest, product: Product) -> HttpResponse:
    """The photos alone for htmx, the editor at its photos for everybody else."""
    if request.htmx:
        return photos_answer(request, product)
    response = redirect("listings:listing-edit", pk=product.pk)
    response["Location"] += "#photos"
    return response


@listing_view
@require_POST
def add(request: HttpRequest, product: Product) -> HttpResponse:
    """One or several files; what is good is kept, what is not is named with its reason."""
    check_may_edit(product.seller, request.user)
    refused: list[tuple[str, str]] = []
    files = request.FILES.getlist("photos")
    if not files:
        refused.append(("", _("Choose a picture first.")))
    added = 0
    for file in files:
        try:
            service.add_photo(product=product, file=file, by=request.user)
            added += 1
        except PhotoRefused as refusal:
            refused.append((file.name, refusal.message))
    if refused:
        if request.htmx:
            return photos_answer(request, product, refused=refused)
        return editor_page(request, product, refused_photos=refused, status=422)
    if not request.htmx:
        messages.success(request, ngettext("%(count)d photo is added.", "%(count)d photos are added.", added) % {"count": added})
    return _back(request, product)


@listing_view
@require_POST
def order(request: HttpRequest, product: Product) -> HttpResponse:
    """The order in which they were dragged."""
    wanted = keys(request.POST.getlist("photo"))
    service.order_photos(product=product, order=wanted, by=request.user)
    return _back(request, product)


@listing_view
@require_POST
def move(request: HttpRequest, product: Product, photo: int) -> HttpResponse:
    """One place earlier or later, or to the front."""
    row = get_photo_of(product, photo)
    places = [one.pk for one in product.photos.all()]
    now = places.index(row.pk)
    to = {"first": 0, "earlier": now - 1, "later": now + 1}.get(request.POST.get("to", ""), now)
    service.move_photo(photo=row, to=to, by=request.user)
    return _back(request, product)


@listing_view
@require_POST
def describe(request: HttpRequest, product: Product, photo: int) -> HttpResponse:
    row = get_photo_of(product, photo)
    names = [f"alt_{language.suffix}" for language in content_languages()]
    alts = {name: plain(request.POST[name], ALT_LENGTH) for name in names if name in request.POST}
    service.describe_photo(photo=row, by=request.user, **alts)
    return _back(request, product)


@listing_view
@require_POST
def remove(request: HttpRequest, product: Product, photo: int) -> HttpResponse:
    """Gone from the page at once; for a day the page offers it back."""
    service.remove_photo(photo=get_photo_of(product, photo), by=request.user)
    return _back(request, product)


@listing_view
@require_POST
def restore(request: HttpRequest, product: Product, photo: int) -> HttpResponse:
    service.restore_photo(photo=get_photo_of(product, photo, removed=True), by=request.user)
    return _back(request, product)


@listing_view
@require_POST
def retry(request: HttpRequest, product: Product, photo: int) -> HttpResponse:
    service.retry_renditions(photo=get_photo_of(product, photo), by=request.user)
    return _back(request, product)


@listing_view
@require_safe
def progress(request: HttpRequest, product: Product) -> HttpResponse:
    """How far the sizes are; asked every second or two while a worker draws them."""
    return render(request, "catalog/office/_progress.html", showing.photos(product, []))
