"""Square pictures of goods, by kind."""

from __future__ import annotations

from marketplace.look.pictures.baskets import agaseke, woven_bowl
from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.coffee import coffee_bag, jute_sack
from marketplace.look.pictures.colours import TINTS, light
from marketplace.look.pictures.crafts import imigongo, kitenge, soap, wood_bowl
from marketplace.look.pictures.food import chilli_bag, chilli_oil, honey_jar, oil_bottle
from marketplace.look.pictures.garden import avocado, chilli_bowl, jar
from marketplace.look.pictures.homeware import candle, cups, embroidery, figures
from marketplace.look.pictures.shapes import rng
from marketplace.look.pictures.stage import stage
from marketplace.look.pictures.tea import tea_box, tea_tin
from marketplace.look.pictures.wardrobe import dress, sandals, shoes

PRODUCTS = {
    "coffee-bag": coffee_bag, "green-coffee": jute_sack, "tea-tin": tea_tin, "tea-box": tea_box, "honey": honey_jar, "chilli-oil": chilli_oil,
    "chilli-bag": chilli_bag, "agaseke": agaseke, "woven-bowl": woven_bowl, "imigongo": imigongo, "wood-bowl": wood_bowl, "oil": oil_bottle,
    "soap": soap, "kitenge": kitenge, "avocado": avocado, "chilli-bowl": chilli_bowl, "jar": jar, "candle": candle, "figures": figures,
    "cups": cups, "embroidery": embroidery, "shoes": shoes, "sandals": sandals, "dress": dress,
}  # fmt: skip


def product(kind: str, key: str, name: str = "", note: str = "") -> str:
    """A square picture of one product; `name` is set on its label, `note` below it. Raises KeyError for an unknown kind."""
    draw, r = PRODUCTS[kind], rng("product", kind, key)
    c = Canvas(600, 600, "product", kind, key, name, title=name)
    tint = r.choice(TINTS)
    if kind in ("imigongo", "kitenge", "woven-bowl", "sandals", "dress", "embroidery"):
        stage(c, r, light(tint, 0.1), floor=600, set_piece="plain" if kind != "woven-bowl" else None)
    else:
        stage(c, r, tint)
    grow = kind not in ("imigongo", "kitenge", "woven-bowl", "sandals", "dress", "embroidery", "shoes", "avocado", "cups", "figures")
    if grow:
        c.add('<g transform="translate(-36 -46) scale(1.12)">')
    draw(c, r, name, note)
    if grow:
        c.add("</g>")
    return c.svg()
