"""Sales as plain values. Alice's shop in Kigali sells; Carla's firm in Hangzhou buys."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.db import transaction
from django.utils import timezone

from catalog.tests.factories import GREEN, make_product
from marketplace.accounts.models import User
from marketplace.money.amounts import round_money
from orders.addresses import china_address
from orders.enums import OrderState
from orders.models import Order, OrderGroup, OrderLine
from orders.paperwork.facts import Identifier, InvoiceFacts, Named, PackingListFacts, Paper, Party, Shipment, Signatory, Terms, Transport
from orders.paperwork.models import PaperSet
from orders.paperwork.papers import invoice_of, packing_list_of
from orders.paperwork.sale import Sale, SoldLine
from orders.paperwork.services.drawing import draw_documents
from orders.paperwork.services.issuing import issue_papers
from orders.paperwork.shipments import shipment_of
from orders.services.freezing import frozen_seller
from orders.services.states import move
from sellers.models import Seller
from sellers.tests.factories import make_seller

RWANDA = Named("RW", "Rwanda", "卢旺达")
CHINA = Named("CN", "China", "中国")

COFFEE = SoldLine(
    description="Musasa washed, green coffee, 60 kg sack",
    description_zh="穆萨萨水洗咖啡生豆，60 千克麻袋装",
    hs6="090111",
    national_code="0901110000",
    origin=RWANDA,
    quantity=2,
    unit="sack",
    unit_price=Decimal("4820.00"),
    amount=Decimal("9640.00"),
    net_weight_g=60_000,
    gross_weight_g=60_900,
    length_mm=700,
    width_mm=450,
    height_mm=250,
    lot="MUS-26-07",
)
BASKET = SoldLine(
    description="Agaseke peace basket, sisal and sweetgrass, 30 cm",
    description_zh="阿加塞克和平篮，剑麻与甜草编织，直径 30 厘米",
    hs6="460219",
    national_code="",
    origin=RWANDA,
    quantity=12,
    unit="piece",
    unit_price=Decimal("268.50"),
    amount=Decimal("3222.00"),
    net_weight_g=850,
    gross_weight_g=1_100,
    length_mm=320,
    width_mm=320,
    height_mm=380,
)
TEA = SoldLine(
    description="Black tea, loose leaf, 250 g tin",
    description_zh="卢旺达高山红茶，散茶，250 克听装",
    hs6="090230",
    national_code="",
    origin=RWANDA,
    quantity=24,
    unit="tin",
    unit_price=Decimal("68.00"),
    amount=Decimal("1632.00"),
    net_weight_g=250,
    gross_weight_g=310,
    length_mm=110,
    width_mm=80,
    height_mm=80,
    lot="T-112",
)


def a_line(line: SoldLine = COFFEE, *, currency: str = "CNY", **changes) -> SoldLine:
    """A line whose amount follows from quantity and unit price unless it is given."""
    line = replace(line, **changes)
    if "amount" not in changes:
        line = replace(line, amount=round_money(line.unit_price * line.quantity - line.discount, currency))
    return line


def a_sale(*lines: SoldLine, **changes) -> Sale:
    lines = lines or (COFFEE,)
    freight = changes.pop("freight", Decimal("386"))
    insurance, other = changes.pop("insurance", Decimal(0)), changes.pop("other", Decimal(0))
    total = changes.pop("total", sum((line.amount for line in lines), Decimal(0)) + freight + insurance + other)
    fields = {
        "order_number": "IS-26-000123-1",
        "group_number": "IS-26-000123",
        "ordered_on": date(2026, 11, 20),
        "currency": "CNY",
        "exporter": Party(
            name="Alice Coffee Exporters Ltd",
            address=("KN 4 Ave 12, Kiyovu", "Nyarugenge, Kigali City"),
            country=RWANDA,
            identifiers=(Identifier("TIN", "102345678"),),
            contact="Alice Uwimana",
            phone="+250788123456",
            email="alice@example.com",
        ),
        "consignee": Party(
            name="Hangzhou Shanye Coffee Trading Co., Ltd",
            name_zh="杭州山野咖啡贸易有限公司",
            address=("Room 1204, 88 Wensan Road", "Xihu District, Hangzhou, Zhejiang 310012"),
            country=CHINA,
            contact="Carla 李娜",
            phone="+8613800001234",
        ),
        "origin": RWANDA,
        "destination": CHINA,
        "terms": Terms("DAP", "Hangzhou, China", "Paid in full, 20 November 2026", "已全额付款（2026年11月20日）", "中国杭州"),
        "transport": Transport(Named("air", "Air freight", "空运"), "Express parcel", "Kigali", "Hangzhou"),
        "lines": lines,
        "freight": freight,
        "insurance": insurance,
        "other": other,
        "total": total,
        "signatory": Signatory("Alice Uwimana", "Managing director", "Kigali"),
        "hub_name": "Isoko Rwanda",
    }
    return Sale(**(fields | changes))


def a_paper(kind: str = "invoice", **changes) -> Paper:
    fields = {
        "layout": f"{kind}-1",
        "number": "CI-2026-00017" if kind == "invoice" else "PL-2026-00017",
        "version": 1,
        "issued_on": date(2026, 11, 22),
        "check_code": "7K3M-Q9TX-2D4F",
        "verify_url": "https://isoko.example/documents/verify/7K3M-Q9TX-2D4F/",
        "replaces": "",
    }
    return Paper(**(fields | changes))


def a_pair(sale: Sale | Shipment | None = None) -> tuple[InvoiceFacts, PackingListFacts]:
    """Invoice and packing list of one sale."""
    shipment = sale if isinstance(sale, Shipment) else shipment_of(sale or a_sale(COFFEE, BASKET, TEA))
    invoice = a_paper("invoice")
    return invoice_of(shipment, invoice), packing_list_of(shipment, a_paper("packing_list"), invoice=invoice)


def a_seller(slug: str = "alice-coffee", *, owner: User | None = None, **fields) -> Seller:
    """Alice's shop, approved; the owner is a member of it."""
    names = {"legal_name": "Alice Coffee Exporters Ltd", "trade_name": "Alice Coffee", "contact_name": "Alice Uwimana"}
    return make_seller(owner=owner, slug=slug, **(names | fields))


def a_drawn_set(seller: Seller | None = None, sale: Sale | None = None) -> PaperSet:
    paper_set = an_issued_set(seller, sale)
    draw_documents(paper_set=paper_set)
    return paper_set


def an_issued_set(seller: Seller | None = None, sale: Sale | None = None) -> PaperSet:
    return issue_papers(sale=sale or a_sale(COFFEE, BASKET), seller=seller or a_seller())


def a_light_line() -> SoldLine:
    """Packed, yet lighter than its contents: no paper may say so."""
    return a_line(COFFEE, gross_weight_g=59_000)


def a_placed_order(
    *, seller: Seller | None = None, user: User | None = None, country: str = "CN", currency: str = "CNY", **fields
) -> Order:
    """An order of two bags of coffee that waits for its payment, as the checkout would have frozen it."""
    seller = seller or a_seller()
    product = make_product(seller=seller, code=GREEN)
    number = f"IS-26-{next(_numbers):06d}"
    amounts = {"goods_amount": Decimal("136.00"), "delivery_amount": Decimal("42.50"), "total_amount": Decimal("178.50")}
    if country == "CN":
        address = china_address(
            name="李娜", phone="+8613805712266", province="330000", city="330100", district="330106", line="文三路 88 号", postcode="310012"
        )
    else:
        address = {"country": country, "name": "Carla Rossi", "phone": "+39061234567", "line": "Via Roma 1", "line2": "", "city": "Roma"}
        address |= {"region": "Lazio", "postcode": "00100"}
    group = OrderGroup.objects.create(
        number=number,
        idempotency_key=number,
        user=user,
        email="carla@example.com",
        phone="+8613805712266",
        language="en",
        address=address,
        destination_country=country,
        currency=currency,
        held_until=timezone.now() + timedelta(minutes=30),
        **amounts,
    )
    order = Order.objects.create(
        group=group,
        number=f"{number}-1",
        position=1,
        **(
            frozen_seller(seller)
            | amounts
            | {
                "currency": currency,
                "delivery_service": "express",
                "delivery_mode": "air",
                "transit_min_days": 4,
                "transit_max_days": 7,
                "delivery_quote": {"origin": "KGL", "components": [{"code": "freight", "converted": "42.50"}]},
            }
            | fields
        ),
    )
    OrderLine.objects.create(
        order=order,
        position=1,
        variant=product.variants.get(),
        sku="MUS-250",
        name_en="Musasa washed, green coffee",
        name_zh="穆萨萨水洗咖啡生豆",
        variant_name_en="250 g",
        variant_name_zh="250 克",
        hs_code=GREEN,
        hs6=GREEN[:6],
        origin_country="RW",
        lot="MUS-26-07",
        unit="bag",
        quantity=2,
        unit_price=Decimal("68.00"),
        line_total=Decimal("136.00"),
        currency=currency,
        net_weight_g=250,
        gross_weight_g=280,
        length_mm=180,
        width_mm=90,
        height_mm=60,
    )
    return order


def pay(order: Order) -> None:
    with transaction.atomic():
        move(order, to=OrderState.PAID)


_numbers = count(1)
