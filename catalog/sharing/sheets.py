"""What stands on the picture of each page. The page itself makes the same sheet from what it has read, without a question more."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext

from catalog.models import Product
from catalog.selectors.shelves import shelf_called
from catalog.sharing.pictures import Sheet
from marketplace.look.pages import Picture
from sellers.models import Seller

Maker = Callable[[str], Sheet | None]
_makers: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    """Let a room above draw the pictures of its pages: `maker(slug)` gives the sheet, or None where nobody may see such a page."""
    _makers[kind] = maker


def of_product(name: str, maker: str, board: str, cover: Picture | None) -> Sheet:
    return Sheet(name, maker, board, _file_of(cover))


def of_shelf(slug: str, name: str) -> Sheet:
    return Sheet(name, gettext("From Rwandan firms, checked by RDB"), slug)


def of_seller(name: str, board: str) -> Sheet:
    return Sheet(name, gettext("A Rwandan firm, checked by RDB"), board)


def of_market() -> Sheet:
    return Sheet(gettext("Coffee, craft and honey from the hills that made them"), gettext("Rwanda’s market"), "isoko")


def _file_of(cover: Picture | None) -> str:
    """The file behind a photo's address; "" for one that is not ours to read, and for a format that cannot be drawn."""
    if cover is None or not cover.src.startswith(settings.MEDIA_URL) or not cover.src.endswith((".jpg", ".jpeg", ".png")):
        return ""
    return cover.src.removeprefix(settings.MEDIA_URL)


def sheet_of(kind: str, slug: str, language: str) -> Sheet:
    """The sheet of a page by its address, in the language that is active. Raises Http404 where nobody may see such a page."""
    if kind == "products":
        product = Product.objects.on_sale().select_related("seller", "cover").filter(slug=slug).first()
        if product is not None:
            cover = product.cover.picture if product.cover else None
            return of_product(product.name, product.seller.name, product.seller.public_key, cover)
    elif kind == "categories":
        shelf = shelf_called(slug)
        if shelf is not None:
            return of_shelf(shelf.slug, shelf.name_in(language))
    elif kind == "sellers":
        seller = Seller.objects.selling().filter(slug=slug).first()
        if seller is not None:
            return of_seller(seller.name, seller.public_key)
    elif (kind, slug) == ("market", "isoko"):
        return of_market()
    elif kind in _makers and (sheet := _makers[kind](slug)) is not None:
        return sheet
    raise Http404
