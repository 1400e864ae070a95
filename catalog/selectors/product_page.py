"""Everything a product page says, gathered in six queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import get_language, gettext

from catalog.models import CoffeeFacts, Product
from catalog.naming import variant_name
from catalog.promises import Promise, Wanted, promises_of_goods
from catalog.related.selectors import Related, related_to
from catalog.selectors.cards import LOW
from catalog.selectors.papers import Papers, papers_of
from catalog.selectors.product_facts import (
    Coffee,
    PriceFacts,
    ProductFacts,
    VariantFacts,
    facts_of,
    pictures_of,
    variants_of,
)
from catalog.selectors.shelves import market, shelf_with
from catalog.sharing.sheets import of_product
from catalog.tiers import Scale, Tier
from catalog.trust.selectors.opinions import Opinions, opinions_of
from marketplace.hubs.preferences import Preferences
from marketplace.look import writing
from marketplace.look.chrome import root_of
from marketplace.look.pages import Link, Picture
from marketplace.look.structured import aggregate_rating, as_json, offer, review
from marketplace.look.words import country_name
from marketplace.money import Money


class Priced(Protocol):
    """A price row, or what was read of one."""

    @property
    def money(self) -> Money: ...


class Stocked(Protocol):
    """A variant, or what was read of one."""

    @property
    def name(self) -> str: ...
    @property
    def available(self) -> int: ...
    @property
    def minimum_quantity(self) -> int: ...
    @property
    def quantity_step(self) -> int: ...
    @property
    def net_weight_g(self) -> int | None: ...
    def get_unit_display(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Break:
    """What one costs for the quantity chosen, and which lower price so many more would bring."""

    quantity: int
    price: Money
    more: int = 0
    lower: Money | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A variant as the buying column offers it."""

    variant: Any  # a Variant, or VariantFacts
    name: str
    price: Money | None
    unit: str
    row: Any  # a VariantPrice, or PriceFacts; None without a price
    most: int  # the largest quantity that may be ordered now; 0 is sold out
    tiers: tuple[Tier, ...] = ()

    @property
    def is_buyable(self) -> bool:
        return self.price is not None and self.most > 0

    @property
    def left(self) -> int | None:
        """How many are left, told only when they are few."""
        return self.variant.available if 0 < self.variant.available <= LOW and self.most else None

    @property
    def has_steps(self) -> bool:
        return self.variant.minimum_quantity > 1 or self.variant.quantity_step > 1


@dataclass(frozen=True, slots=True)
class ProductPage:
    product: ProductFacts
    choices: list[Choice]
    current: Choice | None
    chosen: Break | None  # where quantity decides the price
    pictures: list[Picture]
    picture: Picture | None
    number: int
    shows_film: bool  # instead of a picture
    coffee: Coffee | None
    altitude: str
    papers: Papers
    origin: str
    size: str  # of the packed variant
    shop_district: str
    country: str  # where to, in the reader's words
    is_closed_there: bool
    related: list[Related]
    opinions: Opinions
    crumbs: list[Link]
    department: str
    converted_on: date | None
    shop_url: str
    url: str
    data: str  # for search engines
    share: str  # where the picture is that travels with a link
    promises: list[Promise]  # what is taken off by itself

    @property
    def places(self) -> int:
        """How many things the gallery shows; the video has the second place."""
        return len(self.pictures) + bool(self.product.video)

    @property
    def place(self) -> int:
        if self.shows_film:
            return min(2, self.places)
        return self.number + bool(self.product.video and self.number > 1)

    @property
    def can_buy(self) -> bool:
        return bool(self.current and self.current.is_buyable and not self.is_closed_there)

    @property
    def sold_out(self) -> list[Choice]:
        """What has a price here and is sold out."""
        return [choice for choice in self.choices if choice.price is not None and not choice.most]


def product_page(
    product: Product | ProductFacts, *, preferences: Preferences, variant_id: int = 0, photo: int = 0, film: bool = False, quantity: int = 0
) -> ProductPage:
    """The page of this product for a reader's currency, country and language, that variant, photo (or the video) and quantity chosen."""
    language, root = preferences.language, root_of(preferences.language)
    facts = facts_of(product, language) if isinstance(product, Product) else product
    shelf = shelf_with(facts.category_id)
    shelves = market()
    weighs_in = language if shelf.is_sold_by_weight else ""
    choices = [choice_of(variant, variant.price, weighs_in) for variant in variants_of(facts.pk, preferences.currency, language)]
    buyable = [choice for choice in choices if choice.is_buyable]
    current = next((choice for choice in choices if choice.variant.pk == variant_id), None) or next(iter(buyable or choices), None)
    pictures = pictures_of(facts.pk, facts.name, language)
    number = photo if 1 <= photo <= len(pictures) else 1
    opinions = opinions_of(facts.pk, language)
    papers = papers_of(facts.hs_code.code, preferences.country) if facts.hs_code else Papers()
    way = shelves.way_to(shelf.slug)
    url = f"{root}products/{facts.slug}/"
    return ProductPage(
        product=facts,
        choices=choices,
        current=current,
        chosen=break_of(current.variant, current.row.scale, quantity) if current and current.tiers else None,
        pictures=pictures,
        picture=pictures[number - 1] if pictures else None,
        number=number,
        shows_film=bool(facts.video) and (film or not pictures),
        coffee=facts.coffee,
        altitude=altitude(facts.coffee) if facts.coffee else "",
        papers=papers,
        origin=country_name(facts.origin_country, language),
        size=_size(current.variant) if current else "",
        shop_district=shelves.district_in(facts.seller.district_id, language),
        country=country_name(preferences.country, language),
        is_closed_there=preferences.country in papers.closed,
        related=related_to(facts, preferences),
        opinions=opinions,
        crumbs=[Link(root, gettext("Home")), *(Link(f"{root}categories/{step.slug}/", step.name_in(language)) for step in way)],
        department=way[0].slug,
        converted_on=current.row.rate_day if current and current.row else None,
        shop_url=f"{root}sellers/{facts.seller.slug}/",
        url=url,
        data=_structured(facts, current, pictures, url, opinions),
        share=of_product(facts.name, facts.seller.name, facts.seller.public_key, pictures[0] if pictures else None).address(
            "products", facts.slug, language
        ),
        promises=_promises(facts, current, language),
    )


def _promises(facts: ProductFacts, current: Choice | None, language: str) -> list[Promise]:
    if current is None or not current.is_buyable:
        return []
    variant = current.variant
    wanted = Wanted(
        product_id=facts.pk,
        seller_id=facts.seller.pk,
        category_id=facts.category_id,
        scale=current.row.scale,
        least=variant.minimum_quantity,
        step=variant.quantity_step,
        most=current.most,
    )
    return promises_of_goods(facts.told, wanted, language)


def choice_of(variant: Stocked, row: Priced | None, weighs_in: str) -> Choice:
    """The variant at this price; `weighs_in` is the language for the price of 100 g, empty for goods not sold by weight."""
    price = row.money if row else None
    steps = (variant.available - variant.minimum_quantity) // variant.quantity_step if variant.available >= variant.minimum_quantity else -1
    return Choice(
        variant=variant,
        name=variant_name(variant.name, get_language() or "en") or variant.get_unit_display(),
        price=price,
        unit=writing.per_unit(price, variant.net_weight_g, weighs_in) if price and weighs_in and variant.net_weight_g else "",
        row=row,
        most=variant.minimum_quantity + steps * variant.quantity_step if steps >= 0 else 0,
        tiers=row.scale.tiers if isinstance(row, PriceFacts) else (),
    )


def break_of(variant: VariantFacts, scale: Scale, quantity: int) -> Break:
    """For so many, or the least order where fewer are asked for."""
    chosen = max(quantity, variant.minimum_quantity)
    tier = scale.after(chosen)
    if tier is None:
        return Break(chosen, scale.at(chosen))
    over = tier.from_quantity - variant.minimum_quantity
    reached = variant.minimum_quantity + -(-over // variant.quantity_step) * variant.quantity_step
    return Break(chosen, scale.at(chosen), reached - chosen, tier.price)


def altitude(coffee: Coffee | CoffeeFacts) -> str:
    """1,400–1,600 m; one number where both ends are the same."""
    return altitude_between(coffee.altitude_min, coffee.altitude_max)


def altitude_between(lowest: int | None, highest: int | None) -> str:
    """The same of two heights in metres; "" where neither is known."""
    ends = dict.fromkeys(number for number in (lowest, highest) if number)
    return writing.measures_in(get_language() or "en", "–".join(f"{number:,}" for number in ends) + "\u00a0m") if ends else ""


def _size(variant: VariantFacts) -> str:
    """18 × 9 × 6 cm."""
    sides = [variant.length_mm, variant.width_mm, variant.height_mm]
    size = " × ".join(f"{side / 10:g}" for side in sides) + "\u00a0cm"
    return writing.measures_in(get_language() or "en", size) if all(sides) else ""


def _structured(product: ProductFacts, current: Choice | None, pictures: list[Picture], url: str, opinions: Opinions) -> str:
    """schema.org's Product as JSON that is safe inside a script element."""
    site = settings.SITE_URL
    said: dict[str, Any] = {
        "@type": "Product",
        "name": product.name,
        "description": product.summary or product.description,
        "url": f"{site}{url}",
        "image": [f"{site}{picture.src}" if picture.src.startswith("/") else picture.src for picture in pictures],
        "brand": {"@type": "Brand", "name": product.seller.name},
        "countryOfOrigin": {"@type": "Country", "name": product.origin_country},
    }
    if product.video:
        said["subjectOf"] = _video(product, site)
    if current:
        said["sku"] = current.variant.sku
        if current.variant.net_weight_g:
            said["weight"] = {"@type": "QuantitativeValue", "value": current.variant.net_weight_g, "unitCode": "GRM"}
        if current.price:
            said["offers"] = offer(url=f"{site}{url}", price=current.price, is_there=current.is_buyable, seller=product.seller.name)
    if opinions.stars.count:
        said["aggregateRating"] = aggregate_rating(opinions.stars.mean, opinions.stars.count)
        said["review"] = [
            review(stars=one.stars, author=one.shown_name, text=one.text, language=one.language, written=one.written_at)
            for one in opinions.reviews
        ]
    return as_json(said)


def _video(product: ProductFacts, site: str) -> dict[str, Any]:
    """schema.org's VideoObject."""
    film = product.video
    whole = [url if "://" in url else f"{site}{url}" for url in (film.poster_url, film.mp4_url)]
    return {
        "@type": "VideoObject",
        "name": film.shows or product.name,
        "description": film.shows or product.summary or product.name,
        "thumbnailUrl": whole[0],
        "contentUrl": whole[1],
        "uploadDate": film.added_at.isoformat(),
        "duration": f"PT{-(-film.milliseconds // 1000)}S",
    }
