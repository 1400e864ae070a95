"""The adaptor from an order to the plain values that papers are made of. Everything is read from the order's frozen columns."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from catalog.naming import line_name, said_once
from marketplace.hubs.context import current_hub
from marketplace.hubs.models import Hub
from marketplace.look.words import country_name
from marketplace.money.amounts import round_money
from marketplace.prepared import plans_kept
from orders import addresses
from orders.logistics.enums import Mode, Service
from orders.models import Order, OrderGroup, OrderLine
from sellers.models import Seller

from ..facts import Identifier, Named, Party, Signatory, Terms, Transport
from ..models import PaperSet
from ..printing import day
from ..sale import Sale, SoldLine

MODES = {
    Mode.AIR: Named("air", "Air freight", "空运"),
    Mode.ROAD: Named("road", "Road freight", "公路运输"),
    Mode.SEA: Named("sea", "Sea freight", "海运"),
}
SERVICES = {
    Service.POST: "post (EMS)",
    Service.EXPRESS: "express courier",
    Service.AIR_CARGO: "",  # the mode says it all
    Service.ROAD: "",
    Service.SEA: "shared container",
}
PLACES = {"KGL": "Kigali"}  # where quotes begin, by their code
INSURANCE = "insurance"
# Written out: Django makes the text of a query anew each time, which cost a worker more than the answer did (docs/performance.md).
ORDER = f"SELECT * FROM {Order._meta.db_table} WHERE id = %s AND hub_id = %s AND (paid_at IS NOT NULL OR secured_at IS NOT NULL)"
GROUP = f"SELECT * FROM {OrderGroup._meta.db_table} WHERE id = %s"
LINES = f"SELECT * FROM {OrderLine._meta.db_table} WHERE order_id = %s AND quantity > cancelled_quantity ORDER BY position"
# What papers need, and no more: the seller's payout account stays encrypted in its row.
SELLER = f"SELECT id, hub_id, contact_email, contact_name, language FROM {Seller._meta.db_table} WHERE id = %s"
# Delivered at place: the buyer paid the carriage to the door, the goods are cleared and taxed in the buyer's name.
PARCEL_TERM = "DAP"


def crosses_border(order: Order) -> bool:
    return order.group.destination_country != current_hub().country


@plans_kept()
def sale_of(*, order_id: int) -> tuple[Sale, Seller] | None:
    """The sale behind a paid order with its seller; None when it is gone, unpaid, given up whole, or does not cross a border."""
    order = next(iter(Order.across_hubs.raw(ORDER, [order_id, current_hub().pk])), None)
    if order is None:
        return None
    order.group, order.seller = OrderGroup.across_hubs.raw(GROUP, [order.group_id])[0], Seller.across_hubs.raw(SELLER, [order.seller_id])[0]
    lines = list(OrderLine.across_hubs.raw(LINES, [order_id])) if crosses_border(order) else []
    return (sale_from(order, lines=lines), order.seller) if lines else None


def set_of(*, order_id: int) -> PaperSet | None:
    """The papers that an order has already, whatever became of it."""
    return PaperSet.objects.filter(order_number__in=Order.objects.filter(pk=order_id).values("number")).first()


def sale_from(order: Order, *, lines: list[OrderLine]) -> Sale:
    group, hub, currency = order.group, current_hub(), order.currency
    origin, destination = country(order.seller_country), country(group.destination_country)
    insurance = _insurance(order)
    agreed = order.delivery_quote.get("agreed", {})  # the Incoterm of a contract, where the order was called off from one
    return Sale(
        order_number=order.number,
        group_number=group.number,
        ordered_on=_local(group.placed_at, hub),
        currency=currency,
        exporter=_exporter(order, origin),
        consignee=_consignee(group, destination),
        origin=origin,
        destination=destination,
        terms=Terms(
            incoterm=agreed.get("term", PARCEL_TERM),
            place=agreed.get("place") or _town(group, destination),
            **_payment_words(order),
            place_zh=f"{agreed['term']} {agreed['place']}" if agreed else f"目的地交货（{addresses.town(group.address, 'zh-hans')}）",
        ),
        transport=Transport(
            mode=MODES.get(order.delivery_mode, Named(order.delivery_mode, order.delivery_mode.capitalize())),
            service=SERVICES.get(order.delivery_service, order.delivery_service),
            loading=", ".join(filter(None, (_departure(order), origin.en))),
            discharge=_town(group, destination),
        ),
        lines=tuple(_sold(line) for line in lines),
        freight=round_money(order.delivery_amount - insurance, currency),
        insurance=round_money(insurance, currency),
        other=round_money(Decimal(0), currency),
        total=round_money(sum((line.kept_total.amount for line in lines), order.delivery_amount), currency),
        signatory=Signatory(order.seller_contact or order.seller_legal_name, "Authorised signatory", order.seller_district or origin.en),
        hub_name=hub.name,
        payment=group.payment_reference,
        contract=group.purchase_order,
        notify=Party.from_json(group.notify_party) if group.notify_party else None,
        is_demonstration=group.is_demonstration,
    )


def _payment_words(order: Order) -> dict[str, str]:
    """How it is paid, as a paper may say it: under a letter of credit by the words that were frozen when it became the order's security."""
    if words := order.delivery_quote.get("agreed", {}).get("payment"):
        return {"payment": words["en"], "payment_zh": words["zh"]}
    paid = day(_local(order.paid_at, current_hub()))
    return {"payment": f"Paid in full before shipment, {paid['en']}", "payment_zh": f"发货前已全额付款（{paid['zh']}）"}


def country(code: str) -> Named:
    """A country as the papers name it, in both languages whoever is reading."""
    return Named(code, country_name(code, "en"), country_name(code, "zh-hans"))


def _exporter(order: Order, origin: Named) -> Party:
    numbers = [Identifier("TIN", order.seller_tin)]
    if order.seller_registration:
        numbers.append(Identifier("Reg.", order.seller_registration))
    return Party(
        name=order.seller_legal_name,
        address=tuple(filter(None, (order.seller_address, order.seller_district))),
        country=origin,
        identifiers=tuple(numbers),
        contact=order.seller_contact,
        phone=order.seller_phone,
        email=order.seller_email,
    )


def _consignee(group: OrderGroup, destination: Named) -> Party:
    """The firm where one buys, with the person as its contact; the person otherwise."""
    address = group.address
    rows = addresses.lines(address, "en")[:-1]  # the country has its own row in both languages
    if addresses.is_chinese(address) and address.get("postcode"):
        rows.append(address["postcode"])
    return Party(
        name=group.company_name or address["name"],
        address=tuple(rows),
        country=destination,
        identifiers=(Identifier("USCC", group.company_code),) if group.company_code else (),
        contact=address["name"] if group.company_name else "",
        phone=address.get("phone", "") or group.phone,
        email=group.email,
    )


def _town(group: OrderGroup, destination: Named) -> str:
    return ", ".join(filter(None, (addresses.town(group.address, "en"), destination.en)))


def _departure(order: Order) -> str:
    code = order.delivery_quote.get("origin", "")
    return PLACES.get(code, code) or order.seller_district


def _insurance(order: Order) -> Decimal:
    """What the quote asked for insurance; it is part of the delivery amount and has a box of its own on the invoice."""
    parts = order.delivery_quote.get("components", [])
    return sum((Decimal(part["converted"]) for part in parts if part["code"] == INSURANCE), Decimal(0))


def _sold(line: OrderLine) -> SoldLine:
    code = "".join(character for character in line.hs_code if character.isdigit())
    return SoldLine(
        description=" – ".join(said_once(line.name_en, line.variant_name_en)),
        description_zh=line_name(line.name_zh, line.variant_name_zh, "zh-hans"),
        hs6=line.hs6 or code[:6],
        national_code=code if len(code) > 6 else "",
        origin=country(line.origin_country),
        quantity=line.kept_quantity,
        unit=line.unit,
        unit_price=round_money(line.unit_price, line.currency),
        discount=round_money(line.kept_discount.amount, line.currency),
        amount=round_money(line.kept_total.amount, line.currency),
        net_weight_g=line.net_weight_g,
        gross_weight_g=line.gross_weight_g,
        length_mm=line.length_mm,
        width_mm=line.width_mm,
        height_mm=line.height_mm,
        lot=line.lot,
        is_recoded=line.is_recoded,
    )


def _local(moment: datetime, hub: Hub) -> date:
    return moment.astimezone(ZoneInfo(hub.time_zone)).date()
