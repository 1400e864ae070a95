"""The languages a listing is written in, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model

from marketplace.hubs.context import current_hub
from marketplace.look.words import html_code, languages

# Open in the editor from the beginning; the others unfold.
FIRST = ("en", "zh-hans")


@dataclass(frozen=True)
class ContentLanguage:
    """A language of the hub's goods: its code, the ending of its fields, its own name."""

    code: str
    name: str

    @property
    def suffix(self) -> str:
        return self.code.replace("-", "_")

    @property
    def html(self) -> str:
        return html_code(self.code)

    @property
    def is_first(self) -> bool:
        return self.code in FIRST


@dataclass(frozen=True)
class Completeness:
    """How many of the texts that English has are there in a language."""

    language: ContentLanguage
    there: int
    wanted: int

    @property
    def percent(self) -> int:
        return 100 * self.there // self.wanted if self.wanted else 0

    @property
    def is_whole(self) -> bool:
        return self.wanted > 0 and self.there == self.wanted


def content_languages() -> list[ContentLanguage]:
    names = {code: name for code, _html, name in languages()}
    return [ContentLanguage(code, names.get(code, code)) for code in current_hub().languages]


def completeness(parts: list[tuple[Model, tuple[str, ...]]]) -> list[Completeness]:
    """For each language how many of these texts are written. A text that no language has is not asked of any, except a first part's own."""
    found = []
    everything = content_languages()
    wanted = [
        (thing, field)
        for number, (thing, fields) in enumerate(parts)
        for field in fields
        if number == 0 or any(getattr(thing, f"{field}_{one.suffix}") for one in everything)
    ]
    for language in everything:
        there = sum(bool(getattr(thing, f"{field}_{language.suffix}")) for thing, field in wanted)
        found.append(Completeness(language, there, len(wanted)))
    return found
