"""Captions as people write them, made into WebVTT: a whole WebVTT file, or lines such as "0:05 Cherries are sorted by hand."."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_CUES, LONGEST_CUE, LONGEST_FILE = 300, 200, 40_000
LAST_STAYS = 4.0  # seconds, of the last line where nothing follows
_CLOCK = r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d(?:[.,]\d{1,3})?)"
_SIMPLE = re.compile(rf"^{_CLOCK}\s+(\S.*)$")
_CUE = re.compile(rf"^{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}(?:[ \t]+.*)?$")


class CaptionRefused(ValueError):
    """`line` counts from 1; `reason` is a stable word: form, order, long, many, empty, late."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


@dataclass(frozen=True, slots=True)
class Cue:
    start: float
    end: float
    text: str


def as_vtt(text: str, milliseconds: int) -> str:
    """A clean WebVTT file of this text, without styles, tags or anything but its lines and times. Raises CaptionRefused."""
    if len(text) > LONGEST_FILE:
        raise CaptionRefused("long")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues = _of_file(lines) if lines[0].startswith("WEBVTT") else _of_lines(lines, milliseconds / 1000)
    if not cues:
        raise CaptionRefused("empty")
    if len(cues) > MOST_CUES:
        raise CaptionRefused("many")
    parts = [f"{_clock(cue.start)} --> {_clock(cue.end)}\n{cue.text}" for cue in cues]
    return "WEBVTT\n\n" + "\n\n".join(parts) + "\n"


def _of_lines(lines: list[str], length: float) -> list[Cue]:
    found: list[tuple[int, float, str]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        match = _SIMPLE.match(line.strip())
        if not match:
            raise CaptionRefused("form", number)
        start = _seconds(*match.groups()[:3])
        if found and start <= found[-1][1]:
            raise CaptionRefused("order", number)
        if start >= length:
            raise CaptionRefused("late", number)
        found.append((number, start, _plain(match[4], number)))
    ends = [start for _number, start, _text in found[1:]] + [max(length, found[-1][1] + 1) if found else 0.0]
    return [Cue(start, min(end, start + 3 * LAST_STAYS), text) for (_number, start, text), end in zip(found, ends, strict=True)]


def _of_file(lines: list[str]) -> list[Cue]:
    cues: list[Cue] = []
    number, last = 0, 0.0
    while number < len(lines):
        match = _CUE.match(lines[number].strip())
        if not match:
            if "-->" in lines[number]:
                raise CaptionRefused("form", number + 1)
            number += 1
            continue
        at, number = number + 1, number + 1
        start, end = _seconds(*match.groups()[:3]), _seconds(*match.groups()[3:6])
        if end <= start or start < last:
            raise CaptionRefused("order", at)
        words = []
        while number < len(lines) and lines[number].strip():
            if "-->" in lines[number]:
                raise CaptionRefused("form", number + 1)
            words.append(_plain(lines[number], number + 1))
            number += 1
        if words:
            cues.append(Cue(start, end, "\n".join(words)))
        last = start
    return cues


def _plain(text: str, line: int) -> str:
    """Without tags, and so that none can be read into it."""
    said = " ".join(re.sub(r"<[^>]*>", "", text).split())
    if len(said) > LONGEST_CUE:
        raise CaptionRefused("long", line)
    return said.replace("&amp;", "&").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def _clock(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"
