"""The suggestions in a real Chromium: by keyboard, by an input method, and as a screen reader is told of them."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from catalog.tests.factories import make_product, make_seller

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def asked() -> list[str]:
    """What the page asked suggestions for."""
    return []


@pytest.fixture
def shop(browser, live_server, asked):
    make_product("Huye Mountain washed", name_zh_hans="胡耶山 水洗咖啡", coffee={"station": "Huye Mountain"}, seller=make_seller("Coocamu"))
    contexts = []

    def note(request) -> None:
        if "/search/suggestions/" in request.url:
            asked.append(parse_qs(urlsplit(request.url).query).get("q", [""])[0])

    def open_page(path: str = "/products/", **options) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("request", note)
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def options(page: Page):
    return page.locator("#said [role=option]")


def test_arrows_walk_the_offers_escape_closes_them_and_enter_follows_the_chosen_one(shop):
    page = shop(viewport=PHONE)
    field = page.get_by_role("combobox", name="Search")
    field.press_sequentially("huye")
    expect(options(page)).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    field.press("ArrowDown")
    chosen = page.locator("#said [aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    field.press("ArrowUp")
    expect(page.locator("#said [aria-selected=true]")).to_have_count(0)

    field.press("Escape")
    expect(page.locator("#said")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("huye")

    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/products/product-\d+/$"))


def test_enter_without_a_chosen_offer_searches_what_was_typed(shop):
    page = shop()
    field = page.get_by_role("combobox", name="Search")
    field.press_sequentially("huye")
    expect(options(page)).to_have_count(2)

    field.press("Enter")

    expect(page).to_have_url(re.compile(r"/products/\?q=huye$"))


def test_letters_of_an_input_method_ask_nothing_until_they_are_characters(shop, asked):
    page = shop("/zh-hans/products/")
    page.locator("#q").focus()
    keyboard = page.context.new_cdp_session(page)
    for letters in ("h", "hu", "hu y", "hu ye"):
        keyboard.send("Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)})
    page.wait_for_timeout(600)
    assert asked == []

    keyboard.send("Input.insertText", {"text": "胡耶"})

    expect(options(page)).to_have_count(1)
    expect(options(page)).to_have_text(re.compile("胡耶山"))
    assert asked == ["胡耶"]
