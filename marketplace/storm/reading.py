"""What a program reads off our pages, as a browser would send it back."""

from __future__ import annotations

import re

_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_SELECTED = re.compile(r'name="_selected_action"[^>]*?value="(\d+)"|value="(\d+)"[^>]*?name="_selected_action"')


def csrf_of(page: str) -> str:
    """The token of the page's form; empty where it has none."""
    found = _CSRF.search(page)
    return found[1] if found else ""


def rows_of(page: str) -> list[str]:
    """The numbers of the rows on a list at the desk."""
    return [first or second for first, second in _SELECTED.findall(page)]
