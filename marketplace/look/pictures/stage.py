"""The stage on which a product stands, its light and shadow, and the things that lie beside it."""

from __future__ import annotations

import random

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.colours import dark, light
from marketplace.look.pictures.shapes import diamond, ellipse, line, num, path


def stage(c: Canvas, r: random.Random, tint: str, floor: float = 452, set_piece: str | None = None) -> None:
    c.add(path("M0 0h600v600H0z", tint))
    c.add(path("M0 0h600v600H0z", c.lin((0, "#fff", 0.34), (0.6, "#fff", 0), (1, "#3a2415", 0.12), x2=0.8, y2=1)))
    piece = set_piece or r.choice(["sun", "hills", "lozenge", "arch", "plain"])
    tone, deep = light(tint, 0.34), dark(tint, 0.07)
    if piece == "sun":
        c.add(ellipse(r.choice([190, 400]), 250, 190, 190, tone, 0.75))
    elif piece == "hills":
        c.add(
            path("M-20 470C60 300 170 230 260 300S430 470 620 300V600H-20z", deep),
            path("M-20 470C120 420 240 330 380 380S560 420 620 400V600H-20z", dark(tint, 0.12)),
        )
    elif piece == "lozenge":
        c.add(path(diamond(300, 262, 262), tone, 0.8), path(diamond(300, 262, 190), tint), path(diamond(300, 262, 120), tone, 0.6))
    elif piece == "arch":
        c.add(path("M120 600V262A180 180 0 0 1 480 262V600z", tone, 0.85))
    top = light(tint, 0.3)
    c.add(
        path(f"M0 {num(floor)}H600V600H0z", top),
        path(f"M0 {num(floor)}H600V600H0z", c.lin((0, "#3a2415", 0.16), (0.5, "#3a2415", 0.03), x2=0, y2=1)),
    )


def shadow(c: Canvas, x: float, y: float, rx: float, ry: float = 16) -> None:
    c.add(
        path(
            f"M{num(x - rx)} {num(y)}L{num(x + rx)} {num(y)}L{num(x + rx + 130)} {num(y - ry * 3)}L{num(x - rx + 150)} {num(y - ry * 3)}z",
            "#2a1a10",
            0.07,
        )
    )
    g = c.rad((0, "#22130a", 0.5), (0.55, "#22130a", 0.26), (1, "#22130a", 0))
    c.add(ellipse(x + rx * 0.12, y, rx * 1.22, ry, g))


def shade_round(c: Canvas, d: str, soft: float = 1) -> None:
    """Shade a standing round body: light at a quarter, dark at the right edge."""
    c.add(
        path(
            d,
            c.lin(
                (0, "#1a0f08", 0.26 * soft),
                (0.16, "#fff", 0.1 * soft),
                (0.3, "#fff", 0.3 * soft),
                (0.44, "#fff", 0.02),
                (0.7, "#1a0f08", 0.16 * soft),
                (1, "#1a0f08", 0.46 * soft),
            ),
        )
    )


def bean(x: float, y: float, s: float, turn: float, colour: str) -> str:
    return (
        f'<g transform="translate({num(x)} {num(y)}) rotate({num(turn)}) scale({s:.2f})"><ellipse rx="22" ry="15" fill="{colour}"/>'
        f'<path d="M-21-4A22 15 0 0 1 12-13Q-6-12-21-4z" fill="#fff" opacity=".16"/><path d="M-21 2Q-8-6 0 0T21-2" fill="none" stroke="{dark(colour, 0.5)}" stroke-width="3"/></g>'
    )


def sprig(x: float, y: float, s: float, colour: str, turn: float = 0) -> str:
    """Two leaves and a bud."""
    vein = light(colour, 0.4)
    return (
        f'<g transform="translate({num(x)} {num(y)}) rotate({num(turn)}) scale({s:.2f})" fill="{colour}"><path d="M0 40C-46 34-58 4-54-22C-22-14-2 8 0 40z"/><path d="M0 40C46 34 58 4 54-22C22-14 2 8 0 40z"/>'
        f'<path d="M0 30C-15 4-10-28 0-50C10-28 15 4 0 30z"/><path d="M0 58V0M0 40Q-26 20-44-10M0 40Q26 20 44-10" fill="none" stroke="{vein}" stroke-width="2.6" stroke-linecap="round"/></g>'
    )


def chilli(x: float, y: float, s: float, turn: float, colour: str = "#c2281b") -> str:
    return (
        f'<g transform="translate({num(x)} {num(y)}) rotate({num(turn)}) scale({s:.2f})"><path d="M0 0C14-20 60-26 104-4C122 5 136 18 150 16C128 34 92 30 62 26C34 23 4 22 0 0z" fill="{colour}"/>'
        f'<path d="M10-4C30-18 62-18 96-4C66-8 36-8 10-4z" fill="#fff" opacity=".34"/><path d="M62 26C34 23 4 22 0 0C16 14 40 16 62 17C90 18 118 26 150 16C128 34 92 30 62 26z" fill="#3a0606" opacity=".24"/>'
        f'<path d="M4-8C-6-8-8 8 3 12L12 2z" fill="#3c6b35"/><path d="M-2 2Q-18 0-26-14" fill="none" stroke="#3c6b35" stroke-width="5.5" stroke-linecap="round"/></g>'
    )


POUCH = "M188 122C180 160 168 200 167 270L165 500Q165 522 184 523H416Q435 522 435 500L433 270C432 200 420 160 412 122z"


def pouch(c: Canvas, colour: str, decorate) -> None:
    """A flat-bottomed pouch with a crimped top; `decorate` paints its face."""
    shadow(c, 300, 522, 140, 18)
    c.add(path("M186 84Q186 78 192 78H408Q414 78 414 84V126H186z", dark(colour, 0.1)))
    c.add(path(POUCH, colour), f'<g clip-path="{c.clip(POUCH)}">')
    decorate()
    c.add("</g>")
    c.add(
        path("M188 122C180 160 168 200 167 270L214 138z", "#1a0f08", 0.16),
        path("M412 122C420 160 432 200 433 270L386 138z", "#1a0f08", 0.26),
    )
    c.add(path("M165 500Q165 522 184 523H416Q435 522 435 500L434 440Q420 498 380 506H220Q180 498 166 440z", "#1a0f08", 0.13))
    c.add(
        path(
            POUCH,
            c.lin(
                (0, "#1a0f08", 0.22),
                (0.07, "#fff", 0.16),
                (0.2, "#fff", 0.2),
                (0.34, "#fff", 0),
                (0.74, "#1a0f08", 0.04),
                (0.93, "#1a0f08", 0.24),
                (1, "#1a0f08", 0.42),
            ),
        )
    )
    c.add(
        line("".join(f"M{x} 84V120" for x in range(192, 412, 5)), "#000", 1.3, 0.16),
        path("M186 118H414V124H186z", "#000", 0.2),
        path("M186 80H414V83H186z", "#fff", 0.3),
    )
