"""What a product page reads, in the reader's language, as small values.

Two statements in SQL instead of seven models of which a page shows a third: the page's rate hangs on them (docs/catalog.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.storage import default_storage
from django.utils.functional import Promise
from django.utils.translation import get_language

from catalog.enums import CoffeeProcess, ProductState, RoastLevel, Unit
from catalog.models import Product
from catalog.models.hs_code import dotted
from catalog.models.photo import picture_as_stored
from catalog.passports.keys import key_sql
from catalog.promises import told_sql
from catalog.selectors.browsing import free_of_variant, translated
from catalog.selectors.scheduling import SCHEDULED_SQL
from catalog.selectors.shelves import market
from catalog.tiers import Scale, scale
from marketplace.hubs.context import current_hub
from marketplace.look.pages import Picture
from marketplace.look.words import languages
from marketplace.money import Money
from marketplace.prepared import answers


@dataclass(frozen=True, slots=True)
class Maker:
    """The firm as its goods show it."""

    slug: str
    name: str
    public_key: str
    district_id: int | None
    approved_at: datetime | None
    is_demonstration: bool
    answers_within_h: int | None = None  # working hours it usually takes them to answer
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    code: str
    title: str
    is_complete: bool

    @property
    def dotted(self) -> str:
        return dotted(self.code)


@dataclass(frozen=True, slots=True)
class Coffee:
    """The lot's passport."""

    lot: str
    station: str
    altitude_min: int | None
    altitude_max: int | None
    variety: str
    process: str
    cup_score: Decimal | None
    growers: int | None
    harvest: str
    tasting: str
    roast: str
    passport: str  # the key of the lot's own page; empty where it has none

    @property
    def score(self) -> str:
        """86.5, 90."""
        return f"{self.cup_score.normalize():f}" if self.cup_score else ""

    @property
    def roast_name(self) -> str | Promise:
        return RoastLevel(self.roast).label if self.roast else ""

    @property
    def process_name(self) -> str | Promise:
        return CoffeeProcess(self.process).label if self.process else ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is in the parcel and, of food, what its label says; allergens are the seller's word."""

    in_parcel: str
    ingredients: str
    storage: str
    shelf_life_days: int | None
    declares_none: bool
    contains: list[str]
    may_contain: list[str]

    @property
    def says_something(self) -> bool:
        return bool(self.in_parcel or self.ingredients or self.storage or self.shelf_life_days or self.names_allergens)

    @property
    def names_allergens(self) -> bool:
        return bool(self.declares_none or self.contains or self.may_contain)


@dataclass(frozen=True, slots=True)
class Film:
    """The product's video as its page plays it."""

    folder: str
    poster: str
    mp4: str
    mp4_bytes: int
    webm: str
    width: int
    height: int
    milliseconds: int
    added_at: datetime
    shows: str
    pk: int
    thumb: str  # empty of videos made before small posters were drawn
    captions: list[str]  # languages

    def url_of(self, file: str) -> str:
        return default_storage.url(f"{self.folder}/{file}")

    @property
    def poster_url(self) -> str:
        return self.url_of(self.poster)

    @property
    def thumb_url(self) -> str:
        return self.url_of(self.thumb or self.poster)

    @property
    def mp4_url(self) -> str:
        return self.url_of(self.mp4)

    @property
    def webm_url(self) -> str:
        return self.url_of(self.webm)

    @property
    def length(self) -> str:
        """0:12, 1:05."""
        seconds = -(-self.milliseconds // 1000)
        return f"{seconds // 60}:{seconds % 60:02}"

    @property
    def tracks(self) -> list[tuple[str, str, str, bool]]:
        """Of each language with captions its code, its code in HTML, its own name, and whether it is the reader's."""
        names = {code: (html, name) for code, html, name in languages()}
        return [(code, *names[code], code == get_language()) for code in self.captions if code in names]

    @property
    def megabytes(self) -> str:
        return f"{max(self.mp4_bytes / 1_000_000, 0.1):.1f}"


@dataclass(frozen=True, slots=True)
class ProductFacts:
    pk: int
    slug: str
    name: str
    summary: str
    description: str
    category_id: int
    district: str
    origin_country: str
    source: str
    published_at: datetime | None
    ready_days: int | None  # working days, as the seller says of it or of all the firm's goods
    materials: list[str]
    seller: Maker
    hs_code: Code | None
    coffee: Coffee | None
    parcel: Parcel | None = None
    video: Film | None = None
    told: str | None = None  # of what is taken off by itself; see catalog.promises


@dataclass(frozen=True, slots=True)
class PriceFacts:
    money: Money
    is_demonstration: bool
    note: str
    source: str
    converted_from: str
    rate_day: date | None
    scale: Scale
    was: Money | None = None  # the lowest of the thirty days before, where the price of now is below it
    ends_at: datetime | None = None  # of a scheduled price


@dataclass(frozen=True, slots=True)
class VariantFacts:
    pk: int
    sku: str
    name: str
    unit: str
    net_weight_g: int | None
    gross_weight_g: int | None
    length_mm: int | None
    width_mm: int | None
    height_mm: int | None
    minimum_quantity: int
    quantity_step: int
    available: int
    is_measured: bool
    price: PriceFacts | None

    def get_unit_display(self) -> str:
        return str(Unit(self.unit).label)


def facts_on_sale(slug: str, language: str) -> ProductFacts:
    """The product on sale of this address. Raises Product.DoesNotExist."""
    return _facts("p.slug = %s AND p.state = %s AND s.state = 'approved'", [slug, ProductState.PUBLISHED], language)


def facts_of(product: Product, language: str) -> ProductFacts:
    """The same of any product, a draft too: for those who may see it."""
    return _facts("p.id = %s", [product.pk], language)


def _facts(condition: str, parameters: list[Any], language: str) -> ProductFacts:
    def text(column: str) -> str:
        return f"coalesce({translated(column, language)}, '')"

    statement = f"""
        SELECT p.id, p.slug, {text("p.name")}, {text("p.summary")}, {text("p.description")},
            p.category_id, p.district_id, p.origin_country, p.source, p.published_at,
            coalesce(p.ready_days, s.ready_days), ARRAY(SELECT m.material_id FROM catalog_product_materials m WHERE m.product_id = p.id),
            s.slug, CASE WHEN s.trade_name = '' THEN s.legal_name ELSE s.trade_name END, s.public_key, s.district_id, s.approved_at,
            s.is_demonstration, h.code, {text("h.title")}, h.is_complete,
            c.product_id, c.lot, c.station, c.altitude_min, c.altitude_max, c.variety, c.process, c.cup_score, c.growers,
            {text("c.harvest")}, {text("c.tasting")}, c.roast, coalesce({key_sql("p", "c")}, ''),
            {text("b.in_parcel")}, {text("b.ingredients")}, {text("b.storage")}, b.shelf_life_days, b.declares_none,
            ARRAY(SELECT a.allergen_id FROM catalog_parcelfacts_contains a WHERE a.parcelfacts_id = p.id),
            ARRAY(SELECT a.allergen_id FROM catalog_parcelfacts_may_contain a WHERE a.parcelfacts_id = p.id),
            w.folder, w.poster, w.mp4, w.mp4_bytes, w.webm, w.width, w.height, w.milliseconds, w.created_at, {text("w.shows")}, w.id,
            w.thumb, ARRAY(SELECT t.language FROM catalog_videocaption t WHERE t.video_id = w.id ORDER BY t.language),
            s.answers_within_h, s.id, {told_sql()}
        FROM catalog_product p
        JOIN sellers_seller s ON s.id = p.seller_id
        LEFT JOIN catalog_hscode h ON h.id = p.hs_code_id
        LEFT JOIN catalog_video w ON w.product_id = p.id AND w.state = 'ready'
        LEFT JOIN catalog_parcelfacts b ON b.product_id = p.id
        LEFT JOIN catalog_coffeefacts c ON c.product_id = p.id
        WHERE p.hub_id = %s AND {condition}
    """
    rows = answers(statement, [current_hub().pk, *parameters])
    if not rows:
        raise Product.DoesNotExist
    *row, seller_id, told = rows[0]
    return ProductFacts(
        *row[:6],
        market().district_in(row[6], language),
        *row[7:11],
        materials=[name.name_in(language) for pk, name in market().materials.items() if pk in row[11]],
        seller=Maker(*row[12:18], row[-1], seller_id),
        hs_code=Code(*row[18:21]) if row[18] else None,
        coffee=Coffee(*row[22:-21]) if row[21] else None,
        parcel=_parcel(row[-21:-14], language),
        video=Film(*row[-14:-1]) if row[-14] else None,
        told=told,
    )


def _parcel(row: Sequence[Any], language: str) -> Parcel | None:
    *facts, contains, may_contain = row
    if facts[-1] is None:  # no row
        return None
    names = market().allergens
    parcel = Parcel(*facts, *([name.name_in(language) for pk, name in names.items() if pk in ids] for ids in (contains, may_contain)))
    return parcel if parcel.says_something else None


def variants_of(product_id: int, currency: str, language: str) -> list[VariantFacts]:
    """The variants in their order, each with its price in this currency."""
    statement = f"""
        SELECT v.id, v.sku, coalesce({translated("v.name", language)}, ''), v.unit, v.net_weight_g, v.gross_weight_g,
            v.length_mm, v.width_mm, v.height_mm, v.minimum_quantity, v.quantity_step, {free_of_variant("v")}, v.is_measured,
            p.amount, p.is_demonstration, p.note, p.source, p.converted_from, r.day,
            ARRAY(SELECT ARRAY[t.from_quantity, t.amount] FROM catalog_pricetier t WHERE t.price_id = p.id),
            s.amount, s.lowest, s.ends_at
        FROM catalog_variant v
        LEFT JOIN catalog_variantprice p ON p.variant_id = v.id AND p.currency = %s
        LEFT JOIN money_exchangerate r ON r.id = p.rate_id
        {SCHEDULED_SQL}
        WHERE v.product_id = %s ORDER BY v.position, v.id
    """
    rows = answers(statement, [currency, product_id])
    return [VariantFacts(*row[:13], _price(row[13:], currency) if row[13] is not None else None) for row in rows]


def _price(row: Sequence[Any], currency: str) -> PriceFacts:
    amount, *facts, tiers, scheduled, lowest, ends_at = row
    money = Money(amount if scheduled is None else scheduled, currency).rounded()
    was = Money(lowest, currency).rounded() if lowest is not None else None
    return PriceFacts(money, *facts, scale(money, tiers), was if was and was.amount > money.amount else None, ends_at)


def pictures_of(product_id: int, name: str, language: str) -> list[Picture]:
    """The product's photos in their order; one that nobody described is called by the product's name."""
    statement = f"""
        SELECT f.original, f.renditions, f.width, f.height, coalesce({translated("f.alt", language)}, '')
        FROM catalog_photo f WHERE f.product_id = %s AND f.removed_at IS NULL ORDER BY f.position, f.id
    """
    return [
        picture_as_stored(default_storage.url(original), renditions, width, height, alt or name)
        for original, renditions, width, height, alt in answers(statement, [product_id])
    ]
