"""Containers as a hub begins with them. All of it general knowledge of the trade, unverified until an officer has checked it against a
carrier's sheet; of a range the careful end: the least room, the least load."""

from __future__ import annotations

from datetime import date
from typing import Any

SINCE = date(2020, 1, 1)
SOURCE = "General knowledge of the trade; unverified"
ITC = (
    "Load of a 20′: ITC Coffee Guide, “The shipping method”; bags: Green Coffee Collective glossary; measures general knowledge, unverified"
)
#        code    length  width  height  m³   load kg  bags  source
ROWS = [
    ("20DC", 5898, 2352, 2393, "25.0", 28_300, 320, ITC),
    ("40DC", 12032, 2352, 2393, "55.0", 26_600, None, SOURCE),
    ("40HC", 12032, 2352, 2698, "65.0", 26_500, None, SOURCE),
    ("20RF", 5456, 2294, 2240, "25.0", 27_400, None, SOURCE),
    ("40RF", 11584, 2294, 2525, "58.0", 29_500, None, SOURCE),
]


def ensure_containers(model: Any, hub: Any) -> None:
    """The rows above in force for the hub, where it has none of that container. `model` is ContainerType, today's or a migration's."""
    for code, length, width, height, load_m3, payload_kg, bags, source in ROWS:
        facts = {"length_mm": length, "width_mm": width, "height_mm": height, "load_m3": load_m3, "payload_kg": payload_kg}
        model._base_manager.get_or_create(
            hub_id=hub.pk,
            code=code,
            defaults={**facts, "coffee_bags": bags, "valid_from": SINCE, "source": source, "state": "in_force"},
        )
