"""Savanna, forest canopy and the gorilla."""

from __future__ import annotations

import math
import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import EARTH, OCHRE, light, mix
from marketplace.look.pictures.land import land, mist, ridge_line, sky
from marketplace.look.pictures.shapes import ellipse, line, num, path


def acacia(x: float, y: float, s: float, colour: str, r: random.Random) -> str:
    out = [
        line(
            f"M{num(x)} {num(y)}C{num(x - 4 * s)} {num(y - 50 * s)} {num(x + 8 * s)} {num(y - 80 * s)} {num(x)} {num(y - 116 * s)}",
            colour,
            11 * s,
            1,
            ' stroke-linecap="round"',
        )
    ]
    for dx, dy in ((-92, -156), (-48, -166), (6, -174), (58, -164), (98, -152)):
        out.append(
            line(
                f"M{num(x)} {num(y - 92 * s)}Q{num(x + dx * 0.35 * s)} {num(y - 126 * s)} {num(x + dx * s)} {num(y + dy * s)}",
                colour,
                5 * s,
                1,
                ' stroke-linecap="round"',
            )
        )
    for dx, dy, w, h in ((-84, -160, 62, 12), (84, -158, 60, 12), (-34, -174, 78, 14), (40, -178, 76, 14), (4, -190, 58, 11)):
        out.append(ellipse(x + (dx + r.uniform(-5, 5)) * s, y + dy * s, w * s, h * s, colour))
    return "".join(out)


GIRAFFE = "M0 0L3-58L-2-66C-8-74-6-92 6-96L40-106C52-112 56-126 60-150L70-206L66-214L71-215L74-207L80-209C90-206 98-198 102-192C102-186 94-186 88-188L80-190L72-126C68-104 66-92 60-84L60-56L58 0H51L50-56L44-66L16-64L12-50L9 0z"


def savanna(c: Canvas, r: random.Random) -> None:
    sky(c, (0, "#d9662e"), (0.3, "#f09a45"), (0.58, "#f8cf83"), (0.72, "#fbe6b8"))
    sx = r.choice([330, 560])
    c.add(ellipse(sx, 316, 230, 230, c.rad((0, "#fff2c8", 0.8), (1, "#fff2c8", 0))), ellipse(sx, 316, 104, 104, "#fff0c4"))
    c.add(land(ridge_line(r, 366, 14, 30), "#c98a52"), land(ridge_line(r, 396, 8, 6), "#a9693a"))
    c.add(
        path("M0 408H900V600H0z", c.lin((0, "#d9a553", 1), (0.4, "#a96d33", 1), (1, "#4f2d1b", 1), x2=0, y2=1)),
        path("M520 424C640 416 780 420 900 412V446C780 452 640 444 520 424z", "#f5d79c", 0.6),
    )
    for x, y, s in ((86, 416, 0.36), (470, 414, 0.3), (840, 414, 0.42), (640, 412, 0.26)):
        c.add(acacia(x, y, s, "#6e4024", r))
    big = r.choice([210, 690])
    for x, s in ((big + (250 if big < 450 else -330), 0.72), (big + (340 if big < 450 else -240), 0.56)):
        c.add(f'<path transform="translate({x} 470) scale({-s if x > 450 else s:g} {s:g})" d="{GIRAFFE}" fill="#3a1f14"/>')
    c.add(acacia(big, 512, 1.5, "#2b1710", r))
    c.add(land([(x, 520 + 10 * math.sin(x / 130) + r.uniform(-2, 2)) for x in range(-10, 921, 10)], "#2b1710"))
    c.add(
        line(
            "".join(
                f"M{x} {num(528 + 8 * math.sin(x / 130))}q{r.uniform(-6, 6):.0f}-14 {r.uniform(-14, 14):.0f}-{r.uniform(16, 44):.0f}"
                for x in range(0, 900, 6)
            ),
            "#2b1710",
            2,
        )
    )


def canopy(c: Canvas, r: random.Random) -> None:
    sky(c, (0, "#dfe9d6"), (0.5, "#c5d8bf"), (1, "#7fa083"))
    c.add(ellipse(660, 90, 320, 240, c.rad((0, "#fffbe0", 0.9), (1, "#fffbe0", 0))))
    for y, tone, size, haze in ((236, "#a7c2a4", 46, 0.75), (300, "#7ca482", 58, 0.6), (372, "#528261", 72, 0.45)):
        for x in range(-40, 960, int(size * 0.72)):
            yy = y + 26 * math.sin(x / 130 + size) + r.uniform(-14, 14)
            c.add(
                ellipse(x, yy, size * r.uniform(0.8, 1.15), size * 0.72, tone),
                ellipse(x - size * 0.2, yy - size * 0.22, size * 0.5, size * 0.3, light(tone, 0.2), 0.5),
            )
        c.add(path(f"M0 {y}H900V610H0z", tone))
        mist(c, y + 66, 58, "#eef3e4", haze)
    steel, sag = "#27342c", 74
    left, right = 150, 770
    for x in (left, right):
        c.add(
            path(f"M{x - 16} 210L{x - 10} 600H{x - 2}L{x - 8} 210zM{x + 16} 210L{x + 10} 600H{x + 2}L{x + 8} 210z", steel),
            line("".join(f"M{x - 14} {y}L{x + 13} {y + 36}M{x + 14} {y}L{x - 13} {y + 36}" for y in range(216, 600, 36)), steel, 2.4),
        )
    mid = (left + right) / 2
    deck = lambda x: 300 + sag * (1 - ((x - mid) / (mid - left)) ** 2)  # noqa: E731
    rail = lambda x: 222 + (sag + 34) * (1 - ((x - mid) / (mid - left)) ** 2)  # noqa: E731
    xs = range(left, right + 1, 20)
    c.add(
        line("M" + "L".join(f"{x} {num(rail(x))}" for x in xs), steel, 3),
        line("M" + "L".join(f"{x} {num(deck(x))}" for x in xs), steel, 8),
        line("M" + "L".join(f"{x} {num(deck(x) - 5)}" for x in xs), "#c48a4a", 3),
    )
    c.add(
        line("".join(f"M{x} {num(rail(x))}V{num(deck(x))}" for x in xs), steel, 1.5),
        line(f"M{left} 222L-20 150M{right} 222L920 160M{left} 300H-20M{right} 300H920", steel, 4),
    )
    for x, tone in ((440, EARTH), (474, "#1d2a24"), (520, OCHRE)):
        y = deck(x) - 6
        c.add(
            ellipse(x, y - 43, 6.5, 7, "#2a1c16"),
            path(f"M{x - 9} {num(y - 14)}Q{x - 10} {num(y - 36)} {x} {num(y - 36)}Q{x + 10} {num(y - 36)} {x + 9} {num(y - 14)}z", tone),
            path(
                f"M{x - 7} {num(y - 15)}L{x - 6} {num(y)}H{x - 2}L{x} {num(y - 12)}L{x + 3} {num(y)}H{x + 7}L{x + 7} {num(y - 15)}z",
                "#1d2a24",
            ),
        )
    for x in range(-60, 980, 64):
        yy = 548 + 34 * math.cos(x / 200) + r.uniform(-16, 16)
        tone = r.choice(["#1f4a35", "#28583d", "#1a3d2d"])
        c.add(ellipse(x, yy, 78 * r.uniform(0.85, 1.2), 62, tone), ellipse(x - 16, yy - 24, 40, 20, light(tone, 0.22), 0.5))
    for x, y, s in ((44, 520, 1.2), (852, 508, 1.4)):
        c.add(
            "".join(
                f'<path transform="translate({x} {y}) rotate({a}) scale({s})" d="M0 0Q40-26 104-4Q46 4 0 0z" fill="#16372a"/>'
                for a in (-160, -128, -96, -64, -30, 4, 176)
            )
        )


def gorilla(c: Canvas, r: random.Random) -> None:
    sky(c, (0, "#c9d6b8"), (0.6, "#8fae84"), (1, "#3c6247"))
    c.add(ellipse(450, 210, 360, 280, c.rad((0, "#f8f4d8", 0.95), (1, "#f8f4d8", 0))))
    for y, tone in ((170, "#9cb893"), (250, "#7a9e77")):
        for x in range(-40, 960, 90):
            c.add(
                path(
                    f"M{x} 600C{x + 20} {y + 120} {x + 8} {y + 60} {x + 40 + r.uniform(-30, 30):.0f} {y - 40}C{x + 52} {y + 80} {x + 60} {y + 160} {x + 66} 600z",
                    tone,
                    0.5,
                )
            )
    fur, mid, skin, rim = "#191918", "#262725", "#3a3634", "#5d6660"
    c.add(path("M96 610C104 470 170 372 300 344C336 334 560 334 600 344C730 372 796 470 804 610z", fur))
    c.add(path("M96 610C104 470 170 372 300 344C250 400 214 500 208 610z", mid), line("M100 590C112 470 176 378 304 346", rim, 5, 0.8))
    c.add(
        path(
            "M450 78C506 78 546 112 566 170C590 200 602 250 598 304C594 380 540 452 450 452S306 380 302 304C298 250 310 200 334 170C354 112 394 78 450 78z",
            fur,
        )
    )
    c.add(
        path(
            "M450 78C394 78 354 112 334 170C310 200 298 250 302 304C304 344 318 380 342 406C326 330 330 240 352 188C372 132 408 104 450 98z",
            mid,
        ),
        line("M436 80C390 86 354 118 336 172C314 202 302 246 305 298", rim, 4, 0.9),
    )
    c.add(ellipse(318, 258, 17, 27, mid), ellipse(582, 258, 17, 27, "#0f0f0f"), ellipse(319, 260, 9, 16, skin))
    c.add(
        path(
            "M450 196C494 188 542 196 562 226C570 246 556 270 546 286C566 318 560 372 528 402C506 424 478 432 450 432S394 424 372 402C340 372 334 318 354 286C344 270 330 246 338 226C358 196 406 188 450 196z",
            skin,
        )
    )
    c.add(
        path(
            "M336 232C356 196 408 194 450 208C492 194 544 196 564 232C556 250 520 244 492 248C474 252 462 262 450 262S426 252 408 248C380 244 344 250 336 232z",
            "#22201f",
        ),
        line("M342 222C364 200 410 198 448 210", "#6a625d", 4, 0.7),
    )
    for x in (398, 502):
        c.add(
            ellipse(x, 266, 25, 14, "#161412"),
            ellipse(x, 267, 14, 11, "#6b3d1c"),
            ellipse(x, 267, 7, 8, "#0b0a09"),
            ellipse(x - 4, 263, 3, 3, "#fff", 0.9),
            line(f"M{x - 26} 284Q{x} 296 {x + 26} 284", "#1f1c1a", 4, 0.7),
        )
    c.add(
        path(
            "M450 262C470 276 482 300 504 324C512 344 490 356 470 350C460 346 456 342 450 342S440 346 430 350C410 356 388 344 396 324C418 300 430 276 450 262z",
            "#2a2725",
        ),
        ellipse(424, 332, 15, 10, "#0c0b0b"),
        ellipse(476, 332, 15, 10, "#0c0b0b"),
        line("M398 322C404 310 418 312 430 320M502 322C496 310 482 312 470 320", "#655d58", 3.4, 0.8),
    )
    c.add(
        line("M376 384Q412 400 450 392T524 384", "#141212", 6, 1, ' stroke-linecap="round"'),
        line("M396 410Q450 424 504 410", "#57504b", 3, 0.6),
        path("M362 300C350 330 350 366 372 392C362 352 362 324 372 302z", "#57504b", 0.6),
    )
    for x, s in ((30, 1.5), (150, 1.1), (770, 1.2), (880, 1.6), (300, 0.8), (620, 0.85)):
        tone = r.choice(["#1f4a35", "#2c6243", "#3a7a4c"])
        c.add(
            "".join(
                f'<path transform="translate({x} 606) rotate({a + r.uniform(-8, 8):.0f}) scale({s})" d="M0 0C30-30 84-36 128-6C84 8 36 10 0 0z" fill="{mix(tone, "#8fbf6a", 0.25 * k % 0.5)}"/>'
                for k, a in enumerate((-160, -134, -108, -82, -56, -30))
            )
        )
