"""What a broker reads on the drawn pages: values under their labels, from the text of the PDF and nothing else."""

from __future__ import annotations

import re
from collections import defaultdict

from pypdfium2 import PdfDocument

WEIGHT, MONEY = r"[\d,]+\.\d{3}", r"[A-Z]{3} [\d,]+(?:\.\d\d)?"
LABELS = {
    "packages": r"Total (?:packages|pieces)[^\n]*\n([\d,]+)\n",
    "net": rf"Total net kg[^\n]*\n({WEIGHT})\n",
    "gross": rf"Total gross kg[^\n]*\n({WEIGHT})\n",
    "volume": rf"Total volume m³[^\n]*\n({WEIGHT})\n",
    "invoice": r"\n(CI-\d{4}-\d{5})\n",
    "value": rf"\nCI-\d{{4}}-\d{{5}}\n\d+ \w+ \d{{4}}\n({MONEY})\n",
    "insured": rf"Sum insured.*?\n({MONEY})\n",
}
LIST_TOTALS = rf"Total 合计 ([\d,]+) packages? 件 ({WEIGHT}) ({WEIGHT}) ({WEIGHT})"
HEADING = r"(?<![\d,.])(\d{4}\.\d{2})(?![\d.])"


def text_of(pdf: bytes) -> str:
    """By PDFium, which reads a page in a millisecond."""
    with PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)


def read(kind: str, pdf: bytes) -> dict[str, str]:
    """The values that other papers print too, by name."""
    text = text_of(pdf)
    found = {name: match[1] for name, label in LABELS.items() if (match := re.search(label, text, re.DOTALL if name == "insured" else 0))}
    if totals := re.search(LIST_TOTALS, text):
        found |= dict(zip(("packages", "net", "gross", "volume"), totals.groups(), strict=True))
    if kind == "invoice" and (total := re.search(r"Total ([A-Z]{3}) 合计 ([\d,.]+)", text)):
        found["value"] = f"{total[1]} {total[2]}"
    if kind != "ico" and (headings := re.findall(HEADING, text)):  # which speaks of coffee alone
        found["headings"] = " ".join(sorted(set(headings)))
    if lines := _lines(kind, text):
        found["lines net and gross"] = "; ".join(lines)
    return found


def _lines(kind: str, text: str) -> list[str]:
    if kind == "invoice":
        return [" ".join(pair) for pair in re.findall(rf"\n({WEIGHT})\n({WEIGHT})\n{WEIGHT} ", text)]
    return [" ".join(pair) for pair in re.findall(rf" ({WEIGHT}) ({WEIGHT}) [\d,]+ ", text)] if kind == "customs" else []


def contradictions(read_papers: dict[str, dict[str, str]]) -> list[str]:
    """Where two papers say different things of the same matter, with both values."""
    said = defaultdict(dict)
    for kind, values in read_papers.items():
        for name, value in values.items():
            said[name][kind] = value
    return [f"{name}: {values}" for name, values in said.items() if len(set(values.values())) > 1]
