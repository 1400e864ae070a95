"""Names of languages and countries as a reader knows them, worked out once a process."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info
from django_countries import countries

# What `lang` and `hreflang` say, where it is not the code Django uses.
HTML_CODES = {"zh-hans": "zh-Hans"}


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


@cache
def languages() -> tuple[tuple[str, str, str], ...]:
    """(code, code for HTML, its own name) of each language of the site."""
    return tuple((code, HTML_CODES.get(code, code), _capital(get_language_info(code)["name_local"])) for code, _ in settings.LANGUAGES)


@cache
def language_name(code: str) -> str:
    return next((name for each, _, name in languages() if each == code), code)


def html_code(code: str) -> str:
    return HTML_CODES.get(code, code)


@cache
def country_name(code: str, language: str) -> str:
    """The country's name in that language."""
    with translation.override(language):
        return str(countries.name(code)) or code


@cache
def option_list(chosen: str, options: tuple[tuple[str, str, str], ...]) -> SafeString:
    """The <option>s of (value, language, name), one of them chosen."""
    return format_html_join(
        "",
        '<option value="{}"{}{}>{}</option>',
        (
            (value, format_html(' lang="{}"', html) if html else "", mark_safe(" selected") if value == chosen else "", name)
            for value, html, name in options
        ),
    )


@cache
def countries_of(language: str, codes: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple((code, "", country_name(code, language)) for code in codes)
