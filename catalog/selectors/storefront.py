"""The firm as its storefront shows it, read in one statement that a kept page can ask again (docs/decisions/kept-pages.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from catalog.promises import Promise, promises_of_firm, told_sql
from catalog.selectors.browsing import translated
from marketplace.hubs.context import current_hub
from marketplace.prepared import answers
from sellers.enums import SellerState


@dataclass(frozen=True, slots=True)
class Shopkeeper:
    """An approved firm in the reader's language; `answers_within_h` in working hours."""

    pk: int
    slug: str
    name: str
    story: str
    public_key: str
    district_id: int | None
    approved_at: datetime | None
    answers_within_h: int | None
    is_demonstration: bool
    promises: list[Promise]  # what is taken off its goods by itself


def shopkeeper_at(slug: str, language: str, currency: str) -> Shopkeeper | None:
    """The firm that sells at this address today; None for every other, whether it may not sell or never was."""
    statement = f"""
        SELECT s.id, s.slug, CASE WHEN s.trade_name = '' THEN s.legal_name ELSE s.trade_name END,
            coalesce({translated("s.story", language)}, ''), s.public_key, s.district_id, s.approved_at,
            s.answers_within_h, s.is_demonstration, {told_sql()}
        FROM sellers_seller s
        WHERE s.hub_id = %s AND s.slug = %s AND s.state = %s
    """
    rows = answers(statement, [current_hub().pk, slug, SellerState.APPROVED])
    if not rows:
        return None
    *facts, told = rows[0]
    return Shopkeeper(*facts, promises_of_firm(told, facts[0], currency, language))
