"""Whoever changes a colour learns here whether it can still be read (WCAG 2.2: 4.5 for text, 3 for the edge of a control)."""

import re

import pytest

from marketplace.look.stylesheet import SOURCES

TEXT = ["ink", "ink-2", "ink-3", "brand", "good", "info", "warn", "bad"]
ON_SOFT = ["brand", "good", "info", "warn", "bad"]


def colours(*names: str) -> dict[str, str]:
    """The tokens as the last of the files sets them."""
    found: dict[str, str] = {}
    for name in names:
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", (SOURCES / name).read_text()))
    return found


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("files", [("tokens.css",), ("tokens.css", "dark.css")], ids=["day", "night"])
def test_text_can_be_read_on_every_ground(files):
    token = colours(*files)

    pairs = [(text, ground) for text in TEXT for ground in ("page", "surface", "raised")]
    pairs += [(text, f"{text}-soft") for text in ON_SOFT] + [("on-brand", "brand"), ("ink", "sunk"), ("ink-2", "sunk"), ("surface", "good")]

    assert {
        pair: round(contrast(token[pair[0]], token[pair[1]]), 1) for pair in pairs if contrast(token[pair[0]], token[pair[1]]) < 4.5
    } == {}


@pytest.mark.parametrize("files", [("tokens.css",), ("tokens.css", "dark.css")], ids=["day", "night"])
def test_edges_of_controls_can_be_seen(files):
    token = colours(*files)

    assert all(contrast(token["line-strong"], token[ground]) >= 3 for ground in ("page", "surface"))
    assert all(contrast(token["focus"], token[ground]) >= 3 for ground in ("page", "surface", "sunk"))
