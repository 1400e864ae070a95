"""Typst in, PDF out: `render("paperwork/invoice-1", data)`.

A template `templates/documents/<name>.typ` gives a function `page-of(d)`; `data` reaches it as JSON in the text of a small main
file. (As `sys.inputs` it would change the library every time, and Typst would forget all it has laid out before.)

A warm compiler draws a page in some ten milliseconds; a cold one first reads ten megabytes of Chinese type. A Typst compiler
serves one thread at a time (two at once raise "Already borrowed") and lets go of the GIL while it draws, so each drawing borrows
a compiler from a pool, at most DRAWING_AT_ONCE of them: more threads than cores draw no faster and only fill memory.

Papers are PDF/A-2u: type embedded, text extractable, and a character that no font of ours has is an error here rather than an
empty box on a customs officer's desk. The same data give the same bytes.
"""

from __future__ import annotations

import json
import queue
import re
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from .type import FONTS

if TYPE_CHECKING:
    import typst

SOURCES = Path(settings.BASE_DIR) / "templates" / "documents"
STANDARD = "a-2u"
DRAWING_AT_ONCE = 2

_turns = threading.BoundedSemaphore(DRAWING_AT_ONCE)
_idle: queue.LifoQueue = queue.LifoQueue()
_fonts_lock = threading.Lock()
_no_glyph = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)
_escaped = re.compile(r"\\(?:u\{(?P<code>[0-9a-f]+)\}|(?P<sign>.))", re.DOTALL)


class CannotDraw(Exception):
    """The page could not be drawn; the message is Typst's own."""


class NoGlyph(CannotDraw):
    """None of our fonts has a character that the page asks for."""

    def __init__(self, text: str):
        super().__init__(text)
        self.text = text


def render(template: str, data: dict) -> bytes:
    """The PDF of `templates/documents/<template>.typ` over `data`. Raises NoGlyph for a character without type, else CannotDraw."""
    return _compile(template, data, format="pdf", pdf_standards=[STANDARD])


def render_png(template: str, data: dict, *, ppi: float = 110) -> list[bytes]:
    """The pages as pictures, for looking at them. Raises CannotDraw."""
    pages = _compile(template, data, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _compile(template: str, data: dict, **options):
    import typst  # here: a web worker that draws nothing is seven MiB lighter

    main = _main(template, json.dumps(data, ensure_ascii=False))
    with _turns:
        compiler = _borrow()
        try:
            return compiler.compile(input=main, timestamp=0, **options)
        except typst.TypstError as error:
            if gap := _no_glyph.search(str(error)):
                raise NoGlyph(_unescaped(gap["text"])) from error
            raise CannotDraw(str(error)) from error
        finally:
            _idle.put(compiler)


def _unescaped(text: str) -> str:
    """Typst writes marks that stand on other letters as `\\u{947}`."""
    return _escaped.sub(lambda found: chr(int(found["code"], 16)) if found["code"] else found["sign"], text)


def _main(template: str, data: str) -> bytes:
    """The main file: the data are a string in it, every backslash and quote of theirs escaped."""
    if not _exists(template):
        raise CannotDraw(f"no template {template}")
    text = data.replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "/{template}.typ": page-of\n#page-of(json(bytes("{text}")))\n'.encode()


@cache
def _exists(template: str) -> bool:
    return (SOURCES / f"{template}.typ").is_file()


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in FONTS])


def _borrow() -> typst.Compiler:
    import typst

    try:
        return _idle.get_nowait()
    except queue.Empty:
        with _fonts_lock:
            fonts = _fonts()
        return typst.Compiler(root=str(SOURCES), font_paths=fonts, ignore_system_fonts=True)
