"""Volcanoes, the lake and the tea hills."""

from __future__ import annotations

import math
import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import EARTH, LAKE, OCHRE, dark, mix
from marketplace.look.pictures.land import cone, furrow, land, mist, ridge_line, sky, tree
from marketplace.look.pictures.shapes import ellipse, line, num, path


def volcanoes(c: Canvas, r: random.Random) -> None:
    sky(c, (0, "#f3b26a"), (0.32, "#f7d6a5"), (0.6, "#f6e9d4"), (1, "#d9e0d8"))
    sun = r.choice([250, 620])
    c.add(ellipse(sun, 214, 150, 150, c.rad((0, "#fff3d6", 0.9), (1, "#fff3d6", 0))), ellipse(sun, 214, 58, 58, "#fff6e2"))
    c.add(land(cone(r, 690, 150, 470, 420, 16), "#b49a93"), land(cone(r, 150, 196, 470, 380, 22), "#a58f8d"))
    mist(c, 400, 90, "#f6e9d4", 0.85)
    saw = [
        (-10, 470),
        (60, 430),
        (150, 360),
        (230, 280),
        (262, 250),
        (284, 268),
        (306, 232),
        (330, 256),
        (352, 226),
        (378, 262),
        (404, 244),
        (430, 290),
        (520, 366),
        (640, 424),
        (780, 452),
        (920, 470),
    ]
    c.add(land([(x, y + r.uniform(-3, 3)) for x, y in saw], "#75767c"))
    c.add(path("M352 226L378 262L404 244L430 290L520 366L640 424L500 430L420 380L380 300z", "#3d4550", 0.3))
    mist(c, 436, 70, "#f1e8da", 0.95)
    c.add(land(ridge_line(r, 446, 16, 24), "#4f6b60"))
    mist(c, 478, 44, "#e6e6da", 0.7)
    near = ridge_line(r, 500, 14, -10)
    c.add(land(near, "#2f5344"))
    front = [(x, 560 - 60 * math.sin(math.pi * (x + 120) / 1500) + 5 * math.sin(x / 40)) for x in range(-10, 921, 10)]
    for i in range(0, len(near) - 1, 3):
        x, y = near[i]
        c.add(tree(x, y + 10, r.uniform(0.32, 0.62), "#264639", r))
    c.add(land(front, "#1d3a2e"), f'<g clip-path="{c.clip("M-10 610L" + "L".join(f"{num(x)} {num(y)}" for x, y in front) + "L920 610z")}">')
    for k in range(9):
        c.add(line(furrow(-40, 540 + k * 14, 940, 500 + k * 20, -60), "#3f6a47" if k % 2 else "#5c8450", 3, 0.75))
    c.add("</g>")


def lake(c: Canvas, r: random.Random) -> None:
    sky(c, (0, "#29506b"), (0.24, "#7d8f95"), (0.42, "#f0b583"), (0.55, "#f8d9a6"))
    sx = r.choice([300, 560, 640])
    c.add(ellipse(sx, 290, 200, 160, c.rad((0, "#fff0cf", 0.95), (1, "#fff0cf", 0))), ellipse(sx, 288, 46, 46, "#fff4dc"))
    c.add(land(ridge_line(r, 268, 20, 20), "#8f8f9a"), land(ridge_line(r, 296, 15, -10), "#66747f"))
    c.add(path("M0 336H900V600H0z", c.lin((0, "#f2c894", 1), (0.2, "#c9a189", 1), (0.55, "#4f7282", 1), (1, "#1d4256", 1), x2=0, y2=1)))
    for k in range(26):
        y = 340 + k * k * 0.38
        w = (26 + k * 3.2) * r.uniform(0.6, 1.2)
        c.add(
            path(
                f"M{num(sx - w + r.uniform(-16, 16))} {num(y)}h{num(2 * w)}v{num(1.4 + k * 0.14)}h{num(-2 * w)}z",
                "#fff0cf",
                0.62 - k * 0.02,
            )
        )
    for x, w, h in ((r.choice([150, 690]), 130, 46), (r.choice([480, 820]), 84, 28)):
        c.add(
            path(
                f"M{x - w} 338C{x - w * 0.6} {338 - h} {x - w * 0.2} {330 - h} {x} {334 - h}S{x + w * 0.7} {338 - h * 0.6} {x + w} 338z",
                "#3b5a52",
            ),
            path(f"M{x - w} 338H{x + w}C{x + w * 0.4} {338 + h * 0.7} {x - w * 0.4} {338 + h * 0.7} {x - w} 338z", "#2b4750", 0.5),
        )
        for k in range(5):
            c.add(tree(x - w * 0.5 + k * w * 0.25, 340 - h * 0.86, 0.42, "#2d4a43", r))
    c.add(path("M560 600C640 540 760 520 900 520V600z", "#12303d", 0.45))
    for x, y, s in ((r.choice([250, 300]), 446, 1.0), (r.choice([620, 680]), 392, 0.52)):
        hull = "#13262f"
        c.add(
            f'<g transform="translate({x} {y}) scale({s:g})"><path d="M-190 34Q0 60 190 34Q100 74 0 74T-190 34z" fill="#0d1d25" opacity=".4"/>'
        )
        for dx, dy in ((-22, -12), (0, 0), (24, 14)):
            c.add(
                path(
                    f"M{-150 + dx} {8 + dy}Q{-124 + dx} {30 + dy} {-90 + dx} {32 + dy}H{96 + dx}Q{130 + dx} {30 + dy} {156 + dx} {6 + dy}Q{110 + dx} {18 + dy} {dx} {18 + dy}T{-150 + dx} {8 + dy}z",
                    mix(hull, "#6a4a36", 0.28 if dy == 14 else 0),
                )
            )
        c.add(
            line(
                "M-120 14L110 44M120 14L-100 44M-136 2C-220-40-270-96-296-170M-112 16C-190-20-236-66-262-134M152 0C230-44 276-100 300-176M130 16C206-20 246-70 268-136",
                hull,
                3.6,
                1,
                ' stroke-linecap="round"',
            )
        )
        for px in (-70, -20, 40, 88):
            c.add(
                ellipse(px, -36, 8, 9, hull),
                path(f"M{px - 11} 14Q{px - 13} -26 {px} -27Q{px + 13} -26 {px + 11} 14z", mix(hull, EARTH, 0.4 if px in (-20, 88) else 0)),
            )
        c.add("</g>")


def tea_hills(c: Canvas, r: random.Random) -> None:
    sky(c, (0, "#9cc3d1"), (0.35, "#d6e5de"), (0.5, "#f5ecd2"))
    c.add(ellipse(r.choice([180, 700]), 130, 170, 170, c.rad((0, "#fffbe6", 1), (0.3, "#fffbe6", 0.8), (1, "#fffbe6", 0))))
    c.add(land(ridge_line(r, 226, 26, 24), "#a9c1b8"), land(ridge_line(r, 268, 20, -10), "#86a894"))
    mist(c, 292, 46, "#f1f2e2", 0.8)
    for n, (y, swing, tone, stripe, gap) in enumerate(
        ((318, 46, "#5f9360", "#86b06e", 13), (386, 58, "#4a8250", "#74a55c", 18), (470, 54, "#376d42", "#639a50", 24))
    ):
        p = r.uniform(0, 6)
        top = [(x, y + swing * math.sin(x / 190 + p) + 14 * math.sin(x / 70 + p)) for x in range(-10, 921, 10)]
        d = "M-10 610L" + "L".join(f"{num(a)} {num(b)}" for a, b in top) + "L920 610z"
        c.add(path(d, tone), f'<g clip-path="{c.clip(d)}">')
        for k in range(16):
            pts = [(x, yy + 7 + k * gap + k * k * 0.5 * math.sin(x / 260 + p + n)) for x, yy in top[::3]]
            c.add(line("M" + "L".join(f"{num(a)} {num(b)}" for a, b in pts), stripe if k % 2 else dark(tone, 0.18), gap * 0.42, 0.9))
        c.add(path(d, c.lin((0, "#fff6d0", 0.2), (0.5, "#0e2a18", 0), (1, "#0e2a18", 0.36), x2=0.8, y2=1)), "</g>")
        for _ in range(3):
            x, yy = r.choice(top[6:-6])
            c.add(tree(x, yy + 6, 0.5 + n * 0.2, dark(tone, 0.38), r))
    for x, y, tone in ((250, 520, EARTH), (330, 538, OCHRE), (620, 512, LAKE)):
        c.add(
            ellipse(x, y - 42, 9, 10, "#2f1d15"),
            path(f"M{x - 11} {y - 44}Q{x} {y - 62} {x + 11} {y - 44}Q{x} {y - 50} {x - 11} {y - 44}z", tone),
            path(f"M{x - 15} {y + 12}Q{x - 16} {y - 32} {x} {y - 33}Q{x + 16} {y - 32} {x + 15} {y + 12}z", tone),
            path(f"M{x + 8} {y - 26}h22l-4 30h-16z", "#b98a4e"),
        )
