"""What the editor's templates are given: values, so that they ask no questions of the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalog.enums import ProductState
from catalog.exceptions import Missing
from catalog.forms.languages import completeness, content_languages
from catalog.forms.sections import TITLES, Section
from catalog.models import Photo, PriceProposal, Product, Variant, Video
from catalog.models.video import VideoState
from catalog.photos.limits import MAX_BYTES, MAX_PER_PRODUCT, MEGABYTE, MIN_SIDE
from catalog.selectors.labels import labels_of
from catalog.selectors.office import removed_photos_of
from catalog.selectors.papers import papers_of
from catalog.services.editing import why_not_edit
from catalog.services.photos import progress_of
from catalog.services.publishing import missing_for
from catalog.services.videos import job_key
from catalog.videos.limits import MAX_BYTES as VIDEO_BYTES
from catalog.videos.limits import MAX_SECONDS
from marketplace.hubs.preferences import Preferences
from marketplace.jobs.models import Job
from marketplace.look import writing
from marketplace.look.pages import Card, Picture
from sellers.selectors import items_for_goods
from sellers.selectors.evidence import place_of_evidence

ENOUGH_PHOTOS = 3
ADVICE = {
    "dark": gettext_lazy("Too dark. Stand near a window, with the light from the side."),
    "dark_edge": gettext_lazy("A dark edge. Leave a hand of white around the goods."),
    "not_square": gettext_lazy("Not square. Cards show the middle; keep the goods there."),
}


@dataclass(frozen=True)
class ToDo:
    """A missing thing with the place where it is put right."""

    text: str | Promise
    url: str
    section: str


@dataclass(frozen=True)
class Measure:
    """How a carrier by air would count one piece."""

    litres: Decimal
    volumetric_g: int
    gross_g: int

    @property
    def counts_g(self) -> int:
        return max(self.volumetric_g, self.gross_g)

    @property
    def is_bulky(self) -> bool:
        return self.volumetric_g > self.gross_g


@dataclass(frozen=True)
class PhotoCard:
    """A photo in the editor, with its job and its advice."""

    photo: Photo
    number: int
    job: Job | None
    advice: list[str]
    alts: list[tuple[Any, str]]
    is_first: bool
    is_last: bool

    @property
    def is_described(self) -> bool:
        return bool(self.alts and self.alts[0][1])


def reloaded(product: Product) -> Product:
    return Product.objects.select_related("seller", "category__parent", "hs_code", "district", "cover").get(pk=product.pk)


def whole(product: Product, variants: list[Variant], sections: dict[str, Section]) -> dict[str, Any]:
    """Head, steps, missing things and languages: what every answer of the editor shows."""
    missing = [] if product.is_published else [_todo(item) for item in missing_for(product)]
    gaps = {item.section for item in missing}
    proposals = [(variant, proposal) for variant in variants for proposal in variant.proposed]
    return {
        "product": product,
        "variants": variants,
        "sections": sections,
        "missing": missing,
        "proposals": proposals,
        "advice": list(_price_advice([proposal for _variant, proposal in proposals])),
        "steps": [
            {"name": title, "url": f"#{key}", "is_done": key not in gaps and _is_begun(key, product, variants), "is_current": False}
            for key, title in TITLES.items()
        ],
        "saved": saved_at(product),
        "why_not": why_not_edit(product.seller),
        "completeness": completeness([(product, ("name", "summary", "description")), *((variant, ("name",)) for variant in variants)]),
        "measures": {variant.pk: measure_of(variant) for variant in variants},
        "is_published": product.is_published,
        "is_draft": product.state == ProductState.DRAFT and product.published_at is None,
        "state": STATES[product.state],
        "customs": customs_of(product),
        "labels": labels_of(product, timezone.localdate(timezone=ZoneInfo(product.hub.time_zone))) if product.category.is_food else [],
    }


STATES = {
    ProductState.DRAFT: (gettext_lazy("Draft"), ""),
    ProductState.PUBLISHED: (gettext_lazy("On sale"), "good"),
    ProductState.WITHDRAWN: (gettext_lazy("Withdrawn"), "warn"),
}


def _todo(item: Missing) -> ToDo:
    section = {"origin": "origin", "hs_code": "customs"}.get(item.code, item.section)
    if section in TITLES:
        return ToDo(item.text, f"#{section}", section)
    kind, _colon, code = item.code.partition(":")
    if kind == "evidence":
        return ToDo(item.text, place_of_evidence(code), "customs")  # the code is what asks for it
    return ToDo(item.text, reverse("sellers:apply"), section)


def _price_advice(proposals: list[PriceProposal]) -> Iterator[ToDo]:
    """What proposals ask for; a listing goes on sale without them, in the currencies that have a price."""
    texts = [
        (_("Not sold in %(currencies)s yet: take the proposed prices, or type your own."), [row for row in proposals if row.old is None]),
        (_("New prices are proposed in %(currencies)s. Buyers see the old ones until you decide."), [row for row in proposals if row.old]),
    ]
    for text, rows in texts:
        if rows:
            yield ToDo(text % {"currencies": ", ".join(sorted({row.currency for row in rows}))}, "#proposals", "prices")


def _is_begun(key: str, product: Product, variants: list[Variant]) -> bool:
    """A section nothing is asked of counts as done once something stands in it."""
    return key != "variants" or any(variant.on_hand for variant in variants)


def saved_at(product: Product) -> str:
    """10:42 in the hub's own time today; the day before that."""
    zone = ZoneInfo(product.hub.time_zone)
    at, now = timezone.localtime(product.updated_at, zone), timezone.localtime(timezone.now(), zone)
    return f"{at:%H:%M}" if at.date() == now.date() else writing.day(at.date(), get_language() or "en")


AIR_CM3_PER_KG = 6000


def measure_of(variant: Variant) -> Measure | None:
    """Volume and volumetric weight of one piece by air: whole centimetres, half up, over 6000 (docs/catalog.md). The quote of a whole
    parcel decides; this warns the seller of a box full of air."""
    sides = (variant.length_mm, variant.width_mm, variant.height_mm)
    if not all(sides):
        return None
    centimetres = [(Decimal(side) / 10).quantize(Decimal(1), ROUND_HALF_UP) for side in sides]
    volume = centimetres[0] * centimetres[1] * centimetres[2]
    litres = (volume / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Measure(litres, int((volume * 1000 / AIR_CM3_PER_KG).to_integral_value(ROUND_HALF_UP)), variant.gross_weight_g or 0)


def customs_of(product: Product) -> dict[str, Any] | None:
    """What the chosen code asks of this firm before and with a sale to China."""
    row = product.hs_code
    if row is None:
        return None
    items, papers = items_for_goods(product.seller, row.code), papers_of(row.code, "CN")
    return {
        "row": row,
        "items": items,
        "papers": [*papers.required, *papers.conditional],
        "is_closed": "CN" in papers.closed,
        "is_on_consumer_list": row.consumer_list == "yes",
        "knows_rates": row.mfn_percent is not None and row.import_vat_percent is not None,
    }


def photos(product: Product, refused: list[tuple[str, str]]) -> dict[str, Any]:
    rows = list(product.photos.all())
    jobs = progress_of(rows)
    languages = content_languages()
    cards = [
        PhotoCard(
            photo=row,
            number=number,
            job=jobs.get(row.pk),
            advice=[ADVICE[word] for word in row.advice if word in ADVICE],
            alts=[(language, getattr(row, f"alt_{language.suffix}") or "") for language in languages],
            is_first=number == 1,
            is_last=number == len(rows),
        )
        for number, row in enumerate(rows, start=1)
    ]
    waiting = [card for card in cards if card.photo.state == "waiting"]
    return {
        "product": product,
        "photos": cards,
        "removed_photos": removed_photos_of(product),
        "refused_photos": refused,
        "waiting_photos": len(waiting),
        "sizes_done": sum(card.job.progress_done for card in waiting if card.job),
        "sizes_total": sum(card.job.progress_total or 12 for card in waiting if card.job),
        "photo_limits": {"most": MAX_PER_PRODUCT, "megabytes": MAX_BYTES // MEGABYTE, "side": MIN_SIDE},
        "has_room": len(rows) < MAX_PER_PRODUCT,
        "more_photos": max(0, ENOUGH_PHOTOS - len(rows)) if rows else 0,
        "why_not": why_not_edit(product.seller),
    }


def video(product: Product, *, refused: str = "", typed: dict[str, str] | None = None) -> dict[str, Any]:
    """The video of the listing with its job, and its words in each language."""
    row = Video.objects.filter(product=product).prefetch_related("captions").first()
    job = Job.objects.filter(key=job_key(row)).first() if row and row.state == VideoState.WAITING else None
    captions = {caption.language: caption.text for caption in row.captions.all()} if row else {}
    words = [
        (language, (getattr(row, f"shows_{language.suffix}") or "") if row else "", (typed or captions).get(language.code, ""))
        for language in content_languages()
    ]
    return {
        "product": product,
        "video": row,
        "video_job": job,
        "video_words": words if row else [],
        "refused_video": refused,
        "video_limits": {"megabytes": VIDEO_BYTES // MEGABYTE, "seconds": MAX_SECONDS},
        "why_not": why_not_edit(product.seller),
    }


def card(product: Product, preferences: Preferences) -> Card:
    """The product as a shelf shows it, in the reader's language; in the hub's money while there is no price in theirs."""
    variants = list(product.variants.with_stock().prefetch_related("prices"))
    prices = {
        currency: [(price.money, variant) for variant in variants for price in variant.prices.all() if price.currency == currency]
        for currency in (preferences.currency, product.hub.currency)
    }
    offered = prices[preferences.currency] or prices[product.hub.currency]
    lowest, of = min(offered, key=lambda pair: pair[0].amount, default=(None, None))
    by_weight = lowest and product.category.is_sold_by_weight and of.net_weight_g
    return Card(
        url=reverse("listings:listing-preview", args=[product.pk]),
        name=product.name or _("No name yet"),
        picture=product.cover.picture if product.cover else Picture(reverse("drawings:product", args=["agaseke"]), 600, 600),
        price=lowest,
        from_price=len({price.amount for price, _variant in offered}) > 1,
        unit=writing.per_unit(lowest, of.net_weight_g, preferences.language) if by_weight else "",
        maker=", ".join(filter(None, [product.seller.name, product.district.name if product.district else ""])),
        is_verified=product.seller.is_selling,
        is_sold_out=not any(variant.available >= variant.minimum_quantity for variant in variants),
    )
