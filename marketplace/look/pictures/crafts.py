"""Imigongo boards, carved bowls, soap and cloth."""

from __future__ import annotations

import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import EARTH, KAOLIN, SCHEMES, SOOT, dark, light, mix
from marketplace.look.pictures.patterns import board
from marketplace.look.pictures.shapes import ellipse, line, path
from marketplace.look.pictures.stage import shade_round, shadow


def imigongo(c: Canvas, r: random.Random, name: str, note: str) -> None:
    colours = SCHEMES[r.choice(["kirehe", "kirehe", "earth", "kaolin", "ash"])]
    c.add(path("M108 112H508V520H108z", "#22130a", 0.1), path("M104 106H496L520 132V528H132L104 500z", "#22130a", 0.16))
    c.add(path("M96 92H500V496H96z", dark(colours[0], 0.45)), path("M500 92L508 100V504H104L96 496H500z", dark("#6b4a30", 0.35)))
    c.add(f'<g transform="translate(98 94)"><g clip-path="{c.clip("M0 0h400v400H0z")}">{board(str(r.random()), colours)}</g></g>')
    c.add(
        path("M98 94H498V494H98z", c.lin((0, "#fff", 0.14), (0.5, "#fff", 0), (1, "#1a0f08", 0.22), y2=1)),
        line("M97 496V93H500", "#fff", 2, 0.3),
    )


def wood_bowl(c: Canvas, r: random.Random, name: str, note: str) -> None:
    wood = r.choice(["#8a5230", "#a86a3c", "#6b3d26", "#b57f4a"])
    family = r.choice(["zigzag", "teeth", "lozenge", "fret"])
    body = "M96 292C100 400 168 484 250 496L246 520H354L350 496C432 484 500 400 504 292A204 62 0 0 1 96 292z"
    shadow(c, 300, 520, 96, 18)
    c.add(path(body, wood), f'<g clip-path="{c.clip(body)}">')
    for k in range(13):
        y = 330 + k * 17
        c.add(
            line(
                f"M80 {y}C180 {y + 60 + r.uniform(-6, 6)} 420 {y + 60 + r.uniform(-6, 6)} 520 {y}",
                dark(wood, 0.4),
                r.choice([1.2, 2, 3]),
                0.26,
            )
        )
    ring = "M90 320A210 64 0 0 0 510 320V366A204 66 0 0 1 96 366z"
    c.add(
        path(ring, c.motif(family, (dark(wood, 0.45), light(wood, 0.55), light(wood, 0.2)), 34, 300, 352)),
        line("M90 320A210 64 0 0 0 510 320M94 368A206 66 0 0 0 506 368", light(wood, 0.4), 2.5, 0.7),
        "</g>",
    )
    shade_round(c, body, 1.1)
    c.add(
        ellipse(300, 292, 204, 62, light(wood, 0.3)),
        ellipse(300, 295, 188, 52, dark(wood, 0.42)),
        ellipse(300, 302, 178, 45, c.lin((0, dark(wood, 0.55), 1), (0.6, dark(wood, 0.2), 1), (1, light(wood, 0.1), 1))),
    )
    nut = "#8a5a30"
    c.add(f'<g clip-path="{c.clip("M112 200H488V295A188 52 0 0 1 112 295z")}">')
    spots = [
        (300 + q * w + r.uniform(-5, 5), y + r.uniform(-3, 3))
        for y, w in ((262, 0.5), (276, 0.74), (292, 0.92), (310, 0.95), (328, 0.8))
        for q in range(-160, 161, 40)
    ]
    for x, y in spots:
        tone = mix(nut, r.choice(["#5e3a1e", "#a87443"]), r.random() * 0.6)
        c.add(ellipse(x + 2, y + 3, 22, 20, "#1a0f08", 0.3), ellipse(x, y, 21, 20, tone), ellipse(x - 6, y - 7, 7, 5, "#fff", 0.3))
    c.add("</g>", line("M98 298A204 62 0 0 0 502 298", light(wood, 0.5), 2.5, 0.6))


def soap(c: Canvas, r: random.Random, name: str, note: str) -> None:
    tones = r.sample(["#e7d3ac", "#c98a5a", "#9fae86", "#5b4636", "#e3b9a2"], 2)
    family = r.choice(["lozenge", "star", "spiral", "hills"])
    shadow(c, 300, 522, 176, 20)
    for i, (x, y, tone) in enumerate(((126, 380, tones[0]), (146, 222, tones[1]))):
        front = f"M{x} {y + 26}Q{x} {y} {x + 26} {y}H{x + 300}Q{x + 326} {y} {x + 326} {y + 26}V{y + 116}Q{x + 326} {y + 140} {x + 300} {y + 140}H{x + 26}Q{x} {y + 140} {x} {y + 116}z"
        c.add(
            path(front, tone),
            path(
                f"M{x + 10} {y + 10}L{x + 40} {y - 22}Q{x + 48} {y - 30} {x + 62} {y - 30}H{x + 322}Q{x + 340} {y - 30} {x + 332} {y - 14}L{x + 318} {y + 10}z",
                light(tone, 0.4),
            ),
        )
        c.add(
            path(f"M{x + 90} {y}H{x + 230}V{y + 140}H{x + 90}z", KAOLIN),
            path(f"M{x + 98} {y - 28}H{x + 238}L{x + 230} {y}H{x + 90}z", c.motif(family, (KAOLIN, SOOT, EARTH), 28, x, y - 28)),
            path(f"M{x + 90} {y + 100}H{x + 230}V{y + 140}H{x + 90}z", c.motif(family, (KAOLIN, SOOT, EARTH), 40, x + 90, y + 100)),
        )
        c.name(x + 160, y + 34, name, 120, SOOT, 24, 2)
        c.add(path(front, c.lin((0, "#fff", 0.2), (0.3, "#fff", 0), (1, "#1a0f08", 0.3), x2=1, y2=0.4)))
        if not i:
            c.add(path(f"M{x + 34} {y - 24}H{x + 336}L{x + 320} {y + 4}H{x + 8}z", "#1a0f08", 0.24))


def kitenge(c: Canvas, r: random.Random, name: str, note: str) -> None:
    schemes = [
        ("#1f3f5b", "#f0b73a", "#c7452c"),
        ("#a33b22", "#f6d48a", "#1e1916"),
        ("#184a3c", "#f0b73a", "#f6f1e7"),
        ("#f0b73a", "#7b1f2b", "#1e1916"),
        ("#4a1f45", "#f08a3a", "#f6f1e7"),
    ]
    colours = r.choice(schemes)
    family = r.choice(["star", "spiral", "hills", "lozenge", "steps"])
    c.add(
        path("M84 96H516V108H84z", "#6b4428"),
        path("M84 96H516V100H84z", "#fff", 0.3),
        ellipse(84, 102, 11, 11, "#54331d"),
        ellipse(516, 102, 11, 11, "#54331d"),
    )
    back = "M214 106H432L446 430H204z"
    c.add(path("M190 130H440L474 520H210z", "#22130a", 0.1))
    c.add(path(back, c.motif(family, tuple(dark(x, 0.3) for x in colours), 66, 300, 40)), path(back, "#1a0f08", 0.14))
    front = "M172 104Q176 92 190 92H404Q418 92 422 104L430 500H158z"
    c.add(path(front, c.motif(family, colours, 88, 300, 92)), f'<g clip-path="{c.clip(front)}">')
    c.add(path("M140 440H440V456H140zM140 470H440V476H140z", colours[1]), path("M140 456H440V470H140z", colours[2]))
    for x, w, a in ((168, 40, 0.2), (236, 34, 0.24), (300, 46, 0.16), (372, 30, 0.3), (416, 30, 0.34)):
        g = c.lin((0, "#1a0f08", 0), (0.55, "#1a0f08", a), (0.6, "#fff", a * 0.7), (1, "#fff", 0))
        c.add(path(f"M{x} 104C{x + 8} 240 {x - 12} 360 {x - 4} 510H{x + w}C{x + w - 10} 360 {x + w + 8} 240 {x + w - 6} 104z", g))
    c.add(path("M140 92H440V116H140z", c.lin((0, "#fff", 0.4), (1, "#1a0f08", 0.2), x2=0, y2=1)), "</g>")
    c.add(
        line(
            "".join(f"M{x} 500q{r.uniform(-3, 3):.1f} 16 {r.uniform(-4, 4):.1f} {r.uniform(26, 34):.1f}" for x in range(162, 430, 7)),
            colours[0],
            3,
            1,
            ' stroke-linecap="round"',
        )
    )
