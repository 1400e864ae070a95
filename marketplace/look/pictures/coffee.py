"""Coffee: bags for the kitchen, sacks for roasters."""

from __future__ import annotations

import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import CLAY, EARTH, KAOLIN, KRAFT, LAKE, LEAF, OCHRE, SOOT, STRAW, dark, is_dark, light, mix
from marketplace.look.pictures.motifs import MOTIFS
from marketplace.look.pictures.shapes import diamond, ellipse, num, path
from marketplace.look.pictures.stage import bean, pouch, shade_round, shadow


def coffee_bag(c: Canvas, r: random.Random, name: str, note: str) -> None:
    colour = r.choice([SOOT, EARTH, KRAFT, KAOLIN, LEAF, LAKE, OCHRE, "#5b2c20"])
    ink = KAOLIN if is_dark(colour) else SOOT
    accent = r.choice([x for x in (OCHRE, EARTH, CLAY, STRAW) if x != colour])
    family = r.choice(list(MOTIFS))
    layout = r.choice(["band", "label", "lower", "seal", "upper"])
    colours = (dark(colour, 0.25) if not is_dark(colour) else colour, ink if is_dark(colour) else KAOLIN, accent)
    if colour == KAOLIN:
        colours = (KAOLIN, SOOT, EARTH)
    size = r.choice([48, 54, 62])

    def face() -> None:
        if layout == "band":
            c.add(path("M150 392H450V488H150z", c.motif(family, colours, 96 if size > 50 else 48, 300 - 48, 392)))
            c.add(path("M150 388H450V392H150zM150 488H450V492H150z", accent))
            y = c.name(300, 228, name, 208, ink, 44)
            c.add(path(f"M270 {num(y + 16)}H330V{num(y + 19)}H270z", accent))
            c.text(300, y + 48, note or "RWANDA", 15, ink, 500, spacing=1.6, opacity=0.86)
        elif layout == "label":
            c.add(path("M150 120H450V530H150z", c.motif(family, colours, size * 1.5, 300, 270)))
            c.add(path("M204 218H396V446H204z", KAOLIN), path("M204 218H396V226H204zM204 438H396V446H204z", accent))
            y = c.name(300, 252, name, 160, SOOT, 36, 3)
            c.add(path(diamond(300, y + 24, 9), EARTH))
            c.text(300, 418, note or "RWANDA", 12.5, SOOT, 600, spacing=1.2)
        elif layout == "lower":
            c.add(path("M150 352H450V530H150z", c.motif(family, colours, size * 1.25, 300, 352)), path("M150 346H450V352H150z", accent))
            y = c.name(300, 214, name, 208, ink, 40)
            c.text(300, y + 30, note or "RWANDA", 14, ink, 500, spacing=1.4, opacity=0.86)
        elif layout == "seal":
            for q, k in ((98, ink), (90, colour), (80, accent), (58, colour), (50, ink), (40, colour), (28, accent), (12, ink)):
                c.add(path(diamond(300, 306, q), k))
            y = c.name(300, 424, name, 214, ink, 30)
            c.text(300, y + 24, note or "RWANDA", 12.5, ink, 500, spacing=1.2, opacity=0.86)
        else:
            c.add(path("M150 120H450V318H150z", c.motif(family, colours, size * 1.35, 300, 318)), path("M150 318H450V325H150z", accent))
            y = c.name(300, 360, name, 208, ink, 40)
            c.text(300, y + 30, note or "RWANDA", 14, ink, 500, spacing=1.4, opacity=0.86)

    pouch(c, colour, face)
    c.add(
        ellipse(300, 166, 15, 15, dark(colour, 0.3)),
        ellipse(299, 165, 12, 12, light(colour, 0.12)),
        ellipse(300, 166, 6, 6, dark(colour, 0.4)),
    )
    roast = r.choice(["#4a2a1a", "#3b2016", "#5a331e"])
    c.add(
        ellipse(108, 548, 30, 7, "#22130a", 0.22),
        bean(100, 536, 1.0, 24, roast),
        bean(148, 552, 0.92, -30, dark(roast, 0.15)),
        ellipse(492, 545, 26, 6, "#22130a", 0.2),
        bean(484, 538, 0.9, -12, roast),
    )


def jute_sack(c: Canvas, r: random.Random, name: str, note: str) -> None:
    jute = r.choice(["#c7a368", "#cfae78", "#bd9860"])
    ink = r.choice(["#3a2417", "#7d2a18", "#24443a"])
    body = "M150 236C128 300 122 420 146 506Q152 528 200 530H404Q450 528 456 504C478 420 472 300 450 236z"
    shadow(c, 300, 526, 168, 20)
    c.add(path(body, jute), f'<g clip-path="{c.clip(body)}">')
    i = c._id()
    c.defs.append(
        f'<pattern id="{i}" width="7" height="7" patternUnits="userSpaceOnUse"><path d="M0 1.5h7M0 5h7" stroke="{dark(jute, 0.5)}" stroke-width="1" opacity=".34"/><path d="M1.5 0v7M5 0v7" stroke="{light(jute, 0.5)}" stroke-width="1" opacity=".4"/></pattern>'
    )
    c.add(path(body, f"url(#{i})"))
    family = r.choice(["zigzag", "teeth", "lozenge", "fret", "steps"])
    c.add(
        f'<g opacity=".8">{path("M100 452H500V494H100z", c.motif(family, (jute, ink, ink), 42, 300, 452))}{path("M100 446H500V450H100zM100 497H500V501H100z", ink)}</g>'
    )
    c.text(300, 326, "RWANDA", 46, ink, 800, spacing=5, opacity=0.9)
    y = c.name(300, 342, name, 236, ink, 28)
    c.text(300, y + 28, note or "60 KG NET", 15, ink, 600, spacing=2, opacity=0.86)
    c.add("</g>")
    for x, w in ((182, 10), (236, 7), (392, 9), (430, 7)):
        c.add(path(f"M{x} 262C{x - 8} 340 {x - 6} 420 {x + 4} 520C{x + w} 420 {x + w - 4} 330 {x} 262z", "#1a0f08", 0.1))
    shade_round(c, body, 0.72)
    c.add(
        ellipse(300, 232, 162, 52, dark(jute, 0.22)),
        ellipse(300, 224, 164, 50, light(jute, 0.14)),
        ellipse(300, 224, 164, 50, f"url(#{i})"),
        ellipse(300, 222, 132, 37, "#3a2a18"),
    )
    mound = "M168 222C176 150 250 128 300 128S424 150 432 222A132 37 0 0 1 168 222z"
    green = r.choice(["#9aa47a", "#a7a983", "#8f9c78"])
    c.add(path(mound, dark(green, 0.35)), f'<g clip-path="{c.clip(mound)}">')
    for row in range(8):
        for k in range(10):
            x, y, turn = 160 + k * 30 + (row % 2) * 15 + r.uniform(-4, 4), 136 + row * 14 + r.uniform(-2, 2), r.uniform(-38, 38)
            tone = mix(green, r.choice(["#d3cfa6", "#84946a", "#bdb98e"]), 0.5)
            c.add(
                f'<g transform="translate({num(x)} {num(y)}) rotate({num(turn)})"><ellipse rx="17.5" ry="12" cy="2" fill="#2b321c" opacity=".5"/><ellipse rx="16.5" ry="11" fill="{tone}"/><path d="M-12 1Q0-2 12 1" stroke="#4c5636" stroke-width="1.6" fill="none"/></g>'
            )
    c.add("</g>", path(mound, c.lin((0, "#fff", 0.16), (0.5, "#fff", 0), (1, "#1a0f08", 0.4), x2=1, y2=0.5)))
    c.add(
        path("M136 224A164 50 0 0 0 464 224C464 262 420 282 300 282S136 262 136 224z", light(jute, 0.1)),
        path("M136 224A164 50 0 0 0 464 224C464 262 420 282 300 282S136 262 136 224z", f"url(#{i})"),
    )
    shade_round(c, "M136 224A164 50 0 0 0 464 224C464 262 420 282 300 282S136 262 136 224z", 0.8)
    c.add(path("M142 254C180 290 420 290 458 254C430 296 170 296 142 254z", "#1a0f08", 0.22))
