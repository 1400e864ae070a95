"""What a page hands to the elements of the look: small frozen values, so that a template asks no questions of the database."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from marketplace.money import Money

_LAZY = ' loading="lazy"'


@dataclass(frozen=True, slots=True)
class Link:
    """A place in a menu."""

    url: str
    name: str
    icon: str = ""
    count: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image with its size, so that nothing jumps, and its lighter renditions as (type, srcset) from best to plainest."""

    src: str
    width: int
    height: int
    alt: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    large: str = ""  # where the largest is, for a look from near; empty where there is no larger one

    @property
    def near(self) -> str:
        return self.large or self.src

    def html(self, *, sizes: str = "", lazy: bool = True) -> SafeString:
        size = f' sizes="{escape(sizes)}"' if sizes else ""
        image = (
            f'<img src="{escape(self.src)}" width="{self.width}" height="{self.height}"'
            f' alt="{escape(self.alt)}"{_LAZY if lazy else ""} decoding="async">'
        )
        if not self.sources:
            return mark_safe(image)
        sources = "".join(f'<source type="{escape(kind)}" srcset="{escape(srcset)}"{size}>' for kind, srcset in self.sources)
        return mark_safe(f"<picture>{sources}{image}</picture>")


@dataclass(frozen=True, slots=True)
class Card:
    """A product as a grid shows it. Texts are already in the reader's language."""

    url: str
    name: str
    picture: Picture
    price: Money | None = None
    was: Money | None = None
    from_price: bool = False
    unit: str = ""
    maker: str = ""
    rating: str = ""
    ratings: int = 0
    is_verified: bool = False
    arrives: str = ""
    tag: str = ""
    left: int | None = None
    is_sold_out: bool = False
    product_id: int = 0  # of what a reader can keep in mind
