"""{% load panels %}{% panels "product.buy" %}: what rooms above show in a page of the catalog."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from catalog.panels import panels_of

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: Context, place: str) -> SafeString:
    engine = context.template.engine
    return mark_safe("".join(engine.get_template(name).render(context) for name in panels_of(place)))
