"""Motifs: each gives (width, height, [(colour 0-2, path, stroke width or 0)]) of one seamless repeat."""

from __future__ import annotations

from marketplace.look.pictures.shapes import diamond, poly


def _zigzag():
    out = []
    for y, t, c in ((0, 9, 1), (16, 5, 2), (28, 9, 1), (41, 3, 2)):
        for dy in (-48, 0, 48):
            out.append(
                (
                    c,
                    poly(
                        (0, y + dy + 12),
                        (24, y + dy - 12),
                        (48, y + dy + 12),
                        (48, y + dy + 12 + t),
                        (24, y + dy - 12 + t),
                        (0, y + dy + 12 + t),
                    ),
                    0,
                )
            )
    return 48, 48, out


def _lozenge():
    out = [(c, diamond(24, 24, r), 0) for r, c in ((24, 1), (18.5, 0), (13, 2), (6.5, 1))]
    for x, y in ((0, 0), (48, 0), (0, 48), (48, 48)):
        out += [(c, diamond(x, y, r), 0) for r, c in ((18, 1), (14, 0), (7, 2))]
    return 48, 48, out


def _teeth():
    out = [(1, "M0 0h48v3H0z", 0), (1, "M0 25h48v3H0z", 0)]
    for x in (0, 24):
        out.append((1, poly((x, 22), (x + 12, 3), (x + 24, 22)), 0))
        out.append((2, poly((x + 6, 22), (x + 12, 12.5), (x + 18, 22)), 0))
        out.append((2, poly((x - 12, 31), (x + 12, 31), (x, 47)), 0))
    out.append((2, poly((36, 31), (60, 31), (48, 47)), 0))
    return 48, 50, out


def _spiral():
    arm = "M30 30A4 4 0 0 1 38 30A8 8 0 0 1 22 30A12 12 0 0 1 46 30A16 16 0 0 1 14 30A20 20 0 0 1 54 30A24 24 0 0 1 30 54"
    out = [(1, arm, 4.6)]
    for x, y, a, b in ((0, 0, 1, 1), (60, 0, -1, 1), (0, 60, 1, -1), (60, 60, -1, -1)):
        out.append((2, poly((x, y), (x + 16 * a, y), (x, y + 16 * b)), 0))
    return 60, 60, out


def _fret():
    out = [(1, "M-4 42H42V6H10V32H32V16H20V24", 5), (1, "M40 42H56", 5), (2, "M0 0h48v2.5H0z", 0), (2, "M0 47h48v3H0z", 0)]
    return 48, 50, out


def _star():
    ring = [(24, 0), (48, 0), (48, 24), (48, 48), (24, 48), (0, 48), (0, 24), (0, 0)]
    out = [(2, poly((24, 24), ring[k], ring[(k + 1) % 8]), 0) for k in range(1, 8, 2)]
    out += [(1, poly((24, 24), ring[k], ring[(k + 1) % 8]), 0) for k in range(0, 8, 2)]
    return 48, 48, out + [(c, diamond(24, 24, r), 0) for r, c in ((13, 0), (10, 2), (4.5, 1))]


def _steps():
    out = []
    for cx, cy, c, inner in ((24, 24, 1, 2), (0, 0, 2, 1), (48, 0, 2, 1), (0, 48, 2, 1), (48, 48, 2, 1)):
        for k in range(-3, 4):
            w = (4 - abs(k)) * 6 - 3
            out.append((c, f"M{cx - w} {cy + k * 6 - 3}h{2 * w}v6h{-2 * w}z", 0))
        out.append((0, diamond(cx, cy, 9), 0))
        out.append((inner, diamond(cx, cy, 5), 0))
    return 48, 48, out


def _bone():
    out = []
    for y in (-16, 0, 16, 32, 48):
        out.append((1, poly((0, y + 16), (22, y), (22, y + 8), (0, y + 24)), 0))
        out.append((2, poly((48, y + 16), (26, y), (26, y + 8), (48, y + 24)), 0))
    return 48, 48, out


def _hills():
    rings = ((30, 1), (26, 0), (20.5, 2), (15, 0), (9, 1))
    return 60, 60, [(c, f"M{x - r} {y}a{r} {r} 0 0 1 {2 * r} 0z", 0) for x, y in ((30, 0), (0, 30), (60, 30), (30, 60)) for r, c in rings]


MOTIFS = {
    "zigzag": _zigzag,
    "lozenge": _lozenge,
    "teeth": _teeth,
    "spiral": _spiral,
    "fret": _fret,
    "star": _star,
    "steps": _steps,
    "bone": _bone,
    "hills": _hills,
}


def paint(parts, colours, relief: bool = False) -> str:
    out = []
    if relief:
        solid = "".join(d for _, d, s in parts if not s)
        out.append(f'<g transform="translate(.9 1.2)" opacity=".4"><path d="{solid}" fill="#000"/>')
        out += [f'<path d="{d}" fill="none" stroke="#000" stroke-width="{s:g}"/>' for _, d, s in parts if s]
        out.append("</g>")
    run: list[tuple[int, list[str]]] = []
    for c, d, s in parts:
        if s:
            out += [f'<path d="{"".join(ds)}" fill="{colours[k]}"/>' for k, ds in run]
            run = []
            out.append(f'<path d="{d}" fill="none" stroke="{colours[c]}" stroke-width="{s:g}"/>')
            if relief:
                out.append(
                    f'<path d="{d}" fill="none" stroke="#fff" stroke-opacity=".3" stroke-width="{s * 0.22:.1f}" transform="translate({-s * 0.22:.1f} {-s * 0.26:.1f})"/>'
                )
        elif run and run[-1][0] == c:
            run[-1][1].append(d)
        else:
            run.append((c, [d]))
    edge = ' stroke="#fff" stroke-opacity=".22" stroke-width=".7"' if relief else ""
    out += [f'<path d="{"".join(ds)}" fill="{colours[k]}"{edge}/>' for k, ds in run]
    return "".join(out)
