"""The page of the API under our own rules: nothing inline, nothing from another host."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1280])
def test_docs_show_and_try_the_api(page, live_server, width):
    complaints, strangers = [], []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: request.url.startswith((live_server.url, "data:")) or strangers.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(f"{live_server.url}/api/docs/")
    operation = page.locator("#operations-sellers-sellers_list")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    operation.locator(".live-responses-table .response-col_status", has_text="200").wait_for()

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert (complaints, strangers) == ([], [])
