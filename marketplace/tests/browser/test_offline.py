"""The network goes away in the middle of a visit."""

from __future__ import annotations

import re
import time

import pytest

from catalog.tests.factories import make_product

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CONTROLLED = """() => navigator.serviceWorker.controller ? true :
  new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", () => done(true)))"""
# Resolves as soon as so many pages are kept; false after ten seconds.
KEPT = """async (wanted) => {
  const kept = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
    const numbers = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
    return numbers.reduce((sum, number) => sum + number, 0);
  };
  for (const end = Date.now() + 10000; Date.now() < end; await new Promise((next) => setTimeout(next, 20)))
    if ((await kept()) === wanted) return true;
  return false;
}"""


def test_pages_seen_before_are_shown_without_network_and_say_when(context, page, live_server):
    make_product("Coocamu washed Bourbon", slug="bourbon", name_zh_hans="水洗波旁", photos=0)
    page.goto(f"{live_server.url}/zh-hans/")
    page.evaluate(CONTROLLED)
    page.goto(f"{live_server.url}/zh-hans/products/bourbon/")
    page.goto(f"{live_server.url}/zh-hans/cart/")
    assert page.evaluate(KEPT, 1)

    context.set_offline(True)
    page.goto(f"{live_server.url}/zh-hans/products/bourbon/")
    note = page.locator(".offline").inner_text()
    assert re.search(r"您已离线。以下是您在 (\d{1,2}:\d{2}) 看到的内容", note)
    assert page.locator("h1").inner_text() == "水洗波旁"
    page.goto(f"{live_server.url}/zh-hans/cart/")
    page.locator("#seen-list a", has_text="水洗波旁").wait_for()
    assert page.locator("h1").inner_text() == "您已离线" and page.locator("#seen-list a").count() == 1

    context.set_offline(False)
    ends = time.monotonic() + 10  # the browser tells its worker a moment later than its page
    page.goto(f"{live_server.url}/zh-hans/products/bourbon/")
    while page.locator(".offline").count() and time.monotonic() < ends:
        page.reload()
    assert page.locator(".offline").count() == 0
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", "nobody@shop.example")
    page.fill("input[name=password]", "not the password")
    page.press("input[name=password]", "Enter")
    assert page.evaluate(KEPT, 0)
