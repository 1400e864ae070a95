"""What a paper says that asks a buyer for the money of an order group."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from orders import addresses
from orders.logistics.enums import Service
from orders.models import Order, OrderGroup, OrderLine
from orders.payments.models import Payment
from orders.payments.purposes import Bill, BillLine

ENGLISH, CHINESE = "en", "zh-hans"


def bill_of_group(payment: Payment) -> Bill | None:
    """The lines of every seller and the delivery of each parcel: in Chinese with the English name below where the order is a Chinese
    one, else in English, as the paper's own words are both. None for no such group."""
    group = OrderGroup.objects.filter(number=payment.key).prefetch_related("orders__lines").first()
    if group is None:
        return None
    language = CHINESE if group.language.startswith("zh") else ENGLISH
    with override(language):
        place = addresses.lines(group.address, language)
        buyer = [
            group.company_name or group.address.get("name", ""),
            *([group.address.get("name", "")] if group.company_name else []),
            *place,
        ]
        references = [group.number]
        if group.purchase_order:
            references.append(_("Your order %(number)s") % {"number": group.purchase_order})
        if group.company_code:
            references.append(group.company_code)
        return Bill(tuple(filter(None, buyer)), tuple(references), tuple(_lines(group)), group.total)


def _lines(group: OrderGroup) -> list[BillLine]:
    lines = []
    for order in group.orders.all():
        for line in order.lines.all():
            detail = " · ".join(part for part in (_english_name(line), order.seller_trade_name, line.sku, line.lot) if part)
            each = f"{line.quantity} × {line.price.rounded().amount}"
            lines.append(BillLine(line.full_name, detail, f"{each} − {line.discount.amount}" if line.discount else each, line.total))
        if order.delivery:
            lines.append(BillLine(_("Delivery"), f"{order.seller_trade_name} · {_service(order)}", "", order.delivery))
    return lines


def _english_name(line: OrderLine) -> str:
    """Beside a Chinese name: the commercial invoice and the exporter's bank know the goods by it."""
    with override(ENGLISH):
        english = line.full_name
    return english if english != line.full_name else ""


def _service(order: Order) -> str:
    return str(Service(order.delivery_service).label) if order.delivery_service in Service else order.delivery_service
