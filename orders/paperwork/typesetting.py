"""Which boxes hold a character that our type lacks: found before a number is taken, not on the printed page."""

from collections.abc import Iterator, Sequence
from typing import Any

from marketplace.documents.render import unprintable

from .checks import Box, Finding
from .facts import InvoiceFacts, PackingListFacts
from .frozen import to_plain

TYPE_RULE = 0


def unprintable_boxes(papers: Sequence[InvoiceFacts | PackingListFacts]) -> list[Finding]:
    """One blocking finding for each box whose text we cannot print; the same box on several papers is named once."""
    findings, seen = [], set()
    for paper in papers:
        kind = "invoice" if isinstance(paper, InvoiceFacts) else "packing_list"
        texts = list(_texts(to_plain(paper)))
        missing = set(unprintable("".join(text for _name, _line, text in texts)))
        for name, line, text in texts if missing else ():
            gaps = "".join(character for character in dict.fromkeys(text) if character in missing)
            if gaps and (name, line) not in seen:
                seen.add((name, line))
                findings.append(Finding(TYPE_RULE, "no type", (Box(kind, name, gaps, line),)))
    return findings


def _texts(plain: Any, name: str = "", line: int = 0) -> Iterator[tuple[str, int, str]]:
    """(box, line, text) of every string: the box is named by the top field, a line's by the field within."""
    if isinstance(plain, str):
        yield name, line, plain
    elif isinstance(plain, list):
        for item in plain:
            yield from _texts(item, name, line)
    elif isinstance(plain, dict):
        number = plain.get("number") if isinstance(plain.get("number"), int) else line
        for key, value in plain.items():
            yield from _texts(value, key if not name or name in ("lines", "packages") else name, number)
