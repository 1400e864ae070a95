"""Rows of goods as the cards a grid shows."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.templatetags.static import static

from catalog.models.photo import picture_as_stored
from catalog.promises import Goods, tags_of
from catalog.selectors.browsing import Row
from catalog.trust.stars import mean
from marketplace.look import writing
from marketplace.look.chrome import root_of
from marketplace.look.pages import Card, Picture
from marketplace.money import Money

LOW = 5  # from here on a card says how many are left


def cards_of(rows: Iterable[Row], currency: str, language: str) -> list[Card]:
    """The cards of these goods in the reader's language and currency."""
    root, comma = root_of(language), "，" if language.startswith("zh") else ", "
    rows = list(rows)
    tags = _tags(rows, currency, language)
    return [_card(row, currency, language, root, comma, tags.get(row.product_id, "")) for row in rows]


def _tags(rows: list[Row], currency: str, language: str) -> dict[int, str]:
    told = next((row.told for row in rows if row.told), None)
    if told is None:
        return {}
    goods = [Goods(row.product_id, row.seller_id, row.category_id, row.price_in(currency)) for row in rows if not row.is_sold_out]
    return tags_of(told, goods, language)


def _card(row: Row, currency: str, language: str, root: str, comma: str, tag: str) -> Card:
    price = Money(row.amount, currency)
    return Card(
        url=f"{root}products/{row.slug}/",
        name=row.name,
        picture=picture_of_row(row),
        price=price,
        from_price=row.has_several_prices,
        unit=writing.per_unit(price, row.net_weight_g, language) if row.net_weight_g else "",
        maker=f"{row.seller}{comma}{row.district}" if row.district else row.seller,
        is_verified=True,  # only goods of approved firms are read
        left=row.available if row.available and row.available <= LOW and not row.is_sold_out else None,
        is_sold_out=row.is_sold_out,
        tag=tag,
        product_id=row.product_id,
        rating=mean(row.stars, row.reviews),
        ratings=row.reviews,
    )


def picture_of_row(row: Row) -> Picture:
    """The cover; our mark where a product has none."""
    if not row.original:
        return Picture(src=static("img/mark.svg"), width=600, height=600)
    # The name stands beside it: said twice it only tires whoever listens.
    return picture_as_stored(default_storage.url(row.original), row.renditions, row.width, row.height, "")
