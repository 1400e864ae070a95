"""Places in the catalog's pages that rooms above fill from their AppConfig.ready(): what a sale costs at the border is no matter of the
catalog, but it belongs beside the price.

panels.register("listing.prices", "landed/_editor.html")    a template that is given the page's own context

Places: listing.prices, listing.customs (the seller's editor), product.buy, product.seller, product.tabs (the product page; a tab is
a link to a part of the page), product.lot (below the facts of a lot of coffee), passport.station (the page that a bag opens),
search.nothing (a search that found nothing; `listing.filters.q` is what was typed)."""

from __future__ import annotations

_panels: dict[str, list[str]] = {}


def register(place: str, template: str) -> None:
    templates = _panels.setdefault(place, [])
    if template not in templates:
        templates.append(template)


def panels_of(place: str) -> tuple[str, ...]:
    return tuple(_panels.get(place, ()))
