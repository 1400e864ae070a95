"""Drawings as pixels, the same on every machine: the fonts come from wheels, never from the system."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files

import pylopdf_fonts_zh_cn
import resvg_py
from PIL import Image

from marketplace.look.pictures.products import product

LATIN_WEIGHTS = ("Regular", "Medium", "Bold", "Black")


def font_file(weight: str) -> str:
    """Where Roboto of this weight lies."""
    return str(files("font_roboto") / "files" / f"Roboto-{weight}.ttf")


@cache
def _font_files() -> list[str]:
    return [*map(font_file, LATIN_WEIGHTS), str(pylopdf_fonts_zh_cn.sans_path())]


def to_png(svg: str, width: int) -> bytes:
    """The drawing `width` pixels wide, as PNG. Raises ValueError for what is no SVG."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, width=width, skip_system_fonts=True, font_files=_font_files(), font_family="Roboto", sans_serif_family="Roboto"
        )
    )


def to_jpeg(svg: str, width: int, quality: int = 88) -> bytes:
    """The drawing `width` pixels wide on white, as JPEG: what a seller's camera would have sent."""
    with Image.open(io.BytesIO(to_png(svg, width))) as drawing:
        picture = Image.new("RGB", drawing.size, "white")
        picture.paste(drawing, mask=drawing.getchannel("A") if "A" in drawing.getbands() else None)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def product_jpeg(kind: str, key: str, name: str, note: str, width: int) -> bytes:
    """A product's drawing as JPEG; plain values in, so that another process can be asked for it."""
    return to_jpeg(product(kind, key, name, note), width)
