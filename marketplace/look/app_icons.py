"""The sign of the shop among the apps of a phone."""

from __future__ import annotations

from marketplace.look.pictures.render import to_png

# How much of the square the lozenge fills: a launcher that cuts a circle or a drop out of it leaves the inner 80 % alone.
FILLS = {"any": 0.92, "maskable": 0.6, "touch": 0.72}
FILES = {
    "app-any-192.png": ("any", 192),
    "app-any-512.png": ("any", 512),
    "app-maskable-512.png": ("maskable", 512),
    "app-touch-180.png": ("touch", 180),
}
GROUND, SOOT, EARTH, KAOLIN = "#fbf8f2", "#1c1815", "#9f3620", "#fbf8f2"


def icon(shape: str, size: int) -> bytes:
    """PNG, `size` pixels square; only "any" has a ground one can see through."""
    fills = FILLS[shape]
    ground = "" if shape == "any" else f'<path fill="{GROUND}" d="M0 0h40v40H0z"/>'
    move = 20 * (1 - fills)
    mark = (
        f'<path d="M20 1 39 20 20 39 1 20Z" fill="{SOOT}"/><path d="M20 6.4 33.6 20 20 33.6 6.4 20Z" fill="{EARTH}"/>'
        f'<path d="M20 28.4 11.6 20 20 11.6 26.6 18.2 20 24.6 15.6 20.2 19.8 16" fill="none" stroke="{KAOLIN}" stroke-width="2.8"/>'
    )
    placed = f'<g transform="translate({move:.2f} {move:.2f}) scale({fills})">{mark}</g>'
    return to_png(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">{ground}{placed}</svg>', size)
