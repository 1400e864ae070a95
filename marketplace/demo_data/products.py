"""The hundred real products: facts as their sources tell them, and what a listing needs beside them.

Facts, sources and sourced prices are real. Other prices, weights, sizes and stock are demonstration figures and say so in their rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from catalog.exceptions import PublishRefused
from catalog.models import Category, CoffeeFacts, HsCode, Product, Variant
from catalog.services.photos import add_photo
from catalog.services.prices import set_price
from catalog.services.publishing import publish
from catalog.services.stock import set_on_hand
from marketplace.demo_data.packing import PACKS, Pack, price_of, stock_of
from marketplace.demo_data.pictures import KINDS, Drawing, drawn
from marketplace.hubs.models import District
from marketplace.money import Money
from sellers.models import Seller

TABLE = Path(__file__).with_name("products.csv")
Row = dict[str, str]
NAMES = ("name_en", "name_zh_hans", "name_fr", "name_rw")


def product_rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def load_products(sellers: dict[str, Seller], say: Callable[[str], None], rows: Iterable[Row] | None = None) -> list[Product]:
    """Every product that is not there yet, with its picture, on sale where everything it needs is proven. Safe to call again."""
    known = set(Product.objects.values_list("slug", flat=True))
    rows = [row for row in (product_rows() if rows is None else rows) if row["key"] not in known]
    shelves = {shelf.slug: shelf for shelf in Category.objects.all()}
    codes = {code.code: code for code in HsCode.objects.valid_on()}
    districts = {district.name: district for district in District.objects.all()}
    now, products, waiting = timezone.now(), [], 0
    places = {key: place for place, key in enumerate(sorted((row["key"] for row in rows), key=lambda key: sha256(key.encode()).digest()))}
    for row, picture in zip(rows, drawn(map(drawing_of, rows)), strict=True):
        with transaction.atomic():
            product = _write(row, sellers[row["producer"]], shelves, codes, districts, now - timedelta(minutes=47 * places[row["key"]]))
            add_photo(product=product, file=io.BytesIO(picture), by=None)
            try:
                with transaction.atomic():
                    product = publish(product=product, by=None)
            except PublishRefused as refused:
                waiting += 1
                say(f"{row['key']} stays a draft: {', '.join(item.code for item in refused.missing)}")
        products.append(product)
    if products:
        say(f"{len(products) - waiting} products on sale, {waiting} drafts")
    return products


def drawing_of(row: Row) -> Drawing:
    place = row["district"] or "Rwanda"
    pack = PACKS[row["kind"]][0]
    size = pack.names[0] or (f"{int(row['grams'])} g" if row["grams"] else "")
    name = row["name_en"].split(",")[0].split("(")[0]
    for word in (" washed", " natural", " competition lot", " black tea", " essential oil", " chilli oil", " fully", " organic CTC"):
        name = name.replace(word, "")
    note = place if row["kind"] in ("green", "bag60") else f"{place} · {size}".strip(" ·")
    return Drawing(row["key"], KINDS[row["kind"]], name.strip()[:32], note.upper())


def _write(
    row: Row, seller: Seller, shelves: dict[str, Category], codes: dict[str, HsCode], districts: dict[str, District], published: datetime
) -> Product:
    product = Product.objects.create(
        seller=seller,
        category=shelves[row["shelf"]],
        slug=row["key"],
        name_en=row["name_en"],
        name_zh_hans=row["name_zh"],
        summary_en=row["summary_en"],
        summary_zh_hans=row["summary_zh"],
        description_en=row["description_en"],
        description_zh_hans=row["description_zh"],
        district=districts.get(row["district"]),
        hs_code=codes[row["hs_code"]],
        source=row["source"],
        is_demonstration=True,
        published_at=published,
    )
    if shelves[row["shelf"]].has_coffee_facts:
        _write_coffee(product, row)
    for position, pack in enumerate(PACKS[row["kind"]]):
        _write_variant(product, row, pack, position)
    return product


def _write_coffee(product: Product, row: Row) -> None:
    CoffeeFacts.objects.create(
        product=product,
        lot=row["lot"],
        station=row["station"],
        altitude_min=row["altitude_min"] or None,
        altitude_max=row["altitude_max"] or None,
        variety=row["variety"],
        process=row["process"],
        cup_score=row["cup_score"] or None,
        harvest_en=row["harvest_en"],
        harvest_zh_hans=row["harvest_zh"],
        growers=row["growers"] or None,
        tasting_en=row["tasting_en"],
        tasting_zh_hans=row["tasting_zh"],
    )


def _write_variant(product: Product, row: Row, pack: Pack, position: int) -> None:
    net = int(row["grams"]) if row["grams"] and pack.times == "1" else pack.net
    sides = tuple(map(int, row["size_mm"].split("x"))) if row["size_mm"] else pack.sides
    variant = Variant.objects.create(
        product=product,
        sku=f"{row['sku']}-{position + 1}",
        unit=row["unit"] if row["unit"] in ("set", "pair") else pack.unit,
        net_weight_g=net,
        gross_weight_g=net + pack.gross - pack.net,
        length_mm=sides[0],
        width_mm=sides[1],
        height_mm=sides[2],
        minimum_quantity=pack.least,
        quantity_step=pack.step,
        position=position,
        is_measured=False,
        **dict(zip(NAMES, pack.names, strict=True)),
    )
    set_on_hand(variant=variant, on_hand=stock_of(row["key"], pack), by=None)
    is_demonstration = row["price_is_demonstration"] == "yes" or pack.times != "1"
    set_price(
        variant=variant,
        price=Money(price_of(Decimal(row["price"]), pack), row["currency"]),
        by=None,
        is_demonstration=is_demonstration,
        note=row["price_note"] if pack.times == "1" else "Demonstration price",
        source="" if is_demonstration else row["price_source"],
    )
