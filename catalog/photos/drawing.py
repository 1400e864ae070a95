"""The sizes a page asks for, drawn from a clean picture."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from catalog.photos.limits import MIDDLE_WIDTH, ORIGINAL_QUALITY, WIDTHS

# Per format: the file's ending and how it is pressed. The qualities look alike; the bytes do not.
PRESSES: dict[str, tuple[str, str, dict]] = {
    "avif": ("AVIF", "avif", {"quality": 58, "speed": 8}),
    "webp": ("WEBP", "webp", {"quality": 78, "method": 4}),
    "jpeg": ("JPEG", "jpg", {"quality": 80, "optimize": True, "progressive": True}),
}


def widths_for(width: int) -> list[int]:
    """Our widths up to the picture's own; a picture between two of them is kept at its own width too. Never enlarged."""
    fitting = [step for step in WIDTHS if step <= width]
    return fitting if width in fitting or width > WIDTHS[-1] else [*fitting, width]


def middle_width(width: int) -> int:
    return min(MIDDLE_WIDTH, width)


def sizes_for(width: int) -> list[tuple[str, int]]:
    """Every (format, width) a picture of this width shall have, small ones first: a phone's picture is ready soonest."""
    return [(format, step) for step in widths_for(width) for format in PRESSES]


def height_at(width: int, original: tuple[int, int]) -> int:
    return max(1, round(original[1] * width / original[0]))


def draw(image: Image.Image, format: str, width: int) -> bytes:
    """The picture at this width, pressed as the format; no colour profile, no notes."""
    if width != image.width:
        image = image.resize((width, height_at(width, image.size)), Image.Resampling.LANCZOS, reducing_gap=2.0)
    name, _ending, options = PRESSES[format]
    return _press(image, name, options)


def draw_original(image: Image.Image) -> bytes:
    return _press(image, "JPEG", {"quality": ORIGINAL_QUALITY, "optimize": True, "progressive": True})


def _press(image: Image.Image, name: str, options: dict) -> bytes:
    with BytesIO() as out:
        image.save(out, name, **options)
        return out.getvalue()


def ending(format: str) -> str:
    return PRESSES[format][1]
