"""The buyer's part, in English or Chinese."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from orders.identity.numbers import constructed_number

WORDS = {
    "en": {
        "use": "Use it",
        "save": "You save ¥",
        "add": "Add to cart",
        "here": "Deliver to this address",
        "pay": re.compile(r"^Pay .*\d"),
        "paid": re.compile("Paid"),
    },
    "zh-hans": {
        "use": "使用",
        "save": "已优惠 ¥",
        "add": "加入购物车",
        "here": "送到此地址",
        "pay": re.compile(r"^支付 .*\d"),
        "paid": re.compile("已付款"),
    },
}


def buy(page: Page, house: str, product: str, language: str = "en", email: str = "", code: str = "") -> None:
    """Put the product in the cart, use the code, deliver it to Hangzhou, pay it in the sandbox wallet and see that it is paid."""
    words = WORDS[language]
    root = house if language == "en" else f"{house}/{language}"
    page.goto(f"{root}/products/{product}/")
    page.get_by_role("button", name=words["add"]).first.click()
    if code:
        page.goto(f"{root}/cart/")
        page.fill("[name=code]", code)
        page.get_by_role("button", name=words["use"], exact=True).click()
        expect(page.get_by_text(words["save"])).to_be_visible()
    page.goto(f"{root}/checkout/")
    if email:
        page.fill("[name=email]", email)
    page.fill("[name=name]", "Demo buyer" if language == "en" else "演示买家")
    page.fill("[name=phone]", "13800138000")
    for name, code in (("province", "330000"), ("city", "330100"), ("district", "330106")):
        page.wait_for_selector(f"[name={name}] option[value='{code}']", state="attached")
        page.select_option(f"[name={name}]", code)
    page.fill("[name=line]", "文三路 1 号")
    page.get_by_role("button", name=words["here"]).last.click()
    page.wait_for_selector("input[type=radio][name^=delivery]", timeout=20_000)
    if page.locator("#person").count():
        page.fill("[name=person-number]", constructed_number())
        page.check("[name=person-agree]")
    page.get_by_role("button", name=words["pay"]).click()
    page.wait_for_url(re.compile("sandbox"))
    page.get_by_role("button", name=words["pay"]).click()
    page.wait_for_url(re.compile("/orders/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(words["paid"], timeout=20_000)
