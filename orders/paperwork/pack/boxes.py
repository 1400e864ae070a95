"""How the boxes of a pack's papers are filled: words as they are printed, gaps written down, values that must agree kept beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ..export_facts import ExportFacts, PackFacts
from ..facts import GoodsLine, PackageRow, Party, Shipment, Weights
from ..packing import NOTHING, common_kind
from ..printing import counted, day, kilos, marks, money, origin_words, packages, quantity

Pieces = dict[str, list[str]]  # {"whole": […]}: words that must not break, one after the other
Text = str | Pieces | list[str | Pieces] | None
GROUND, EXPORT, RDB = "ground", "export", "rdb"  # who gives a missing fact: the page of the pair, that of the pack, or RDB's desk


@dataclass(frozen=True)
class Gap:
    """A box that nobody can fill yet: the field that would, of the whole shipment (line 0) or of one line."""

    name: str
    line: int = 0
    home: str = EXPORT
    blocks: bool = True


@dataclass
class Sheet:
    """The words of one paper. `says` holds what must equal the other papers, by (line, box), as printed."""

    facts: PackFacts
    box: dict[str, Text] = field(default_factory=dict)
    rows: list[list[Text]] = field(default_factory=list)
    says: dict[tuple[int, str], str] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    extra: dict = field(default_factory=dict)

    @property
    def shipment(self) -> Shipment:
        return self.facts.shipment

    @property
    def export(self) -> ExportFacts:
        return self.facts.export

    @property
    def lines(self) -> list[GoodsLine]:
        """The lines that this paper speaks of: those of the goods that need it."""
        covers = self.facts.covers
        return [line for line in self.shipment.lines if not covers or line.hs6 in covers]

    @property
    def speaks_of_all(self) -> bool:
        return len(self.lines) == len(self.shipment.lines)

    def packages(self, line: GoodsLine) -> str:
        """How many packages, where this paper may not name the line that counts them: those that the goods lie in."""
        if not line.packed_with or any(other.number == line.packed_with for other in self.lines):
            return packages(line, "item")
        rows = self._rows_of([line])
        return f"{counted(sum(row.count for row in rows), common_kind(rows))}, shared with other goods"

    def _rows_of(self, lines: list[GoodsLine]) -> list[PackageRow]:
        numbers = {line.number for line in lines}
        return [row for row in self.shipment.packages if any(content.line in numbers for content in row.contents)]

    def _sum_of_lines(self) -> Weights:
        """Totals of the lines it speaks of, with every package that holds some of them."""
        lines = self.lines
        return Weights(
            packages=sum(row.count for row in self._rows_of(lines)),
            net_kg=sum((line.net_kg for line in lines), NOTHING),
            gross_kg=sum((line.gross_kg for line in lines), NOTHING),
            volume_m3=sum((line.volume_m3 for line in lines), NOTHING),
        )

    def told(self, name: str, *, line: int = 0, blocks: bool = True, home: str = EXPORT) -> str | None:
        """What the seller said of the shipment or a line, as words; a gap where nothing was said."""
        value = getattr(self.export.line(line) if line else self.export, name)
        return written(value) or self.gap(name, line=line, blocks=blocks, home=home)

    def gap(self, name: str, *, line: int = 0, blocks: bool = True, home: str = EXPORT) -> None:
        if (gap := Gap(name, line, home, blocks)) not in self.gaps:
            self.gaps.append(gap)

    def ground(self, name: str, value, *, blocks: bool = True) -> str | None:
        """A fact of the pair's page (carrier, waybill, departure)."""
        return written(value) or self.gap(name, home=GROUND, blocks=blocks)

    def parties(self) -> None:
        """Exporter and consignee, as every paper has them."""
        code = self.export.consignee_code
        more = [f"USCC {code}"] if code and not any(number.value == code for number in self.shipment.consignee.identifiers) else []
        self.box |= {"exporter": party(self.shipment.exporter), "consignee": [*party(self.shipment.consignee), *more]}
        self.says |= {(0, "exporter"): self.shipment.exporter.name, (0, "consignee"): self.shipment.consignee.name}

    def notified(self, same: str = "Same as consignee 同收货人") -> None:
        """Whom the carrier tells of the arrival."""
        notify = self.shipment.notify
        self.box["notify"] = party(notify) if notify else same
        self.says[0, "notify"] = (notify or self.shipment.consignee).name

    def invoice(self) -> None:
        """Number, date and value of the invoice in one box."""
        shipment, refers = self.shipment, self.facts.refers
        code = shipment.currency.code
        value = money(shipment.charges.total, code)
        self.box["invoice"] = [refers.invoice or "–", day(refers.invoice_date)["en"], f"{code} {value}"]
        self.says |= {
            (0, "invoice no."): refers.invoice,
            (0, "invoice date"): refers.invoice_date.isoformat(),
            (0, "total"): f"{code} {shipment.charges.total:f}",
        }

    def weights(self, *, gross: bool = True, volume: bool = False) -> None:
        """Totals of the goods it speaks of; those of the whole shipment must equal the other papers'."""
        weights = self.shipment.weights if self.speaks_of_all else self._sum_of_lines()
        self.box |= {"packages": f"{weights.packages:,}", "net": kilos(weights.net_kg), "gross": kilos(weights.gross_kg)}
        self.box["volume"] = kilos(weights.volume_m3)
        if self.speaks_of_all:
            self.says |= {(0, "total packages"): str(weights.packages), (0, "total net kg"): f"{weights.net_kg:f}"}
            self.says |= {(0, "total gross kg"): f"{weights.gross_kg:f}"} if gross else {}
            self.says |= {(0, "total m³"): f"{weights.volume_m3:f}"} if volume else {}

    def line_says(self, line: GoodsLine, *names: str) -> None:
        """What this paper prints of a line, for the comparison."""
        values = {
            "HS": line.hs6,
            "national code": line.national_code,
            "origin": line.origin.code,
            "quantity": f"{line.quantity:f} {line.unit.code}",
            "packages": str(line.packages),
            "marks": line.marks,
            "net kg": f"{line.net_kg:f}",
            "gross kg": f"{line.gross_kg:f}",
            "m³": f"{line.volume_m3:f}",
            "amount": f"{line.amount:f}",
            "description": line.description,
        }
        self.says |= {(line.number, name): values[name] for name in names}


def origin_of(sheet: Sheet) -> str:
    """The country of the goods; that each line says it where they come from several."""
    return origin_words(sheet.shipment.origin, sheet.lines)["en"]


def written(value) -> str:
    """A value as the papers write it; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return day(value)["en"]
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return str(value)


def party(given: Party) -> list[str]:
    """Name, address, country, numbers, reach: a line each."""
    return [
        *filter(None, (given.name, given.name_zh)),
        *given.address,
        f"{given.country.en} {given.country.zh}".strip(),
        *filter(None, ("  ".join(f"{number.label} {number.value}" for number in given.identifiers),)),
        *filter(None, ("  ".join(filter(None, (given.contact, given.phone, given.email))),)),
    ]


def goods(line: GoodsLine, *more: str) -> list[str]:
    return [line.description, *filter(None, (line.description_zh,)), *filter(None, more)]


def marked(line: GoodsLine) -> Pieces:
    return {"whole": marks(line.marks)}


def hs(line: GoodsLine) -> str:
    return f"{line.hs6[:4]}.{line.hs6[4:]}" if line.hs6 else "–"


def amount(line: GoodsLine) -> str:
    return f"{quantity(line.quantity)} {line.unit.en}"


def route(shipment: Shipment) -> str:
    return " – ".join(filter(None, (shipment.transport.loading, shipment.transport.discharge)))


def joined(parts: Iterable[str | None], between: str = ", ") -> str:
    return between.join(part for part in parts if part)


def is_coffee(line: GoodsLine) -> bool:
    return line.hs6.startswith("0901")
