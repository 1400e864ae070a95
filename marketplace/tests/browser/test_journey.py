"""From application to downloaded invoice, in English, through every room; and a purchase in Chinese."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader, PdfWriter

from catalog.models import Product, Variant
from catalog.tests.factories import make_product, make_seller
from marketplace.tests.browser.applying import apply, sign_up
from marketplace.tests.browser.buying import buy
from marketplace.tests.browser.desk import approve
from marketplace.tests.browser.doors import sign_in
from marketplace.tests.browser.listing import fulfil, list_basket
from marketplace.tests.browser.world import furnish
from orders.discounts.models import DiscountUse
from orders.discounts.tests.factories import house_discount
from orders.models import OrderLine
from sellers.enums import SellerState
from sellers.models import Seller

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def specimen() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def papers_of(page) -> str:
    """Open the order again until the drawn papers are there, download the first, and give its text."""
    links = page.locator("a[href*='/documents/'][href*='download']")
    for _ in range(60):
        if links.count():
            answer = page.request.get(links.first.evaluate("link => link.href"))
            if answer.headers["content-type"] == "application/pdf":
                return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.body())).pages)
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"no papers within 30 s: {page.inner_text('main')}")


def test_basket_goes_from_application_to_invoice_when_everybody_does_their_part(house, browser, wait_for_letter):
    furnish()
    seller_page, officer_page, buyer_page = (browser.new_context().new_page() for _ in range(3))

    sign_up(seller_page, f"{house}/sell/apply/", "weavers@example.rw", "imigongo-2026-x", wait_for_letter)
    apply(seller_page, specimen())
    seller = Seller.objects.get(tin="102345678")
    assert seller.state == SellerState.SUBMITTED
    assert "arrived" in wait_for_letter("weavers@example.rw", "arrived")

    approve(officer_page, house, "Abahuje Weavers Cooperative")
    assert "may sell" in wait_for_letter("weavers@example.rw", "may sell")

    list_basket(seller_page, house)
    product = Product.objects.get(seller=seller)

    sign_in(buyer_page, house, "buyer@demo.example", "demo-buyer")
    buy(buyer_page, house, product.slug)
    assert Variant.objects.with_stock().get(product=product).on_hand == 4
    assert "please accept" in wait_for_letter("weavers@example.rw", "please accept")

    text = papers_of(buyer_page)
    assert "Abahuje Weavers Cooperative" in text and "102345678" in text and "238.00" in text

    fulfil(seller_page, house)
    buyer_page.reload()
    expect(buyer_page.get_by_text("EE123456785RW").first).to_be_visible()


def test_guest_buys_in_chinese_when_shop_speaks_it(house, page, wait_for_letter):
    furnish()
    product = make_product(seller=make_seller("Coocamu"), variants=[{"on_hand": 3, "prices": {"CNY": "68.00"}}])
    house_discount(name_en="Welcome", name_zh_hans="新客礼", code="WELCOME10", total_limit=1)

    buy(page, house, product.slug, language="zh-hans", email="maijia@example.cn", code="welcome-10")

    assert "新客礼" in page.inner_text("main") and "¥6.80" in page.inner_text("main")
    assert OrderLine.objects.get().discount_amount == Decimal("6.80") and DiscountUse.objects.get().state == "used"
    assert "6.80" in papers_of(page)
    assert Variant.objects.with_stock().get(product=product).on_hand == 2
    assert "已付款" in wait_for_letter("maijia@example.cn", "已付款")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
