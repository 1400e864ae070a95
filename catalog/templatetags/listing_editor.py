"""{% load listing_editor %}: the fields of the listing editor, whose notes can be swapped alone while somebody types."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("catalog/office/_notes.html")
def notes(field: BoundField, help_text: Any = None, swap: bool = False) -> dict[str, Any]:
    """Errors and hint of a field; `swap` sends them to the page that is open."""
    conflicts = getattr(field.form, "conflicts", {})
    return {
        "field": field,
        "help_text": field.help_text if help_text is None else help_text,
        "swap": swap,
        "is_conflict": field.name in conflicts,
    }


@register.inclusion_tag("catalog/office/_field.html")
def edit(field: BoundField, after: str = "", label: Any = None, lang: str = "") -> dict[str, Any]:
    """A field with its label, its unit behind it, and its notes."""
    return {"field": field, "after": after, "label": field.label if label is None else label, "lang": lang}


@register.filter
def at(mapping: dict[Any, Any], key: Any) -> Any:
    """The value under this key; None where there is none."""
    return mapping.get(key)


@register.simple_tag
def shown(field: BoundField) -> SafeString:
    return field.as_widget()
