"""Wholesale through every room: an importer asks, a seller offers, a contract, a call-off, containers, the pack downloaded."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from catalog.tests.factories import make_product, make_seller
from marketplace.tests.browser.doors import sign_in
from marketplace.tests.browser.world import furnish
from orders.paperwork.models import Document
from orders.trade.models import CallOff, QuotationRequest
from orders.trade.tests.factories import pay_call_off
from sellers.models import Member, Sector

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORES = "code,name,city\n001,Store 001,Hangzhou\n002,Store 002,Hangzhou\n003,Store 003,Hangzhou\n"


def ask(page: Page, house: str, product: str) -> None:
    page.goto(f"{house}/products/{product}/")
    page.get_by_role("link", name="Ask for a quotation").click()
    for name, value in {"company_name": "Demo importer", "quantity": "60", "place": "Kigali"}.items():
        page.fill(f"main [name={name}]", value)
    page.select_option("main [name=unit]", "t")
    page.fill("main [name=deadline]", f"{timezone.now() + timedelta(days=10):%Y-%m-%dT18:00}")
    page.get_by_role("button", name="Show it to sellers").click()
    expect(page.get_by_text("1 seller was told")).to_be_visible()


def offer(page: Page, house: str) -> None:
    page.goto(f"{house}/sell/requests/")
    page.get_by_role("link", name="RQ-").click()
    expect(page.get_by_text("The buyer asks for your own product.")).to_be_visible()
    day = f"{timezone.now() + timedelta(days=30):%Y-%m-%d}"
    for name, value in {"unit_price": "42000", "lead_days": "30", "valid_until": day}.items():
        page.fill(f"main [name=o-{name}]", value)
    page.get_by_role("button", name="Send the offer").click()
    expect(page.get_by_text("The buyer has your offer.")).to_be_visible()


def draw_up(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="Draw up the supply contract").click()
    page.fill("main [name=quality]", "Moisture at most 12 %, every delivery with its report.")
    page.get_by_role("button", name="Send it to the buyer").click()
    expect(page.get_by_text("The buyer has the contract to read.")).to_be_visible()


def agree_and_call_off(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="Supply contract SC-").click()
    where = {"name": "Carla", "phone": "+8613805712266", "region": "Zhejiang", "city": "Hangzhou", "line": "Wensan Road 477"}
    for name, value in where.items():
        page.fill(f"main [name={name}]", value)
    page.select_option("main [name=country]", "CN")
    page.get_by_role("button", name="Agree to the contract").click()
    page.set_input_files("main [name=sheet]", {"name": "stores.csv", "mimeType": "text/csv", "buffer": STORES.encode()})
    page.get_by_role("button", name="Write the points").click()
    page.fill("main [name=pieces]", "100")
    page.get_by_role("button", name="Order this call-off").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Call-off SC-")


def ask_freight(page: Page, house: str) -> None:
    """By sea in containers to Shanghai, 1,200 cartons of 25 kg."""
    page.goto(f"{house}/freight/")
    page.select_option("main [name=destination]", "CNSHA")
    page.select_option("main [name=incoterm]", "CPT")
    for name, value in {"p-0-pieces": "1200", "p-0-gross_kg": "25", "goods": "126000"}.items():
        page.fill(f"main [name={name}]", value)
    page.get_by_role("button", name="Compare the ways").click()
    expect(page.get_by_role("heading", name="Freight compared")).to_be_visible()
    expect(page.locator("dt", has_text="Containers").first).to_be_visible(
        timeout=60_000
    )  # the worker answers, the page asks again by itself


def pdfs_of(page: Page, address: str, *, papers: int) -> list[str]:
    """The text of each PDF in the ZIP that the call-off's page offers, once so many papers are drawn."""
    for _ in range(120):
        if Document.objects.filter(state="drawn").count() == papers:
            break
        page.wait_for_timeout(500)
    page.goto(address)
    with page.expect_download() as download:
        page.get_by_role("link", name="All papers as ZIP").click()
    with zipfile.ZipFile(download.value.path()) as pack:
        assert {"pack.json", "SHA256SUMS"} <= set(pack.namelist())
        names = sorted(name for name in pack.namelist() if name.endswith(".pdf"))
        return ["\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pack.read(name))).pages) for name in names]


def test_importer_asks_seller_offers_and_a_call_off_ends_in_papers(house, browser):
    people = furnish()
    shop = make_seller("Gashora Farm")
    shop.sectors.add(Sector.objects.get(code="chilli"))
    Member.objects.create(seller=shop, user=people["seller"], role="owner")
    sizes = {"unit": "kg", "net_weight_g": 1000, "gross_weight_g": 1030, "on_hand": 1000, "prices": {"CNY": "42.00"}}
    product = make_product("Dried chilli", seller=shop, shelf="chilli", code="0904210000", variants=[sizes])
    buyer, seller = (browser.new_context().new_page() for _ in range(2))
    sign_in(buyer, house, "importer@demo.example", "demo-buyer")
    sign_in(seller, house, "seller@demo.example", "demo-seller")

    ask(buyer, house, product.slug)
    offer(seller, house)
    buyer.reload()
    buyer.get_by_role("button", name="Accept for").click()
    assert QuotationRequest.objects.get().state == "awarded"
    draw_up(seller)
    agree_and_call_off(buyer)
    ask_freight(buyer, house)

    called = CallOff.objects.get()
    assert (called.pieces, str(called.total)) == (300, "12600.00 CNY")
    pay_call_off(called)  # the word of the payment company
    papers = pdfs_of(buyer, f"{house}/trade/call-offs/{called.number}/", papers=2)

    assert len(papers) == 2
    for text in papers:
        assert "FCA Kigali" in text and called.contract.number in text and "Gashora Farm" in text
