"""Agaseke and woven bowls: dyed sisal, coiled and stitched."""

from __future__ import annotations

import math
import random
from functools import partial

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import STRAW, dark
from marketplace.look.pictures.shapes import ellipse, line, num, path, triangle
from marketplace.look.pictures.stage import shade_round, shadow


def basket_fill(kind: str, seed: random.Random):
    """Where the dyed sisal goes: a rule from angle (degrees) and height (0–1) to 0 straw, 1 or 2 dyed."""
    n, k, flip = seed.choice([6, 8, 9, 12]), seed.uniform(0.16, 0.24), seed.choice([1, -1])

    def zigzag(a: float, t: float) -> int:
        v = (t * 3.2 - 0.75 * triangle(a * n / 360)) % 1
        return 1 if v < 0.34 else 2 if 0.46 < v < 0.58 else 0

    def swirl(a: float, t: float) -> int:
        v = (a * n / 360 + flip * t * 1.6) % 1
        return 1 if v < 0.42 else 2 if 0.56 < v < 0.7 else 0

    def teeth(a: float, t: float) -> int:
        row = int(t * 4)
        v = triangle(a * n / 360 + row * 0.5)
        return (1 if row % 2 else 2) if v > (t * 4) % 1 else 0

    def lozenge(a: float, t: float) -> int:
        v = abs(triangle(a * n / 360) - 0.5) + abs(((t * 2.6) % 1) - 0.5)
        return 1 if v < k else 0 if v < k + 0.14 else 2 if v < k + 0.26 else 0

    return {"zigzag": zigzag, "swirl": swirl, "teeth": teeth, "lozenge": lozenge}[kind]


DYES = [
    ("#2a1d1a", "#a33b22"),
    ("#7b1f2b", "#2a1d1a"),
    ("#1f3f5b", "#b5552f"),
    ("#2a1d1a", "#2a1d1a"),
    ("#3d2352", "#c9702f"),
    ("#1e4a3a", "#c98c1f"),
    ("#b0352a", "#2a1d1a"),
]


def _on_rim(radius: float, y: float, sag: float, degrees: float) -> tuple[float, float]:
    """Where a coil seen from the side is at an angle."""
    return 300 + radius * math.sin(math.radians(degrees)), y + sag * math.cos(math.radians(degrees))


def agaseke(c: Canvas, r: random.Random, name: str, note: str) -> None:
    straw, dyes, off = r.choice([STRAW, "#e6cb97", "#d3ab6c"]), r.choice(DYES), r.uniform(0, 60)
    rule, lid_rule = (basket_fill(r.choice(["zigzag", "swirl", "teeth", "lozenge"]), r) for _ in range(2))
    if r.random() < 0.7:
        lid_rule = rule
    step = 8.6
    shadow(c, 300, 536, 112, 20)

    def coil(rows: list[tuple[float, float]], shade, turn: float) -> None:
        paths: dict[int, list[str]] = {0: [], 1: [], 2: []}
        seams = []
        for i, (y, w) in enumerate(rows):
            sag, t = w * 0.17, i / len(rows)
            at = partial(_on_rim, w, y, sag)
            x0, y0 = at(-80)
            x1, y1 = at(80)
            seams.append(f"M{num(x0)} {num(y0 + step / 2)}A{num(w)} {num(sag)} 0 0 0 {num(x1)} {num(y1 + step / 2)}")
            a, was = -80.0, shade(off + turn - 80, t)
            for b in range(-76, 81, 4):
                now = shade(off + turn + b, t)
                if now != was or b >= 79:
                    (xa, ya), (xb, yb) = at(a), at(b)
                    paths[was].append(f"M{num(xa)} {num(ya)}A{num(w)} {num(sag)} 0 0 0 {num(xb)} {num(yb)}")
                    a, was = b, now
        for k, colour in ((0, straw), (1, dyes[0]), (2, dyes[1])):
            if paths[k]:
                c.add(line("".join(paths[k]), colour, step + 0.8))
        c.add(
            line("".join(seams), "#2a160a", 1.7, 0.42),
            line(
                "".join(s for s in seams),
                "#fff6e0",
                step * 0.72,
                0.16,
                ' stroke-dasharray="1.6 3.4"' + f' transform="translate(0 {-step / 2:.1f})"',
            ),
        )

    rows = []
    for i in range(25):
        t = i / 24
        rows.append((526 - i * step, 100 + 58 * math.sin(math.pi * (0.06 + 0.8 * t)) + 8 * t))
    top, w = rows[-1][0], rows[-1][1]
    body = (
        f"M{num(300 - rows[0][1])} 526"
        + "".join(f"L{num(300 - ww)} {num(y)}" for y, ww in rows)
        + "".join(f"L{num(300 + ww)} {num(y)}" for y, ww in reversed(rows))
        + f"A{num(rows[0][1])} 22 0 0 1 {num(300 - rows[0][1])} 526z"
    )
    c.add(path(body, dark(straw, 0.2)))
    coil(rows, rule, 0)
    shade_round(c, body, 1.05)
    c.add(
        path(
            f"M{num(300 - w)} {num(top)}A{num(w)} {num(w * 0.17)} 0 0 0 {num(300 + w)} {num(top)}V{num(top + 16)}A{num(w)} {num(w * 0.2)} 0 0 1 {num(300 - w)} {num(top + 16)}z",
            "#1a0f08",
            0.34,
        )
    )
    lid, h, n = [], 234, 27
    for i in range(n):
        t = i / (n - 1)
        lid.append((top - 2 - i * h / (n - 1), max(5.0, (w + 9) * (1 - t**1.12) * (1 - 0.1 * math.sin(math.pi * t)))))
    cone = (
        f"M{num(300 - lid[0][1])} {num(lid[0][0])}"
        + "".join(f"L{num(300 - ww)} {num(y)}" for y, ww in lid)
        + "".join(f"L{num(300 + ww)} {num(y)}" for y, ww in reversed(lid))
        + f"A{num(lid[0][1])} {num(lid[0][1] * 0.17)} 0 0 1 {num(300 - lid[0][1])} {num(lid[0][0])}z"
    )
    c.add(path(cone, dark(straw, 0.2)))
    coil(lid, lid_rule, 12)
    shade_round(c, cone, 1)
    c.add(ellipse(300, lid[-1][0] - 2, 8, 9, dyes[0]), ellipse(297, lid[-1][0] - 5, 2.6, 3, "#fff", 0.5))


def woven_bowl(c: Canvas, r: random.Random, name: str, note: str) -> None:
    straw, dyes, off = r.choice([STRAW, "#ead2a2", "#d9b274"]), r.choice(DYES), r.uniform(0, 90)
    kind, n, flip = r.choice(["star", "swirl", "rings", "petals", "zigzag"]), r.choice([8, 10, 12]), r.choice([1, -1])

    def rule(a: float, t: float) -> int:
        z = triangle(a * n / 360)
        if kind == "star":
            return 1 if t < 0.2 + 0.34 * z else 0 if t < 0.3 + 0.34 * z else 2 if t < 0.4 + 0.34 * z else 0 if t < 0.9 else 1
        if kind == "swirl":
            v = (a * n / 360 + flip * t * 2.2) % 1
            return 0 if t < 0.14 else 1 if v < 0.4 else 2 if 0.52 < v < 0.68 else 0
        if kind == "rings":
            v = (t * 4.2 - 0.4 * z) % 1
            return 0 if t < 0.1 else 1 if v < 0.36 else 2 if 0.5 < v < 0.62 else 0
        if kind == "petals":
            v = math.sin(math.pi * min(1, t * 1.12)) * 0.62
            return 1 if z < v * 0.62 else 0 if z < v * 0.86 else 2 if t > 0.5 and z > 0.8 else 0
        v = (t * 3 - z * 0.55) % 1
        return 1 if v < 0.42 else 2 if v < 0.56 else 0

    c.add(ellipse(330, 338, 250, 246, c.rad((0, "#22130a", 0.55), (0.8, "#22130a", 0.38), (1, "#22130a", 0))))
    big, step = 244, 9.4
    c.add(ellipse(300, 300, big + 3, big + 3, dark(straw, 0.35)), ellipse(300, 300, big, big, straw))
    paths: dict[int, list[str]] = {1: [], 2: []}
    seams, q = [], big - step / 2
    while q > 8:
        t = q / big
        seams.append(f"M{num(300 - q - step / 2)} 300a{num(q + step / 2)} {num(q + step / 2)} 0 1 1 0 .1")
        a, was = 0.0, rule(off, t)
        for b in range(2, 361, 2):
            now = rule(off + b, t)
            if now != was or b == 360 or b - a >= 170:
                if was:
                    ra, rb = math.radians(a), math.radians(b)
                    paths[was].append(
                        f"M{num(300 + q * math.cos(ra))} {num(300 + q * math.sin(ra))}A{num(q)} {num(q)} 0 0 1 {num(300 + q * math.cos(rb))} {num(300 + q * math.sin(rb))}"
                    )
                a, was = float(b), now
        q -= step
    for k in (1, 2):
        c.add(line("".join(paths[k]), dyes[k - 1], step + 0.6))
    c.add(line("".join(seams), "#2a160a", 1.5, 0.4), line("".join(seams), "#fff6e0", step * 0.66, 0.2, ' stroke-dasharray="1.5 3.6"'))
    c.add(
        ellipse(
            300,
            300,
            big,
            big,
            c.rad((0, "#1a0f08", 0.3), (0.5, "#1a0f08", 0.16), (0.74, "#1a0f08", 0), (1, "#1a0f08", 0), cx=0.42, cy=0.4, r=0.62),
        )
    )
    c.add(ellipse(300, 300, big, big, c.lin((0, "#1a0f08", 0.34), (0.4, "#1a0f08", 0.04), (0.72, "#fff", 0.14), (1, "#fff", 0.22), y2=1)))
    c.add(
        f'<circle cx="300" cy="300" r="{big - 3}" fill="none" stroke="{dyes[0]}" stroke-width="10"/><circle cx="300" cy="300" r="{big - 3}" fill="none" stroke="#fff6e0" stroke-opacity=".3" stroke-width="10" stroke-dasharray="2.4 5"/>',
        line(f"M{300 - big + 14} 210A{big} {big} 0 0 1 252 {300 - big + 8}", "#fff", 4, 0.5, ' stroke-linecap="round"'),
    )
