"""{% load trust_words %}: stars and languages of what people wrote."""

from __future__ import annotations

from functools import cache
from html import escape

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from catalog.trust.models import Question, Review
from marketplace.look.words import language_name

register = template.Library()


@cache
def _stars(count: int, language: str) -> SafeString:
    words = escape(ngettext("%(count)s star of 5", "%(count)s stars of 5", count) % {"count": count})
    star = f'<svg viewBox="0 0 24 24" aria-hidden="true"%s><use href="{static("img/icons.svg")}#star"/></svg>'
    drawn = star % "" * count + star % ' class="off"' * (5 - count)
    return mark_safe(f'<span class="stars" role="img" aria-label="{words}">{drawn}</span>')


@register.simple_tag
def stars(count: int) -> SafeString:
    """One to five stars drawn, with words for whoever does not see them."""
    return _stars(count, get_language() or "en")


@register.filter
def language_of(code: str) -> str:
    """A language by its own name."""
    return language_name(code)


@register.filter
def in_set(value: int, among: frozenset[int]) -> bool:
    return value in among


@register.filter
def key_of(word: Review | Question) -> str:
    """review-12: by which a page finds it."""
    return f"{word._meta.model_name}-{word.pk}"
