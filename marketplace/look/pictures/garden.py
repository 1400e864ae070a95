"""Fresh fruit, fresh chilli, jars of paste."""

from __future__ import annotations

import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import EARTH, KAOLIN, LEAF, OCHRE, SOOT, dark, is_dark, light, mix
from marketplace.look.pictures.shapes import ellipse, line, path
from marketplace.look.pictures.stage import chilli, shade_round, shadow


def avocado(c: Canvas, r: random.Random, name: str, note: str) -> None:
    skin = r.choice(["#35502b", "#4a6231", "#2c3f2a"])
    flesh = r.choice(["#d9dd8f", "#e3e3a0", "#cfd583"])
    whole = "M196 190C170 196 158 226 150 268C140 322 96 352 96 424C96 484 144 520 200 520C262 520 306 480 306 424C306 352 258 322 246 268C238 222 226 186 196 190z"
    shadow(c, 210, 518, 112, 17)
    c.add(path(whole, skin), f'<g clip-path="{c.clip(whole)}">')
    for _ in range(70):
        c.add(ellipse(r.uniform(112, 292), r.uniform(230, 506), r.uniform(1.5, 3.4), r.uniform(1.5, 3), light(skin, 0.24), 0.4))
    c.add("</g>")
    shade_round(c, whole, 1.1)
    c.add(path("M190 192Q186 172 196 160L206 162Q202 176 206 192z", "#6b4a2c"))
    half = "M420 214C396 216 386 250 376 288C364 334 322 360 322 424C322 482 366 520 420 520C474 520 518 482 518 424C518 360 476 334 464 288C454 250 444 212 420 214z"
    shadow(c, 424, 518, 104, 16)
    c.add(path(half, skin), f'<g transform="translate(420 520) scale(.93 .945) translate(-420 -524)">{path(half, dark(flesh, 0.1))}</g>')
    c.add(f'<g transform="translate(420 520) scale(.86 .885) translate(-420 -530)">{path(half, flesh)}</g>')
    stone = r.choice(["#6d4224", "#7d4f2d", "#5c3620"])
    c.add(
        ellipse(424, 436, 58, 62, dark(flesh, 0.26), 0.7),
        ellipse(420, 432, 55, 59, c.rad((0, light(stone, 0.5), 1), (0.45, stone, 1), (1, dark(stone, 0.5), 1), cx=0.34, cy=0.3, r=0.75)),
        ellipse(402, 408, 13, 9, "#fff", 0.34),
        path("M372 300Q360 350 340 388Q352 330 372 300z", "#fff", 0.35),
    )
    c.add(line("M66 548Q120 530 176 548", "#5d7a3e", 5, 1, ' stroke-linecap="round"'))
    for x, y, turn in ((84, 545, -28), (118, 537, 160), (150, 540, -18)):
        c.add(f'<path transform="translate({x} {y}) rotate({turn})" d="M0 0Q24-20 54 0Q24 16 0 0z" fill="{LEAF}"/>')


def chilli_bowl(c: Canvas, r: random.Random, name: str, note: str) -> None:
    clay = r.choice(["#c7714b", "#8a4a2c", "#e0d6c4", "#3f5b66"])
    family = r.choice(["zigzag", "teeth", "lozenge", "steps"])
    shadow(c, 300, 520, 118, 18)
    heap = "M104 330C120 250 214 204 300 204S480 250 496 330z"
    c.add(path(heap, "#6d130c"), f'<g clip-path="{c.clip("M70 150H530V336H70z")}">')
    spots = [(r.uniform(96, 400), r.uniform(216, 322)) for _ in range(58)]
    for x, y in sorted(spots, key=lambda spot: spot[1]):
        if (x + 60 - 300) ** 2 / 210**2 + (y - 336) ** 2 / 136**2 < 1:
            c.add(chilli(x, y, r.uniform(0.5, 0.78), r.uniform(-34, 34), r.choice(["#c2281b", "#d8451f", "#a91c14", "#dd6a1e", "#4f7a35"])))
    c.add("</g>")
    body = "M84 326H516C510 420 448 492 372 504L366 520H234L228 504C152 492 90 420 84 326z"
    c.add(path(body, clay), f'<g clip-path="{c.clip(body)}">')
    ink = light(clay, 0.7) if is_dark(clay) else SOOT
    c.add(path("M70 352H530V398H70z", c.motif(family, (clay, ink, dark(clay, 0.3)), 46, 300, 352)), "</g>")
    shade_round(c, body, 1)
    c.add(
        path("M78 318Q300 334 522 318V336Q300 352 78 336z", light(clay, 0.24)),
        path("M78 318Q300 334 522 318V324Q300 340 78 324z", "#fff", 0.3),
    )
    c.add(ellipse(500, 548, 70, 7, "#22130a", 0.2), chilli(440, 540, 0.8, -4), chilli(64, 546, 0.62, 8, "#d8571e"))


def jar(c: Canvas, r: random.Random, name: str, note: str) -> None:
    """A jar of paste: red for chilli, pale for nuts, by what it is called."""
    is_hot = "chilli" in name.casefold() or "pili" in name.casefold()
    fill = r.choice(["#a92a16", "#8f2113"]) if is_hot else r.choice(["#c89a63", "#b98a54"])
    lid = r.choice([SOOT, OCHRE, EARTH, LEAF])
    glass = "M196 214Q172 226 172 258V478Q172 520 216 520H384Q428 520 428 478V258Q428 226 404 214z"
    shadow(c, 300, 518, 128, 18)
    c.add(path(glass, "#f6e9d6"))
    paste = "M182 264Q240 252 300 262T418 258V476Q418 511 380 511H220Q182 511 182 476z"
    c.add(path(paste, c.lin((0, dark(fill, 0.3), 1), (0.22, light(fill, 0.3), 1), (0.5, fill, 1), (1, dark(fill, 0.36), 1))))
    for _ in range(80):
        tone = r.choice(["#e8b04a", light(fill, 0.4), dark(fill, 0.4)]) if is_hot else mix(fill, r.choice(["#fff3dc", "#7a5330"]), 0.6)
        c.add(ellipse(r.uniform(188, 412), r.uniform(272, 504), r.uniform(1.2, 3.4), r.uniform(1, 2.4), tone, 0.75))
    ground = r.choice([KAOLIN, KAOLIN, SOOT])
    ink = KAOLIN if is_dark(ground) else SOOT
    label = "M172 306Q300 322 428 306V446Q300 462 172 446z"
    c.add(path(label, ground), f'<g clip-path="{c.clip(label)}">')
    c.add(
        path("M172 408H428V470H172z", c.motif(r.choice(["teeth", "zigzag", "steps", "star"]), (ground, ink, EARTH), 38, 300, 414)), "</g>"
    )
    y = c.name(300, 326, name, 206, ink, 30, 2)
    c.text(300, min(y + 18, 404), note or "RWANDA", 12, ink, 500, spacing=1.1, opacity=0.85)
    shade_round(c, glass, 0.9)
    cap = "M186 150H414Q420 150 420 158V204Q420 214 410 214H190Q180 214 180 204V158Q180 150 186 150z"
    c.add(path(cap, lid), line("".join(f"M{x} 162V208" for x in range(188, 416, 7)), "#fff" if is_dark(lid) else "#000", 1.3, 0.16))
    shade_round(c, cap, 0.9)
    if is_hot:
        c.add(ellipse(500, 548, 66, 7, "#22130a", 0.2), chilli(440, 540, 0.78, -6))
    else:
        for x, y, size in ((478, 536, 26), (524, 546, 21)):
            c.add(ellipse(x + 6, y + size * 0.7, size * 1.2, 7, "#22130a", 0.2))
            c.add(
                ellipse(x, y, size, size * 0.94, c.rad((0, "#e7c79a", 1), (0.6, "#b98a54", 1), (1, "#7d5630", 1), cx=0.36, cy=0.32, r=0.8))
            )
