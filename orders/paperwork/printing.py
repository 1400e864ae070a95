"""From the frozen facts of a paper to the words on its page. No database, no clock, no language of the reader."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from marketplace.documents.qr import qr_svg
from marketplace.money.amounts import precision

from .facts import Charges, GoodsLine, InvoiceFacts, Named, PackageRow, PackedLine, PackingListFacts, Paper, Party, Transport

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
SAME_AS_CONSIGNEE = {"en": "Same as consignee", "zh": "同收货人"}
NONE_GIVEN = "–"
PLURALS = {"box": "boxes", "unpacked": "unpacked"}


def invoice_page(facts: InvoiceFacts) -> dict:
    """The data of templates/documents/paperwork/invoice-1.typ."""
    code = facts.currency.code
    return {
        **_page(facts, title=("Commercial invoice", "商业发票")),
        "references": {"order": facts.references.order, "contract": facts.references.contract or NONE_GIVEN},
        "currency": {**_pair(facts.currency, lead_code=True), "code": code},
        "terms": {
            "delivery": _delivery(facts.terms.incoterm, facts.terms.place, facts.terms.place_zh),
            "payment": {"en": facts.terms.payment, "zh": facts.terms.payment_zh},
        },
        "lines": [
            {
                "number": str(line.number),
                "description": line.description,
                "description_zh": line.description_zh,
                "particulars": _particulars(line),
                "packages": packages(line, "line"),
                "packages_zh": _packages_zh(line),
                "marks": marks(line.marks),
                "quantity": quantity(line.quantity),
                "unit": line.unit.en,
                "unit_zh": line.unit.zh,
                "net": kilos(line.net_kg),
                "gross": kilos(line.gross_kg),
                "volume": kilos(line.volume_m3),
                "unit_price": money(line.unit_price, code),
                "discount": f"−{money(line.discount, code)}" if line.discount else "",
                "amount": money(line.amount, code),
            }
            for line in facts.lines
        ],
        "sums": _sums(facts.charges, code),
        "words": {"en": facts.charges.words, "zh": facts.charges.words_zh},
    }


def packing_list_page(facts: PackingListFacts) -> dict:
    """The data of templates/documents/paperwork/packing_list-1.typ."""
    lines = {line.number: line for line in facts.lines}
    return {
        **_page(facts, title=("Packing list", "装箱单")),
        "references": {
            "order": facts.references.order,
            "contract": facts.references.contract or NONE_GIVEN,
            "invoice": facts.invoice_number,
            "invoice_date": day(facts.invoice_date),
        },
        "terms": {"delivery": _delivery(facts.terms.incoterm, facts.terms.place, facts.terms.place_zh)},
        "containers": list(facts.containers),
        "packages": [
            {
                "range": row.numbers,
                "count": counted(row.count, row.kind),
                "kind_zh": row.kind.zh,
                "marks": marks(row.marks),
                "size": _size(row),
                "net": kilos(row.net_kg),
                "net_each": _each(row.net_kg, row.count),
                "gross": kilos(row.gross_kg),
                "gross_each": _each(row.gross_kg, row.count),
                "volume": kilos(row.volume_m3),
                "contents": [
                    {
                        "description": lines[content.line].description,
                        "description_zh": lines[content.line].description_zh,
                        "particulars": _particulars(lines[content.line]),
                        "quantity": quantity(content.quantity),
                        "unit": lines[content.line].unit.en,
                        "unit_zh": lines[content.line].unit.zh,
                    }
                    for content in row.contents
                ],
            }
            for row in facts.packages
        ],
    }


def money(amount: Decimal, currency: str) -> str:
    return f"{amount:,.{precision(currency)}f}"


def kilos(amount: Decimal) -> str:
    return f"{amount:,.3f}"


def quantity(amount: Decimal) -> str:
    return f"{amount:,f}"


def day(value: date) -> dict:
    return {"en": f"{value.day} {MONTHS[value.month - 1]} {value.year}", "zh": f"{value.year}年{value.month}月{value.day}日"}


def _page(facts: InvoiceFacts | PackingListFacts, *, title: tuple[str, str]) -> dict:
    paper, issued = facts.paper, facts.paper.issued_on
    return {
        "title": {"en": title[0], "zh": title[1]},
        "author": facts.exporter.name,
        "created": [issued.year, issued.month, issued.day],
        "demonstration": facts.is_demonstration,
        "replaces": replaces(paper),
        "running": f"{paper.number} · {facts.exporter.name}",
        "seal": {
            "number": paper.number,
            "version": str(paper.version),
            "code": paper.check_code,
            "address": paper.verify_url,
            "qr": qr_svg(paper.verify_url),
        },
        "date": day(issued),
        "exporter": _party(facts.exporter),
        "consignee": _party(facts.consignee),
        "buyer": _party(facts.buyer),
        "notify": _party(facts.notify),
        "origin": origin_words(facts.origin, facts.lines),
        "destination": _pair(facts.destination),
        "transport": {
            "mode": _mode(facts.transport),
            "route": " – ".join(filter(None, (facts.transport.loading, facts.transport.discharge))) or NONE_GIVEN,
            "reference": _reference(facts.transport),
        },
        "weights": {
            "packages": f"{facts.weights.packages:,}",
            "net": kilos(facts.weights.net_kg),
            "gross": kilos(facts.weights.gross_kg),
            "volume": kilos(facts.weights.volume_m3),
        },
        "declaration": {"en": facts.declaration, "zh": facts.declaration_zh},
        "signing": {
            "place": f"{facts.signatory.place}, {day(issued)['en']}" if facts.signatory.place else day(issued)["en"],
            "name": facts.signatory.name,
            "role": facts.signatory.role,
        },
    }


def replaces(paper: Paper) -> dict | None:
    if not paper.replaces:
        return None
    return {
        "en": f"Version {paper.version}, replaces {paper.replaces}",
        "zh": f"第 {paper.version} 版，取代第 {paper.version - 1} 版",
    }


def _party(party: Party | None) -> dict:
    if party is None:
        return {"same": SAME_AS_CONSIGNEE}
    country = f"{party.country.en} {party.country.zh}".strip()
    return {
        "same": None,
        "name": party.name,
        "name_zh": party.name_zh,
        "address": [*party.address, country],
        "numbers": [f"{number.label} {number.value}" for number in party.identifiers],
        "reach": "   ".join(filter(None, (party.contact, party.phone, party.email))),
    }


def _pair(named: Named, *, lead_code: bool = False) -> dict:
    return {"en": f"{named.code} {named.en}" if lead_code else f"{named.en} ({named.code})", "zh": named.zh}


def origin_words(origin: Named, lines: Sequence[GoodsLine | PackedLine]) -> dict:
    """The country of origin; where a line comes from another one, the lines say it."""
    countries = {line.origin.code: line.origin for line in lines}
    if len(countries) > 1:
        return {"en": "As stated for each line", "zh": "见各行"}
    return _pair(next(iter(countries.values()), origin))


def _delivery(incoterm: str, place: str, place_zh: str) -> dict:
    return {"en": f"{incoterm} {place}", "zh": place_zh}


def _mode(transport: Transport) -> dict:
    return {"en": ", ".join(filter(None, (transport.mode.en, transport.service))), "zh": transport.mode.zh}


def _reference(transport: Transport) -> str:
    departure = f"departs {day(transport.departure)['en']}" if transport.departure else ""
    return ", ".join(filter(None, (transport.carrier, transport.reference, departure))) or NONE_GIVEN


def _particulars(line: GoodsLine | PackedLine) -> list[list[str]]:
    """Small rows under the description of either paper: HS code, the national code that refines it, origin; lot."""
    code = f"HS {line.hs6[:4]}.{line.hs6[4:]}"
    national = f" / {line.national_code}" if line.national_code not in ("", line.hs6) else ""
    origin = f"{line.origin.en} {line.origin.zh}".strip()
    return [[code + national, origin], *([[f"Lot {line.lot}"]] if line.lot else [])]


def packages(line: GoodsLine, counter: str) -> str:
    """How many packages a line has; `counter` is what the paper calls a line."""
    if not line.packed_with:
        return counted(line.packages, line.package_kind)
    own = f"{counted(line.packages, line.package_kind)}, rest w" if line.packages else "w"
    return f"{own}ith {counter} {line.packed_with}"


def _packages_zh(line: GoodsLine) -> str:
    if not line.packed_with:
        return line.package_kind.zh
    own = f"{line.package_kind.zh}，其余" if line.packages else ""
    return f"{own}与第 {line.packed_with} 行同装"


def marks(given: str) -> list[str]:
    """Shipping marks as pieces that must not break: the mark, then its numbers, each range whole: IS-26-000123-1 | / 1–3, | 8."""
    numbers: dict[str, list[str]] = {}
    for one in given.split("; "):
        mark, _between, span = one.rpartition(" / ")
        numbers.setdefault(mark, []).append(span)
    pieces: list[str] = []
    for mark, spans in numbers.items():
        first = f"/ {spans[0]}" if mark else spans[0]
        listed = [first, *spans[1:]]
        pieces += [*filter(None, (mark,)), *(f"{span}," for span in listed[:-1]), listed[-1]]
    return pieces


def counted(count: int, kind: Named) -> str:
    """7 cartons (CT)."""
    name = kind.en if count == 1 else PLURALS.get(kind.en, f"{kind.en}s")
    return f"{count:,} {name} ({kind.code})"


def _each(kilos_together: Decimal, count: int) -> str:
    """The weight of one package where like packages share it without a remainder; empty otherwise."""
    grams = kilos_together * 1000
    return f"{kilos(kilos_together / count)} each" if count > 1 and grams % count == 0 else ""


def _size(row: PackageRow) -> str:
    sides: Sequence[Decimal | None] = (row.length_cm, row.width_cm, row.height_cm)
    return " × ".join(f"{side.normalize():f}" for side in sides if side is not None) or NONE_GIVEN


def _sums(charges: Charges, code: str) -> list[dict]:
    rows = [
        ("Goods", "货值", charges.goods, False),
        ("Freight", "运费", charges.freight, False),
        ("Insurance", "保险费", charges.insurance, False),
        ("Other charges", "其他费用", charges.other, False),
        (f"Total {code}", "合计", charges.total, True),
    ]
    return [{"en": en, "zh": zh, "value": money(value, code), "strong": strong} for en, zh, value, strong in rows]
