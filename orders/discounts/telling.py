"""What counts by itself, told where a buyer chooses (catalog.promises): on cards, on a product's page, in a storefront.

Reckoned with the functions that price the cart, so that no page says what the cart does not give. A percentage off a price that every buyer
pays is an announcement of a price reduction (Article 6a of Directive 98/6/EC): it is made only where the price beside it is the lowest of
the thirty days before the rule began; else the page says what the cart comes to and nothing more (docs/discounts.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import Any

from django.utils import timezone

from catalog.promises import Goods, Promise, Wanted
from catalog.selectors.scheduling import DAYS, dearer_than_before
from marketplace.allocation.selectors import free_sql
from marketplace.allocation.things import Thing
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.discounts import words
from orders.discounts.models.discount import SUBJECT
from orders.discounts.pricing import best_cuts
from orders.discounts.selectors import NAMES
from orders.discounts.terms import Cut, Good, Terms

MOST = 2  # promises beside one price: what counts now, and what more would bring


@dataclass(frozen=True, slots=True)
class Told:
    """A rule that counts now, and the rules without a least basket that took something off in the thirty days before it began."""

    terms: Terms
    earlier: tuple[Terms, ...]


def _scope(rule: str) -> str:
    """SQL for the goods that the rule of this alias is for."""
    return f"""'seller', {rule}.seller_id, 'has_campaign', {rule}.campaign_id IS NOT NULL,
        'categories', (SELECT json_agg(own.id) FROM discounts_discount_categories named
            JOIN catalog_category top ON top.id = named.category_id
            JOIN catalog_category own ON own.hub_id = top.hub_id AND starts_with(own.path, top.path)
            WHERE named.discount_id = {rule}.id),
        'products', (SELECT json_agg(one.product_id) FROM (
            SELECT product_id FROM discounts_discount_products WHERE discount_id = {rule}.id
            UNION SELECT inside.product_id FROM campaigns_block block
            JOIN campaigns_block_products inside ON inside.block_id = block.id WHERE block.campaign_id = {rule}.campaign_id
        ) one)"""


def rules_sql() -> str:
    """SQL of the rules of the current hub that count by themselves now and are not used up, as a text; NULL where there is none."""
    hub = f"{current_hub().pk:d}"
    by_itself = f"hub_id = {hub} AND {{0}}.state = 'in_force' AND {{0}}.code_key = ''"
    names = ", ".join(f"'{code}', d.{column}" for code, column in NAMES.items())
    return f"""(SELECT json_agg(json_build_object(
        'id', d.id, 'names', json_build_object({names}), 'percent', d.percent::text, 'amount', d.amount::text, 'currency', d.currency,
        'minimum', d.minimum_amount::text, 'starts', d.starts_at, 'ends', d.ends_at, 'times', d.total_limit, 'each', d.buyer_limit,
        {_scope("d")},
        'earlier', (SELECT json_agg(json_build_object('id', e.id, 'currency', '', {_scope("e")})) FROM discounts_discount e
            WHERE e.{by_itself.format("e")} AND e.minimum_amount IS NULL AND e.id <> d.id
                AND e.starts_at < d.starts_at AND e.ends_at > d.starts_at - interval '{DAYS} days')
        ) ORDER BY d.id)::text
        FROM discounts_discount d WHERE d.{by_itself.format("d")}
            AND d.starts_at <= statement_timestamp() AND d.ends_at > statement_timestamp()
            AND (coalesce(d.total_limit, d.buyer_limit) IS NULL OR {free_sql(f"'{SUBJECT}'", "d.id::text", hub)} > 0))"""


@lru_cache(maxsize=64)
def _read(told: str) -> tuple[Told, ...]:
    return tuple(Told(_terms(row), tuple(map(_terms, row["earlier"] or ()))) for row in json.loads(told))


def _terms(row: dict[str, Any]) -> Terms:
    currency = row["currency"]

    def money(name: str) -> Money | None:
        return Money(Decimal(row[name]), currency).rounded() if row.get(name) is not None else None

    def moment(name: str) -> datetime:
        return datetime.fromisoformat(row[name]) if name in row else datetime.min

    categories, products = row["categories"] or (), row["products"] or ()
    return Terms(
        id=row["id"],
        code="",
        names={code: name for code, name in row.get("names", {}).items() if name},
        percent=Decimal(row["percent"]) if row.get("percent") is not None else None,
        off=money("amount"),
        minimum=money("minimum"),
        seller_id=row["seller"],
        has_scope=bool(row["has_campaign"] or categories or products),
        categories=frozenset(categories),
        products=frozenset(products),
        house_percent=Decimal(100),  # who pays is nothing that a buyer reads
        payer="",
        starts_at=moment("starts"),
        ends_at=moment("ends"),
        thing=Thing(SUBJECT, str(row["id"])),
        total_limit=row.get("times"),
        buyer_limit=row.get("each"),
    )


def _good(goods: Goods | Wanted, quantity: int, price: Money) -> Good:
    return Good(goods.product_id, goods.seller_id, goods.product_id, goods.category_id, quantity, price * quantity)


def _best(good: Good, rules: Iterable[Told]) -> Cut | None:
    """What a cart with nothing but this good gives. That the rules count now the statement has said that read them."""
    terms = [one.terms for one in rules]
    moment = max((one.starts_at for one in terms), default=timezone.now())
    return best_cuts([good], terms, now=moment).get(good.key)


def _reductions(found: dict[int, tuple[Cut, Good]], rules: Sequence[Told], currency: str) -> set[int]:
    """Of these products those whose price, from which the rule takes off, is the lowest of the thirty days before the rule began."""
    earlier = {one.terms.id: one.earlier for one in rules}
    fair = {
        product: cut.terms.starts_at for product, (cut, good) in found.items() if not any(one.covers(good) for one in earlier[cut.terms.id])
    }
    return fair.keys() - dearer_than_before(fair, currency)


class Telling:
    """catalog.promises.Teller."""

    def sql(self) -> str:
        return rules_sql()

    def tags(self, told: str, goods: Sequence[Goods], language: str) -> dict[int, str]:
        """By product what one of it, at the price on the card, has taken off; else what a fuller cart would have. What counts only so many
        times for each buyer is told on its own page, where there is room to say so."""
        rules = [one for one in _read(told) if one.terms.buyer_limit is None]
        at_once: dict[int, tuple[Cut, Good]] = {}
        tags: dict[int, str] = {}
        for each in goods:
            good = _good(each, 1, each.price)
            covering = [one for one in rules if one.terms.covers(good) and one.terms.currency in ("", each.price.currency)]
            if (cut := _best(good, covering)) is not None:
                at_once[each.product_id] = (cut, good)
            elif waiting := [one.terms for one in covering if one.terms.minimum]:
                tags[each.product_id] = words.taken_off(waiting[0], language)
        if at_once:
            for product in _reductions(at_once, rules, goods[0].price.currency):
                cut, _good_of = at_once[product]
                if cut.terms.off is None or cut.amount == cut.terms.off:
                    tags[product] = words.taken_off(cut.terms, language, with_minimum=False)
        return tags

    def of_goods(self, told: str, wanted: Wanted, language: str) -> list[Promise]:
        """What the least order of the variant has taken off, and what the nearest larger quantity would."""
        currency = wanted.scale.base.currency
        least = _good(wanted, wanted.least, wanted.scale.at(wanted.least))
        rules = [one for one in _read(told) if one.terms.covers(least) and one.terms.currency in ("", currency)]
        promises, cut = [], _best(least, rules)
        if cut is not None:
            is_reduction = bool(_reductions({wanted.product_id: (cut, least)}, rules, currency))
            promises.append(words.promise_now(cut, least, language, is_reduction=is_reduction))
        later = []
        for one in rules:
            minimum = one.terms.minimum
            if minimum is None or (pieces := pieces_for(minimum, wanted)) == wanted.least:
                continue
            there = _good(wanted, pieces, wanted.scale.at(pieces)) if pieces else replace(least, total=max(minimum, least.total))
            if (best := _best(there, rules)) is not None and best.terms is one.terms:
                later.append((pieces or wanted.most + 1, one.terms, pieces))
        later.sort(key=lambda found: (found[0], found[1].id))
        promises += [words.promise_of_more(terms, pieces, language) for _order, terms, pieces in later]
        return promises[:MOST]

    def of_firm(self, told: str, seller_id: int, currency: str, language: str) -> list[Promise]:
        """What counts for all goods of the firm, or for some of them by a rule of its own."""
        rules = [one.terms for one in _read(told) if one.terms.currency in ("", currency)]
        shown = [terms for terms in rules if terms.seller_id == seller_id or (terms.seller_id is None and not terms.has_scope)]
        return [words.promise_of_firm(terms, language) for terms in shown]


def pieces_for(minimum: Money, wanted: Wanted) -> int | None:
    """The least quantity that can be ordered from which on the goods come to the minimum, whatever is added; None where there are not so
    many. A lower price of a larger quantity may fall below the minimum again: then what lies beyond it counts."""
    starts = [wanted.least, *(tier.from_quantity for tier in wanted.scale.tiers if tier.from_quantity > wanted.least)]
    reached: int | None = None
    for start, until in reversed(list(zip(starts, [*(start - 1 for start in starts[1:]), None], strict=True))):
        price = wanted.scale.at(start)
        enough = max(start, ceil(minimum.amount / price.amount))
        if until is not None and enough > until:
            break
        reached = enough
        if enough > start:
            break
    if reached is None:
        return None
    pieces = wanted.least + -(-max(reached - wanted.least, 0) // wanted.step) * wanted.step
    return pieces if pieces <= wanted.most else None
