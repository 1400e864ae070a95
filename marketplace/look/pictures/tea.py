"""Tea in tins and boxes."""

from __future__ import annotations

import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import CLAY, EARTH, KAOLIN, LAKE, LEAF, OCHRE, SOOT, STRAW, dark, is_dark, light, mix
from marketplace.look.pictures.motifs import MOTIFS
from marketplace.look.pictures.shapes import ellipse, line, num, path
from marketplace.look.pictures.stage import shade_round, shadow, sprig


def tea_tin(c: Canvas, r: random.Random, name: str, note: str) -> None:
    colour = r.choice([LEAF, SOOT, EARTH, "#39553f", LAKE, OCHRE])
    ink, accent = (KAOLIN if is_dark(colour) else SOOT), r.choice([OCHRE, STRAW, CLAY])
    family = r.choice(["lozenge", "teeth", "star", "hills", "zigzag", "bone"])
    body = "M188 196V498A112 28 0 0 0 412 498V196z"
    shadow(c, 300, 516, 118, 20)
    c.add(path(body, colour), f'<g clip-path="{c.clip(body)}">')
    for y, h in ((212, 54), (462, 54)):
        wide = f"M180 {y}Q300 {y + 44} 420 {y}V{y + h}Q300 {y + h + 44} 180 {y + h}z"
        c.add(path(wide, c.motif(family, (colour, KAOLIN, accent), 27, 300, y)))
        c.add(line(f"M180 {y}Q300 {y + 44} 420 {y}M180 {y + h}Q300 {y + h + 44} 420 {y + h}", accent, 4))
    c.add("</g>", sprig(300, 336, 0.62, accent))
    y = c.name(300, 384, name, 172, ink, 30)
    c.text(300, y + 22, note or "RWANDA", 12.5, ink, 500, spacing=1.4, opacity=0.9)
    shade_round(c, body)
    c.add(path("M182 150V192A118 29 0 0 0 418 192V150z", dark(colour, 0.18)), line("M182 190A118 29 0 0 0 418 190", "#000", 3, 0.34))
    shade_round(c, "M182 150V192A118 29 0 0 0 418 192V150z", 1.1)
    c.add(
        ellipse(300, 150, 118, 29, light(colour, 0.16)),
        ellipse(300, 149, 100, 22, dark(colour, 0.06)),
        ellipse(296, 147, 96, 19, light(colour, 0.1)),
    )
    leaf = "#2b3324"
    c.add(ellipse(116, 540, 62, 10, "#22130a", 0.2))
    for _ in range(64):
        x = 112 + r.gauss(0, 26)
        y = 538 - max(0, 26 - abs(x - 112) * 0.55) * r.random()
        c.add(
            f'<path transform="translate({num(x)} {num(y)}) rotate({num(r.uniform(-80, 80))})" d="M-9 0Q0-6 10 1Q0 4-9 0z" fill="{mix(leaf, r.choice(["#6b5a34", "#15180f", "#4c5a38"]), r.random() * 0.7)}"/>'
        )


def tea_box(c: Canvas, r: random.Random, name: str, note: str) -> None:
    colour = r.choice([KAOLIN, LEAF, OCHRE, EARTH, "#dfe3d2", CLAY])
    ink, accent = (KAOLIN if is_dark(colour) else SOOT), (OCHRE if is_dark(colour) else EARTH)
    family = r.choice(list(MOTIFS))
    face, side, top = "M150 196H370V520H150z", "M370 196L462 166V486L370 520z", "M150 196L240 166H462L370 196z"
    shadow(c, 296, 518, 156, 16)
    c.add(
        path(face, colour),
        path(
            "M150 196H370V300H150z",
            c.motif(family, (colour if is_dark(colour) else KAOLIN, KAOLIN if is_dark(colour) else SOOT, accent), 52, 150, 196),
        ),
        path("M150 300H370V305H150z", accent),
    )
    c.add(sprig(260, 362, 0.6, LEAF if not is_dark(colour) else accent))
    y = c.name(260, 412, name, 190, ink, 30)
    c.text(260, y + 22, note or "RWANDA", 12.5, ink, 500, spacing=1.2, opacity=0.9)
    c.add(path(face, c.lin((0, "#fff", 0.14), (1, "#1a0f08", 0.08))))
    c.add(path(side, dark(colour, 0.2)))
    c.add(
        f'<g transform="matrix(.8 -.26 0 1 370 196)"><path d="M0 0H115V104H0z" fill="{c.motif(family, (dark(colour if is_dark(colour) else KAOLIN, 0.25), dark(KAOLIN if is_dark(colour) else SOOT, 0.25), dark(accent, 0.3)), 52, 0, 0)}"/><path d="M0 104H115V109H0z" fill="{dark(accent, 0.3)}"/></g>'
    )
    c.add(
        path(side, c.lin((0, "#1a0f08", 0.12), (1, "#1a0f08", 0.34))),
        path(top, light(colour, 0.3)),
        line("M150 196H370L462 166", light(colour, 0.6), 2, 0.7),
        line("M240 181H416", dark(colour, 0.3), 2, 0.35),
    )
    c.add(ellipse(506, 541, 30, 7, "#22130a", 0.16), sprig(500, 516, 0.5, "#4b7a45", 62))
