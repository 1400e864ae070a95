"""The words on the drawn page are the words of the facts."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from pypdf import PdfReader

from marketplace.documents.render import render
from orders.paperwork.facts import InvoiceFacts, PackingListFacts
from orders.paperwork.printing import invoice_page, packing_list_page

from .factories import BASKET, COFFEE, TEA, a_line, a_pair, a_sale


def pages_of(paper: InvoiceFacts | PackingListFacts) -> list[str]:
    page = invoice_page(paper) if isinstance(paper, InvoiceFacts) else packing_list_page(paper)
    kind = "invoice" if isinstance(paper, InvoiceFacts) else "packing_list"
    pdf = PdfReader(io.BytesIO(render(f"paperwork/{kind}-1", page)))
    return ["".join(page.extract_text().split()) for page in pdf.pages]


def missing(words: list[str], page: str) -> list[str]:
    return [word for word in words if "".join(word.split()) not in page]


def test_the_invoice_says_everything_a_broker_asks_for():
    invoice, _ = a_pair(a_sale(COFFEE, BASKET, TEA, freight=Decimal("1386.40")))

    [page] = pages_of(invoice)

    said = [
        "Commercial invoice", "商业发票", "CI-2026-00017", "22 November 2026", "2026年11月22日", "IS-26-000123-1",
        "Alice Coffee Exporters Ltd", "TIN 102345678", "KN 4 Ave 12, Kiyovu", "+250788123456",
        "Hangzhou Shanye Coffee Trading Co., Ltd", "杭州山野咖啡贸易有限公司", "Same as consignee", "同收货人",
        "Rwanda (RW)", "卢旺达", "China (CN)", "中国", "DAP Hangzhou, China", "Paid in full", "Air freight", "空运", "Kigali – Hangzhou",
        "Musasa washed, green coffee, 60 kg sack", "穆萨萨水洗咖啡生豆，60 千克麻袋装", "HS 0901.11 / 0901110000", "Lot MUS-26-07",
        "2 sacks (SA)", "IS-26-000123-1 / 3–7, 8", "1 carton (CT), rest with line 2",
        "6 cartons (CT)", "120.000", "121.800", "0.158", "4,820.00", "9,640.00",
        "HS 4602.19", "136.200", "147.820", "0.752", "14,494.00", "1,386.40", "15,880.40",
        "Chinese yuan fifteen thousand eight hundred and eighty and 40/100 only", "人民币壹万伍仟捌佰捌拾元零肆角整",
        "We declare", "兹声明", "Alice Uwimana", "Signature and stamp", "7K3M-Q9TX-2D4F",
        "https://isoko.example/documents/verify/7K3M-Q9TX-2D4F/", "Page 1 of 1", "第 1 页，共 1 页", "Version 1",
    ]  # fmt: skip
    assert missing(said, page) == []
    assert "DEMONSTRATION" not in page


def test_the_packing_list_says_what_is_in_each_package_and_no_price():
    _, packing_list = a_pair(a_sale(COFFEE, BASKET, TEA))

    page = "".join(pages_of(packing_list))

    said = [
        "Packing list", "装箱单", "PL-2026-00017", "CI-2026-00017", "3–7", "5 cartons (CT)", "Agaseke peace basket", "阿加塞克和平篮",
        "60 × 40 × 40", "8.500", "1.700 each", "15.250", "3.050 each", "0.480", "Total", "9 packages", "136.200", "147.820", "0.752",
    ]  # fmt: skip
    assert missing(said, page) == []
    assert missing(["4,820.00", "9,640.00", "268.50", "CNY"], page) == ["4,820.00", "9,640.00", "268.50", "CNY"]


def test_forty_lines_carry_head_and_seal_to_every_page():
    invoice, packing_list = a_pair(a_sale(*[COFFEE, BASKET, TEA, COFFEE] * 10))

    for paper in (invoice, packing_list):
        pages = pages_of(paper)

        assert len(pages) > 3
        for number, page in enumerate(pages, start=1):
            assert missing([paper.paper.number, "7K3M-Q9TX-2D4F", f"Page {number} of {len(pages)}"], page) == []
        for page in pages[:-1]:
            assert missing(["m³", "体积", "毛重"], page) == []
        assert "Signatureandstamp" in pages[-1]


@pytest.mark.parametrize(
    ("currency", "price", "shown", "words"),
    [
        ("RWF", Decimal("915800"), "1,831,600", "Rwandan francs one million eight hundred and thirty-one thousand six hundred only"),
        ("USD", Decimal("680.55"), "1,361.10", "US dollars one thousand three hundred and sixty-one and 10/100 only"),
    ],
)
def test_money_is_printed_at_the_precision_of_its_currency(currency, price, shown, words):
    line = a_line(COFFEE, currency=currency, unit_price=price)
    invoice, _ = a_pair(a_sale(line, currency=currency, freight=Decimal(0)))

    [page] = pages_of(invoice)

    assert missing([f"Total {currency}", shown, words], page) == []
    assert ("人民币" in page) is False


def test_a_demonstration_paper_says_so_on_its_face_and_at_its_foot():
    invoice, _ = a_pair(a_sale(COFFEE, is_demonstration=True))

    [page] = pages_of(invoice)

    assert missing(["DEMONSTRATION", "演示单证", "no goods were sold, not for customs", "不得用于报关"], page) == []


def test_a_new_version_says_what_it_replaces():
    invoice, _ = a_pair(a_sale(COFFEE))
    invoice = replace(invoice, paper=replace(invoice.paper, version=2, replaces="version 1 of 22 November 2026"))

    [page] = pages_of(invoice)

    assert missing(["Version 2, replaces version 1 of 22 November 2026", "第 2 版，取代第 1 版"], page) == []


def test_a_long_chinese_name_stays_on_its_page():
    name = "新疆维吾尔自治区伊犁哈萨克自治州国际咖啡与手工艺品进出口贸易有限责任公司乌鲁木齐高新技术产业开发区分公司"
    sale = a_sale(COFFEE)
    invoice, _ = a_pair(replace(sale, consignee=replace(sale.consignee, name_zh=name)))

    [page] = pages_of(invoice)

    assert missing([name], page) == []
