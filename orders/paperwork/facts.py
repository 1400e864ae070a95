"""What the papers say, frozen. One shipment is the source; each paper keeps only the boxes that it prints."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .frozen import from_plain, to_plain


def span(first: int, last: int) -> str:
    """1–20, or 7 alone."""
    return str(first) if first == last else f"{first}–{last}"


class Frozen:
    """A record that travels as JSON: money and weights as strings, so that no digit is lost."""

    def to_json(self) -> dict:
        return to_plain(self)

    @classmethod
    def from_json(cls, data: dict):
        return from_plain(cls, data)


@dataclass(frozen=True)
class Named(Frozen):
    """A code with its name in the two languages of the papers: a country, a unit, a kind of package."""

    code: str
    en: str
    zh: str = ""


@dataclass(frozen=True)
class Identifier(Frozen):
    """A number that an authority gave to a party: TIN, USCC, customs code."""

    label: str
    value: str


@dataclass(frozen=True)
class Party(Frozen):
    name: str
    address: tuple[str, ...]
    country: Named
    name_zh: str = ""
    identifiers: tuple[Identifier, ...] = ()
    contact: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Terms(Frozen):
    """Incoterms 2020 rule with its named place, and how the goods are paid."""

    incoterm: str
    place: str
    payment: str
    payment_zh: str = ""
    place_zh: str = ""


@dataclass(frozen=True)
class Transport(Frozen):
    mode: Named
    service: str = ""
    loading: str = ""
    discharge: str = ""
    carrier: str = ""
    reference: str = ""
    departure: date | None = None


@dataclass(frozen=True)
class GoodsLine(Frozen):
    """One line of goods as the invoice prints it."""

    number: int
    description: str
    description_zh: str
    hs6: str
    national_code: str
    origin: Named
    quantity: Decimal
    unit: Named
    packages: int
    package_kind: Named
    marks: str
    net_kg: Decimal
    gross_kg: Decimal
    volume_m3: Decimal
    unit_price: Decimal
    amount: Decimal
    lot: str = ""
    is_recoded: bool = False
    discount: Decimal = Decimal(0)  # taken off quantity × unit price; the amount is what is left
    packed_with: int = 0  # the line that counts a package which this one shares; with packages of its own: for the rest


@dataclass(frozen=True)
class Content(Frozen):
    """How much of one line lies in a row of packages."""

    line: int
    quantity: Decimal


@dataclass(frozen=True)
class PackageRow(Frozen):
    """A range of like packages ("1–20"); weights and volume are of the whole range."""

    first: int
    last: int
    kind: Named
    contents: tuple[Content, ...]
    marks: str
    net_kg: Decimal
    gross_kg: Decimal
    volume_m3: Decimal
    length_cm: Decimal | None = None
    width_cm: Decimal | None = None
    height_cm: Decimal | None = None

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def numbers(self) -> str:
        return span(self.first, self.last)


@dataclass(frozen=True)
class PackedLine(Frozen):
    """One line of goods as the packing list prints it: no prices."""

    number: int
    description: str
    description_zh: str
    hs6: str
    national_code: str
    origin: Named
    quantity: Decimal
    unit: Named
    lot: str = ""
    is_recoded: bool = False


@dataclass(frozen=True)
class Weights(Frozen):
    packages: int
    net_kg: Decimal
    gross_kg: Decimal
    volume_m3: Decimal


@dataclass(frozen=True)
class Charges(Frozen):
    goods: Decimal
    freight: Decimal
    insurance: Decimal
    other: Decimal
    total: Decimal
    words: str
    words_zh: str = ""


@dataclass(frozen=True)
class References(Frozen):
    order: str
    ordered_on: date
    order_group: str = ""
    contract: str = ""
    payment: str = ""


@dataclass(frozen=True)
class Signatory(Frozen):
    name: str
    role: str
    place: str


@dataclass(frozen=True)
class Shipment(Frozen):
    """Everything known of one consignment, normalised once; the papers are derived from it."""

    exporter: Party
    consignee: Party
    buyer: Party | None
    notify: Party | None
    references: References
    origin: Named
    destination: Named
    terms: Terms
    transport: Transport
    currency: Named
    lines: tuple[GoodsLine, ...]
    packages: tuple[PackageRow, ...]
    weights: Weights
    charges: Charges
    signatory: Signatory
    hub_name: str
    is_demonstration: bool = False


@dataclass(frozen=True)
class Paper(Frozen):
    """What every paper carries: its identity, and the seal by which anyone can check it."""

    layout: str
    number: str
    version: int
    issued_on: date
    check_code: str
    verify_url: str
    replaces: str


@dataclass(frozen=True)
class InvoiceFacts(Frozen):
    paper: Paper
    exporter: Party
    consignee: Party
    buyer: Party | None
    notify: Party | None
    references: References
    origin: Named
    destination: Named
    terms: Terms
    transport: Transport
    currency: Named
    lines: tuple[GoodsLine, ...]
    weights: Weights
    charges: Charges
    declaration: str
    declaration_zh: str
    signatory: Signatory
    hub_name: str
    is_demonstration: bool


@dataclass(frozen=True)
class PackingListFacts(Frozen):
    paper: Paper
    exporter: Party
    consignee: Party
    buyer: Party | None
    notify: Party | None
    references: References
    invoice_number: str
    invoice_date: date
    origin: Named
    destination: Named
    terms: Terms
    transport: Transport
    lines: tuple[PackedLine, ...]
    packages: tuple[PackageRow, ...]
    weights: Weights
    declaration: str
    declaration_zh: str
    signatory: Signatory
    hub_name: str
    is_demonstration: bool
    containers: tuple[str, ...] = ()  # number, type and seal of each, once the seller has named them
