"""The set of searches with the products they must bring: `search_queries.csv`, over the demo's goods with others that look like them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.enums import ProductState
from catalog.models import CoffeeFacts, Listing, Product, Variant
from catalog.search.services.documents import write_documents
from catalog.selectors.browsing import Scope, read_rows
from catalog.selectors.filters import Filters
from catalog.selectors.listing import search_goods
from catalog.tests.factories import category, hs, make_seller
from marketplace.demo_data.products import product_rows
from marketplace.demo_data.searches import searches
from marketplace.hubs.models import District

TOP = 5
LEAST = 0.95
# Goods that share words with the demo's: a search must tell them apart.
DISTRACTORS = [
    ("Ceramic cup for coffee and tea", "咖啡杯与茶杯 陶瓷", "wood-and-art"),
    ("Cotton tea towel with a basket pattern", "编篮花纹茶巾", "textiles-and-fashion"),
    ("Honey dipper of olive wood", "木质蜂蜜棒", "wood-and-art"),
    ("Lavender soap", "薰衣草香皂", "soap-and-candles"),
    ("Chilli red cotton scarf", "辣椒红棉围巾", "textiles-and-fashion"),
    ("Dress with gorilla print", "大猩猩印花连衣裙", "textiles-and-fashion"),
    ("Avocado wood spoon", "牛油果木勺", "wood-and-art"),
    ("Candle holder of banana leaf", "香蕉叶烛台", "wood-and-art"),
    ("Macadamia blossom soap", "夏威夷果花香皂", "soap-and-candles"),
    ("Picture of Lake Kivu", "基伍湖风景画", "wood-and-art"),
    ("Green cotton shirt", "绿色棉衬衫", "textiles-and-fashion"),
    ("Black soap", "黑皂", "soap-and-candles"),
]


def _put_on_sale() -> dict[str, str]:
    """The demo's products and the distractors with their documents and list rows, without what a search does not read. Slug -> shelf."""
    rows, now = product_rows(), timezone.now()
    sellers = {row["producer"]: make_seller(row["producer"] or "Farmers") for row in {row["producer"]: row for row in rows}.values()}
    other = make_seller("Kigali Makers")
    districts = {district.name: district for district in District.objects.all()}
    shelves = {slug: category(slug) for slug in {row["shelf"] for row in rows} | {shelf for *_names, shelf in DISTRACTORS}}
    code = hs("460219")
    products = Product.objects.bulk_create(
        Product(
            seller=sellers[row["producer"]],
            category=shelves[row["shelf"]],
            slug=row["key"],
            name=row["name_en"],
            name_en=row["name_en"],
            name_zh_hans=row["name_zh"],
            summary_en=row["summary_en"],
            summary_zh_hans=row["summary_zh"],
            description_en=row["description_en"],
            description_zh_hans=row["description_zh"],
            district=districts.get(row["district"]),
            hs_code=code,
            state=ProductState.PUBLISHED,
            published_at=now - timedelta(minutes=number),
        )
        for number, row in enumerate(rows)
    )
    CoffeeFacts.objects.bulk_create(
        CoffeeFacts(
            product=product,
            lot=row["lot"],
            station=row["station"],
            variety=row["variety"],
            process=row["process"],
            tasting_en=row["tasting_en"],
            tasting_zh_hans=row["tasting_zh"],
        )
        for product, row in zip(products, rows, strict=True)
        if product.category.has_coffee_facts
    )
    products += Product.objects.bulk_create(
        Product(
            seller=other,
            category=shelves[shelf],
            slug=f"distractor-{number}",
            name=name,
            name_en=name,
            name_zh_hans=name_zh,
            hs_code=code,
            state=ProductState.PUBLISHED,
            published_at=now + timedelta(minutes=number),
        )
        for number, (name, name_zh, shelf) in enumerate(DISTRACTORS)
    )
    Variant.objects.bulk_create(Variant(product=product, sku=f"T{product.pk}") for product in products)
    Listing.objects.bulk_create(
        Listing(
            product=product,
            currency="CNY",
            amount=68,
            seller_id=product.seller_id,
            category_id=product.category_id,
            district_id=product.district_id,
            published_at=product.published_at,
        )
        for product in products
    )
    write_documents([product.pk for product in products])
    return {product.slug: product.category.slug for product in products}


@pytest.mark.django_db
def test_searches_bring_what_is_expected_among_the_first_five(capsys):
    shelves = _put_on_sale()
    wanted, missed = searches(), []
    for each in wanted:
        language = "zh-hans" if each["language"] == "zh-hant" else each["language"]
        found = search_goods(Scope("CNY"), Filters(q=each["query"]), language)
        rows = read_rows(found.scope, language=language, sort="match", limit=TOP) if found.counts.total else []
        expected = set(each["expected"].split())
        if not any(row.slug in expected or f"shelf:{shelves[row.slug]}" in expected for row in rows):
            missed.append(f"{each['kind']}: {each['query']} -> {[row.slug for row in rows]}")

    share = 1 - len(missed) / len(wanted)
    with capsys.disabled():
        print(f"\n{len(wanted)} searches, {share:.1%} bring what is expected among the first {TOP}")  # noqa: T201 - the figure is the point
        if missed:
            print("\n".join(missed))  # noqa: T201
    assert len(wanted) >= 150 and len({(each["language"], each["query"]) for each in wanted}) == len(wanted)
    assert Counter(each["language"] for each in wanted).keys() == {"en", "zh-hans", "zh-hant", "fr", "rw"}
    assert share >= LEAST, missed
