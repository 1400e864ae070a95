"""The fonts of our papers, and what is in them."""

from __future__ import annotations

from pathlib import Path

import pylopdf_fonts_zh_cn

FONTS = [Path(__file__).parent / "fonts", Path(pylopdf_fonts_zh_cn.__file__).parent]


def letters_of_fonts() -> set[int]:
    """Every code point that one of the fonts draws."""
    from fontTools.ttLib import TTFont  # here: nothing that runs needs it, the table is read instead

    codes: set[int] = set()
    for place in FONTS:
        for path in sorted([*place.glob("*.otf"), *place.glob("*.ttf")]):
            with TTFont(path, lazy=True) as font:
                codes |= set(font.getBestCmap())
    return codes
