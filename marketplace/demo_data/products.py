"""The hundred real products: facts as their sources tell them, and what a listing needs beside them.

Facts, sources and sourced prices are real. Other prices, weights, sizes and stock are demonstration figures and say so in their rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from catalog.enums import ProductState
from catalog.exceptions import PublishRefused
from catalog.models import Category, CoffeeFacts, HsCode, Material, Photo, PriceProposal, Product, ProposalState, Variant, VariantPrice
from catalog.search.services.documents import write_documents
from catalog.services.listings import refresh_listings
from catalog.services.photos import add_photo
from catalog.services.price_history import note_prices
from catalog.services.proposals import propose, take_proposals
from catalog.services.publishing import publish
from catalog.services.stock import shelve
from marketplace.demo_data.packing import PACKS, Pack, price_of, stock_of
from marketplace.demo_data.pictures import Drawing, drawn
from marketplace.hubs.models import District
from sellers.models import Seller

TABLE = Path(__file__).with_name("products.csv")
Row = dict[str, str]
NAMES = ("name_en", "name_zh_hans", "name_fr", "name_rw")


def product_rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def load_products(sellers: dict[str, Seller], say: Callable[[str], None], rows: Iterable[Row] | None = None) -> list[Product]:
    """Every product that is not there yet, with its picture, on sale where everything it needs is proven. Safe to call again."""
    by_key = {row["key"]: row for row in (product_rows() if rows is None else rows)}
    known = {product.slug: product for product in Product.objects.filter(slug__in=by_key)}
    if new := [row for key, row in by_key.items() if key not in known]:
        with transaction.atomic():
            known |= {product.slug: product for product in _write(new, sellers)}
    # Those of an earlier load that was cut short are finished too.
    pictured = set(Photo.with_removed.values_list("product__slug", flat=True))
    products = [known[key] for key in by_key if key not in pictured]
    if not products:
        return []
    waiting = 0
    for product, picture in zip(products, drawn(drawing_of(by_key[product.slug]) for product in products), strict=True):
        with transaction.atomic():
            add_photo(product=product, file=io.BytesIO(picture), by=None)
        try:
            publish(product=product, by=None)
        except PublishRefused as refused:
            waiting += 1
            say(f"{product.slug} stays a draft: {', '.join(item.code for item in refused.missing)}")
    say(f"{len(products) - waiting} products on sale, {waiting} drafts")
    return products


def load_unpictured(sellers: dict[str, Seller]) -> list[Product]:
    """All of them on sale at once without a picture and whatever evidence is there: for measuring alone."""
    with transaction.atomic():
        products = _write(product_rows(), sellers)
        ids = [product.pk for product in products]
        Product.objects.filter(pk__in=ids).update(state=ProductState.PUBLISHED)
        refresh_listings(ids)
        write_documents(ids)
    return products


def drawing_of(row: Row) -> Drawing:
    place = row["district"] or "Rwanda"
    pack = PACKS[row["kind"]][0]
    size = pack.names[0] or (f"{int(row['grams'])} g" if row["grams"] else "")
    name = row["name_en"].split(",")[0].split("(")[0]
    for word in (" washed", " natural", " competition lot", " black tea", " essential oil", " chilli oil", " fully", " organic CTC"):
        name = name.replace(word, "")
    note = place if row["kind"] in ("green", "bag60") else f"{place} · {size}".strip(" ·")
    return Drawing(row["key"], row["picture"], name.strip()[:32], note.upper())


def _write(rows: list[Row], sellers: dict[str, Seller]) -> list[Product]:
    """The products of these rows as drafts, with variants, facts and prices in every currency."""
    shelves = {shelf.slug: shelf for shelf in Category.objects.all()}
    codes = {code.code: code for code in HsCode.objects.valid_on()}
    districts = {district.name: district for district in District.objects.all()}
    now = timezone.now()
    # New and old goods of all shelves mixed, always in the same order.
    places = {key: place for place, key in enumerate(sorted((row["key"] for row in rows), key=lambda key: sha256(key.encode()).digest()))}
    products = Product.objects.bulk_create(
        [
            Product(
                seller=sellers[row["producer"]],
                category=shelves[row["shelf"]],
                slug=row["key"],
                name=row["name_en"],
                name_en=row["name_en"],
                name_zh_hans=row["name_zh"],
                summary=row["summary_en"],
                summary_en=row["summary_en"],
                summary_zh_hans=row["summary_zh"],
                description=row["description_en"],
                description_en=row["description_en"],
                description_zh_hans=row["description_zh"],
                district=districts.get(row["district"]),
                hs_code=codes[row["hs_code"]],
                source=row["source"],
                is_demonstration=True,
                published_at=now - timedelta(minutes=47 * places[row["key"]]),
            )
            for row in rows
        ]
    )
    both = list(zip(products, rows, strict=True))
    CoffeeFacts.objects.bulk_create([_coffee(product, row) for product, row in both if product.category.has_coffee_facts])
    known = {material.slug: material for material in Material.objects.all()}
    made_of = Product.materials.through
    made_of.objects.bulk_create(
        made_of(product=product, material=known[slug]) for product, row in both for slug in row["materials"].split()
    )
    packed = [(product, row, pack, place) for product, row in both for place, pack in enumerate(PACKS[row["kind"]])]
    variants = Variant.objects.bulk_create([_variant(*each) for each in packed])
    shelve({variant.pk: stock_of(row["key"], pack) for variant, (_, row, pack, _) in zip(variants, packed, strict=True)})
    VariantPrice.objects.bulk_create([_price(variant, row, pack) for variant, (_, row, pack, _) in zip(variants, packed, strict=True)])
    ids = [variant.pk for variant in variants]
    note_prices(VariantPrice.objects.filter(variant__in=ids))
    propose(ids)
    take_proposals(proposals=PriceProposal.objects.filter(variant__in=ids, state=ProposalState.OPEN), by=None)
    return products


def _coffee(product: Product, row: Row) -> CoffeeFacts:
    return CoffeeFacts(
        product=product,
        lot=row["lot"],
        station=row["station"],
        altitude_min=row["altitude_min"] or None,
        altitude_max=row["altitude_max"] or None,
        variety=row["variety"],
        process=row["process"],
        cup_score=row["cup_score"] or None,
        harvest=row["harvest_en"],
        harvest_en=row["harvest_en"],
        harvest_zh_hans=row["harvest_zh"],
        growers=row["growers"] or None,
        tasting=row["tasting_en"],
        tasting_en=row["tasting_en"],
        tasting_zh_hans=row["tasting_zh"],
    )


def _variant(product: Product, row: Row, pack: Pack, place: int) -> Variant:
    net = int(row["grams"]) if row["grams"] and pack.times == "1" else pack.net
    sides = tuple(map(int, row["size_mm"].split("x"))) if row["size_mm"] else pack.sides
    return Variant(
        product=product,
        sku=f"{row['sku']}-{place + 1}",
        unit=row["unit"] if row["unit"] in ("set", "pair") else pack.unit,
        net_weight_g=net,
        gross_weight_g=net + pack.gross - pack.net,
        length_mm=sides[0],
        width_mm=sides[1],
        height_mm=sides[2],
        minimum_quantity=pack.least,
        quantity_step=pack.step,
        position=place,
        is_measured=False,
        name=pack.names[0],
        **dict(zip(NAMES, pack.names, strict=True)),
    )


def _price(variant: Variant, row: Row, pack: Pack) -> VariantPrice:
    is_demonstration = row["price_is_demonstration"] == "yes" or pack.times != "1"
    return VariantPrice(
        variant=variant,
        currency=row["currency"],
        amount=price_of(Decimal(row["price"]), pack),
        is_demonstration=is_demonstration,
        note=row["price_note"] if pack.times == "1" else "Demonstration price",
        source="" if is_demonstration else row["price_source"],
    )
