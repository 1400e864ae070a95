"""What a product page says of its reviews and questions, in one statement that the kept pages can ask again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import get_language

from catalog.models.photo import picture_of
from catalog.naming import variant_name
from catalog.selectors.browsing import translated
from catalog.trust.stars import mean
from marketplace.look.pages import Picture
from marketplace.prepared import answers

FIRST = 3  # of each on the product page; the others have a page of their own


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave so many stars."""

    stars: int
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Stars:
    """What a product's public reviews come to."""

    count: int = 0
    total: int = 0
    by_stars: tuple[int, ...] = (0, 0, 0, 0, 0)  # one to five

    @property
    def mean(self) -> str:
        return mean(self.total, self.count)

    @property
    def bars(self) -> list[Bar]:
        """Five stars first."""
        return [
            Bar(stars, count, round(100 * count / self.count) if self.count else 0)
            for stars, count in sorted(enumerate(self.by_stars, start=1), reverse=True)
        ]


@dataclass(frozen=True, slots=True)
class Said:
    """A public review or question, as pages show it. A question has no stars."""

    pk: int
    shown_name: str
    language: str
    text: str
    written_at: datetime
    edited_at: datetime | None
    helpful: int
    answer: str
    answered_at: datetime | None
    answer_edited_at: datetime | None
    is_answered_by_officer: bool
    is_demonstration: bool
    stars: int = 0
    variant: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinions:
    stars: Stars = Stars()
    reviews: tuple[Said, ...] = ()
    questions: tuple[Said, ...] = ()
    question_count: int = 0


_WORD = """w.id, w.shown_name, w.language, w.text, w.written_at, w.edited_at, w.helpful, w.answer, w.answered_at, w.answer_edited_at,
                w.is_answered_by_officer, w.is_demonstration"""


def opinions_of(product_id: int, language: str) -> Opinions:
    """The stars, and the first reviews and questions for a reader of this language: their own language first, then the most helpful."""
    first = f"(w.language = %s) DESC, w.helpful DESC, w.written_at DESC, w.id DESC LIMIT {FIRST}"
    statement = f"""
        SELECT
            (SELECT json_build_array(r.count, r.total, r.ones, r.twos, r.threes, r.fours, r.fives)
                FROM trust_rating r WHERE r.product_id = p.id),
            (SELECT json_agg(json_build_array({_WORD}, w.stars, w.variant, w.pictures)) FROM (
                SELECT {_WORD}, w.stars, coalesce({translated("v.name", language)}, '') AS variant, (
                    SELECT json_agg(json_build_array(f.original, f.renditions, f.width, f.height) ORDER BY f.position, f.id)
                    FROM trust_reviewphoto f WHERE f.review_id = w.id
                ) AS pictures
                FROM trust_review w LEFT JOIN catalog_variant v ON v.id = w.variant_id
                WHERE w.product_id = p.id AND w.state = 'published' ORDER BY {first}
            ) w),
            (SELECT json_agg(json_build_array({_WORD})) FROM (
                SELECT {_WORD} FROM trust_question w WHERE w.product_id = p.id AND w.state = 'published' ORDER BY {first}
            ) w),
            (SELECT count(*) FROM trust_question w WHERE w.product_id = p.id AND w.state = 'published')
        FROM catalog_product p WHERE p.id = %s
    """
    rows = answers(statement, [language, language, product_id])
    if not rows:
        return Opinions()
    stars, reviews, questions, count = rows[0]
    return Opinions(
        Stars(stars[0], stars[1], tuple(stars[2:])) if stars else Stars(),
        tuple(_said(row) for row in reviews or ()),
        tuple(_said(row) for row in questions or ()),
        count,
    )


def _said(row: Sequence[Any]) -> Said:
    pk, name, language, text, written, edited, helpful, answer, answered, answer_edited, is_officer, is_demonstration, *more = row
    stars, variant, pictures = more or (0, "", None)
    return Said(
        pk,
        name,
        language,
        text,
        datetime.fromisoformat(written),
        _moment(edited),
        helpful,
        answer,
        _moment(answered),
        _moment(answer_edited),
        is_officer,
        is_demonstration,
        stars,
        variant_name(variant, get_language() or "en"),
        tuple(picture_of(default_storage.url(original), sizes, width, height, "") for original, sizes, width, height in pictures or ()),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
