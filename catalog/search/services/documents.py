"""The search documents: names and texts of every language, maker, place, facts, written in the transaction that changes a product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Prefetch

from catalog.enums import ProductState
from catalog.models import Category, Product, Variant
from catalog.reference.districts import CHINESE
from catalog.search.models import SearchDocument
from catalog.search.popularity import STANDING
from catalog.search.services.terms import Term, add_terms, count_terms, offered, words_of
from catalog.search.words import chinese_index, fold, latin_words, spoken

BATCH = 500
_FIELDS = ("en", "fr", "rw", "zh_hans")


@dataclass(frozen=True, slots=True)
class Part:
    """The folded words of one weight: English and French ones for their grammars, all of them as they are."""

    english: str = ""
    french: str = ""
    plain: str = ""


# Names weigh most (A), then makers, places, shelves and facts (B), then the sentence (C), then the text (D). A text gives only its words,
# without their places: at a million products the index is as large as what it must hold.
_WRITE = f"""
    INSERT INTO search_searchdocument (hub_id, product_id, words, sold, standing)
    SELECT p.hub_id, p.id,
        setweight(to_tsvector('english', a_en) || to_tsvector('french', a_fr) || to_tsvector('simple', a), 'A') ||
        setweight(to_tsvector('english', b_en) || to_tsvector('french', b_fr) || to_tsvector('simple', b), 'B') ||
        setweight(to_tsvector('english', c_en) || to_tsvector('french', c_fr) || to_tsvector('simple', c), 'C') ||
        strip(to_tsvector('english', d_en) || to_tsvector('french', d_fr) || to_tsvector('simple', d)),
        0, {STANDING.format(sold="0", published="p.published_at")}
    FROM unnest(%s::bigint[], {", ".join(["%s::text[]"] * 12)})
        AS t(id, a_en, a_fr, a, b_en, b_fr, b, c_en, c_fr, c, d_en, d_fr, d)
    JOIN catalog_product p ON p.id = t.id
    ON CONFLICT (product_id) DO UPDATE SET words = EXCLUDED.words,
        standing = (SELECT {STANDING.format(sold="search_searchdocument.sold", published="q.published_at")}
            FROM catalog_product q WHERE q.id = EXCLUDED.product_id)
"""


@transaction.atomic
def write_documents(product_ids: Iterable[int]) -> int:
    """Write the documents of these products anew; what is not published loses its own. Returns how many are published."""
    rows, terms = _read(product_ids, forgets=True)
    if rows:
        _write(rows)
        add_terms(terms)
    return len(rows)


def rebuild(batch: int = BATCH) -> int:
    """Write every document of the hub anew, in batches, and count its words; words that no product has any more go. Safe to run beside
    buyers, and twice."""
    SearchDocument.objects.exclude(product__state=ProductState.PUBLISHED).delete()
    ids = list(Product.objects.filter(state=ProductState.PUBLISHED).order_by("pk").values_list("pk", flat=True))
    counted: Counter[Term] = Counter()
    for start in range(0, len(ids), batch):
        rows, terms = _read(ids[start : start + batch])
        if rows:
            _write(rows)
        counted.update(terms)
    count_terms(counted)
    return len(ids)


def _write(rows: list[tuple[int, list[Part]]]) -> None:
    columns: list[list[object]] = [[pk for pk, _parts in rows]]
    for place in range(4):
        for name in ("english", "french", "plain"):
            columns.append([getattr(parts[place], name) for _pk, parts in rows])
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, columns)


def _read(product_ids: Iterable[int], *, forgets: bool = False) -> tuple[list[tuple[int, list[Part]]], Counter[Term]]:
    shelves = Category.across_hubs.in_bulk()
    products = (
        Product.across_hubs.filter(pk__in=list(product_ids))
        .select_related("seller", "district", "coffee")
        .prefetch_related("materials", Prefetch("variants", Variant.objects.order_by("position")))
        .order_by("pk")
    )
    rows, terms, gone = [], Counter(), []
    for product in products:
        if product.state != ProductState.PUBLISHED:
            gone.append(product.pk)
            continue
        parts, phrases = _parts(product, shelves)
        rows.append((product.pk, parts))
        for term in (*words_of(part.plain for part in parts[:3]), *phrases):
            terms[term] += 1
    if forgets and gone:
        SearchDocument.across_hubs.filter(product__in=gone).delete()
    return rows, terms


def _said(things: Iterable[object], field: str) -> dict[str, str]:
    """Language -> the folded texts of a translated field, of several things one after the other."""
    return {end: fold(" ".join(getattr(thing, f"{field}_{end}") or "" for thing in things)) for end in _FIELDS}


def _part(said: dict[str, str], also: str = "", chinese: str = "", *, is_name: bool = False, more: str = "") -> Part:
    """`also` are words of no language: makers, places, numbers."""
    english, french, other, also = (latin_words(text) for text in (said["en"], said["fr"], said["rw"], also))
    plain = [
        english,
        french,
        other,
        also,
        latin_words(said["zh_hans"]),
        chinese_index(f"{said['zh_hans']} {chinese}", is_name=is_name),
        more,
    ]
    return Part(f"{english} {also}", french, " ".join(filter(None, plain)))


def _parts(product: Product, shelves: dict[int, Category]) -> tuple[list[Part], list[Term]]:
    shelf, above = [], product.category_id
    while above:
        shelf.append(shelves[above])
        above = shelves[above].parent_id
    seller, coffee = product.seller, getattr(product, "coffee", None)
    places = [product.district.name, product.district.province] if product.district else []
    zh_places = [CHINESE.get(place, "") for place in places]
    facts = [coffee.station, coffee.variety, coffee.lot, coffee.process] if coffee else []
    variants = list(product.variants.all())
    name, shelf_said = _said([product], "name"), _said(shelf, "name")
    makers = fold(" ".join([seller.trade_name, seller.legal_name, *places, *facts, "Rwanda"]))
    zh_makers = fold(" ".join(["卢旺达", *zh_places, *(PROCESS_IN_CHINESE.get(fact, "") for fact in facts[3:]), seller.trade_name]))
    full, initials = spoken(name["zh_hans"])
    shelf_full, shelf_initials = spoken(f"{shelf_said['zh_hans']} {zh_makers}")
    summary, variant_said = _said([product], "summary"), _said(variants, "name")
    tasting = _said([coffee], "tasting") if coffee else dict.fromkeys(_FIELDS, "")
    roast = dict.fromkeys(_FIELDS, "") | ROAST_WORDS.get(coffee.roast if coffee else "", {})
    made_of = _said(product.materials.all(), "name")
    sentence = {end: f"{summary[end]} {tasting[end]} {variant_said[end]} {made_of[end]} {roast[end]}" for end in _FIELDS}
    text = _said([product], "description")
    skus = fold(" ".join(variant.sku for variant in variants))
    parts = [
        _part(name, is_name=True),
        _part(shelf_said, makers, zh_makers, is_name=True, more=" ".join(full)),
        _part(sentence, skus, more=" ".join(shelf_full)),
        _part(text, more=" ".join([*initials, *shelf_initials])),
    ]
    return parts, list(_phrases(product, shelf, places, coffee))


def _phrases(product: Product, shelf: list[Category], places: list[str], coffee: object) -> Iterator[Term]:
    for each in shelf:
        for language, end in (("en", "en"), ("fr", "fr"), ("rw", "rw"), ("zh-hans", "zh_hans")):
            yield from offered("shelf", language, getattr(each, f"name_{end}") or "")
    yield from offered("seller", "", product.seller.trade_name or product.seller.legal_name)
    for place in places:
        yield from offered("place", "", place)
        yield from offered("place", "zh-hans", CHINESE.get(place, ""))
    for fact in (coffee.station, coffee.variety) if coffee else ():
        yield from offered("fact", "", fact)


ROAST_WORDS = {
    "light": {"en": "light roast", "zh_hans": "浅烘 浅度烘焙", "fr": "torrefaction claire"},
    "medium": {"en": "medium roast", "zh_hans": "中烘 中度烘焙", "fr": "torrefaction moyenne"},
    "medium_dark": {"en": "medium dark roast", "zh_hans": "中深烘 中深度烘焙", "fr": "torrefaction moyenne foncee"},
    "dark": {"en": "dark roast", "zh_hans": "深烘 深度烘焙", "fr": "torrefaction foncee"},
}
PROCESS_IN_CHINESE = {"washed": "水洗", "natural": "日晒", "honey": "蜜处理", "anaerobic": "厌氧", "decaf": "低因 脱因"}
