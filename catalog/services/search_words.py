"""The words under which products are found: names and texts of every language, seller, place, coffee facts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import connection
from django.db.models import Prefetch

from catalog.models import Category, Product, Variant
from catalog.reference.districts import CHINESE

HAN = re.compile(r"[\u3400-\u9fff]+")

# Names weigh most (A), then makers, places and shelves (B), then the sentence (C), then the text (D).
_WRITE = """
    INSERT INTO catalog_searchentry (product_id, words, text)
    SELECT id,
        setweight(to_tsvector('english', a), 'A') || setweight(to_tsvector('simple', a || ' ' || zh_a), 'A') ||
        setweight(to_tsvector('simple', b || ' ' || zh_b), 'B') || setweight(to_tsvector('english', b), 'B') ||
        setweight(to_tsvector('english', c), 'C') || setweight(to_tsvector('simple', zh_c), 'C') ||
        setweight(to_tsvector('english', d), 'D') || setweight(to_tsvector('simple', zh_d), 'D'),
        lower(near)
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS t(id, a, b, c, d, zh_a, zh_b, zh_c, zh_d, near)
    ON CONFLICT (product_id) DO UPDATE SET words = EXCLUDED.words, text = EXCLUDED.text
"""


def chinese_words(text: str) -> str:
    """The Chinese words of a text with a space between them, longer words also in their parts: 咖啡豆 -> 咖啡 咖啡豆."""
    runs = HAN.findall(text)
    if not runs:
        return ""
    import rjieba  # here, because its dictionary takes 33 MiB in every process that loads it, and most never read Chinese

    return " ".join(word for run in runs for word in rjieba.cut_for_search(run))


def _said(thing, field: str) -> tuple[str, str]:
    """(the western languages together, Chinese) of a translated field."""
    western = " ".join(filter(None, (getattr(thing, f"{field}_{language}") for language in ("en", "fr", "rw"))))
    return western, getattr(thing, f"{field}_zh_hans") or ""


def _texts(product: Product, shelves: dict[int, Category]) -> list[str]:
    name, zh_name = _said(product, "name")
    shelf, above = [], product.category_id
    while above:
        shelf.append(_said(shelves[above], "name"))
        above = shelves[above].parent_id
    seller = product.seller
    places = [product.district.name, product.district.province] if product.district else []
    coffee = getattr(product, "coffee", None)
    facts = [coffee.station, coffee.variety, str(coffee.get_process_display()), coffee.lot] if coffee else []
    variants = [_said(variant, "name") for variant in product.variants.all()]
    summary, zh_summary = _said(product, "summary")
    description, zh_description = _said(product, "description")
    tasting, zh_tasting = _said(coffee, "tasting") if coffee else ("", "")
    zh_places = " ".join(CHINESE.get(place, "") for place in places)
    makers = " ".join([seller.trade_name, seller.legal_name, *places, *facts, "Rwanda", *(words for words, _ in shelf)])
    return [
        name,
        makers,
        f"{summary} {tasting} {' '.join(words for words, _ in variants)} {' '.join(variant.sku for variant in product.variants.all())}",
        description,
        chinese_words(zh_name),
        chinese_words(" ".join(["卢旺达", zh_places, seller.trade_name, *(words for _, words in shelf)])),
        chinese_words(f"{zh_summary} {zh_tasting} {' '.join(words for _, words in variants)}"),
        chinese_words(zh_description),
        " ".join([name, zh_name, seller.trade_name, *places, *facts[:2]]),
    ]


def write_search_entries(product_ids: Iterable[int]) -> int:
    """Write the words of these products anew. Returns how many there were."""
    shelves = Category.across_hubs.in_bulk()
    products = (
        Product.across_hubs.filter(pk__in=list(product_ids))
        .select_related("seller", "district", "coffee")
        .prefetch_related(Prefetch("variants", Variant.objects.order_by("position")))
    )
    rows = [(product.pk, *_texts(product, shelves)) for product in products]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])
    return len(rows)


def reindex(batch: int = 500) -> int:
    """Write the words of every product of the hub anew, in batches."""
    ids = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    return sum(write_search_entries(ids[start : start + batch]) for start in range(0, len(ids), batch))
