"""Honey, chilli and oil."""

from __future__ import annotations

import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import EARTH, KAOLIN, KRAFT, LEAF, OCHRE, SOOT, dark, is_dark, light, mix
from marketplace.look.pictures.shapes import diamond, ellipse, line, path
from marketplace.look.pictures.stage import chilli, pouch, shade_round, shadow


def honey_jar(c: Canvas, r: random.Random, name: str, note: str) -> None:
    amber = r.choice(["#e39a1e", "#c9761a", "#f0b73a", "#b65f17"])
    lid = r.choice([SOOT, OCHRE, KAOLIN, EARTH])
    glass = "M206 200Q178 214 178 250V474Q178 520 226 520H374Q422 520 422 474V250Q422 214 394 200z"
    shadow(c, 300, 518, 126, 18)
    glow = c.rad((0, amber, 0.55), (1, amber, 0))
    c.add(ellipse(430, 524, 120, 20, glow))
    c.add(path(glass, "#fff6e0", 0.7))
    honey = "M186 258Q186 250 200 250H400Q414 250 414 258V472Q414 511 372 511H228Q186 511 186 472z"
    c.add(
        path(
            honey,
            c.lin(
                (0, dark(amber, 0.3), 1),
                (0.2, light(amber, 0.35), 1),
                (0.5, amber, 1),
                (0.85, dark(amber, 0.28), 1),
                (1, light(amber, 0.1), 1),
            ),
        ),
        ellipse(300, 251, 108, 9, light(amber, 0.45), 0.9),
    )
    for x, y, q in ((214, 282, 3), (224, 470, 2.4), (386, 292, 2.6), (392, 478, 3.2), (206, 492, 2)):
        c.add(ellipse(x, y, q, q, "#fff", 0.5))
    family = r.choice(["lozenge", "hills", "steps", "star", "teeth"])
    label = "M178 296Q300 312 422 296V440Q300 456 178 440z"
    c.add(
        path(label, KAOLIN),
        f'<g clip-path="{c.clip(label)}">',
        path("M178 290H422V328Q300 344 178 328z", c.motif(family, (KAOLIN, SOOT, dark(amber, 0.1)), 36, 300, 300)),
        "</g>",
    )
    c.add(line("M178 328Q300 344 422 328", amber, 3), line("M178 432Q300 448 422 432", amber, 3))
    y = c.name(300, 350, name, 200, SOOT, 31)
    c.text(300, min(y + 20, 432), note or "RWANDA", 12.5, SOOT, 500, spacing=1.2, opacity=0.85)
    c.add(path(label, c.lin((0, "#1a0f08", 0.3), (0.2, "#fff", 0), (0.7, "#1a0f08", 0), (1, "#1a0f08", 0.36))))
    c.add(
        path("M194 240Q194 226 204 220V484Q194 476 194 456z", "#fff", 0.5),
        path("M408 240Q404 228 398 224V490Q408 482 408 462z", "#fff", 0.22),
    )
    c.add(path("M192 138H408Q414 138 414 146V190Q414 200 404 200H196Q186 200 186 190V146Q186 138 192 138z", lid))
    c.add(
        line("".join(f"M{x} 150V196" for x in range(192, 412, 7)), "#000" if not is_dark(lid) else "#fff", 1.4, 0.16),
        path("M186 146Q186 138 192 138H408Q414 138 414 146V150H186z", "#fff", 0.26),
    )
    shade_round(c, "M192 138H408Q414 138 414 146V190Q414 200 404 200H196Q186 200 186 190V146Q186 138 192 138z", 0.9)
    wood = "#b98148"
    c.add(
        f'<g transform="translate(488 522) rotate(-14)"><ellipse cx="-16" cy="8" rx="86" ry="7" fill="#22130a" opacity=".18"/><path d="M-20-5H74V4H-20z" fill="{wood}"/>'
        + "".join(
            f'<path d="M{-86 + k * 13} {-h}q6-3 9 0v{2 * h}q-4 3-9 0z" fill="{mix(wood, amber, 0.45 if k % 2 else 0.2)}"/>'
            for k, h in enumerate((12, 19, 22, 22, 18, 11))
        )
        + "</g>"
    )


def chilli_oil(c: Canvas, r: random.Random, name: str, note: str) -> None:
    cap = r.choice([EARTH, SOOT, "#d6a51f", LEAF])
    oil = r.choice(["#c4391a", "#d5571d", "#b62d14"])
    body = "M262 214V238C262 262 224 268 224 312V492Q224 520 252 520H348Q376 520 376 492V312C376 268 338 262 338 238V214z"
    shadow(c, 300, 518, 80, 16)
    c.add(ellipse(402, 526, 84, 16, c.rad((0, oil, 0.45), (1, oil, 0))))
    c.add(
        path(body, "#fbe9d4", 0.85),
        path(
            "M232 318C234 284 268 276 268 252H332C332 276 366 284 368 318V490Q368 512 347 512H253Q232 512 232 490z",
            c.lin((0, dark(oil, 0.3), 1), (0.25, light(oil, 0.28), 1), (0.5, oil, 1), (1, dark(oil, 0.4), 1)),
        ),
    )
    family = r.choice(["teeth", "zigzag", "lozenge", "star", "bone"])
    label = "M224 324Q300 334 376 324V474Q300 484 224 474z"
    ground = r.choice([KAOLIN, "#f3c94b", SOOT])
    ink = KAOLIN if is_dark(ground) else SOOT
    c.add(
        path(label, ground),
        f'<g clip-path="{c.clip(label)}">',
        path(
            "M224 320H376V356Q300 366 224 356z",
            c.motif(
                family,
                (EARTH if ground != KAOLIN else KAOLIN, KAOLIN if ground != KAOLIN else SOOT, SOOT if ground != KAOLIN else EARTH),
                30,
                300,
                330,
            ),
        ),
        "</g>",
    )
    y = c.name(300, 376, name, 132, ink, 28, 2)
    c.text(300, min(y + 20, 464), note or "RWANDA", 11, ink, 600, spacing=0.8)
    c.add(
        path(label, c.lin((0, "#1a0f08", 0.28), (0.22, "#fff", 0.1), (0.6, "#1a0f08", 0), (1, "#1a0f08", 0.4))),
        path("M238 320Q240 296 256 286V488Q238 488 238 470z", "#fff", 0.42),
    )
    c.add(
        path("M254 176H346Q350 176 350 182V214Q350 220 344 220H256Q250 220 250 214V182Q250 176 254 176z", dark(cap, 0.1)),
        path("M282 176L290 92Q300 78 310 92L318 176z", cap),
        line("".join(f"M{x} 182V216" for x in range(256, 348, 6)), "#fff", 1.3, 0.2),
    )
    shade_round(c, "M254 176H346Q350 176 350 182V214Q350 220 344 220H256Q250 220 250 214V182Q250 176 254 176z", 1)
    shade_round(c, "M282 176L290 92Q300 78 310 92L318 176z", 1)
    c.add(
        ellipse(136, 548, 82, 8, "#22130a", 0.2),
        chilli(66, 530, 0.98, -8),
        chilli(84, 548, 0.72, 10, "#d8571e"),
        ellipse(492, 548, 62, 7, "#22130a", 0.18),
        chilli(548, 532, 0.78, 168, "#b41f17"),
    )


def chilli_bag(c: Canvas, r: random.Random, name: str, note: str) -> None:
    colour = r.choice([KRAFT, SOOT, KAOLIN, OCHRE])
    ink, accent = (KAOLIN if is_dark(colour) else SOOT), EARTH
    family = r.choice(["teeth", "zigzag", "bone", "star"])

    def face() -> None:
        c.add(path("M150 496H450V530H150z", c.motif(family, (colour, ink, accent), 34, 300, 496)))
        y = c.name(300, 148, name, 206, ink, 34)
        c.text(300, y + 22, note or "RWANDA", 13, ink, 600, spacing=1.3, opacity=0.88)
        pane = diamond(300, 374, 104, 1.14)
        c.add(path(diamond(300, 374, 114, 1.14), accent), path(pane, "#5e120b"), f'<g clip-path="{c.clip(pane)}">')
        for _ in range(30):
            c.add(
                chilli(
                    300 + r.uniform(-130, 50),
                    374 + r.uniform(-110, 110),
                    0.6,
                    r.uniform(-70, 70),
                    r.choice(["#a11d12", "#c2281b", "#8b1710", "#d0431f"]),
                )
            )
        c.add(path("M300 270L182 374L240 374L340 290z", "#fff", 0.14), "</g>")

    pouch(c, colour, face)
    c.add(ellipse(504, 548, 66, 7, "#22130a", 0.2), chilli(446, 540, 0.8, -4))


def oil_bottle(c: Canvas, r: random.Random, name: str, note: str) -> None:
    glass = r.choice(["#7a3f12", "#1f4a3a", "#24405c", "#5a2a14"])
    flower = r.choice(["#b85a8a", "#8a6bb0", "#d9a23a", "#6f9a4e"])
    body = "M262 226V246C262 266 210 268 210 318V486Q210 520 244 520H356Q390 520 390 486V318C390 268 338 266 338 246V226z"
    shadow(c, 300, 518, 94, 17)
    c.add(
        path(body, glass),
        path(body, c.lin((0, "#000", 0.3), (0.18, "#fff", 0.3), (0.3, "#fff", 0.06), (0.7, "#000", 0.1), (1, "#000", 0.5))),
    )
    family = r.choice(["star", "hills", "lozenge", "spiral", "steps"])
    label = "M210 338Q300 350 390 338V482Q300 494 210 482z"
    c.add(
        path(label, KAOLIN),
        f'<g clip-path="{c.clip(label)}">',
        path("M210 456H390V500H210z", c.motif(family, (KAOLIN, SOOT, flower), 36, 300, 458)),
        "</g>",
    )
    y = c.name(300, 366, name, 152, SOOT, 27)
    c.text(300, min(y + 20, 450), note or "RWANDA", 11.5, SOOT, 500, spacing=1)
    c.add(
        path(label, c.lin((0, "#1a0f08", 0.3), (0.2, "#fff", 0), (0.66, "#1a0f08", 0), (1, "#1a0f08", 0.42))),
        path("M226 318Q228 296 246 286V500Q226 498 226 480z", "#fff", 0.2),
    )
    c.add(
        path("M256 180H344V228H256z", SOOT),
        line("".join(f"M{x} 182V226" for x in range(260, 344, 6)), "#fff", 1.2, 0.2),
        path("M276 180V120Q276 92 300 92T324 120V180z", "#3a322d"),
    )
    shade_round(c, "M256 180H344V228H256z", 1)
    shade_round(c, "M276 180V120Q276 92 300 92T324 120V180z", 1)
    c.add(ellipse(124, 546, 64, 8, "#22130a", 0.16), line("M62 552Q110 536 176 496", "#557a45", 5, 1, ' stroke-linecap="round"'))
    for x, y, t in ((92, 542, 40), (116, 534, -150), (138, 522, 30), (156, 510, -160)):
        c.add(f'<path transform="translate({x} {y}) rotate({t})" d="M0 0Q18-14 38 0Q18 12 0 0z" fill="#6b9157"/>')
    for k in range(5):
        c.add(
            f'<ellipse transform="translate(182 490) rotate({k * 72}) translate(0 -15)" rx="10" ry="15" fill="{light(flower, 0.12 * (k % 2))}"/>'
        )
    c.add(ellipse(182, 490, 7, 7, "#f4d58a"))
