"""Which boxes hold a character that our type lacks: found before a number is taken, not on the printed page."""

from collections.abc import Sequence
from typing import Any

from marketplace.documents.letters import unprintable

from .checks import Box, Finding
from .export_facts import PackFacts
from .facts import InvoiceFacts, PackingListFacts
from .frozen import field_names

TYPE_RULE = 0


def unprintable_boxes(papers: Sequence[InvoiceFacts | PackingListFacts]) -> list[Finding]:
    """One blocking finding for each box whose text we cannot print; the same box on several papers is named once."""
    findings, seen = [], set()
    for paper in papers:
        kind = "invoice" if isinstance(paper, InvoiceFacts) else "packing_list"
        texts: list[tuple[str, int, str]] = []
        _collect(paper, texts)
        missing = set(unprintable("".join(text for _name, _line, text in texts)))
        for name, line, text in texts if missing else ():
            gaps = "".join(character for character in dict.fromkeys(text) if character in missing)
            if gaps and (name, line) not in seen:
                seen.add((name, line))
                findings.append(Finding(TYPE_RULE, "no type", (Box(kind, name, gaps, line),)))
    return findings


def unprintable_in(papers: Sequence[PackFacts]) -> list[Finding]:
    """The same of a pack, whose papers share one record: what the seller said is looked at once."""
    findings = []
    texts: list[tuple[str, int, str]] = []
    for paper in papers[:1]:
        _collect(paper.export, texts)
    missing = set(unprintable("".join(text for _name, _line, text in texts)))
    for name, line, text in texts if missing else ():
        if gaps := "".join(character for character in dict.fromkeys(text) if character in missing):
            findings.append(Finding(TYPE_RULE, "no type", (Box(papers[0].kind, name, gaps, line),)))
    return findings


def _collect(value: Any, texts: list[tuple[str, int, str]], name: str = "", line: int = 0) -> None:
    """(box, line, text) of every string: the box is named by the top field, a line's by the field within."""
    if isinstance(value, str):
        texts.append((name, line, value))
    elif isinstance(value, tuple):
        for item in value:
            _collect(item, texts, name, line)
    else:
        number = getattr(value, "number", line)
        for field in field_names(type(value)):
            box = field if not name or name in ("lines", "packages") else name
            _collect(getattr(value, field), texts, box, number if isinstance(number, int) else line)
