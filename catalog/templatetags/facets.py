"""{% load facets %}: the choices of a facet. Written in Python like the card (docs/decisions/cards-in-python.md): a page has dozens."""

from __future__ import annotations

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from catalog.selectors.facets import Facet, Option

register = template.Library()


def _option(name: str, option: Option, number: int) -> str:
    state = " checked" if option.is_chosen else "" if option.count else " disabled"
    return (
        f'<li><label class="check"><input type="checkbox" name="{name}" value="{escape(option.value)}" id="f-{name}-{number}" data-submit'
        f"{state}> {escape(option.name)}</label><small>{option.count:,}</small></li>"
    )


@register.simple_tag
def facet(value: Facet) -> SafeString:
    """The facet as a section that opens, its choices with how much each would find."""
    options = "".join(_option(value.name, option, number) for number, option in enumerate(value.options))
    is_open, title = " open" if value.is_open else "", escape(str(value.title))
    return mark_safe(f'<details class="facet"{is_open}><summary>{title}</summary><ul>{options}</ul></details>')
