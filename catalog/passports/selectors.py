from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import get_language

from catalog.enums import CoffeeProcess
from catalog.models import Product
from catalog.passports.facts import said_in
from catalog.passports.land import Land, Outline, land
from catalog.passports.models import LotPassport
from catalog.reference.districts import CHINESE
from catalog.selectors.product_page import altitude
from marketplace.look.words import country_name


@dataclass(frozen=True)
class Heights:
    altitude_min: int | None
    altitude_max: int | None


@dataclass(frozen=True)
class Passport:
    """A lot's page, in the reader's language."""

    key: str
    lot: str
    name: str
    station: str
    district: str
    country: str
    altitude: str
    variety: str
    process: str | Promise
    cup_score: str
    growers: int | None
    harvest: str
    tasting: str
    source: str
    made_at: datetime
    maker: str
    maker_slug: str
    is_verified: bool  # the firm may sell here today
    product_slug: str  # empty where the goods are not on sale, or are of another lot by now
    is_demonstration: bool
    land: Land | None  # None outside the country whose outlines we have
    outline: Outline | None  # of the district; a station's own place is on nobody's record


def get_passport(key: str) -> Passport:
    """The passport of this address, or a 404."""
    rows = LotPassport.objects.select_related("product__seller", "product__coffee").filter(key=key)
    row = rows.first()
    if row is None:
        raise Http404
    return passport_of(row)


def passport_of(row: LotPassport) -> Passport:
    language, said, product = get_language() or "en", row.facts, row.product
    district, is_at_home = said["district"], said["country"] == "RW"
    ground = land() if is_at_home else None
    on_sale = product.is_published and product.seller.is_selling and product.coffee.lot == row.lot
    return Passport(
        key=row.key,
        lot=row.lot,
        name=said_in(said["name"], language),
        station=said["station"],
        district=CHINESE.get(district, district) if language.startswith("zh") else district,
        country=country_name(said["country"], language),
        altitude=altitude(Heights(said["altitude_min"], said["altitude_max"])),
        variety=said["variety"],
        process=CoffeeProcess(said["process"]).label if said["process"] else "",
        cup_score=f"{Decimal(said['cup_score']).normalize():f}" if said["cup_score"] else "",
        growers=said["growers"],
        harvest=said_in(said["harvest"], language),
        tasting=said_in(said["tasting"], language),
        source=said["source"],
        made_at=row.created_at,
        maker=product.seller.name,
        maker_slug=product.seller.slug if product.seller.is_selling else "",
        is_verified=product.seller.is_selling,
        product_slug=product.slug if on_sale else "",
        is_demonstration=product.is_demonstration,
        land=ground,
        outline=ground.outline_of(district) if ground else None,
    )


def passports_of(product: Product) -> QuerySet[LotPassport]:
    """Those of a listing, the newest first."""
    return LotPassport.objects.filter(product=product)
