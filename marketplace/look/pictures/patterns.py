"""Imigongo patterns: a seamless tile, a band one repeat high, and whole boards."""

from __future__ import annotations

import math

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import SCHEMES
from marketplace.look.pictures.motifs import MOTIFS, paint
from marketplace.look.pictures.shapes import diamond, num, poly, rng, spiral_path


def choose(key: str, family: str | None, scheme: str | None) -> tuple[str, tuple[str, str, str]]:
    r = rng("pattern", key)
    f, s = r.choice(list(MOTIFS)), r.choice(list(SCHEMES))
    return family or f, SCHEMES[scheme or s]


def tile(key: str, family: str | None = None, scheme: str | None = None) -> str:
    """One seamless repeat, fit for a CSS background."""
    family, colours = choose(key, family, scheme)
    w, h, parts = MOTIFS[family]()
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}"><path fill="{colours[0]}" d="M0 0h{w}v{h}H0z"/>{paint(parts, colours)}</svg>'


def band(key: str, width: int = 1200, height: int = 24, family: str | None = None, scheme: str | None = None) -> str:
    """A strip one repeat high."""
    family, colours = choose(key, family, scheme)
    c = Canvas(width, height, "band", key, family, scheme)
    c.add(f'<path fill="{c.motif(family, colours, height)}" d="M0 0h{width}v{height}H0z"/>')
    return c.svg()


def board(key: str, colours: tuple[str, str, str]) -> str:
    """The painted face of a panel in a 400 × 400 box."""
    r = rng("board", key)
    parts: list[tuple[int, str, float]] = []
    design = r.choice(["lozenge", "spirals", "zigzag", "sun", "rivers", "pyramids", "net", "pyramids", "net", "spirals", "lozenge"])
    if design == "lozenge":
        for rad, c in ((200, 1), (184, 0), (166, 2), (132, 0), (120, 1), (106, 0), (88, 2), (54, 0), (42, 1), (26, 2)):
            parts.append((c, diamond(200, 200, rad), 0))
        for i in range(4):
            for k in range(5):
                t = (k + 0.5) / 5
                x, y = 200 + 149 * (1 - t), 200 - 149 * t
                px, py = [(x, y), (400 - x, y), (x, 400 - y), (400 - x, 400 - y)][i]
                parts.append((1, diamond(px, py, 11), 0))
        for x, y in ((0, 0), (400, 0), (0, 400), (400, 400)):
            parts += [(c, diamond(x, y, q), 0) for q, c in ((168, 1), (154, 0), (138, 2), (100, 0), (88, 1), (72, 0), (52, 2))]
    elif design == "spirals":
        for sx, sy in ((0, 0), (1, 0), (0, 1), (1, 1)):
            x, y, way = 100 + 200 * sx, 100 + 200 * sy, 1 if sx == sy else -1
            a0 = math.atan2(200 - y, 200 - x)
            parts.append((1, spiral_path(x, y, 92, 3.6, 30, a0, way), 13))
            parts.append((2, spiral_path(x, y, 77, 3.1, 30, a0, way), 6))
        parts.append((1, "M193 0h14v400h-14zM0 193h400v14H0z", 0))
        parts += [(c, diamond(200, 200, q), 0) for q, c in ((56, 1), (44, 0), (32, 2), (14, 1))]
        for x, y in ((200, 0), (200, 400), (0, 200), (400, 200)):
            parts += [(c, diamond(x, y, q), 0) for q, c in ((46, 1), (34, 0), (22, 2))]
    elif design == "zigzag":
        x, amp = -60.0, 46
        for _ in range(12):
            for w, c, gap in ((20, 1, 9), (9, 2, 9)):
                pts = [(x + (amp if i % 2 else 0), -50 + i * 100) for i in range(6)]
                parts.append((c, poly(*pts, *[(px + w, py) for px, py in reversed(pts)]), 0))
                x += w + gap
    elif design == "sun":
        for k in range(16):
            a, b, m = (k * math.pi / 8 for k in (k - 0.5, k + 0.5, k))
            parts.append(
                (
                    1 if k % 2 else 2,
                    poly(
                        (200 + 300 * math.cos(a), 200 + 300 * math.sin(a)),
                        (200 + 300 * math.cos(b), 200 + 300 * math.sin(b)),
                        (200 + 96 * math.cos(m), 200 + 96 * math.sin(m)),
                    ),
                    0,
                )
            )
        parts.append((1, spiral_path(200, 200, 84, 4, 24, -math.pi / 2), 11))
        ring = [
            (200 + (104 if k % 2 else 88) * math.cos(k * math.pi / 24), 200 + (104 if k % 2 else 88) * math.sin(k * math.pi / 24))
            for k in range(48)
        ]
        parts.append((1, "M" + "L".join(f"{num(x)} {num(y)}" for x, y in ring) + "z", 7))
    elif design == "pyramids":
        for row in range(4):
            for k in range(-1, 9):
                up, x, y = (k + row) % 2 == 0, k * 50 - 0.0, row * 100.0
                for t, c in ((0, 1), (0.15, 0), (0.3, 2), (0.62, 0), (0.74, 1)):
                    d, h = 50 * t * 1.05, 100 * t * 0.36
                    tri = ((x + d, y + 100 - h), (x + 100 - d, y + 100 - h), (x + 50, y + 100 - h - (100 - 2 * d)))
                    tri = tri if up else tuple((px, 2 * y + 100 - py) for px, py in tri)
                    if up or c != 1 or t:
                        parts.append((c if up or c != 2 else 1, poly(*tri), 0))
    elif design == "net":
        for row in range(-1, 7):
            for k in range(-1, 4):
                x, y = k * 133.3 + (66.7 if row % 2 else 0) + 66.7, row * 66.7 + 66.7
                parts += [(c, diamond(x, y, q, 1.0), 0) for q, c in ((64, 1), (53, 0), (40, 2 if (row + k) % 2 else 1), (24, 0), (14, 1))]
    else:
        for k in range(-3, 9):
            y = k * 62
            pts = [(i * 50, y + (0 if i % 2 else 50)) for i in range(9)]
            for dy, w, c in ((0, 16, 1), (24, 10, 2), (42, 6, 1)):
                parts.append((c, poly(*[(px, py + dy) for px, py in pts], *[(px, py + dy + w) for px, py in reversed(pts)]), 0))
    return f'<path fill="{colours[0]}" d="M0 0h400v400H0z"/><g transform="scale(1)">{paint(parts, colours, relief=True)}</g>'


def panel(key: str, scheme: str | None = None) -> str:
    """A whole imigongo board, square, with relief."""
    colours = SCHEMES[scheme or rng("panel", key).choice(["kirehe", "earth", "kaolin", "ash", "kirehe"])]
    c = Canvas(400, 400, "panel", key, scheme)
    face = c.clip("M0 0h400v400H0z")
    return c.add(f'<g clip-path="{face}">{board(key, colours)}</g>').svg()
