"""3:2 landscapes, by kind."""

from __future__ import annotations

from marketplace.look.pictures.canvas import Canvas
from marketplace.look.pictures.hills import lake, tea_hills, volcanoes
from marketplace.look.pictures.shapes import rng
from marketplace.look.pictures.town import city, lodge, room
from marketplace.look.pictures.wild import canopy, gorilla, savanna

SCENES = {
    "volcanoes": volcanoes, "lake": lake, "savanna": savanna, "canopy": canopy, "city": city, "tea-hills": tea_hills, "gorilla": gorilla,
    "lodge": lodge, "room": room,
}  # fmt: skip


def scene(kind: str, key: str = "") -> str:
    """A 3:2 landscape. Raises KeyError for an unknown kind."""
    c = Canvas(900, 600, "scene", kind, key, title=kind)
    SCENES[kind](c, rng("scene", kind, key))
    return c.svg()
