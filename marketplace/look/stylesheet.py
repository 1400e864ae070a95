"""Joins the small layered files of `static/css/` into the one file a page links: one request, no build step."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "static" / "css"
JOINED = SOURCES / "site.css"

# The order of the layers, and of the files within a layer. A folder means all its files by name.
LAYERS = {
    "reset": ["reset.css"],
    "tokens": ["tokens.css"],
    "base": ["base.css"],
    "layout": ["layout.css"],
    "ui": ["ui"],
    "pages": ["pages"],
    "utilities": ["utilities.css"],
}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ADDRESS = re.compile(r"url\((?!\"|')([^)]+)\)")


def files_of(layer: str) -> list[Path]:
    """The source files of a layer, in order."""
    found: list[Path] = []
    for name in LAYERS[layer]:
        path = SOURCES / name
        found += sorted(path.glob("*.css")) if path.is_dir() else [path]
    return found


def tighten(css: str) -> str:
    """The same rules without comments, line breaks and the spaces around them."""
    css = _COMMENT.sub("", css)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    css = re.sub(r"(?<=[{;])([\w-]+): ", r"\1:", css)  # a property's; the colons of selectors stay as they are
    return css.replace(";}", "}").strip()


def _from_joined_file(css: str, source: Path) -> str:
    """Addresses in a source are relative to that source; here they become relative to the joined file."""

    def move(match: re.Match[str]) -> str:
        folder = source.parent.relative_to(SOURCES).as_posix()
        return f"url({posixpath.normpath(posixpath.join(folder, match[1].strip()))})"

    return _ADDRESS.sub(move, css)


def joined() -> str:
    """The whole style sheet as one text."""
    parts = [f"@layer {','.join(LAYERS)};"]
    for layer in LAYERS:
        rules = "\n".join(tighten(_from_joined_file(path.read_text(), path)) for path in files_of(layer))
        parts.append(f"@layer {layer}{{\n{rules}\n}}")
    return "\n".join(parts) + "\n"
