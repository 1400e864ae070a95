"""What a broker reads on the drawn pages: values under their labels, from the text of the PDF and nothing else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from pypdfium2 import PdfDocument

WEIGHT, MONEY = r"[\d,]+\.\d{3}", r"[A-Z]{3} [\d,]+(?:\.\d\d)?"
DAY = r"\d{1,2}\s+[A-Z][a-z]+\s+\d{4}"
LABELS = {
    "packages": r"Total (?:packages|pieces)[^\n]*\n([\d,]+)\n",
    "net": rf"Total net kg[^\n]*\n({WEIGHT})\n",
    "gross": rf"Total gross kg[^\n]*\n({WEIGHT})\n",
    "volume": rf"Total volume m³[^\n]*\n({WEIGHT})\n",
    "invoice": r"\n(CI-\d{4}-\d{5})\n",
    "value": rf"\nCI-\d{{4}}-\d{{5}}\n\d+ \w+ \d{{4}}\n({MONEY})\n",
    "insured": rf"Sum insured.*?\n({MONEY})\n",
    "exporter": r"(?:Exporter|Shipper|consignor|\(exporter\)|address of exporter|Exporter’s full legal name, address, country)"
    r" [出托被境][^\n]*\n([^\n]+)",
    "consignee": r"\n[\d ]*(?:Consignee|Declared name and address of consignee|Buyer / consignee|Consignee’s name, address, country)"
    r" [收境买][^\n]*\n([^\n]+)",
    "notify": r"\n[\d ]*Notify (?:party|address) 通知[^\n]*\n([^\n]+)",
    "term": r"(?:Terms of delivery|Delivery terms)[^\n]*\n([A-Z]{3}) ",
    "place": r"(?:Terms of delivery|Delivery terms)[^\n]*\n[A-Z]{3} ([^\n(]+)",
    "destination": r"Country of destination [^\n]*\n[^\n(]+\((\w\w)\)",
    "discharge": r"(?:\nDischarge:|To 目的地\n|Port of discharge 卸货港\n) *([^\n]+)",
    "departure": rf"(?:departs\s+|Departure date:\s|Departure 启运日期\n|Date of export [^\n]*\n)({DAY}|\d\d/\d\d/\d{{4}})",
}
BEGINNINGS = {"exporter", "consignee", "notify", "place", "discharge"}  # of names that narrow boxes break over lines
LIST_TOTALS = rf"Total 合计 ([\d,]+) packages? 件 ({WEIGHT}) ({WEIGHT}) ({WEIGHT})"
HEADING = r"(?<![\d,.])(\d{4}\.\d{2})(?![\d.])"
CONTAINER = r"\b([A-Z]{4}\d{7})\b"
MARKED = r"IS-\d\d-\d{6}-\d+\s/\s(\d+(?:–\d+)?(?:,\s\d+(?:–\d+)?)*)"
# Rows that end with net and gross weight of a line, on papers that have both columns.
PAIRS = {
    "invoice": rf"\n({WEIGHT})\n({WEIGHT})\n{WEIGHT} ",
    "customs": rf"[ \n]({WEIGHT}) ({WEIGHT}) [\d,]+ ",
    **dict.fromkeys(("phyto", "origin_general", "fumigation"), rf"[ \n]({WEIGHT}) ({WEIGHT})\n"),
}
SUMS = "\n".join(
    f"{name} (-?[\\d,.]+)" for name in ("Goods 货值", "Freight 运费", "Insurance 保险费", "Other charges 其他费用", "Total [A-Z]{3} 合计")
)


def text_of(pdf: bytes) -> str:
    """By PDFium, which reads a page in a millisecond."""
    with PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)


def read(kind: str, pdf: bytes) -> dict[str, str]:
    """The values that other papers print too, by name."""
    text = text_of(pdf)
    found = {
        name: match[1].strip() for name, label in LABELS.items() if (match := re.search(label, text, re.DOTALL if name == "insured" else 0))
    }
    if totals := re.search(LIST_TOTALS, text):
        found |= dict(zip(("packages", "net", "gross", "volume"), totals.groups(), strict=True))
    if kind == "invoice" and (total := re.search(r"Total ([A-Z]{3}) 合计 ([\d,.]+)", text)):
        found["value"] = f"{total[1]} {total[2]}"
    if kind == "invoice" and (sums := re.search(SUMS, text)):
        found["sums"] = " ".join(sums.groups())
    if kind != "ico" and (headings := re.findall(HEADING, text)):  # which speaks of coffee alone
        found["headings"] = " ".join(sorted(set(headings)))
    if kind in PAIRS and (pairs := re.findall(PAIRS[kind], text)):
        found["lines net and gross"] = "; ".join(" ".join(pair) for pair in pairs)
    if kind not in ("ico", "pro_forma") and (marked := re.findall(MARKED, text)):  # where references stand, not marks
        found["marks"] = _numbers(", ".join(marked))
    if containers := re.findall(CONTAINER, text):
        found["containers"] = " ".join(sorted(set(containers)))
    if "departure" in found:
        found["departure"] = _day(found["departure"]).isoformat()
    if found.get("notify", "").startswith("Same as consignee"):
        found["notify"] = found["consignee"]
    return found


def contradictions(read_papers: dict[str, dict[str, str]]) -> list[str]:
    """Where two papers say different things of the same matter, with both values."""
    said = defaultdict(dict)
    for kind, values in read_papers.items():
        for name, value in values.items():
            said[name][kind] = value
    return [f"{name}: {values}" for name, values in said.items() if _differ(name, values.values())]


def miscounted(read_papers: dict[str, dict[str, str]]) -> list[str]:
    """Where a paper's own figures do not add up, or the sum insured is not 110 % of the invoice."""
    wrong = []
    for kind, values in read_papers.items():
        if "lines net and gross" in values:
            pairs = [pair.split() for pair in values["lines net and gross"].split("; ")]
            for name, column in (("net", 0), ("gross", 1)):
                if name in values and sum(_number(pair[column]) for pair in pairs) != _number(values[name]):
                    wrong.append(f"{kind}: lines of {name} do not give {values[name]}")
        if "sums" in values:
            *parts, total = map(_number, values["sums"].split())
            wrong += [f"{kind}: {values['sums']}"] if sum(parts) != total else []
        if {"insured", "value"} <= set(values):
            (code, insured), (_code, value) = values["insured"].split(), values["value"].split()
            step = Decimal(1) if code == "RWF" else Decimal("0.01")
            right = (_number(value) * Decimal("1.1")).quantize(step, ROUND_HALF_UP)
            wrong += [f"{kind}: insured {insured} of {value}"] if _number(insured) != right else []
    return wrong


def strangers(part: dict[str, str], whole: dict[str, str]) -> list[str]:
    """Lines of a paper that speaks of some goods only, which the invoice does not have."""
    own, known = (Counter(values.get("lines net and gross", "").split("; ")) for values in (part, whole))
    return [line for line in (own - known) if line]


def _differ(name: str, values) -> bool:
    if name not in BEGINNINGS:
        return len(set(values)) > 1
    longest = max(values, key=len)
    return not all(longest.startswith(value) for value in values)


def _numbers(marked: str) -> str:
    """The packages that the marks name, as one list of numbers."""
    numbers: set[int] = set()
    for span in marked.replace("\n", " ").split(", "):
        first, _dash, last = span.partition("–")
        numbers.update(range(int(first), int(last or first) + 1))
    return f"{len(numbers)} packages, {min(numbers)} to {max(numbers)}"


def _day(written: str) -> date:
    pattern = "%d/%m/%Y" if "/" in written else "%d %B %Y"
    return datetime.strptime(" ".join(written.split()), pattern).date()


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))
