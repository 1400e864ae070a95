"""The officer's part of the journey."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from marketplace.tests.browser.doors import sign_in


def approve(page: Page, house: str, firm: str) -> None:
    """Find the firm in the queue, claim it, verify what it sent, approve it."""
    sign_in(page, house, "officer@demo.example", "demo-officer")
    page.goto(f"{house}/admin/sellers/seller/")
    page.get_by_role("link", name=firm).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Claim").click()
    while page.get_by_role("button", name="Verify", exact=True).count():
        with page.expect_navigation():
            page.get_by_role("button", name="Verify", exact=True).first.click()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_text("may sell").first).to_be_visible()
