"""Do the papers of one set agree? Rules 1 to 5 of the cross-checks (docs/paperwork.md), as pure functions; the others in pack/checks.py.

Each finding names the papers, the boxes and the values that clash, so that a person can be sent to the right place. A paper
without a box for a value has no say about it. A new paper joins by a function that reads its boxes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from marketplace.money.amounts import round_money

from .facts import GoodsLine, InvoiceFacts, PackedLine, PackingListFacts, Weights
from .packing import common_kind

KILO = Decimal("0.001")
BLOCK, WARN = "block", "warn"


@dataclass(frozen=True)
class Box:
    """One box on one paper with what it says: of a line of goods, of a range of packages, or (neither) of the whole paper."""

    paper: str
    name: str
    value: str
    line: int = 0
    packages: str = ""


@dataclass(frozen=True)
class Finding:
    """A contradiction: the rule, what is wrong in a word, and the boxes that show it."""

    rule: int
    problem: str
    boxes: tuple[Box, ...]
    severity: str = BLOCK

    @property
    def is_blocking(self) -> bool:
        return self.severity == BLOCK


@dataclass(frozen=True)
class Boxes:
    """The comparable boxes of one paper: by (line, name) with the value as printed."""

    paper: str
    values: dict[tuple[int, str], str] = field(default_factory=dict)

    def box(self, line: int, name: str) -> Box:
        return Box(self.paper, name, self.values[line, name], line)


def check_set(papers: Sequence[InvoiceFacts | PackingListFacts]) -> list[Finding]:
    """Every contradiction inside and between the papers, blocking ones first."""
    findings = [finding for paper in papers for finding in _inside(paper)]
    findings += between([boxes_of(paper) for paper in papers])
    return sorted(findings, key=lambda finding: (not finding.is_blocking, finding.rule))


def boxes_of(paper: InvoiceFacts | PackingListFacts) -> Boxes:
    """What rules 2 and 4 compare on this paper."""
    return _invoice_boxes(paper) if isinstance(paper, InvoiceFacts) else _packing_list_boxes(paper)


def _invoice_boxes(paper: InvoiceFacts) -> Boxes:
    values = _weight_boxes(paper)
    for line in paper.lines:
        values |= _code_boxes(line)
        values |= {
            (line.number, "description"): line.description,
            (line.number, "amount"): f"{line.amount:f}",
            (line.number, "quantity"): f"{line.quantity:f} {line.unit.code}",
            (line.number, "packages"): str(line.packages),
            (line.number, "package kind"): line.package_kind.code,
            (line.number, "marks"): line.marks,
            (line.number, "net kg"): f"{line.net_kg:f}",
            (line.number, "gross kg"): f"{line.gross_kg:f}",
            (line.number, "m³"): f"{line.volume_m3:f}",
        }
    values |= {
        (0, "total"): f"{paper.currency.code} {paper.charges.total:f}",
        (0, "exporter"): paper.exporter.name,
        (0, "consignee"): paper.consignee.name,
        (0, "notify"): _notify_of(paper),
    }
    return Boxes("invoice", values | {(0, "invoice no."): paper.paper.number, (0, "invoice date"): paper.paper.issued_on.isoformat()})


def _notify_of(paper: InvoiceFacts | PackingListFacts) -> str:
    return paper.notify.name if paper.notify else paper.consignee.name


def _packing_list_boxes(paper: PackingListFacts) -> Boxes:
    """Weights of a line are known only where its packages hold nothing else."""
    values = _weight_boxes(paper)
    for line in paper.lines:
        values |= {**_code_boxes(line), (line.number, "description"): line.description}
        rows = [row for row in paper.packages if any(content.line == line.number for content in row.contents)]
        packed = sum((content.quantity for row in rows for content in row.contents if content.line == line.number), Decimal(0))
        values[line.number, "quantity"] = f"{packed:f} {line.unit.code}"
        if rows and all(len(row.contents) == 1 for row in rows):
            values |= {
                (line.number, "packages"): str(sum(row.count for row in rows)),
                (line.number, "marks"): "; ".join(row.marks for row in rows),
                (line.number, "net kg"): f"{sum(row.net_kg for row in rows):f}",
                (line.number, "gross kg"): f"{sum(row.gross_kg for row in rows):f}",
                (line.number, "m³"): f"{sum(row.volume_m3 for row in rows):f}",
            }
            values[line.number, "package kind"] = common_kind(rows).code
    values[0, "notify"] = _notify_of(paper)
    return Boxes("packing_list", values | {(0, "invoice no."): paper.invoice_number, (0, "invoice date"): paper.invoice_date.isoformat()})


def _weight_boxes(paper: InvoiceFacts | PackingListFacts) -> dict[tuple[int, str], str]:
    weights = paper.weights
    return {
        (0, "total packages"): str(weights.packages),
        (0, "total net kg"): f"{weights.net_kg:f}",
        (0, "total gross kg"): f"{weights.gross_kg:f}",
        (0, "total m³"): f"{weights.volume_m3:f}",
        (0, "lines"): str(len(paper.lines)),
    }


def _code_boxes(line: GoodsLine | PackedLine) -> dict[tuple[int, str], str]:
    return {(line.number, "HS"): line.hs6, (line.number, "national code"): line.national_code, (line.number, "origin"): line.origin.code}


# Rules 2 and 4: the same box says the same on every paper that has it -------------------------------------------------


RULES = {"HS": 4, "national code": 4, "invoice no.": 3, "invoice date": 3, "total": 3, "description": 5, "GACC no.": 9}


def between(papers: Sequence[Boxes]) -> Iterator[Finding]:
    """Boxes of one name and line that differ; words for the same goods only warn."""
    for first, *others in _every_box(papers):
        if differing := [box for box in others if box.value != first.value]:
            rule = RULES.get(first.name, 2)
            yield Finding(rule=rule, problem="differs", boxes=(first, *differing), severity=WARN if rule == 5 else BLOCK)


def _every_box(papers: Sequence[Boxes]) -> Iterator[list[Box]]:
    keys = dict.fromkeys(key for paper in papers for key in paper.values)
    for line, name in keys:
        yield [paper.box(line, name) for paper in papers if (line, name) in paper.values]


# Rules 1 and 4 within one paper -----------------------------------------------------------------------------------------


def _inside(paper: InvoiceFacts | PackingListFacts) -> Iterator[Finding]:
    name = "invoice" if isinstance(paper, InvoiceFacts) else "packing_list"
    for line in paper.lines:
        yield from _codes_of(name, line)
    yield from _weights_of(name, _measured(paper), paper.weights)
    if isinstance(paper, InvoiceFacts):
        yield from _money_of(paper)


@dataclass(frozen=True)
class _Measured:
    """A row of weights on a paper: a line of the invoice, packages of the packing list."""

    count: int
    net: Decimal
    gross: Decimal
    volume: Decimal
    line: int = 0
    packages: str = ""
    shares_package: bool = False


def _measured(paper: InvoiceFacts | PackingListFacts) -> list[_Measured]:
    if isinstance(paper, InvoiceFacts):
        return [
            _Measured(line.packages, line.net_kg, line.gross_kg, line.volume_m3, line=line.number, shares_package=line.packed_with > 0)
            for line in paper.lines
        ]
    return [_Measured(row.count, row.net_kg, row.gross_kg, row.volume_m3, packages=row.numbers) for row in paper.packages]


def _codes_of(paper: str, line: GoodsLine | PackedLine) -> Iterator[Finding]:
    hs = Box(paper, "HS", line.hs6, line.number)
    national = Box(paper, "national code", line.national_code, line.number)
    if not (len(line.hs6) == 6 and line.hs6.isdigit()):
        yield Finding(4, "hs missing" if not line.hs6 else "hs malformed", (hs,))
    elif line.national_code and not line.national_code.startswith(line.hs6):
        # A code that came over from an older edition of the HS is shown as such until the agency gives the new one.
        yield Finding(4, "hs recoded" if line.is_recoded else "hs prefix", (hs, national), WARN if line.is_recoded else BLOCK)


def _weights_of(paper: str, rows: Sequence[_Measured], weights: Weights) -> Iterator[Finding]:
    for row in rows:
        yield from _weighed(paper, row)
    yield from _weighed(paper, _Measured(weights.packages, weights.net_kg, weights.gross_kg, weights.volume_m3), prefix="total ")
    for name, added, total in (
        ("packages", sum(row.count for row in rows), weights.packages),
        ("net kg", sum(row.net for row in rows), weights.net_kg),
        ("gross kg", sum(row.gross for row in rows), weights.gross_kg),
        ("m³", sum(row.volume for row in rows), weights.volume_m3),
    ):
        if added != total:
            yield Finding(1, "sum differs", (Box(paper, f"sum of {name}", str(added)), Box(paper, f"total {name}", str(total))))


def _weighed(paper: str, row: _Measured, prefix: str = "") -> Iterator[Finding]:
    """Rule 1 on one row: there is a package, net above zero, gross not below it, no weight finer than a gram."""
    net = Box(paper, f"{prefix}net kg", f"{row.net:f}", row.line, row.packages)
    gross = Box(paper, f"{prefix}gross kg", f"{row.gross:f}", row.line, row.packages)
    if row.count < 1 and not row.shares_package:
        yield Finding(1, "no packages", (Box(paper, f"{prefix}packages", str(row.count), row.line, row.packages),))
    if row.net <= 0:
        yield Finding(1, "net not above zero", (net,))
    if row.gross < row.net:
        yield Finding(1, "gross below net", (net, gross))
    for box, value in ((net, row.net), (gross, row.gross)):
        if value != value.quantize(KILO):
            yield Finding(1, "finer than a gram", (box,))


def _money_of(paper: InvoiceFacts) -> Iterator[Finding]:
    code, charges = paper.currency.code, paper.charges
    for line in paper.lines:
        exact = round_money(line.unit_price * line.quantity - line.discount, code)
        if line.amount != exact:
            less = f" − {line.discount:f}" if line.discount else ""
            shown = f"{line.quantity:f} × {line.unit_price:f}{less} = {exact:f}"
            yield Finding(
                1,
                "amount differs",
                (Box("invoice", "quantity × unit price", shown, line.number), Box("invoice", "amount", f"{line.amount:f}", line.number)),
            )
    named = [
        ("goods", charges.goods),
        ("freight", charges.freight),
        ("insurance", charges.insurance),
        ("other charges", charges.other),
        ("total", charges.total),
    ]
    rows = [(0, name, amount) for name, amount in named]
    for line in paper.lines:
        rows += [
            (line.number, "amount", line.amount),
            (line.number, "unit price", line.unit_price),
            (line.number, "discount", line.discount),
        ]
    for line, name, amount in rows:
        if amount != round_money(amount, code):
            yield Finding(1, "finer than the currency", (Box("invoice", name, f"{amount:f} {code}", line),))
    for name, added, printed in (
        ("goods", sum((line.amount for line in paper.lines), Decimal(0)), charges.goods),
        ("total", charges.goods + charges.freight + charges.insurance + charges.other, charges.total),
    ):
        if added != printed:
            yield Finding(
                1,
                "sum differs",
                (
                    Box("invoice", f"sum of {'amounts' if name == 'goods' else 'charges'}", f"{added:f}"),
                    Box("invoice", name, f"{printed:f}"),
                ),
            )
