"""The editor in a real Chromium, with its script and without."""

import pytest
from playwright.sync_api import Page, expect

from catalog.models import Photo, Product
from catalog.services.photos import add_photo
from catalog.tests.factories import make_product, make_rate, make_seller, make_user
from catalog.tests.photos.pictures import jpeg, upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft():
    alice = make_user("alice")
    draft = make_product(seller=make_seller(owner=alice), state="draft", code="", photos=0, variants=[{"prices": {}}])
    for number in range(3):
        add_photo(product=draft, file=upload(jpeg(700 + number, 700)), by=alice)
    return draft


@pytest.fixture
def visit(browser, live_server, client, draft):
    """Opens the editor as its seller; fails on whatever the console complains of."""
    client.force_login(draft.seller.members.get().user)
    contexts, complaints = [], []

    def open_page(**options) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.goto(f"{live_server.url}/sell/products/{draft.pk}/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not [text for text in complaints if "status of 4" not in text]  # a refused form answers 422


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text("Saved ")


def test_what_is_typed_is_saved_while_typing(visit, draft):
    make_rate("CNY", "RWF", "195.83")
    page, variant = visit(), draft.variants.get()

    page.fill("#id_basics-name_en", "Musasa washed")
    page.press("#id_basics-name_en", "Tab")
    expect(page.locator("#listing-name")).to_have_text("Musasa washed")
    expect(page.locator("#card")).to_contain_text("Musasa washed")
    page.fill(f"#id_price-{variant.pk}-RWF", "9,150")
    page.press(f"#id_price-{variant.pk}-RWF", "Tab")
    expect(page.locator(f"#id_price-{variant.pk}-CNY_notes")).to_contain_text("Proposed: ¥46.72.")
    saved(page)

    draft.refresh_from_db()
    assert draft.name_en == "Musasa washed"


def test_price_typed_just_before_the_press_is_proposed_and_not_taken_unseen(visit, draft):
    make_rate("CNY", "RWF", "195.83")
    page, variant = visit(), draft.variants.get()
    page.fill(f"#id_price-{variant.pk}-RWF", "9,150")
    page.press(f"#id_price-{variant.pk}-RWF", "Tab")
    button = page.get_by_role("button", name="Take this price")
    expect(button).to_be_visible()

    page.fill(f"#id_price-{variant.pk}-RWF", "10,000")
    button.click()
    expect(page.locator("#proposals")).to_contain_text("¥51.06")
    expect(page.locator("#proposals")).to_contain_text("1 CNY = 195.83 RWF")
    assert set(variant.prices.values_list("currency", "amount")) == {("RWF", 10_000)}

    page.get_by_role("button", name="Take this price").click()
    expect(page.locator(f"#id_price-{variant.pk}-CNY")).to_have_value("51.06")
    expect(page.locator("#proposals")).to_be_empty()


def test_error_stands_at_its_field_and_leaves_when_mended(visit, draft):
    page, field = visit(), f"#id_variant-{draft.variants.get().pk}-on_hand"

    page.fill(field, "-3")
    page.press(field, "Tab")
    expect(page.locator(f"{field}_notes")).to_contain_text("At least 0.")
    expect(page.locator(field)).to_have_attribute("aria-invalid", "true")
    page.fill(field, "3")
    page.press(field, "Tab")
    saved(page)
    expect(page.locator(f"{field}_notes .error")).to_have_count(0)
    expect(page.locator(field)).not_to_have_attribute("aria-invalid", "true")


def test_code_is_found_and_chosen(visit, draft):
    page = visit()

    page.fill("#hs-words", "roasted coffee")
    page.locator("#hs-rows .pick", has_text="0901.21").click()
    expect(page.locator("#customs-facts")).to_contain_text("What this code asks of your firm")

    draft.refresh_from_db()
    assert draft.hs_code.code == "0901210000"


def test_photos_change_places_by_dragging(visit, draft):
    page, first = visit(), list(draft.photos.all())
    start, end = (page.locator(".shot__pic").nth(number).bounding_box() for number in (2, 0))

    page.mouse.move(start["x"] + 40, start["y"] + 40)
    page.mouse.down()
    page.mouse.move(start["x"] + 50, start["y"] + 45, steps=3)
    page.mouse.move(end["x"] + 40, end["y"] + 40, steps=8)
    with page.expect_response("**/photos/order/"):
        page.mouse.up()
    expect(page.locator(".shot").first).to_have_attribute("data-photo", str(first[2].pk))

    assert list(draft.photos.all()) == [first[2], first[0], first[1]]


def test_second_window_is_told(visit, draft):
    one, two = visit(), visit()

    one.fill("#id_basics-name_en", "From the first")
    one.press("#id_basics-name_en", "Tab")
    saved(one)
    expect(one.locator("#listing-name")).to_have_text("From the first")
    two.fill("#id_basics-name_en", "From the second")
    two.press("#id_basics-name_en", "Tab")
    expect(two.locator("#id_basics-name_en_notes")).to_contain_text("Somebody changed this to “From the first” meanwhile.")
    expect(two.locator("#id_basics-name_en")).to_have_value("From the second")
    two.get_by_role("button", name="Keep mine").click()
    expect(two.locator("#listing-name")).to_have_text("From the second")

    assert Product.objects.get().name_en == "From the second"


def test_listing_is_written_without_script(visit, draft, live_server):
    page, variant = visit(java_script_enabled=False), draft.variants.get()

    page.fill("#id_basics-description_en", "Apple, cane sugar and tangerine.")
    page.locator("#form-basics button", has_text="Save").click()
    page.fill(f"#id_price-{variant.pk}-RWF", "9150")
    page.locator("#form-prices button", has_text="Save").click()
    page.fill("#hs-words", "roasted coffee")
    page.press("#hs-words", "Enter")
    page.locator("#hs-rows input").first.check()
    page.locator("#form-customs button", has_text="Save").click()
    page.locator(".shot").nth(1).locator("button[value=earlier]").click()
    page.locator(".shot").nth(2).locator(".confirm summary").click()
    page.locator(".shot").nth(2).get_by_role("button", name="Yes, remove it").click()
    page.locator("aside").get_by_role("button", name="Publish").click()

    expect(page.locator("main")).to_contain_text("It cannot go on sale yet. This is missing:")
    draft.refresh_from_db()
    assert (draft.description_en, draft.hs_code.code) == ("Apple, cane sugar and tangerine.", "0901210000")
    assert draft.variants.get().prices.get(currency="RWF").amount == 9150
    assert Photo.objects.count() == 2
