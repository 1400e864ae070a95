"""What customs compares for one parcel of the consumer regime: order, payment, logistics and import list. Plain values; amounts in the
currency of the sale, weights in grams. The boxes bear the names customs gives them (docs/identity.md says which layout this is)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Party:
    """A person by name, number and mobile; masked or in full, but the same way on all four."""

    name: str
    number: str
    mobile: str


@dataclass(frozen=True)
class Goods:
    sku: str
    name: str
    code: str  # China's ten digits; empty: not classified
    quantity: int
    price: Decimal
    total: Decimal


@dataclass(frozen=True)
class OrderMessage:
    order_no: str
    pay_transaction: str
    firm: str
    buyer: Party
    currency: str
    goods_value: Decimal
    freight: Decimal
    discount: Decimal
    paid: Decimal
    goods: tuple[Goods, ...]


@dataclass(frozen=True)
class PaymentMessage:
    """`is_same_person`: what the payment company said when the payment was declared; None: it was not asked, or could not say."""

    order_no: str
    pay_transaction: str
    payment_firm: str
    currency: str
    amount: Decimal
    paid_at: str
    is_same_person: bool | None
    declared: Decimal | None  # yuan that was declared to customs for this parcel


@dataclass(frozen=True)
class LogisticsMessage:
    order_no: str
    logistics_no: str
    carrier: str
    currency: str
    freight: Decimal
    weight_g: int
    pieces: int
    consignee: str
    used_by: str = ""  # another order of ours that travelled under this number


@dataclass(frozen=True)
class ListMessage:
    order_no: str
    logistics_no: str
    carrier: str
    firm: str
    buyer: Party
    currency: str
    goods_value: Decimal
    freight: Decimal
    weight_g: int
    goods: tuple[Goods, ...]


@dataclass(frozen=True)
class Messages:
    order: OrderMessage
    payment: PaymentMessage
    logistics: LogisticsMessage
    list: ListMessage
