"""{% load look %}: what the eye sees of amounts, weights, times, icons and pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from marketplace.hubs.context import NoHub, current_hub
from marketplace.look import writing
from marketplace.look.cards import card_html, from_html, heart_html
from marketplace.look.chrome import root_of
from marketplace.look.icons import ICONS
from marketplace.look.pages import Card, Picture
from marketplace.look.paging import pages_html
from marketplace.look.words import html_code
from marketplace.money import Money

register = template.Library()


def _language() -> str:
    return get_language() or "en"


@cache
def _icon(name: str) -> SafeString:
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"No icon is called “{name}”; add it to marketplace/look/icons.py and run make_static.")
    return mark_safe(f'<svg class="icon" aria-hidden="true"><use href="{static("img/icons.svg")}#{name}"/></svg>')


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon; with a label it speaks for itself, without one the word beside it does."""
    if not label:
        return _icon(name)
    return format_html('{}<span class="vh">{}</span>', _icon(name), label)


@register.filter
def html_lang(code: str) -> str:
    """The language as the lang attribute says it: zh-Hans."""
    return html_code(code)


@register.simple_tag(takes_context=True)
def page_links(context: template.RequestContext, page: Page) -> SafeString:
    """The ways to the other pages of this list."""
    return pages_html(page, context.request.GET)


@register.filter
def number(value: int | Decimal | None) -> str:
    """1,815: grouped as the language groups."""
    return "" if value is None else writing.number(value, _language())


@register.simple_tag
def star() -> SafeString:
    return mark_safe(f'<svg viewBox="0 0 24 24" aria-hidden="true"><use href="{static("img/icons.svg")}#star"/></svg>')


@register.filter(is_safe=True)
def money(value: Money | None) -> str:
    """¥68.00 with its code beside it."""
    if value is None:
        return ""
    text = writing.amount(value, _language())
    if not writing.has_symbol(value.currency):
        return mark_safe(f'<span class="nb">{text}</span>')
    return mark_safe(f'<span class="nb">{text} <abbr>{value.currency}</abbr></span>')


@register.filter
def amount(value: Money | None) -> str:
    """¥68.00 alone, where the currency stands in the head of the table."""
    return "" if value is None else writing.amount(value, _language())


@register.filter
def has_symbol(currency: str) -> bool:
    """Whether the amount is written with a sign, so that the code must stand beside it."""
    return writing.has_symbol(currency)


@register.simple_tag
def from_amount(value: Money) -> SafeString:
    """The amount as the lowest of several: "from ¥78.00"."""
    return mark_safe(from_html(f"<b>{writing.amount(value, _language())}</b>", _language()))


@register.simple_tag
def money_text(value: Money | None) -> str:
    return amount(value)


@register.filter
def unechoed(field: BoundField) -> BoundField:
    """The field without a placeholder that only repeats its label, as the account forms have them."""
    attrs = field.field.widget.attrs
    if str(attrs.get("placeholder", "")).casefold().startswith(str(field.label).casefold()):
        attrs.pop("placeholder", None)
    return field


@register.filter
def weight(grams: int | Decimal | None) -> str:
    return "" if grams is None else writing.weight(grams, _language())


@register.simple_tag
def unit_price(price: Money, grams: int | None) -> str:
    """¥27.20 / 100 g, or per kilogram from one kilogram on."""
    return writing.per_unit(price, grams or 0, _language())


def _reader_zone() -> str:
    """The zone activated for the request; until one is, Beijing for Chinese pages and the hub's own for the others."""
    active = timezone.get_current_timezone_name()
    if active != "UTC":
        return active
    if _language().startswith("zh"):
        return "Asia/Shanghai"
    try:
        return current_hub().time_zone
    except NoHub:
        return "UTC"


@register.filter
def moment(value: dt.datetime | None, zone: str = "") -> str:
    """A time with its zone: 21 Nov 2026, 09:12 Kigali. Name another zone as the argument."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), writing.moment(value, zone or _reader_zone(), _language()))


@register.filter
def day(value: dt.date | None) -> str:
    """21 Nov 2026; of a time, the day on the reader's own clock, so that nothing goes back before it was bought."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value, ZoneInfo(_reader_zone()))
    return writing.day(value, _language())


@register.simple_tag
def day_range(start: dt.date, end: dt.date, style: str = "") -> str:
    """12–18 December; {% day_range a b "short" %} gives 12–18 Dec."""
    return format_html('<span class="nb">{}</span>', writing.day_range(start, end, _language(), short=style == "short"))


@register.filter
def time_left(seconds: int) -> str:
    return writing.clock(seconds)


@register.simple_tag
def card(value: Card, lazy: bool = True) -> SafeString:
    return card_html(value, _language(), lazy=lazy)


@register.simple_tag(takes_context=True)
def goods(context: template.Context, cards: Iterable[Card], across: int = 4) -> SafeString:
    """A grid of cards; three across beside facets. The first row is fetched at once, the rest when it comes near."""
    language = _language()
    full = context["hearts"].full if "hearts" in context else None
    inside = "".join(card_html(each, language, lazy=place >= across, hearts=full) for place, each in enumerate(cards))
    return mark_safe(f'<div class="{"goods goods--3" if across == 3 else "goods"}">{inside}</div>')


@register.simple_tag(takes_context=True)
def heart(context: template.Context, product_id: int, name: str, word: str = "", act_at: str = "") -> SafeString:
    """The heart of one product; nothing where cards have none."""
    full = context["hearts"].full if "hearts" in context else None
    if full is None:
        return mark_safe("")
    return heart_html(product_id, name, _language(), is_full=product_id in full, word=word, act_at=act_at)


_steady: dict[tuple[str, str], SafeString] = {}


@register.simple_tag
def steady(name: str) -> SafeString:
    """A part that depends on nothing but the language, such as the columns of the footer: rendered once a process."""
    key = (name, _language())
    if key not in _steady or settings.DEBUG:
        _steady[key] = render_to_string(name, {"root": root_of(key[1])})
    return _steady[key]


@register.simple_tag
def picture(value: Picture, sizes: str = "", lazy: bool = True) -> SafeString:
    """The picture with all its widths; the first on a page is not lazy."""
    return value.html(sizes=sizes, lazy=lazy)
