"""Goods for tests: small and without surprise; what matters to a test is written in the test."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalog.enums import ProductState
from catalog.models import Category, CoffeeFacts, HsCode, Photo, PriceProposal, Product, Variant, VariantPrice
from catalog.services import stock
from catalog.services.listings import refresh
from catalog.services.proposals import take_proposals
from catalog.services.tiers import set_tiers
from marketplace.accounts.models import User
from marketplace.allocation.selectors import level
from marketplace.hubs.models import District
from marketplace.money.models import ExchangeRate
from sellers.enums import SellerState
from sellers.models import Member, Seller

_numbers = itertools.count(1)
ROASTED, GREEN, DECAF, CHILLI_OIL, BASKET = "0901210000", "0901110000", "0901220000", "210390", "460219"


def make_user(name: str = "charlie", **fields: Any) -> User:
    return User.objects.create_user(f"{name}{next(_numbers)}@shop.example", "a long password", name=name, **fields)


def make_seller(name: str = "Coocamu", *, owner: User | None = None, **fields: Any) -> Seller:
    """An approved shop."""
    now = timezone.now()
    defaults = {
        "legal_name": f"{name} Ltd",
        "trade_name": name,
        "slug": f"{name.lower().replace(' ', '-')}-{next(_numbers)}",
        "state": SellerState.APPROVED,
        "submitted_at": now,
        "due_at": now,
        "approved_at": now,
    }
    seller = Seller.objects.create(**{**defaults, **fields})
    if owner:
        Member.objects.create(seller=seller, user=owner, role="owner")
    return seller


def category(slug: str) -> Category:
    return Category.objects.get(slug=slug)


def hs(code: str) -> HsCode:
    return HsCode.objects.get(code=code)


def district(name: str = "Rutsiro") -> District:
    return District.objects.get(name=name)


def make_variant(product: Product, **fields: Any) -> Variant:
    defaults = {
        "sku": f"S{next(_numbers)}",
        "unit": "bag",
        "net_weight_g": 250,
        "gross_weight_g": 280,
        "length_mm": 180,
        "width_mm": 90,
        "height_mm": 60,
    }
    prices, on_hand = fields.pop("prices", {"CNY": "68.00"}), fields.pop("on_hand", 10)
    tiers = fields.pop("tiers", {})  # in the first currency
    variant = Variant.objects.create(product=product, **{**defaults, **fields})
    stock.shelve({variant.pk: on_hand})
    for currency, amount in prices.items():
        VariantPrice.objects.create(variant=variant, currency=currency, amount=Decimal(amount))
    if tiers:
        rows = [(quantity, Decimal(amount)) for quantity, amount in tiers.items()]
        set_tiers(variant=variant, currency=next(iter(prices)), tiers=rows, by=None)
    return variant


def count(on_hand: int, *variants: Variant) -> None:
    """So many of each are on the shelf now; of all variants where none is named."""
    for variant in variants or Variant.objects.all():
        stock.set_on_hand(variant=variant, on_hand=on_hand, by=None)


def hold(variant: Variant, quantity: int) -> None:
    """A buyer is paying for so many."""
    stock.hold({variant.pk: quantity}, key=f"buyer:{next(_numbers)}", until=timezone.now() + timedelta(minutes=15))


def stock_of(variant: Variant) -> tuple[int, int]:
    """(on hand, held) as the database has it."""
    now = level(variant.thing)
    return now.on_hand, now.held


def make_photo(product: Product, **fields: Any) -> Photo:
    number = next(_numbers)
    defaults = {
        "original": f"photos/test/{number}/original.jpg",
        "digest": f"{number:064x}",
        "width": 1200,
        "height": 1200,
        "state": "ready",
        "renditions": [
            {"format": kind, "width": width, "height": width, "file": f"{width}.{kind}"}
            for kind in ("avif", "webp", "jpeg")
            for width in (320, 800)
        ],
    }
    return Photo.objects.create(product=product, **{**defaults, **fields})


def make_product(
    name: str = "Coocamu washed Bourbon",
    *,
    seller: Seller | None = None,
    shelf: str = "roasted-coffee",
    code: str = ROASTED,
    state: str = ProductState.PUBLISHED,
    coffee: dict[str, Any] | None = None,
    variants: list[dict[str, Any]] | None = None,
    photos: int = 1,
    **fields: Any,
) -> Product:
    """A product on sale with one variant, one price in CNY and one photo."""
    number = next(_numbers)
    defaults = {
        "slug": f"product-{number}",
        "name_en": name,
        "name_zh_hans": "",
        "description_en": "Apple, cane sugar and tangerine.",
        "published_at": timezone.now() if state == ProductState.PUBLISHED else None,
        "district": district(),
    }
    product = Product.objects.create(
        seller=seller or make_seller(f"Shop {number}"),
        category=category(shelf),
        hs_code=hs(code) if code else None,
        state=state,
        **{**defaults, **fields},
    )
    if coffee is not None:
        CoffeeFacts.objects.create(product=product, **coffee)
    for variant in variants if variants is not None else [{}]:
        make_variant(product, **variant)
    for place in range(photos):
        make_photo(product, position=place + 1)
    refresh(product)
    return product


def make_rate(base: str, quote: str, rate: str, day: date = date(2026, 11, 1)) -> ExchangeRate:
    return ExchangeRate.objects.create(base=base, quote=quote, rate=Decimal(rate), day=day, source="test")


def take_all(variant: Variant, by: User | None = None) -> int:
    """Whatever is proposed for the variant becomes its price."""
    return take_proposals(proposals=PriceProposal.objects.filter(variant=variant), by=by)
