"""The seller's part: a listing from nothing to published, and the order when it comes."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from marketplace.look.pictures import products as drawings
from marketplace.look.pictures.render import to_jpeg


def list_basket(page: Page, house: str) -> None:
    """Write, photograph, price, weigh and publish a basket; the first try to publish names what is missing."""
    page.goto(f"{house}/sell/products/new/")
    page.fill("input[name=name]", "Peace basket with lid")
    page.locator("select[name=category]").select_option(label="Crafts › Baskets")
    page.get_by_role("button", name="Begin the listing").click()
    page.get_by_role("button", name="Publish").first.click()
    expect(page.get_by_text("It cannot go on sale yet. This is missing:")).to_be_visible()
    photo = to_jpeg(drawings.product("agaseke", "journey"), 1200)
    page.locator("input[name=photos]").set_input_files([{"name": "basket.jpg", "mimeType": "image/jpeg", "buffer": photo}])
    page.wait_for_selector("#photos img")
    section(page, "basics", {"description_en": "Sweetgrass coiled and stitched with dyed sisal.", "name_zh_hans": "带盖和平编篮"})
    section(page, "variants", {"on_hand": "5"})
    section(page, "prices", {"CNY": "238", "RWF": "48000"})
    section(page, "shipping", {"net_weight_g": "420", "gross_weight_g": "600", "length_mm": "24", "width_mm": "24", "height_mm": "30"})
    page.fill("#hs-words", "basket")
    page.get_by_role("button", name="Look for the code").click()
    page.locator("#hs-rows input[type=radio]").first.check()
    save(page, "customs")
    page.get_by_role("button", name="Publish").first.click()
    expect(page.get_by_text("It is on sale.").first).to_be_visible()


def section(page: Page, key: str, values: dict[str, str]) -> None:
    """Fill fields of one section by the end of their names, and save it."""
    for name, value in values.items():
        page.locator(f"#{key} [name$='-{name}']").first.fill(value)
    save(page, key)


def save(page: Page, key: str) -> None:
    form = page.locator(f"form[action$='/save/{key}/']")
    form.evaluate("form => form.noValidate = true")
    with page.expect_response(re.compile(f"/save/{key}/")):
        form.evaluate("form => form.requestSubmit()")
    page.wait_for_load_state("networkidle")


def fulfil(page: Page, house: str) -> None:
    """Accept, pack and ship the newest order."""
    page.goto(f"{house}/sell/orders/")
    page.locator("main table a, main .table a").first.click()
    page.get_by_role("button", name="Accept the order").click()
    page.get_by_role("button", name="It is packed").click()
    page.fill("input[name=carrier]", "EMS")
    page.fill("input[name=tracking_number]", "EE123456785RW")
    page.get_by_role("button", name="It is on its way").click()
    expect(page.get_by_text("EE123456785RW").first).to_be_visible()
