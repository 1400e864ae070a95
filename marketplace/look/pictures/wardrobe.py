"""Clothes, shoes and sandals."""

from __future__ import annotations

import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import EARTH, KAOLIN, SOOT, dark, light
from marketplace.look.pictures.shapes import ellipse, line, path
from marketplace.look.pictures.stage import shadow

LEATHERS = ["#8a5230", "#5b3420", "#a5683a", "#2c211c", "#b98a5a", "#7b2f22"]
CLOTHS = [
    ("#1f3f5b", "#f0b73a", "#c7452c"),
    ("#a33b22", "#f6d48a", "#1e1916"),
    ("#184a3c", "#f0b73a", "#f6f1e7"),
    ("#4a1f45", "#f08a3a", "#f6f1e7"),
]


def shoes(c: Canvas, r: random.Random, name: str, note: str) -> None:
    leather, sole = r.choice(LEATHERS), r.choice([KAOLIN, "#d8c7a8", "#3a2a20"])
    family = r.choice(["zigzag", "lozenge", "star", "steps"])
    for dx, dy, scale in ((92, -96, 0.86), (0, 0, 1)):
        c.add(f'<g transform="translate({dx} {dy}) translate(300 520) scale({scale}) translate(-300 -520)">')
        shadow(c, 296, 520, 210, 18)
        upper = "M96 494C92 452 104 424 150 414C214 400 262 352 300 300Q318 276 346 290Q384 312 430 302Q470 294 482 326C496 372 502 440 500 494z"
        c.add(path(upper, leather), f'<g clip-path="{c.clip(upper)}">')
        c.add(
            path(
                "M372 286H520V500H402Q350 420 372 286z", c.motif(family, (dark(leather, 0.12), KAOLIN, light(leather, 0.3)), 46, 372, 300)
            ),
            path("M84 500Q92 424 176 420Q214 430 226 500z", dark(leather, 0.24)),
            path(upper, c.lin((0, "#fff", 0.3), (0.4, "#fff", 0), (1, "#1a0f08", 0.34), x2=0.3, y2=1)),
            "</g>",
        )
        c.add(
            line("M226 498Q214 430 176 420M372 288Q352 420 402 498", light(leather, 0.45), 2, 0.7, ' stroke-dasharray="6 5"'),
            path("M300 300Q318 276 346 290Q330 340 268 396L232 380Q272 346 300 300z", light(leather, 0.16)),
        )
        for k in range(4):
            x, y = 300 - k * 20, 318 + k * 21
            c.add(line(f"M{x - 22} {y}L{x + 26} {y + 20}", KAOLIN, 5, 1, ' stroke-linecap="round"'))
        c.add(path("M88 492H506Q512 520 486 520H112Q86 520 88 492z", sole), path("M88 492H506V500H88z", "#000", 0.16))
        c.add("</g>")


def sandals(c: Canvas, r: random.Random, name: str, note: str) -> None:
    leather, bed = r.choice(LEATHERS), r.choice(["#cfa877", "#b58a5b", "#e0c79c"])
    family = r.choice(["zigzag", "lozenge", "teeth", "star"])
    scheme = (leather, KAOLIN, EARTH if leather != "#7b2f22" else SOOT)
    foot = "M0-214C56-214 84-170 78-112C74-66 58-40 60 4C62 54 84 92 76 146C68 194 38 216 2 216C-38 216-66 192-70 146C-76 90-54 56-58 0C-62-52-86-84-80-136C-74-188-46-214 0-214z"
    for x, y, turn, mirror in ((196, 318, -7, 1), (404, 326, 8, -1)):
        c.add(f'<g transform="translate({x} {y}) rotate({turn}) scale({mirror} 1)">')
        c.add(f'<g transform="translate({14 * mirror} 16)">{path(foot, "#22130a", 0.2)}</g>')
        c.add(f'<g transform="scale(1.06 1.035)">{path(foot, dark(leather, 0.4))}</g>', path(foot, bed))
        c.add(path(foot, c.lin((0, "#fff", 0.26), (0.5, "#fff", 0), (1, "#1a0f08", 0.28), y2=0.6)))
        for k in range(9):
            c.add(line(f"M{-50 + k * 3} {-190 + k * 46}Q0 {-182 + k * 46} {50 - k * 2} {-190 + k * 46}", dark(bed, 0.3), 1, 0.18))
        strap = "M-92-96Q-40-152 0-150Q46-152 92-100L88-40Q40-96 0-94Q-44-94-88-34z"
        c.add(
            path(strap, c.motif(family, scheme, 54, 0, -150)), path(strap, c.lin((0, "#fff", 0.3), (0.5, "#fff", 0), (1, "#1a0f08", 0.3)))
        )
        back = "M-72 96Q-40 74 0 74T74 92L76 124Q40 106 0 106T-72 130z"
        c.add(path(back, leather), path(back, c.lin((0, "#fff", 0.3), (0.5, "#fff", 0), (1, "#1a0f08", 0.3))))
        c.add(ellipse(70, 108, 9, 9, "#d39a2e"), ellipse(68, 105, 3, 3, "#fff", 0.7), "</g>")


def dress(c: Canvas, r: random.Random, name: str, note: str) -> None:
    colours = r.choice(CLOTHS)
    family = r.choice(["star", "spiral", "hills", "lozenge", "steps"])
    c.add(line("M300 92Q300 64 318 58Q340 56 336 78", "#6b4428", 6, 1, ' stroke-linecap="round"'))
    c.add(path("M300 92L424 134Q428 142 418 142H182Q172 142 176 134z", "#8a5a36"))
    body = "M226 132Q250 152 300 152T374 132L404 150L416 216L378 222L372 288C404 360 440 430 452 524H148C160 430 196 360 228 288L222 222L184 216L196 150z"
    c.add(f'<g transform="translate(16 12)">{path(body, "#22130a", 0.12)}</g>')
    c.add(path(body, c.motif(family, colours, 72, 300, 132)), f'<g clip-path="{c.clip(body)}">')
    c.add(path("M140 472H460V488H140zM140 500H460V506H140z", colours[1]), path("M140 488H460V500H140z", colours[2]))
    c.add(path("M216 280H384V306H216z", dark(colours[0], 0.3)), path("M216 280H384V285H216z", "#fff", 0.24))
    for x, wide, depth in ((196, 36, 0.24), (256, 30, 0.2), (312, 40, 0.24), (376, 34, 0.28), (420, 30, 0.34)):
        fold = c.lin((0, "#1a0f08", 0), (0.55, "#1a0f08", depth), (0.6, "#fff", depth * 0.7), (1, "#fff", 0))
        c.add(
            path(
                f"M{x} 300C{x - 4} 390 {x - 16} 450 {x - 22} 530H{x + wide}C{x + wide - 6} 450 {x + wide - 2} 390 {x + wide - 8} 300z", fold
            )
        )
    c.add(path("M180 130H420V200H180z", c.lin((0, "#fff", 0.24), (1, "#1a0f08", 0.12), x2=0, y2=1)), "</g>")
    c.add(path("M226 132Q250 152 300 152T374 132Q352 184 300 186T226 132z", dark(colours[0], 0.5), 0.85))
    c.add(line("M226 132Q248 184 300 186T374 132", colours[1], 5))
