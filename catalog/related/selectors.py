"""Other goods that a product's page shows: bought together with it, of its washing station, of its maker, of its shelf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from catalog.selectors.browsing import ON_SALE_COLUMNS, Scope, rows_chosen_by
from catalog.selectors.cards import cards_of
from catalog.selectors.product_facts import ProductFacts
from marketplace.hubs.preferences import Preferences
from marketplace.look.pages import Card

EACH = 4  # a row of cards
GROUPS = 3  # rows on a page


@dataclass(frozen=True, slots=True)
class Related:
    """A row of cards, and what they have in common with the product."""

    title: str
    cards: list[Card]


def related_to(product: ProductFacts, preferences: Preferences) -> list[Related]:
    """Up to three rows; a product stands in the first it belongs to. One statement."""
    branches, parameters = _branches(product, Scope(preferences.currency))
    inner = f"""
        SELECT * FROM (SELECT DISTINCT ON (every.product_id) every.* FROM ({" UNION ALL ".join(branches)}) every
            ORDER BY every.product_id, every.rank) one
    """
    found = rows_chosen_by(inner, parameters, preferences.language, "l.rank, l.published_at DESC, l.product_id DESC")
    titles = {
        0: gettext("Bought together with it"),
        1: gettext("From the same washing station"),
        2: gettext("More from %(seller)s") % {"seller": product.seller.name},
        3: gettext("On the same shelf"),
    }
    groups: dict[int, list[Any]] = {}
    for row in found:
        group = groups.setdefault(int(row.rank) // RANKS, [])
        if len(group) < EACH:
            group.append(row)
    return [Related(titles[place], cards_of(rows, preferences.currency, preferences.language)) for place, rows in groups.items()][:GROUPS]


RANKS = 10_000  # the group's number times this, and within the companions how often they were bought


def _branches(product: ProductFacts, scope: Scope) -> tuple[list[str], list[Any]]:
    """For each group the statement that finds some of its goods. More than are shown: an earlier group may take some away."""
    where, values = scope.condition()
    where, values = f"{where} AND l.product_id <> %s", [*values, product.pk]
    limit = EACH * 4
    newest = f"ORDER BY l.published_at DESC, l.product_id DESC LIMIT {limit:d}"

    def branch(group: int, joined: str, condition: str) -> str:
        columns, tables = ON_SALE_COLUMNS
        return f"(SELECT {columns}, {group * RANKS} AS rank FROM {tables}{joined} WHERE {where} AND {condition} {newest})"

    columns, tables = ON_SALE_COLUMNS
    together = f"""(SELECT {columns}, {RANKS - 1} - least(b.baskets, {RANKS - 1}) AS rank
        FROM {tables} JOIN related_companion b ON b.other_id = l.product_id WHERE {where} AND b.product_id = %s
        ORDER BY b.baskets DESC LIMIT {limit:d})"""
    branches, parameters = [together], [*values, product.pk]
    if product.coffee and product.coffee.station:
        branches.append(branch(1, " JOIN catalog_coffeefacts c ON c.product_id = l.product_id", "c.station = %s"))
        parameters += [*values, product.coffee.station]
    branches.append(branch(2, "", "s.slug = %s"))
    parameters += [*values, product.seller.slug]
    branches.append(branch(3, "", "l.category_id = %s"))
    parameters += [*values, product.category_id]
    return branches, parameters
