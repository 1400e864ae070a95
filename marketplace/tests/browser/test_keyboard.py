"""Buying, listing and approving without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from catalog.models import Variant
from catalog.tests.factories import make_product, make_seller
from marketplace.demo_data.applications import load_applications
from marketplace.look.pictures import products as drawings
from marketplace.look.pictures.render import to_jpeg
from marketplace.tests.browser.doors import sign_in
from marketplace.tests.browser.keyboard import go_to, press, write
from marketplace.tests.browser.world import furnish
from orders.identity.numbers import constructed_number
from sellers.enums import SellerState
from sellers.models import Seller

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_guest_buys_with_the_keyboard_alone(house, page):
    furnish()
    product = make_product(seller=make_seller("Coocamu"), variants=[{"on_hand": 3}])

    page.goto(f"{house}/products/{product.slug}/")
    press(page, "^Add to cart")
    expect(page.locator(".act b")).to_have_text("1")
    page.goto(f"{house}/cart/")
    press(page, "Check out|checkout|Checkout")
    page.wait_for_url(re.compile("/checkout/"))
    write(page, "email", "guest@example.cn")
    write(page, "name", "Demo buyer")
    write(page, "phone", "13800138000")
    for name, code, letters in (("province", "330000", "Zhejiang"), ("city", "330100", "Hangzhou"), ("district", "330106", "Xihu")):
        page.wait_for_selector(f"[name={name}] option[value='{code}']", state="attached")
        write(page, name, letters)
        expect(page.locator(f"[name={name}]")).to_have_value(code)
    page.wait_for_load_state("networkidle")
    write(page, "line", "文三路 1 号")
    press(page, "^Deliver to this address")
    page.wait_for_selector("input[type=radio][name^=delivery]", timeout=20_000)
    if page.locator("#person").count():
        write(page, "person-number", constructed_number())
        go_to(page, "", field="person-agree")
        page.keyboard.press("Space")
    press(page, r"^Pay .*\d")
    page.wait_for_url(re.compile("sandbox"))
    press(page, r"^Pay .*\d")
    page.wait_for_url(re.compile("/orders/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Paid"), timeout=20_000)
    assert Variant.objects.with_stock().get(product=product).on_hand == 2


def test_firm_lists_a_basket_with_the_keyboard_alone(house, page):
    people = furnish()
    seller = make_seller("Abahuje", owner=people["seller"])
    sign_in(page, house, "seller@demo.example", "demo-seller")

    page.goto(f"{house}/sell/products/new/")
    write(page, "name", "Peace basket with lid")
    write(page, "category", "Crafts › Baskets")
    press(page, "^Begin the listing")
    page.wait_for_url(re.compile(r"/products/\d+/"))
    page.wait_for_load_state("networkidle")
    photo = to_jpeg(drawings.product("agaseke", "journey"), 1200)
    go_to(page, "", field="photos")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files([{"name": "basket.jpg", "mimeType": "image/jpeg", "buffer": photo}])
    page.wait_for_selector("#photos img")
    for section, values in {
        "basics": {"description_en": "Sweetgrass coiled and stitched with dyed sisal."},
        "variants": {"on_hand": "5"},
        "prices": {"CNY": "238", "RWF": "48000"},
        "shipping": {"net_weight_g": "420", "gross_weight_g": "600", "length_mm": "24", "width_mm": "24", "height_mm": "30"},
    }.items():
        with page.expect_response(re.compile(f"/save/{section}/")):  # by itself, once the field is left
            for field, value in values.items():
                write(page, field, value)
            page.keyboard.press("Tab")
        page.wait_for_load_state("networkidle")
    write(page, "hs", "basket")
    press(page, "^Look for the code")
    page.wait_for_selector("#hs-rows input[type=radio]")
    with page.expect_response(re.compile("/save/customs/")):
        go_to(page, "", field="hs_code")
        page.keyboard.press("Space")
    page.wait_for_load_state("networkidle")
    press(page, "^Publish")
    expect(page.get_by_text("It is on sale.").first).to_be_visible()
    assert seller.products.get().is_published


def test_officer_approves_with_the_keyboard_alone(house, page):
    people = furnish()
    load_applications(people)
    firm = Seller.objects.filter(state=SellerState.SUBMITTED, claimed_by=None).first()

    sign_in(page, house, "officer@demo.example", "demo-officer")
    page.goto(f"{house}/admin/sellers/seller/")
    press(page, f"^{re.escape(firm.legal_name)}")
    page.wait_for_url(re.compile(rf"/seller/{firm.pk}/"))
    press(page, "^Skip to the content")
    with page.expect_navigation():
        press(page, "^Claim")
    while page.get_by_role("button", name="Verify", exact=True).count():
        with page.expect_navigation():
            press(page, "^Verify")
    press(page, "^Approve")
    press(page, "^Yes")
    expect(page.get_by_text("may sell").first).to_be_visible()
