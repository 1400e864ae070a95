"""Candles, carved figures and cups, embroidered pictures."""

from __future__ import annotations

import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import EARTH, KAOLIN, OCHRE, SOOT, dark, light
from marketplace.look.pictures.shapes import ellipse, line, path
from marketplace.look.pictures.stage import shade_round, shadow

WOODS = ["#8a5230", "#a86a3c", "#6b3d26", "#b57f4a"]


def candle(c: Canvas, r: random.Random, name: str, note: str) -> None:
    wax = r.choice(["#e2b052", "#d9a441", "#ecc778"])
    family = r.choice(["lozenge", "hills", "star", "steps"])
    for x, top, wide in ((210, 300, 62), (372, 196, 76)):
        body = f"M{x - wide} {top}V506Q{x - wide} 520 {x - wide + 14} 520H{x + wide - 14}Q{x + wide} 520 {x + wide} 506V{top}z"
        shadow(c, x, 518, wide, 15)
        c.add(path(body, wax), f'<g clip-path="{c.clip(body)}">')
        for k in range(24):
            for j in range(9):
                size = wide / 3.4
                px, py = x - wide + (j + (k % 2) / 2) * size, top + 14 + k * size * 0.86
                c.add(
                    line(f"M{px:.0f} {py:.0f}l{size / 2:.1f} {-size / 3.4:.1f}l{size / 2:.1f} {size / 3.4:.1f}", dark(wax, 0.3), 1.6, 0.3)
                )
        c.add("</g>")
        if x == 372:
            band = f"M{x - wide} 360H{x + wide}V450H{x - wide}z"
            c.add(
                path(band, KAOLIN), path(f"M{x - wide} 426H{x + wide}V450H{x - wide}z", c.motif(family, (KAOLIN, SOOT, OCHRE), 24, x, 426))
            )
            c.name(x, 367, name, wide * 1.75, SOOT, 24, 2)
        shade_round(c, body, 1)
        c.add(ellipse(x, top, wide, wide * 0.2, light(wax, 0.4)), ellipse(x, top + 2, wide * 0.7, wide * 0.12, dark(wax, 0.12), 0.6))
        c.add(line(f"M{x} {top}V{top - 22}", "#3a2a20", 4, 1, ' stroke-linecap="round"'))
        flame = f"M{x} {top - 92}C{x + 24} {top - 60} {x + 24} {top - 34} {x} {top - 22}C{x - 24} {top - 34} {x - 24} {top - 60} {x} {top - 92}z"
        c.add(ellipse(x, top - 56, 86, 92, c.rad((0, "#ffe9a8", 0.75), (1, "#ffe9a8", 0))), path(flame, "#f6b43a"))
        c.add(
            path(
                f"M{x} {top - 70}C{x + 12} {top - 52} {x + 12} {top - 36} {x} {top - 28}C{x - 12} {top - 36} {x - 12} {top - 52} {x} {top - 70}z",
                "#fff3c4",
            )
        )
    for k in range(6):
        c.add(ellipse(486 + (k % 3) * 26 - (k > 2) * 13, 548 - (k > 2) * 17, 14, 9, dark(wax, 0.1), 0.9))


def figures(c: Canvas, r: random.Random, name: str, note: str) -> None:
    tones = [r.choice(WOODS) for _ in range(3)]
    for (x, top, wide), wood in zip(((300, 150, 74), (166, 236, 60), (434, 250, 58)), tones, strict=True):
        robe = f"M{x - wide * 0.5:.0f} {top + 92}C{x - wide} {top + 190} {x - wide * 1.16:.0f} 430 {x - wide * 1.1:.0f} 520H{x + wide * 1.1:.0f}C{x + wide * 1.16:.0f} 430 {x + wide} {top + 190} {x + wide * 0.5:.0f} {top + 92}z"
        shadow(c, x, 519, wide * 1.05, 15)
        c.add(path(robe, wood), f'<g clip-path="{c.clip(robe)}">')
        for k in range(9):
            bend = r.uniform(-12, 12)
            c.add(
                line(
                    f"M{x - wide + k * wide / 4:.0f} {top + 80}q{bend:.0f} 200 {bend * 1.6:.0f} 460",
                    dark(wood, 0.42),
                    r.choice([1.2, 2, 2.6]),
                    0.3,
                )
            )
        family = r.choice(["zigzag", "teeth", "lozenge", "fret"])
        c.add(
            path(
                f"M{x - 100} 462H{x + 100}V496H{x - 100}z",
                c.motif(family, (dark(wood, 0.4), light(wood, 0.55), light(wood, 0.2)), 34, x, 462),
            ),
            "</g>",
        )
        shade_round(c, robe, 1.1)
        head = f"M{x} {top}C{x + wide * 0.62:.0f} {top} {x + wide * 0.66:.0f} {top + 96} {x} {top + 112}C{x - wide * 0.66:.0f} {top + 96} {x - wide * 0.62:.0f} {top} {x} {top}z"
        c.add(path(head, light(wood, 0.12)))
        shade_round(c, head, 1)
        c.add(
            path(
                f"M{x - wide * 0.5:.0f} {top + 50}C{x - wide * 0.6:.0f} {top - 26} {x + wide * 0.6:.0f} {top - 26} {x + wide * 0.5:.0f} {top + 50}Q{x} {top + 16} {x - wide * 0.5:.0f} {top + 50}z",
                dark(wood, 0.34),
            )
        )
        arm = f"M{x - wide * 0.7:.0f} {top + 176}Q{x} {top + 244} {x + wide * 0.7:.0f} {top + 176}L{x + wide * 0.6:.0f} {top + 214}Q{x} {top + 272} {x - wide * 0.6:.0f} {top + 214}z"
        c.add(
            path(arm, light(wood, 0.16)),
            line(f"M{x - wide * 0.62:.0f} {top + 212}Q{x} {top + 270} {x + wide * 0.62:.0f} {top + 212}", dark(wood, 0.5), 2, 0.5),
        )


def cups(c: Canvas, r: random.Random, name: str, note: str) -> None:
    wood = r.choice(WOODS)
    for x, top, wide, base in ((196, 236, 98, 500), (398, 322, 84, 516), (286, 426, 60, 540)):
        body = f"M{x - wide} {top}L{x - wide * 0.72:.0f} {base - 16}Q{x - wide * 0.7:.0f} {base} {x - wide * 0.5:.0f} {base}H{x + wide * 0.5:.0f}Q{x + wide * 0.7:.0f} {base} {x + wide * 0.72:.0f} {base - 16}L{x + wide} {top}z"
        shadow(c, x, base - 1, wide * 0.7, 14)
        handle = f"M{x + wide - 6} {top + 16}h{wide * 0.9:.0f}q16 0 16 14t-16 14h-{wide * 0.9:.0f}z"
        c.add(path(handle, dark(wood, 0.12)), path(handle, c.lin((0, "#fff", 0.24), (1, "#1a0f08", 0.3), x2=0, y2=1)))
        c.add(path(body, wood), f'<g clip-path="{c.clip(body)}">')
        for k in range(8):
            c.add(
                line(
                    f"M{x - wide} {top + 20 + k * 26}q{wide} {r.uniform(16, 40):.0f} {2 * wide} 0",
                    dark(wood, 0.4),
                    r.choice([1.2, 2]),
                    0.28,
                )
            )
        family = r.choice(["zigzag", "teeth", "lozenge"])
        c.add(
            path(
                f"M{x - wide} {top + 30}H{x + wide}V{top + 58}H{x - wide}z",
                c.motif(family, (dark(wood, 0.42), light(wood, 0.55), light(wood, 0.2)), 28, x, top + 30),
            ),
            "</g>",
        )
        shade_round(c, body, 1.1)
        c.add(ellipse(x, top, wide, wide * 0.26, light(wood, 0.3)), ellipse(x, top + 2, wide * 0.87, wide * 0.2, dark(wood, 0.45)))


def embroidery(c: Canvas, r: random.Random, name: str, note: str) -> None:
    frame, sky = r.choice(WOODS), r.choice(["#cfdde0", "#f0d9a8", "#e9c9b4"])
    c.add(path("M96 104H520V512H96z", "#22130a", 0.16), path("M84 92H508V500H84z", frame))
    c.add(
        path("M84 92H508V500H84z", c.lin((0, "#fff", 0.26), (0.5, "#fff", 0), (1, "#1a0f08", 0.4), y2=1)),
        path("M110 118H482V474H110z", KAOLIN),
    )
    c.add(f'<g clip-path="{c.clip("M126 134H466V458H126z")}">', path("M126 134H466V458H126z", sky))
    for k, tone in enumerate(("#8fae8c", "#5f8f5c", "#3f6f48")):
        y = 270 + k * 44
        c.add(path(f"M100 {y}Q190 {y - 66} 290 {y - 8}T500 {y - 26}V470H100z", tone))
        for j in range(26):
            x = 118 + j * 14
            c.add(line(f"M{x} {y + 18 + (j % 3) * 9}l9-6", light(tone, 0.4), 2, 0.7))
    c.add(ellipse(r.choice([190, 400]), 190, 30, 30, "#f2b33a"))
    skin, cloth = "#5a3520", r.choice([EARTH, "#1f3f5b", "#7b4a8a"])
    for x, scale in ((240, 1.0), (356, 0.9)):
        c.add(f'<g transform="translate({x} 440) scale({scale})">')
        c.add(
            path("M-44 0Q-50-74-16-92H16Q50-74 44 0z", cloth),
            ellipse(0, -112, 20, 23, skin),
            path("M-22-116Q0-150 22-116Q0-128-22-116z", OCHRE),
        )
        c.add(line("M-24-70Q-8-38 8-34M24-70Q12-44 12-34", skin, 9, 1, ' stroke-linecap="round"'))
        basket = "M-14-34Q12-44 38-34L32 0H-8z"
        c.add(path(basket, "#d9b16a"), path(basket, c.motif("zigzag", ("#d9b16a", SOOT, EARTH), 17, 0, -34), 0.9), "</g>")
    for k in range(420):
        x, y = 128 + (k * 37) % 338, 136 + (k * 53) % 320
        c.add(line(f"M{x} {y}l5-3", "#fff", 1, 0.14))
    c.add("</g>", line("M118 126H474V466H118z", dark(KAOLIN, 0.2), 1.6, 0.8, ' stroke-dasharray="7 5"'))
