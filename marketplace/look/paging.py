"""The ways to the other pages of a list, drawn in Python like the cards (docs/decisions/cards-in-python.md)."""

from __future__ import annotations

from html import escape

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext


def pages_html(page: Page, asked: QueryDict) -> SafeString:
    """Previous, the pages around this one with … where some are left out, next; each keeps what else was asked. Nothing for one page."""
    if page.paginator.num_pages <= 1:
        return mark_safe("")
    others = asked.copy()
    others.pop("page", None)
    start = f"?{others.urlencode()}&" if others else "?"

    def link(number: int, name: object, attributes: str = "") -> str:
        return f'<a href="{escape(f"{start}page={number}")}"{attributes}>{name}</a>'

    links = [link(page.previous_page_number(), gettext("Previous"), ' rel="prev"')] if page.has_previous() else []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            links.append(link(number, number, ' aria-current="page"' if number == page.number else ""))
        else:
            links.append(f"<span>{number}</span>")
    if page.has_next():
        links.append(link(page.next_page_number(), gettext("Next"), ' class="pages__next" rel="next"'))
    return mark_safe(f'<nav class="pages" aria-label="{escape(gettext("Pages"))}">{"".join(links)}</nav>')
