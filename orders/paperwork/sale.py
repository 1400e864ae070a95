"""What the papers need to know of a sale, in plain values. The adaptor in selectors fills it from an order."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .facts import Named, Party, Signatory, Terms, Transport


@dataclass(frozen=True)
class SoldLine:
    """One line as it was agreed; weights and measures are of one unit, packed."""

    description: str
    description_zh: str
    hs6: str
    national_code: str
    origin: Named
    quantity: int
    unit: str
    unit_price: Decimal
    amount: Decimal
    net_weight_g: int
    gross_weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int
    lot: str = ""
    is_recoded: bool = False
    discount: Decimal = Decimal(0)  # taken off quantity × unit price; the amount is what is left


@dataclass(frozen=True)
class Sale:
    order_number: str
    group_number: str
    ordered_on: date
    currency: str
    exporter: Party
    consignee: Party
    origin: Named
    destination: Named
    terms: Terms
    transport: Transport
    lines: tuple[SoldLine, ...]
    freight: Decimal
    insurance: Decimal
    other: Decimal
    total: Decimal
    signatory: Signatory
    hub_name: str
    payment: str = ""
    contract: str = ""
    is_demonstration: bool = False
    buyer: Party | None = None  # where the goods go to somebody else than who buys them
    notify: Party | None = None  # whom the buyer named before the papers were issued
