"""Typst in, PDF out: `render("paperwork/invoice-1", data)`.

A warm compiler draws a page in a few milliseconds; a cold one first reads ten megabytes of Chinese type. A Typst compiler
serves one thread at a time (two at once raise "Already borrowed") and lets go of the GIL while it draws, so each drawing
borrows a compiler from a pool that never grows beyond the threads drawing at once. The fonts are read once and shared.

Papers are PDF/A-2u: type embedded, text extractable, and a character that no font of ours has is an error here rather than
an empty box on a customs officer's desk. The same data give the same bytes.
"""

import json
import queue
import re
import threading
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings

SOURCES = Path(settings.BASE_DIR) / "templates" / "documents"
FONTS = [Path(__file__).parent / "fonts", Path(pylopdf_fonts_zh_cn.__file__).parent]
STANDARD = "a-2u"

_idle: queue.LifoQueue = queue.LifoQueue()
_fonts_lock = threading.Lock()
_no_glyph = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)


class CannotDraw(Exception):
    """The page could not be drawn; the message is Typst's own."""


class NoGlyph(CannotDraw):
    """None of our fonts has a character that the page asks for."""

    def __init__(self, text: str):
        super().__init__(text)
        self.text = text


def render(template: str, data: dict) -> bytes:
    """The PDF of `templates/documents/<template>.typ` over `data`. Raises NoGlyph for a character without type, else CannotDraw."""
    return _compile(input=_source(template), data=data, format="pdf", pdf_standards=[STANDARD])


def render_png(template: str, data: dict, *, ppi: float = 110) -> list[bytes]:
    """The pages as pictures, for looking at them. Raises CannotDraw."""
    pages = _compile(input=_source(template), data=data, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def unprintable(text: str) -> str:
    """The characters of `text` that our fonts cannot print, in order of appearance; empty when all is well."""
    left, missing = "".join(dict.fromkeys(text)), ""
    left = "".join(character for character in left if character not in _known and not character.isspace())
    while left:
        try:
            _compile(input=_coverage(), data={"text": left}, format="pdf", pdf_standards=[STANDARD])
        except NoGlyph as gap:
            missing += gap.text
            left = "".join(character for character in left if character not in gap.text)
        else:
            _known.update(left)
            break
    return "".join(character for character in dict.fromkeys(text) if character in missing)


_known: set[str] = {chr(code) for code in range(0x20, 0x7F)}


def _coverage() -> str:
    return _source("coverage")


@cache
def _source(template: str) -> str:
    path = SOURCES / f"{template}.typ"
    if not path.is_file():
        raise CannotDraw(f"no template {template}")
    return str(path)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in FONTS])


def _borrow() -> typst.Compiler:
    try:
        return _idle.get_nowait()
    except queue.Empty:
        with _fonts_lock:
            fonts = _fonts()
        return typst.Compiler(root=str(SOURCES), font_paths=fonts, ignore_system_fonts=True)


def _compile(*, input: str, data: dict, **options):
    compiler = _borrow()
    try:
        return compiler.compile(input=input, sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, timestamp=0, **options)
    except typst.TypstError as error:
        if gap := _no_glyph.search(str(error)):
            raise NoGlyph(gap["text"]) from error
        raise CannotDraw(str(error)) from error
    finally:
        _idle.put(compiler)
