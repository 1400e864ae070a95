"""The editor: one page, saved section by section as it is typed."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog.exceptions import Missing
from catalog.forms.sections import BUILDERS, Section, section_of
from catalog.hs import hs_codes_by_words
from catalog.models import Product, Variant
from catalog.selectors.product_page import product_page
from catalog.selectors.proposals import with_proposals
from catalog.services.editing import MayNotEdit, StillOnSale, check_may_edit
from catalog.views.office import showing
from catalog.views.office.access import listing_view, office, still_on_sale
from marketplace.typed import whole_number


def shown_variants(product: Product) -> list[Variant]:
    return list(product.variants.with_stock().prefetch_related("prices__rate", "prices__tiers", with_proposals()))


def editor_page(
    request: HttpRequest,
    product: Product,
    *,
    bound: Section | None = None,
    refused: list[Missing] | None = None,
    refused_photos: list[tuple[str, str]] | None = None,
    refused_video: str = "",
    typed_video: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole editor; with the section whose form was refused, everything typed in it kept."""
    variants = shown_variants(product)
    sections = {key: section_of(key, product, variants) for key in BUILDERS}
    if bound is not None:
        sections[bound.key] = bound
    context = {
        **office(product.seller),
        **showing.whole(product, variants, sections),
        **showing.photos(product, refused_photos or []),
        **showing.video(product, refused=refused_video, typed=typed_video),
        "card": showing.card(product, request.preferences),
        "refused": refused,
        "bound": bound,
        "hs_rows": _hs_rows(request, product),
        "hs_words": _hs_words(request),
    }
    return render(request, "catalog/office/listing_edit.html", context, status=status)


def photos_answer(request: HttpRequest, product: Product, *, refused: list[tuple[str, str]] | None = None) -> HttpResponse:
    """The photos for htmx, and what they change around them: missing things, steps, the time of saving."""
    fresh = showing.reloaded(product)
    context = {**showing.whole(fresh, shown_variants(fresh), {}), **showing.photos(fresh, refused or [])}
    response = render(request, "catalog/office/_photos_answer.html", context)
    response["HX-Trigger"] = "saved"
    return response


@listing_view
@require_safe
def edit_listing(request: HttpRequest, product: Product) -> HttpResponse:
    return editor_page(request, product)


@listing_view
@require_POST
def save_section(request: HttpRequest, product: Product, key: str) -> HttpResponse:
    """Write what is in order. With htmx the answer is small: what was saved and what is wrong, never the fields themselves, so
    that nobody's cursor jumps; without, the page again."""
    if key not in BUILDERS:
        raise Http404
    try:
        section = _save(request, product, key)
    except MayNotEdit as refusal:
        if not request.htmx:
            raise
        return render(request, "catalog/office/_refused.html", {"message": refusal.message})
    fresh = showing.reloaded(product)
    if request.htmx:
        return _small_answer(request, fresh, section)
    if section.has_errors:
        return editor_page(request, fresh, bound=section, status=422)
    messages.success(request, _("Saved."))
    response = redirect("listings:listing-edit", pk=product.pk)
    response["Location"] += f"#{key}"
    return response


def _save(request: HttpRequest, product: Product, key: str) -> Section:
    try:
        with transaction.atomic():
            # What is compared with what was typed is what nobody can change meanwhile.
            locked = Product.objects.locked().select_related("seller", "category", "hs_code", "district").get(pk=product.pk)
            check_may_edit(locked.seller, request.user)
            rows = Variant.objects.locked().with_stock().filter(product=locked).order_by("position", "pk")
            variants = list(rows.prefetch_related("prices__rate", "prices__tiers", with_proposals()))
            section = section_of(key, locked, variants, request.POST)
            section.save(product=locked, by=request.user)
            return section
    except StillOnSale as refusal:
        section = section_of(key, showing.reloaded(product), shown_variants(product), request.POST)
        section.errors.append(still_on_sale(", ".join(str(item.text) for item in refusal.missing)))
        return section


def _small_answer(request: HttpRequest, product: Product, section: Section) -> HttpResponse:
    variants = shown_variants(product)
    fresh = section_of(section.key, product, variants)
    twins = {form.prefix: form for form in fresh.forms}
    for form in section.forms:
        if form.prefix in twins:
            form.initial = twins[form.prefix].initial  # what the page shall remember is what is stored now
    context = {
        **showing.whole(product, variants, {section.key: section}),
        "section": section,
        # The errors of what was typed, beside the hints of what is stored now.
        "notes": [
            (field, twins[form.prefix].fields[field.name].help_text) for form in section.forms if form.prefix in twins for field in form
        ],
        "hs_rows": _hs_rows(request, product) if section.key == "customs" else [],
    }
    if section.key == "basics" and any("category" in form.touched for form in section.forms):
        context["origin"] = section_of("origin", product, variants)
    response = render(request, "catalog/office/_saved.html", context)
    response["HX-Trigger"] = "saved"
    return response


def _hs_words(request: HttpRequest) -> str:
    return request.GET.get("hs", "").strip()[:80]


def _hs_rows(request: HttpRequest, product: Product) -> list:
    """What the words found, with the code in force on top."""
    words = _hs_words(request)
    found = hs_codes_by_words(words) if words else []
    return [row for row in found if row.pk != product.hs_code_id]


@listing_view
@require_safe
def find_hs_codes(request: HttpRequest, product: Product) -> HttpResponse:
    """The codes for some words; a fragment for htmx, the editor at its customs for everybody else."""
    if not request.htmx:
        return editor_page(request, product)
    context = {"product": product, "hs_rows": _hs_rows(request, product), "hs_words": _hs_words(request)}
    return render(request, "catalog/office/_hs_rows.html", context)


@listing_view
@require_safe
def show_card(request: HttpRequest, product: Product) -> HttpResponse:
    """The card as a shelf would show it, asked for after each saving."""
    return render(request, "catalog/office/_card.html", {"product": product, "card": showing.card(product, request.preferences)})


@listing_view
@require_safe
def preview(request: HttpRequest, product: Product) -> HttpResponse:
    """The page as a buyer would see it, with the very templates of the shop."""
    page = product_page(product, preferences=request.preferences, photo=whole_number(request.GET.get("photo"), 999) or 0)
    return render(request, "catalog/office/listing_preview.html", {"page": page, "product": product})
