"""A picture that staff send, stored in a few sizes while they wait; AVIF, which takes seconds, is left out."""

from __future__ import annotations

from typing import Any

from catalog.photos import files
from catalog.photos.drawing import draw, draw_original, ending, height_at
from catalog.photos.intake import CleanPicture

SIZES = (("jpeg", 800), ("webp", 480), ("webp", 800), ("webp", 1200))


def keep_picture(clean: CleanPicture, folder: str) -> dict[str, Any]:
    """Store it in this folder; returns the columns of a row that names it: picture, width, height and renditions."""
    image = clean.image
    sizes = dict.fromkeys((format, min(width, image.width)) for format, width in SIZES)
    return {
        "picture": f"{folder}/{files.store(folder, files.ORIGINAL, draw_original(image))}",
        "width": image.width,
        "height": image.height,
        "renditions": [
            {
                "format": format,
                "width": width,
                "height": height_at(width, image.size),
                "file": files.store(folder, f"{width}.{ending(format)}", draw(image, format, width)),
            }
            for format, width in sizes
        ],
    }
