from __future__ import annotations

from playwright.sync_api import Page


def sign_in(page: Page, house: str, email: str, password: str) -> None:
    page.goto(f"{house}/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
