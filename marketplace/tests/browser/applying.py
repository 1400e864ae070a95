"""The applicant's half of the journey, as steps a test calls."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

CODE = re.compile(r"^\s+([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", re.M)


def sign_up(page: Page, address: str, email: str, password: str, wait_for_letter: Callable[[str, str], str]) -> None:
    """Make an account on the way to `address` and confirm it with the code of the letter."""
    page.goto(address)
    page.get_by_role("link", name="Make an account and begin").click()
    page.fill("input[name=email]", email)
    page.fill("input[name=password1]", password)
    page.check("input[name=agree]")
    page.press("input[name=password1]", "Enter")
    page.wait_for_selector("input[name=code]")
    code = CODE.search(wait_for_letter(email, "code"))
    assert code
    page.fill("input[name=code]", code.group(1))
    page.press("input[name=code]", "Enter")
    page.wait_for_url("**/sell/**")


def apply(page: Page, specimen: bytes) -> None:
    """Six steps of the application of a weavers' cooperative, with one mistake on the way."""
    page.get_by_label(re.compile("Crafts and art")).first.check()
    onwards(page)
    page.get_by_label("Legal name").fill("Abahuje Weavers Cooperative")
    page.get_by_label("TIN").fill("10234")
    page.get_by_label("Cooperative, registered with RCA").check()
    page.get_by_label("Registration number").fill("RCA/0123/2019")
    page.get_by_label("District").select_option(label="Ruhango")
    page.get_by_label(re.compile("Sector, cell")).fill("Byimana, Kirengeri")
    onwards(page)
    expect(page.get_by_text("this one has 5").first).to_be_visible()
    expect(page.get_by_label("Legal name")).to_have_value("Abahuje Weavers Cooperative")
    page.get_by_label("TIN").fill("102345678")
    onwards(page)
    page.get_by_label("Who shall we call?").fill("Demo contact")
    page.get_by_label("Mobile number").fill("0788 123 456")
    page.get_by_label("E-mail address").fill("weavers@example.rw")
    onwards(page)
    page.get_by_label("Mobile money").first.check()
    page.get_by_label("Mobile money number").fill("0788 123 456")
    page.get_by_label("Name on the mobile money account").fill("Abahuje Weavers Cooperative")
    onwards(page)
    for number in page.locator("input[name$=-number]").all():
        if number.is_visible():
            number.fill("RCA/0123/2019")
    for files in page.locator("input[type=file]").all():
        files.set_input_files([{"name": "specimen.pdf", "mimeType": "application/pdf", "buffer": specimen}])
    for issued in page.locator("input[name$=-issued_on]").all():
        issued.fill("2026-01-15")
    for expires in page.locator("input[name$=-expires_on]").all():
        expires.fill("2027-12-31")
    for declared in page.locator("input[name$=-attested]").all():
        declared.check()
    onwards(page)
    page.get_by_role("button", name="Send to RDB").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def onwards(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").last.click()
