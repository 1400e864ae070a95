"""Names of languages and countries as a reader knows them, worked out once a process."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language_info
from django_countries import countries

# What `lang` and `hreflang` say, where it is not the code Django uses.
HTML_CODES = {"zh-hans": "zh-Hans"}


@cache
def languages() -> tuple[tuple[str, str, str], ...]:
    """(code, code for HTML, its own name) of each language of the site."""
    return tuple((code, HTML_CODES.get(code, code), get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES)


def html_code(code: str) -> str:
    return HTML_CODES.get(code, code)


@cache
def country_name(code: str, language: str) -> str:
    """The country's name in that language."""
    with translation.override(language):
        return str(countries.name(code)) or code
