"""Kigali, a lodge and a room in it."""

from __future__ import annotations

import math
import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import EARTH, KAOLIN, SCHEMES, SOOT
from marketplace.look.pictures.land import cone, land, mist, ridge_line, sky, tree
from marketplace.look.pictures.patterns import board
from marketplace.look.pictures.shapes import ellipse, line, num, path


def city(c: Canvas, r: random.Random) -> None:
    sky(c, (0, "#121a33"), (0.4, "#2c3357"), (0.6, "#7a4a5c"), (0.72, "#d98a5a"))
    for _ in range(70):
        c.add(ellipse(r.uniform(0, 900), r.uniform(0, 200), 1.1, 1.1, "#fff", r.uniform(0.3, 0.9)))
    for y, tone, n, lift in ((296, "#3a3550", 60, 40), (352, "#2a2a42", 110, -16)):
        ridge = ridge_line(r, y, 20, lift)
        c.add(land(ridge, tone))
        for _ in range(n):
            x, yy = r.choice(ridge)
            c.add(
                ellipse(
                    x + r.uniform(-5, 5),
                    yy + 8 + abs(r.gauss(0, 26)),
                    1.7,
                    1.5,
                    r.choice(["#ffd58a", "#ffe6b8", "#ffb76a"]),
                    r.uniform(0.5, 1),
                )
            )
    dx, base = r.choice([300, 600]), 404
    c.add(ellipse(dx, base - 40, 220, 150, c.rad((0, "#ffcf7a", 0.5), (1, "#ffcf7a", 0))))
    for k in range(14):
        x, w, h = 10 + k * 66 + r.uniform(-18, 18), r.uniform(44, 66), r.uniform(24, 104) * (1.3 if k % 4 == 1 else 0.8)
        if abs(x - dx) > 120:
            c.add(path(f"M{num(x)} 600V{num(414 - h)}h{num(w)}V600z", "#1b1c30"))
            for yy in range(int(426 - h), 414, 14):
                for xx in range(6, int(w) - 6, 11):
                    if r.random() < 0.6:
                        c.add(
                            path(f"M{num(x + xx)} {yy}h6v7h-6z", r.choice(["#ffd58a", "#ffe9c2", "#f7b267", "#9fb8d8"]), r.uniform(0.55, 1))
                        )
    c.add(path(f"M{dx - 106} {base}A106 104 0 0 1 {dx + 106} {base}z", "#241f36"))
    for k, tone in enumerate(["#ffe2a1", "#f7b24e", "#e7683c", "#f7b24e", "#ffe2a1", "#7cc08f", "#ffe2a1"]):
        y, hw = base - 8 - k * 14, math.sqrt(max(0, 1 - ((8 + k * 14) / 104) ** 2)) * 104
        c.add(
            line(f"M{num(dx - hw)} {num(y + 6)}Q{dx} {num(y - 16)} {num(dx + hw)} {num(y - 6)}", tone, 5, 0.95, ' stroke-linecap="round"')
        )
    c.add(ellipse(dx, base - 101, 16, 5, "#ffe9c2"))
    c.add(land(ridge_line(r, 428, 9, 14), "#15172a"))
    for _ in range(190):
        x = r.uniform(0, 900)
        c.add(path(f"M{num(x)} {num(r.uniform(444, 592))}h4v4h-4z", r.choice(["#ffd58a", "#ffe6b8", "#ff9f5a"]), r.uniform(0.3, 0.95)))
    c.add(
        line("M-10 586C180 486 320 540 460 500S760 460 920 420", "#ffcf7a", 3, 0.8),
        line("M-10 592C180 492 320 546 460 506S760 466 920 426", "#ff7a4a", 2, 0.7),
    )


def lodge(c: Canvas, r: random.Random) -> None:
    sky(c, (0, "#3b5673"), (0.35, "#9d8f97"), (0.55, "#f0b98a"), (0.7, "#f7dcb2"))
    c.add(land(cone(r, 660, 130, 430, 420, 18), "#7d7a88"), land(cone(r, 240, 210, 430, 330, 12), "#6c6f7c"))
    mist(c, 392, 70, "#f4d9b8", 0.85)
    c.add(land(ridge_line(r, 420, 16, 24), "#4a6158"), land(ridge_line(r, 462, 10, 20), "#2f4a3f"))
    for x, y, s in ((250, 500, 1.0), (476, 486, 1.16), (704, 502, 0.96)):
        c.add(f'<g transform="translate({x} {y}) scale({s:g})">')
        c.add(
            ellipse(0, 24, 150, 30, c.rad((0, "#ffcf7a", 0.5), (1, "#ffcf7a", 0))),
            path("M-82 20V-44H82V20z", "#c9a884"),
            path("M-82 20V-44H-20V20z", "#fff", 0.1),
            path("M-82 2H82V20H-82z", c.motif("zigzag", (SOOT, KAOLIN, EARTH), 18, 0, 2)),
        )
        c.add(
            path("M-20-38H20V2H-20z", "#ffd98c"),
            path("M-2-38H2V2H-2zM-20-20H20V-17H-20z", "#6b4428"),
            path("M-66-36H-38V-8H-66zM38-36H66V-8H38z", "#ffe2a6"),
            line("M-52-36V-8M52-36V-8", "#6b4428", 3),
        )
        c.add(
            path("M-116-40C-86-66-40-118 0-138C40-118 86-66 116-40C60-52-60-52-116-40z", "#5e4630"),
            line("".join(f"M{a} {-44 + abs(a) * 0.03:.0f}L{a * 0.16:.0f}-130" for a in range(-104, 105, 13)), "#3d2c1c", 2, 0.6),
            path("M-116-40C-86-66-40-118 0-138C-20-110-50-70-60-48C-84-46-104-43-116-40z", "#fff", 0.14),
            "</g>",
        )
    c.add(
        land([(x, 528 + 12 * math.sin(x / 120)) for x in range(-10, 921, 10)], "#1f382e"),
        line("M476 514C470 540 420 560 380 606", "#d9b98a", 12, 0.7),
        line("M250 528C300 548 360 560 420 560M704 530C620 560 520 552 440 552", "#d9b98a", 7, 0.5),
    )
    for x, s in ((60, 1.7), (140, 1.2), (830, 1.8), (890, 1.3)):
        c.add(tree(x, 566, s, "#152a22", r))


def room(c: Canvas, r: random.Random) -> None:
    wall = r.choice(["#d9cdbd", "#cfc4b4", "#c9d0c4"])
    c.add(
        path("M0 0H900V600H0z", wall),
        path("M0 0H900V600H0z", c.lin((0, "#fff", 0.4), (1, "#3a2415", 0.2), x2=1, y2=0.6)),
        path("M0 470H900V600H0z", "#8a5f3e"),
        line("M0 496H900M0 530H900M0 570H900", "#6d4529", 2, 0.5),
    )
    c.add(
        path("M40 70H290V400H40z", "#f7f1e4"),
        path("M52 82H278V388H52z", c.lin((0, "#8fb7c9", 1), (0.6, "#f2dcb4", 1), x2=0, y2=1)),
        f'<g clip-path="{c.clip("M52 82H278V388H52z")}">',
        land(cone(r, 190, 196, 330, 190, 8), "#7f8f98"),
        land(ridge_line(r, 322, 10, 8), "#4f7a60"),
        land(ridge_line(r, 356, 8, 8), "#356048"),
        "</g>",
        path("M162 82H168V388H162zM52 228H278V233H52z", "#f7f1e4"),
    )
    for x, w in ((18, 44), (272, 46)):
        c.add(
            path(f"M{x} 52H{x + w}C{x + w - 10} 200 {x + w + 6} 330 {x + w - 4} 462H{x - 6}C{x + 6} 330 {x - 8} 200 {x} 52z", "#efe6d6"),
            line(
                f"M{x + 12} 56C{x + 6} 200 {x + 18} 330 {x + 10} 460M{x + 28} 56C{x + 22} 200 {x + 34} 330 {x + 26} 460", "#b9a68c", 3, 0.5
            ),
        )
    c.add(
        path("M8 44H326V54H8z", "#4a2f1d"),
        path("M508 76H708V276H508z", "#22130a", 0.2),
        f'<g transform="translate(500 66) scale(.5)"><g clip-path="{c.clip("M0 0h400v400H0z")}">{board("room" + str(r.random()), SCHEMES[r.choice(["kirehe", "earth", "kaolin"])])}</g></g>',
    )
    c.add(
        path("M380 300Q380 290 392 290H816Q828 290 828 300V470H380z", "#5a3a25"),
        path("M380 300Q380 290 392 290H816Q828 290 828 300V312H380z", "#fff", 0.14),
    )
    c.add(
        ellipse(604, 566, 290, 22, "#22130a", 0.3),
        path("M352 430Q352 396 390 396H818Q856 396 856 430V552H352z", "#fbf7ee"),
        path("M352 470C480 450 700 450 856 470V552H352z", "#e9e0d0"),
        path("M352 552H856V566H352z", "#4a2f1d"),
    )
    c.add(
        path(
            "M352 488C480 470 700 470 856 488V530C700 512 480 512 352 530z",
            c.motif(r.choice(["lozenge", "zigzag", "star"]), SCHEMES["kirehe"], 42, 0, 486),
        )
    )
    for x in (404, 626):
        c.add(
            path(f"M{x} 350Q{x - 8} 404 {x + 6} 408H{x + 174}Q{x + 188} 404 {x + 180} 350Q{x + 90} 336 {x} 350z", "#fff"),
            path(f"M{x} 396Q{x + 90} 408 {x + 180} 396Q{x + 188} 404 {x + 174} 408H{x + 6}Q{x - 6} 404 {x} 396z", "#cfc3b0", 0.7),
        )
    c.add(path("M566 372Q560 414 570 416H650Q660 414 654 372Q610 362 566 372z", c.motif("steps", SCHEMES["earth"], 26, 0, 368)))
    c.add(
        ellipse(352, 300, 150, 130, c.rad((0, "#ffdf9c", 0.75), (1, "#ffdf9c", 0))),
        path("M318 412H384V552H318z", "#6b4428"),
        path("M318 412H384V420H318z", "#fff", 0.2),
        path("M346 412V350H356V412z", "#3a2a20"),
        path("M326 350L336 296H366L376 350z", "#fff0c9"),
    )
