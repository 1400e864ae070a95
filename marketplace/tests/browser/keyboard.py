"""Hands that only have a keyboard: Tab, letters, Enter. Every place they stop at must show that they are there."""

from __future__ import annotations

import re

from playwright.sync_api import Page

MOST_STEPS = 250
STANDING = """() => {
  const e = document.activeElement, look = getComputedStyle(e), label = e.labels?.[0];
  const around = label && (e.type === "radio" || e.type === "checkbox" || e.type === "file") ? getComputedStyle(label) : look;
  const shows = (s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
  return {
    tag: e.tagName,
    name: (e.ariaLabel || label?.textContent || e.textContent || e.title || e.name || "").replace(/\\s+/g, " ").trim(),
    field: e.name || "",
    seen: e === document.body || e.tagName === "IFRAME" || shows(look) || shows(around),
  };
}"""


class Unreachable(AssertionError):
    """Tab never came to it."""


def go_to(page: Page, wanted: str, *, field: str = "") -> None:
    """Press Tab until what is focused is called so, or is the field of this name."""
    passed = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        standing = page.evaluate(STANDING)
        passed.append(f"{standing['tag']} {standing['name'][:40]} {standing['field']}")
        assert standing["seen"], f"nothing shows that the keyboard stands at {passed[-1]}"
        if f"-{standing['field']}".endswith(f"-{field}") if field else re.search(wanted, standing["name"]):
            return
    raise Unreachable(f"{wanted or field} on {page.url}; passed {passed}")


def press(page: Page, wanted: str, key: str = "Enter") -> None:
    """Go to a link or button and press it."""
    go_to(page, wanted)
    page.keyboard.press(key)


def write(page: Page, field: str, text: str) -> None:
    """Go to the field of this name and type over what stands there. In a list of choices the letters choose."""
    go_to(page, "", field=field)
    if page.evaluate("document.activeElement.tagName") != "SELECT":
        page.keyboard.press("Control+A")
    page.keyboard.type(text)
