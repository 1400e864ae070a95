"""site.js in a real Chromium, and the same page without script."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def visit(browser, live_server, client):
    """Opens the style guide as staff; fails on whatever the console complains of."""
    officer = get_user_model().objects.create_user(email="officer@example.com", password="x", is_staff=True)
    client.force_login(officer)
    contexts, complaints = [], []

    def open_page(**options):
        context = browser.new_context(viewport=PHONE, **options)
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.goto(f"{live_server.url}/styleguide/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def test_dialog_opens_and_closes(visit):
    page = visit()
    dialog = page.locator("dialog#rdb-check")
    assert not dialog.is_visible()

    page.click(".btn[data-opens=rdb-check]")
    assert dialog.is_visible()
    assert dialog.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_dialog_opens_by_its_link_without_script(visit):
    page = visit(java_script_enabled=False)

    page.click(".btn[data-opens=rdb-check]")
    assert page.locator("dialog#rdb-check").is_visible()
    page.click("dialog#rdb-check [data-closes]:first-of-type >> nth=0")
    assert not page.locator("dialog#rdb-check").is_visible()


def test_stepper_keeps_the_step_the_least_and_the_most(visit):
    page = visit()
    field = page.locator("[data-stepper] input")
    more, fewer = page.locator("[data-step='1']"), page.locator("[data-step='-1']")

    fewer.click()
    assert field.input_value() == "6"
    for _ in range(12):
        more.click()
    assert field.input_value() == "60"


def test_quantity_is_a_plain_field_without_script(visit):
    page = visit(java_script_enabled=False)

    assert page.locator("[data-stepper] input").is_visible()


def test_night_is_chosen_without_a_new_page_and_kept(visit):
    page = visit()
    page.evaluate("window.stays = true")

    with page.expect_response("**/look/theme/"):
        page.click(".theme [value=dark]")
    assert page.evaluate("[window.stays, document.getElementById('dark').media]") == [True, "all"]
    page.reload()
    assert page.evaluate("document.getElementById('dark').media") == "all"


def test_night_is_chosen_by_a_plain_form_without_script(visit):
    page = visit(java_script_enabled=False)

    page.click(".theme [value=dark]")

    assert page.locator("link#dark").get_attribute("media") == "all"


def test_language_and_currency_are_changed_in_the_header(visit):
    page = visit()

    page.click(".prefs summary")
    page.select_option("#pref-language", "zh-hans")
    page.select_option("#pref-currency", "USD")
    page.click(".prefs button")

    assert page.url.endswith("/zh-hans/styleguide/")
    assert "USD" in page.locator(".prefs summary").inner_text()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_runs_over_the_edge(visit, width):
    page = visit()
    page.set_viewport_size({"width": width, "height": 900})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_is_large_enough_for_a_thumb(visit):
    page = visit(has_touch=True, is_mobile=True)

    small = page.evaluate(
        """[...document.querySelectorAll('a, button, select, input:not([type=hidden])')]
        .filter(e => e.offsetParent && getComputedStyle(e).display != 'inline' && !e.closest('.skip, label'))
        .filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
