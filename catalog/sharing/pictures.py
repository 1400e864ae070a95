"""The picture that travels with a link: 1200 × 630, drawn by us, in the language of the page.

Drawn when it is first asked for (a tenth of a second) and kept beside the photos. Its address names what is on it, so that a changed name
or cover has another one."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from html import escape
from unicodedata import east_asian_width

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import ImageFont

from catalog.photos.files import files_in, read
from marketplace.hubs.context import current_hub
from marketplace.look.pictures import band, panel
from marketplace.look.pictures.render import LATIN_WEIGHTS, font_file, to_jpeg

DESIGN = 1  # counts up when the drawing changes
WIDTH, HEIGHT, SQUARE = 1200, 630, 560
COLUMN = WIDTH - SQUARE - 120  # room for words
SIZES = (64, 52, 42)  # of the title, the largest that fits wins
MOST_LINES = 4
PAPER, SOOT, EARTH, ASH = "#fbf8f2", "#1c1815", "#9f3620", "#554e46"
ROOT = "share"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on a picture: its words, the firm's board, and the file of a photo that takes the board's place."""

    title: str
    note: str
    board: str
    photo: str = ""

    @property
    def digest(self) -> str:
        said = "\x1f".join((str(DESIGN), self.title, self.note, self.board, self.photo))
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def address(self, kind: str, slug: str, language: str) -> str:
        """Where this picture is."""
        return f"/share/{language}/{kind}/{slug}.jpg?v={self.digest}"


def picture(sheet: Sheet, kind: str, slug: str, language: str) -> bytes:
    """The JPEG of the sheet, as kept or drawn now; earlier ones of the same page and language are deleted."""
    folder = f"{ROOT}/{current_hub().code}/{kind}/{slug}"
    file = f"{language}-{sheet.digest}.jpg"
    if default_storage.exists(f"{folder}/{file}"):
        return read(f"{folder}/{file}")
    drawn = to_jpeg(drawing(sheet), WIDTH, quality=72)
    for old in files_in(folder):
        if old.startswith(f"{language}-"):
            default_storage.delete(f"{folder}/{old}")
    default_storage.save(f"{folder}/{file}", ContentFile(drawn))
    return drawn


def drawing(sheet: Sheet) -> str:
    """The sheet as SVG: photo or board on the left, words on the right, the weave below."""
    size, lines = _fitted(sheet.title)
    top = 210 if len(lines) > 2 else 250
    x = SQUARE + 60
    words = "".join(
        f'<text x="{x}" y="{top + place * size * 1.22:.0f}" font-size="{size}" font-weight="700" fill="{SOOT}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    note_at = top + len(lines) * size * 1.22 + 12
    note = _lines(sheet.note, 30, COLUMN, 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>{_square(sheet)}'
        f'<g transform="translate({x} 56)"><path d="M26 0 52 26 26 52 0 26Z" fill="{SOOT}"/>'
        f'<path d="M26 7 45 26 26 45 7 26Z" fill="{EARTH}"/>'
        f'<text x="68" y="38" font-size="34" font-weight="700" fill="{SOOT}">Isoko</text></g>'
        f'{words}<text x="{x}" y="{note_at:.0f}" font-size="30" fill="{ASH}">{escape(note[0] if note else "")}</text>'
        f'<svg x="0" y="{HEIGHT - 40}" width="{WIDTH}" height="40" viewBox="0 0 1200 24" preserveAspectRatio="none">'
        f"{band('isoko')}</svg></svg>"
    )


def _square(sheet: Sheet) -> str:
    height = HEIGHT - 40
    if sheet.photo:
        try:
            data = b64encode(read(sheet.photo)).decode()
        except OSError:  # the file is away: the board stands in
            data = ""
        if data:
            kind = "png" if sheet.photo.endswith(".png") else "jpeg"
            return (
                f'<svg x="0" y="0" width="{SQUARE}" height="{height}"><image width="{SQUARE}" height="{height}" '
                f'preserveAspectRatio="xMidYMid slice" xlink:href="data:image/{kind};base64,{data}"/></svg>'
            )
    box = f'x="0" y="0" width="{SQUARE}" height="{height}" viewBox="10 0 380 400" preserveAspectRatio="xMidYMid slice"'
    return f"<svg {box}>{panel(sheet.board)}</svg>"


def _fitted(title: str) -> tuple[int, list[str]]:
    for size in SIZES:
        lines = _lines(title, size, COLUMN, 99)
        if len(lines) <= (3 if size == SIZES[0] else MOST_LINES):
            return size, lines
    return SIZES[-1], _lines(title, SIZES[-1], COLUMN, MOST_LINES)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(LATIN_WEIGHTS[2]), size)


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in "WF"


def _width(text: str, size: int) -> float:
    """As Roboto and Noto Sans SC set it; a Chinese character is as wide as it is high."""
    wide = sum(map(_is_wide, text))
    return wide * size + _font(size).getlength("".join(letter for letter in text if not _is_wide(letter)))


def _pieces(text: str) -> list[str]:
    """Words with the space behind them; Chinese characters one by one."""
    pieces: list[str] = []
    for letter in " ".join(text.split()):
        if _is_wide(letter) or not pieces or pieces[-1].endswith(" ") or _is_wide(pieces[-1][-1]):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def _lines(text: str, size: int, room: float, most: int) -> list[str]:
    """The text broken into lines; what is beyond the last is left out, and … says so."""
    lines: list[str] = []
    for piece in _pieces(text):
        if lines and _width((lines[-1] + piece).rstrip(), size) <= room:
            lines[-1] += piece
            continue
        while _width(piece.rstrip(), size) > room and len(piece) > 1:  # a word longer than the line
            cut = max(number for number in range(1, len(piece)) if number == 1 or _width(piece[:number], size) <= room)
            lines.append(piece[:cut])
            piece = piece[cut:]
        lines.append(piece)
    kept = [line.strip() for line in lines[:most]]
    if len(lines) > most:
        while kept[-1] and _width(f"{kept[-1]}…", size) > room:
            kept[-1] = kept[-1][:-1]
        kept[-1] = f"{kept[-1].rstrip()}…"
    return kept
