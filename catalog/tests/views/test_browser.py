"""The shop's shelves in a real Chromium, with script and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from catalog.tests.factories import district, make_product, make_seller, make_variant

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def goods():
    seller = make_seller("Coocamu")
    for number in range(24):
        make_product(f"Washed {number:02}", seller=seller, coffee={"process": "washed"}, district=district("Rutsiro"), photos=0)
    for number in range(3):
        make_product(f"Natural {number}", seller=seller, coffee={"process": "natural"}, district=district("Huye"), photos=0)
    two = make_product("Two sizes", seller=seller, shelf="tea", code="0902409000", photos=0, variants=[{"name_en": "250 g"}])
    make_variant(two, name_en="1 kg", net_weight_g=1000, gross_weight_g=1100, prices={"CNY": "240"}, position=1, minimum_quantity=3)
    return two


@pytest.fixture
def visit(browser, live_server, goods):
    """Opens a page of the shop; fails on whatever the console complains of."""
    contexts, complaints = [], []

    def open_page(path: str, **options) -> Page:
        context = browser.new_context(**{"viewport": DESK, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def cards(page: Page):
    return page.locator(".card__name a")


def test_a_tick_narrows_the_list_in_place_and_back_widens_it(visit):
    page = visit("/categories/coffee/")
    expect(page.locator("#results")).to_contain_text("27 products")
    page.evaluate("window.stayed = true")

    page.locator(".check", has_text="Natural").click()

    expect(cards(page)).to_have_count(3)
    expect(page).to_have_url(re.compile(r"/categories/coffee/\?.*process=natural"))
    expect(page.locator(".chip")).to_contain_text("Natural")
    expect(page.locator("#facets li", has_text="Huye").locator("small")).to_have_text("3")
    assert page.evaluate("window.stayed") is True

    page.go_back()

    expect(page.locator("#results")).to_contain_text("27 products")
    expect(page.locator(".check", has_text="Natural").locator("input")).not_to_be_checked()


def test_back_from_a_product_finds_the_same_list_at_the_same_place(visit):
    page = visit("/categories/coffee/", viewport=PHONE)
    page.get_by_role("link", name="Filter").click()
    page.locator(".check", has_text="Washed").click()
    expect(page).to_have_url(re.compile("process=washed"))
    page.locator(".check", has_text="Rutsiro").click()
    expect(page).to_have_url(re.compile("^(?=.*process=washed)(?=.*district=Rutsiro)"))
    page.get_by_role("button", name="Show the goods").click()
    expect(page.locator("#filters")).to_be_hidden()
    far = cards(page).nth(20)
    far.scroll_into_view_if_needed()
    place, name = page.evaluate("scrollY"), far.inner_text()
    assert place > 1000

    far.click()
    expect(page.locator("h1")).to_have_text(name)
    page.go_back()

    expect(cards(page)).to_have_count(24)
    expect(page.locator(".chip")).to_have_count(2)
    page.wait_for_function("place => Math.abs(scrollY - place) < 50", arg=place)

    page.go_back()

    expect(page).not_to_have_url(re.compile("district="))
    expect(page).to_have_url(re.compile("process=washed"))
    expect(page.locator(".chip")).to_have_count(1)


def test_a_chip_taken_away_unticks_its_box(visit):
    page = visit("/categories/coffee/?process=natural&district=Huye")

    page.locator(".chip", has_text="Natural").click()

    expect(page).to_have_url(re.compile(r"\?district=Huye$"))
    expect(page.locator(".check", has_text="Natural").locator("input")).not_to_be_checked()
    expect(page.locator(".check", has_text="Huye").locator("input")).to_be_checked()


def test_the_next_page_and_the_order_keep_the_choices(visit):
    page = visit("/categories/coffee/")

    page.locator("a[rel=next]").click()
    expect(cards(page)).to_have_count(3)
    expect(page).to_have_url(re.compile(r"page=2"))
    page.go_back()
    expect(cards(page)).to_have_count(24)

    page.locator(".check", has_text="Washed").click()
    expect(page.locator("#results")).to_contain_text("24 products")
    page.select_option("#sort", "price")
    expect(page).to_have_url(re.compile(r"process=washed.*sort=price|sort=price.*process=washed"))
    page.locator(".check", has_text="Rutsiro").click()
    expect(page).to_have_url(re.compile(r"^(?=.*sort=price)(?=.*process=washed)(?=.*district=Rutsiro)"))


def test_the_sheet_on_a_phone_opens_takes_choices_and_closes(visit):
    page = visit("/categories/coffee/", viewport=PHONE)
    expect(page.locator("#filters")).to_be_hidden()

    page.get_by_role("link", name="Filter").click()
    expect(page.locator("#filters")).to_be_visible()
    page.locator(".check", has_text="Natural").click()
    page.get_by_role("button", name="Show the goods").click()

    expect(page.locator("#filters")).to_be_hidden()
    expect(cards(page)).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_variant_changes_price_and_least_order_in_place(visit, goods):
    page = visit(f"/products/{goods.slug}/")
    expect(page.locator(".price--big")).to_contain_text("¥68.00")

    page.locator(".option", has_text="1 kg").click()

    expect(page.locator(".price--big")).to_contain_text("¥240.00")
    expect(page.locator("input[name=quantity]")).to_have_value("3")
    expect(page).to_have_url(re.compile(r"variant=\d+"))


def test_without_script_forms_and_links_do_the_same(visit, goods):
    page = visit("/categories/coffee/", java_script_enabled=False)

    page.locator(".check", has_text="Natural").click()
    page.get_by_role("button", name="Show the goods").click()
    expect(cards(page)).to_have_count(3)
    expect(page).to_have_url(re.compile(r"process=natural"))
    page.locator(".chip", has_text="Natural").click()
    page.locator("a[rel=next]").click()
    expect(page).to_have_url(re.compile(r"page=2"))

    page.fill("input[name=q]", "two sizes")
    page.get_by_role("button", name="Search").click()
    cards(page).first.click()
    expect(page.locator("h1")).to_have_text("Two sizes")
    page.locator(".option", has_text="1 kg").click()
    expect(page.locator("input[name=variant]:checked")).to_have_value(str(goods.variants.get(position=1).pk))
