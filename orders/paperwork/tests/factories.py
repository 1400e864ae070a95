"""Sales as plain values. Alice's shop in Kigali sells; Carla's firm in Hangzhou buys."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from marketplace.accounts.models import User
from marketplace.money.amounts import round_money
from orders.paperwork.facts import Identifier, InvoiceFacts, Named, PackingListFacts, Paper, Party, Shipment, Signatory, Terms, Transport
from orders.paperwork.models import PaperSet
from orders.paperwork.papers import invoice_of, packing_list_of
from orders.paperwork.sale import Sale, SoldLine
from orders.paperwork.services.issuing import issue_papers
from orders.paperwork.shipments import shipment_of
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
        line = replace(line, amount=round_money(line.unit_price * line.quantity, currency))
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


def an_issued_set(seller: Seller | None = None, sale: Sale | None = None) -> PaperSet:
    return issue_papers(sale=sale or a_sale(COFFEE, BASKET), seller=seller or a_seller())


def a_light_line() -> SoldLine:
    """Packed, yet lighter than its contents: no paper may say so."""
    return a_line(COFFEE, gross_weight_g=59_000)
