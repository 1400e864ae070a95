"""Imigongo patterns, product pictures and landscapes as SVG text.

Imigongo is the relief art of Kirehe: ridges of dung and ash on a board, painted in soot, kaolin, earth and ochre. Everything here is drawn from that
geometry. Each public function is pure: the same key gives the same picture, and nothing is read or written.

    tile(key)  band(key)  panel(key)             patterns
    product(kind, key, name="", note="")         1:1 pictures, kinds in PRODUCTS
    scene(kind, key)                             3:2 pictures, kinds in SCENES
    render.to_png(svg, width)                    the same as pixels, also to_jpeg

Light always falls from the upper left. No filters and no scripts, so that a weak phone paints a picture in one pass.
"""

from marketplace.look.pictures.motifs import MOTIFS
from marketplace.look.pictures.patterns import band, panel, tile
from marketplace.look.pictures.products import PRODUCTS, product
from marketplace.look.pictures.scenes import SCENES, scene

__all__ = ["MOTIFS", "PRODUCTS", "SCENES", "band", "panel", "product", "scene", "tile"]
