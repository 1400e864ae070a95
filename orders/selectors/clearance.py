"""The four messages of a parcel that goes through the consumer regime, each from its own rows: the order, the ledger's share of the
payment, what the carrier was given, and the lines that are declared."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from orders.identity.matching import Contradiction, contradictions
from orders.identity.messages import Goods, ListMessage, LogisticsMessage, Messages, OrderMessage, Party, PaymentMessage
from orders.identity.models import RealName
from orders.identity.person import RealPerson
from orders.identity.services import real_name_of
from orders.models import Order, OrderLine
from orders.payments.customs.enums import DeclarationState
from orders.payments.customs.models import CustomsDeclaration, CustomsRegistration
from orders.payments.ledger.models import PaymentSplit

UNIT_PRICE = Decimal("0.00001")  # customs takes five digits after the point
OVER = (DeclarationState.REFUSED, DeclarationState.TURNED_BACK)


def named_for(order: Order) -> RealName | None:
    """Who brings this parcel in, masked; None where it takes another way through customs."""
    named = real_name_of(order.group.number)
    return named if named and order.number in named.parcels else None


def messages_of(
    order: Order, named: RealName, *, carrier: str = "", tracking_number: str = "", person: RealPerson | None = None
) -> Messages:
    """What customs will be told. `carrier` and `tracking_number` are those about to be given, else the order's own; `person` is who it is
    in full, else all four say it masked."""
    carrier, number = carrier or order.carrier, tracking_number or order.tracking_number
    shown = person or RealPerson(named.masked_name, named.masked_number, named.masked_mobile)
    buyer = Party(shown.name, shown.number, shown.mobile)
    lines = [line for line in order.lines.all() if line.kept_quantity]
    goods = tuple(_declared(line) for line in lines)
    value = sum((line.total for line in goods), Decimal(0))
    freight = order.delivery.amount - order.delivery_refund_requested
    paid = order.total.amount - order.refund_requested
    weight = int(sum(line.gross_weight_total_g for line in lines))
    firm = order.seller_legal_name
    split = PaymentSplit.objects.filter(part=order.number).select_related("payment").order_by("-pk").first()
    return Messages(
        OrderMessage(
            order.number, order.group.payment_reference, firm, buyer, order.currency, value, freight, value + freight - paid, paid, goods
        ),
        _payment(order, split),
        LogisticsMessage(
            order.number, number, carrier, order.currency, freight, weight, sum(line.quantity for line in goods),
            order.group.address.get("name", ""), _used_by(order, number),
        ),
        ListMessage(order.number, number, carrier, firm, buyer, order.currency, value, freight, weight, goods),
    )  # fmt: skip


def _declared(line: OrderLine) -> Goods:
    """What is left of a line after what was cancelled. A price that everybody is offered is the price; what a code took off is a means of
    payment there and stands in the order's box for discounts (docs/discounts.md)."""
    price, value = line.price.amount, line.kept_declared.amount
    if value != price * line.kept_quantity:
        price = (value / line.kept_quantity).quantize(UNIT_PRICE)
    return Goods(line.sku, line.name_zh or line.name_en, line.hs_code, line.kept_quantity, price, value)


def _payment(order: Order, split: PaymentSplit | None) -> PaymentMessage:
    """The seller's share of what came, less what goes back of it, as the ledger has it."""
    if split is None:
        return PaymentMessage(order.number, "", "", "", Decimal(0), "", None, None)
    payment = split.payment
    found = CustomsDeclaration.objects.filter(payment=payment, part__in=[order.number, ""]).exclude(state__in=OVER).order_by("pk").last()
    return PaymentMessage(
        order_no=split.part,
        pay_transaction=payment.reference,
        payment_firm=payment.provider,
        currency=split.currency,
        amount=split.goods_amount - split.promotion_amount + split.delivery_amount - order.refund_requested,
        paid_at=payment.paid_at.isoformat() if payment.paid_at else "",
        is_same_person=found.is_same_person if found else None,
        declared=found.amount if found and found.part else None,
    )


def _used_by(order: Order, number: str) -> str:
    other = Order.objects.filter(tracking_number=number).exclude(pk=order.pk).values_list("number", flat=True).first() if number else None
    return other or ""


def clearance_troubles(order: Order, *, carrier: str = "", tracking_number: str = "") -> list[Contradiction]:
    """What customs would turn this parcel back for; nothing where it does not go through the consumer regime."""
    named = named_for(order)
    return contradictions(messages_of(order, named, carrier=carrier, tracking_number=tracking_number)) if named else []


def platform_at_customs() -> dict[str, str]:
    """Our code and name there today; empty where no row stands."""
    today = timezone.localdate()
    rows = CustomsRegistration.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today)
    row = rows.order_by("-valid_from").first()
    return {"code": row.code, "name": row.name} if row else {}
