"""{% load sharing %}: what a page says to those who find it from outside, in its <head>.

{% way crumbs %}                      the way to the page, for search engines
{% house %}                           who keeps the market
{% event_of name starts ends %}        the campaign or sale of the page
{% data_block thing %}                a block of any thing built in marketplace.look.structured
{% shared title picture address %}    title and picture that travel with a link to it"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from marketplace.look import structured
from marketplace.look.pages import Link

register = template.Library()

LOCALES = {"en": "en_GB", "zh-hans": "zh_CN", "fr": "fr_FR", "rw": "rw_RW"}
WIDTH, HEIGHT = 1200, 630  # of the pictures, pixels


@register.simple_tag(takes_context=True)
def way(context: Context, links: Sequence[Link]) -> SafeString:
    return structured.breadcrumbs_of(links, context["site_url"])


@register.simple_tag(takes_context=True)
def house(context: Context) -> SafeString:
    """Who keeps this market."""
    site = context["site_url"]
    return structured.block(structured.organization(name="Isoko", url=f"{site}/", logo=f"{site}{static('img/mark.svg')}"))


@register.simple_tag(takes_context=True)
def event_of(context: Context, name: str, starts: datetime, ends: datetime, picture: str = "", description: str = "") -> SafeString:
    """The campaign or sale of this page; nothing for one without an end, which is no event."""
    if not (starts and ends):
        return mark_safe("")
    site = context["site_url"]
    image = f"{site}{picture}" if picture.startswith("/") else picture
    url = f"{site}{context['request'].path}"
    said = structured.event(name=name, url=url, starts=starts, ends=ends, organizer="Isoko", image=image, description=description)
    return structured.block(said)


@register.simple_tag
def data_block(said: Mapping[str, Any]) -> SafeString:
    return structured.block(said)


@register.simple_tag(takes_context=True)
def shared(context: Context, title: str, picture: str, kind: str = "website") -> SafeString:
    """Open Graph, which WeChat, Weibo and the rest read; `picture` is an address of ours."""
    site = context["site_url"]
    return format_html(
        '<meta property="og:site_name" content="Isoko"><meta property="og:type" content="{}"><meta property="og:locale" content="{}">'
        '<meta property="og:title" content="{}"><meta property="og:url" content="{}{}"><meta property="og:image" content="{}{}">'
        '<meta property="og:image:width" content="{}"><meta property="og:image:height" content="{}">'
        '<meta name="twitter:card" content="summary_large_image">',
        kind,
        LOCALES.get(context["language"], "en_GB"),
        title,
        site,
        context["request"].path,
        site,
        picture,
        WIDTH,
        HEIGHT,
    )
