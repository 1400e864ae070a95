"""Category and product pages as a stranger sees them, signed out: made anew each time beside the yardstick of the same run, and kept
(docs/decisions/kept-pages.md) beside a bare view that returns ready text."""

from __future__ import annotations

from dataclasses import replace

from catalog.models import Category, Product
from marketplace.bench import Figure, Options, yardstick
from marketplace.bench.pages import measure_page
from marketplace.bench.serving import environment, web_server

PRODUCT_PAGES = 200


class TooFew(RuntimeError):
    """There is nothing to browse: load the demo first."""


def run(options: Options) -> list[Figure]:
    products = Product.objects.on_sale()
    slugs = list(products.order_by("?").values_list("slug", flat=True)[:PRODUCT_PAGES])
    shelf = (
        Category.objects.filter(parent=None, children__products__isnull=False).order_by("position").values_list("slug", flat=True).first()
    )
    if shelf is None or not slugs:
        raise TooFew("No products on sale. Run `manage.py demo --scale large --products 10000` first.")
    listing = f"/categories/{shelf}/"
    pages = {
        "category page": [listing, *(f"{listing}?page={number}" for number in range(2, 6))],
        "category page, filtered": [f"{listing}?process=washed&sort=price", f"{listing}?process=natural&min_price=50"],
        "product page": [f"/products/{slug}/" for slug in slugs],
        "search page": ["/products/?q=bourbon", "/zh-hans/products/?q=%E5%92%96%E5%95%A1"],
        "home page": ["/"],
    }
    figures = [Figure("products on sale", products.count(), "products", "demo --scale large makes more")]
    measured = yardstick.run(options)
    figures += measured
    for prefix, kept, standard in (("", "0", "yardstick"), ("kept ", "1", "ready text")):
        with web_server(workers=options.workers, told=environment(KEEP_PAGES=kept)) as server:
            for paths in pages.values():  # every process reads shelves and templates once
                measure_page("warm-up", server, paths if prefix else paths[:5], replace(options, seconds=2), counts_queries=False)
            for name, paths in pages.items():
                figures += measure_page(
                    prefix + name, server, paths, options, yardstick=yardstick.rate_of(measured, standard), counts_queries=not prefix
                )
            footprint = server.footprint()
        figures.append(
            Figure(
                f"web processes after the load of {prefix}pages", round(footprint.pss, 1), "MiB", f"{footprint.processes} processes, PSS"
            )
        )
    return figures
