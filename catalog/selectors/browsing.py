"""Lists of goods: what stands on a shelf, in a shop, under a search, with its facets and counts.

Two statements a page, however long. They are SQL because the page's rate hangs on them: one pass over the narrow listing rows counts
every facet as it would be with all other choices in force, and one reads the 24 cards with everything a card shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from catalog.bands import ORDER_BANDS, READY_BANDS, within
from catalog.enums import CoffeeProcess, RoastLevel
from catalog.models.variant import STOCK
from catalog.promises import told_sql
from catalog.search.selectors.queries import Query
from catalog.selectors.filters import Filters
from catalog.selectors.shelves import LANGUAGES, market
from marketplace.allocation.selectors import free_sql
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from marketplace.prepared import answers
from sellers.readiness import USUAL_READY_DAYS

PAGE = 24
MOST_COUNTED = 5_000  # matches of a search; a page says "more than" beyond it, and its facets count these
MOST_RANKED = 960  # forty pages: the best standing of all that match are put in order by their words, what comes after by standing
WEIGHTS = "'{0.05, 0.15, 0.4, 1}'"  # of D, C, B and A: text, sentence, makers and facts, name
NOTHING = Filters()

# Best rated: as if three more buyers had given four stars, so that one review of five does not stand above forty of 4.8.
SORTS = {
    "new": "l.published_at DESC, l.product_id DESC",
    "price": "l.amount, l.product_id",
    "-price": "l.amount DESC, l.product_id",
    "score": "l.cup_score DESC NULLS LAST, l.published_at DESC, l.product_id DESC",
    "rating": "CASE WHEN g.count > 0 THEN (g.total + 12.0) / (g.count + 3) END DESC NULLS LAST, l.published_at DESC, l.product_id DESC",
    "match": "rank DESC, l.published_at DESC, l.product_id DESC",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a list looks, before anybody filters."""

    currency: str
    category_ids: Sequence[int] | None = None
    seller_id: int | None = None
    search: Query | None = None
    is_broad: bool = False  # more goods match the search than are counted
    published_until: datetime | None = None
    product_ids: Sequence[int] | None = None

    def condition(self) -> tuple[str, list[Any]]:
        """(condition on the listing rows `l`, its parameters). The hub's and shelves' numbers stand in the text: a
        plan made once for every shelf would be made for the average one."""
        conditions, parameters = [f"l.hub_id = {current_hub().pk:d}", "l.currency = %s"], [self.currency]
        if self.category_ids is not None:
            conditions.append(f"l.category_id = ANY('{{{','.join(f'{pk:d}' for pk in self.category_ids)}}}')")
        if self.seller_id is not None:
            conditions.append("l.seller_id = %s")
            parameters.append(self.seller_id)
        if self.product_ids is not None:
            conditions.append("l.product_id = ANY(%s::bigint[])")
            parameters.append(list(self.product_ids))
        if self.published_until is not None:
            conditions.append("l.published_at <= %s")
            parameters.append(self.published_until)
        return " AND ".join(conditions), parameters

    def matching(self) -> tuple[str, str, list[Any]]:
        """(a CTE `q` with what is `wanted`, rows `d` of what has it: product_id and standing; the CTE's parameters)."""
        assert self.search
        matches = f"search_matches({current_hub().pk:d}, (SELECT wanted FROM q), {MOST_COUNTED + 1:d}, {self.is_broad})"
        return f"q AS MATERIALIZED (SELECT {self.search.sql} AS wanted)", f"{matches} d", list(self.search.parameters)


@dataclass(slots=True)
class Counts:
    """What a list holds: by facet the number of goods for each value, the number in all, the span of prices."""

    total: int = 0
    is_more: bool = False  # there are more than were counted
    lowest: Decimal | None = None
    highest: Decimal | None = None
    categories: dict[int, int] = field(default_factory=dict)
    processes: dict[str, int] = field(default_factory=dict)
    roasts: dict[str, int] = field(default_factory=dict)
    materials: dict[int, int] = field(default_factory=dict)
    least_orders: dict[int, int] = field(default_factory=dict)
    ready_days: dict[int, int] = field(default_factory=dict)
    districts: dict[int, int] = field(default_factory=dict)
    sellers: dict[str, tuple[str, int]] = field(default_factory=dict)


def _choices(filters: Filters) -> dict[str, tuple[str, list[Any]]]:
    """The condition of each facet that has a choice; unknown values choose nothing."""
    shelves, chosen = market(), filters.chosen
    found: dict[str, tuple[str, list[Any]]] = {}
    if values := chosen.get("category"):
        found["category"] = ("l.category_id = ANY(%s)", [shelves.ids_under(*values)])
    if values := chosen.get("process"):
        found["process"] = ("l.process = ANY(%s)", [[value for value in values if value in CoffeeProcess.values]])
    if values := chosen.get("roast"):
        found["roast"] = ("l.roast = ANY(%s)", [[value for value in values if value in RoastLevel.values]])
    if values := chosen.get("material"):
        found["material"] = (
            "l.materials && %s::bigint[]",
            [[shelves.material_ids[value] for value in values if value in shelves.material_ids]],
        )
    if values := chosen.get("min_order"):
        found["min_order"] = within("l.minimum_quantity", ORDER_BANDS, values)
    if values := chosen.get("ships_in"):
        found["ships_in"] = within(READY_DAYS, READY_BANDS, values)
    if values := chosen.get("district"):
        found["district"] = (
            "l.district_id = ANY(%s)",
            [[shelves.district_ids[value] for value in values if value in shelves.district_ids]],
        )
    if values := chosen.get("seller"):
        found["seller"] = ("s.slug = ANY(%s)", [list(values)])
    low, high = filters.min_price, filters.max_price
    if low is not None or high is not None:
        bounds = [("l.amount >= %s", low), ("l.amount <= %s", high)]
        found["price"] = (" AND ".join(sql for sql, bound in bounds if bound is not None), [b for _, b in bounds if b is not None])
    return found


READY_DAYS = f"coalesce(l.ready_days, s.ready_days, {USUAL_READY_DAYS:d})::int"
_GROUPED = {
    "category": "l.category_id",
    "process": "l.process",
    "roast": "l.roast",
    "material": "l.materials",
    "district": "l.district_id",
    "min_order": "l.minimum_quantity",
    "ships_in": READY_DAYS,
    "seller": "s.slug",
}
_ALL = (1 << len(_GROUPED)) - 1
_SETS = {_ALL ^ (1 << len(_GROUPED) - 1 - place): name for place, name in enumerate(_GROUPED)}  # what GROUPING says of each -> the facet


def _filtered(choices: dict[str, tuple[str, list[Any]]], leaving_out: str = "") -> tuple[str, list[Any]]:
    parts = [choice for name, choice in choices.items() if name != leaving_out]
    if not parts:
        return "", []
    return f" FILTER (WHERE {' AND '.join(sql for sql, _ in parts)})", [value for _, values in parts for value in values]


def count_goods(scope: Scope, filters: Filters) -> Counts:
    """The counts of every facet; each as if its own choices were not made, so that a reader sees what a further choice would add.

    Two steps: thousands of narrow rows are counted once by all that facets ask of them (an index holds all of it), and the
    few dozen sums then stand in for them in every facet. Firms that may not sell today drop out of the sums."""
    where, parameters = scope.condition()
    found, joined, is_more, wanted = "", "", "false", []
    if scope.search:
        asked, matches, wanted = scope.matching()
        found = f"{asked}, d AS MATERIALIZED (SELECT d.product_id FROM {matches}),"
        joined = " JOIN d ON d.product_id = l.product_id"
        is_more = f"(SELECT count(*) > {MOST_COUNTED:d} OR count(*) > count(d.product_id) FROM d)"
    choices = _choices(filters)
    within_price, bounds = choices.pop("price", ("", []))
    columns: list[str] = []
    values: list[Any] = []
    for name in ("", *_GROUPED):
        sql, more = _filtered(choices, name)
        columns.append(f"coalesce(sum(l.number){sql}, 0)::int")
        values += more
    for function in ("min", "max"):
        sql, more = _filtered(choices)
        columns.append(f"{function}(l.{function}imum){sql}")
        values += more
    narrow = "l.category_id, l.process, l.roast, l.materials, l.district_id, l.minimum_quantity, l.ready_days, l.seller_id"
    grouped = ", ".join(_GROUPED.values())
    statement = f"""
        WITH {found} l AS (
            SELECT {narrow}, min(l.amount) AS minimum, max(l.amount) AS maximum,
                count(*){f" FILTER (WHERE {within_price})" if within_price else ""} AS number
            FROM catalog_listing l{joined} WHERE {where}
            GROUP BY {narrow}
        )
        SELECT GROUPING({grouped}), {grouped},
            max(CASE WHEN s.trade_name = '' THEN s.legal_name ELSE s.trade_name END), {is_more}, {", ".join(columns)}
        FROM l JOIN sellers_seller s ON s.id = l.seller_id AND s.state = 'approved'
        GROUP BY GROUPING SETS ({", ".join(f"({column})" for column in _GROUPED.values())}, ())
    """
    return _counts(answers(statement, [*wanted, *bounds, *parameters, *values]))


def _counts(rows: list[tuple[Any, ...]]) -> Counts:
    """The rows of the statement above by what each was grouped by."""
    counts, names, wide = Counts(), list(_GROUPED), len(_GROUPED)
    by = {
        "category": counts.categories,
        "process": counts.processes,
        "roast": counts.roasts,
        "district": counts.districts,
        "min_order": counts.least_orders,
        "ships_in": counts.ready_days,
    }
    for mask, *row in rows:
        facet, keys, (maker, is_more, total, *sums, low, high) = _SETS.get(mask, ""), row[:wide], row[wide:]
        if not facet:
            counts.total, counts.lowest, counts.highest, counts.is_more = total, low, high, is_more
            continue
        place = names.index(facet)
        key, number = keys[place], sums[place]
        if facet == "seller":
            counts.sellers[key] = (maker, number)
        elif facet == "material":  # goods of two materials stand under both
            for material in key:
                counts.materials[material] = counts.materials.get(material, 0) + number
        elif key is not None and key != "":
            by[facet][key] = number
    return counts


@dataclass(frozen=True, slots=True)
class Row:
    """Everything a card shows, straight from the rows."""

    product_id: int
    slug: str
    name: str
    seller: str
    seller_slug: str
    district: str
    category_id: int
    amount: Decimal
    net_weight_g: int | None
    has_several_prices: bool
    available: int | None
    is_sold_out: bool
    original: str | None
    width: int | None
    height: int | None
    renditions: str | None  # JSON; see catalog.models.photo.picture_as_stored
    rank: float = 0  # by which the statement put it in order, where it did
    reviews: int = 0
    stars: int = 0  # of all reviews together
    seller_id: int = 0
    told: str | None = None  # of what is taken off by itself; see catalog.promises

    def price_in(self, currency: str) -> Money:
        """The amount in the currency the list was read in."""
        return Money(self.amount, currency).rounded()


def translated(column: str, language: str) -> str:
    """The text in the reader's language, in English where it is not written yet."""
    end = LANGUAGES.get(language, "en")
    return f"{column}_en" if end == "en" else f"COALESCE(NULLIF({column}_{end}, ''), {column}_en)"


def read_rows(
    scope: Scope, filters: Filters = NOTHING, *, language: str, sort: str = "new", limit: int = PAGE, offset: int = 0
) -> list[Row]:
    """The goods of one page in their order."""
    where, parameters = scope.condition()
    conditions, values, tables = [where], list(parameters), _ON_SALE
    search = ""
    if scope.search:
        asked, matches, wanted = scope.matching()
        search, tables, values = f"WITH {asked}", f"{tables} JOIN {matches} ON d.product_id = l.product_id", [*wanted, *values]
    if sort == "rating":
        tables = f"{tables}{_RATED}"
    for sql, more in _choices(filters).values():
        conditions.append(sql)
        values += more
    inner = f"""
        {search} SELECT {_COLUMNS}, 0 AS rank
        FROM {tables} WHERE {" AND ".join(conditions)}
        ORDER BY {SORTS[sort]} LIMIT {limit:d} OFFSET {offset:d}
    """  # the numbers in the text: a plan for an unknown number of rows reads them all
    if search and sort == "match":
        inner = f"""
            {search} SELECT m.*, CASE WHEN m.place <= {MOST_RANKED}
                THEN 1 + ts_rank({WEIGHTS}, w.words, (SELECT wanted FROM q)) * m.standing ELSE -m.place END AS rank
            FROM (
                SELECT {_COLUMNS}, d.standing, row_number() OVER (ORDER BY d.standing DESC, d.product_id DESC) AS place
                FROM {tables} WHERE {" AND ".join(conditions)}
                ORDER BY d.standing DESC, d.product_id DESC LIMIT {max(MOST_RANKED, limit + offset):d}
            ) m
            JOIN search_searchdocument w ON w.product_id = m.product_id
            ORDER BY rank DESC, m.published_at DESC, m.product_id DESC LIMIT {limit:d} OFFSET {offset:d}
        """
    return _rows(inner, values, language, SORTS[sort])


def read_newest_of_each(scope: Scope, *, language: str, each: int) -> list[Row]:
    """The newest few goods of every shelf in the scope, shelf by shelf."""
    where, parameters = scope.condition()
    inner = f"""
        SELECT one.* FROM unnest(%s::bigint[]) WITH ORDINALITY AS shelf(id, place)
        CROSS JOIN LATERAL (
            SELECT {_COLUMNS}, shelf.place AS rank
            FROM {_ON_SALE} WHERE {where} AND l.category_id = shelf.id
            ORDER BY {SORTS["new"]} LIMIT %s
        ) one
    """
    ids = list(scope.category_ids or [])
    return _rows(inner, [ids, *parameters, each], language, f"rank, {SORTS['new']}")


def free_of_variant(alias: str) -> str:
    """SQL for what is left of the variant of this alias."""
    return free_sql(f"'{STOCK}'", f"{alias}.id::text", str(current_hub().pk))


_ON_SALE = "catalog_listing l JOIN sellers_seller s ON s.id = l.seller_id AND s.state = 'approved'"

_RATED = " LEFT JOIN trust_rating g ON g.product_id = l.product_id"

_COLUMNS = """l.product_id, l.amount, l.net_weight_g, l.has_several_prices, l.published_at, l.cup_score, l.category_id, l.district_id,
            CASE WHEN s.trade_name = '' THEN s.legal_name ELSE s.trade_name END AS seller, s.slug AS seller_slug"""


ON_SALE_COLUMNS = (_COLUMNS, _ON_SALE)  # what a statement of another room reads from where, before it says in which rank


def rows_chosen_by(inner: str, parameters: list[Any], language: str, order: str) -> list[Row]:
    """The goods that a statement of another room chose: it selects ON_SALE_COLUMNS and a `rank`."""
    return _rows(inner, parameters, language, order)


def _rows(inner: str, parameters: list[Any], language: str, order: str) -> list[Row]:
    """Dress the listing rows that the inner statement chose. OFFSET 0: what is free is worked out once, though two columns use it."""
    statement = f"""
        WITH l AS ({inner})
        SELECT l.product_id, p.slug, {translated("p.name", language)}, l.seller, l.seller_slug, l.district_id, l.category_id,
            l.amount, l.net_weight_g, l.has_several_prices, stock.available, stock.is_sold_out,
            f.original, f.width, f.height, f.renditions, l.rank, coalesce(g.count, 0), coalesce(g.total, 0), p.seller_id, {told_sql()}
        FROM l
        JOIN catalog_product p ON p.id = l.product_id{_RATED}
        LEFT JOIN catalog_photo f ON f.id = p.cover_id
        CROSS JOIN LATERAL (
            SELECT sum(v.free)::int AS available, coalesce(bool_and(v.free < v.minimum_quantity), true) AS is_sold_out
            FROM (
                SELECT minimum_quantity, {free_of_variant("one")} AS free FROM catalog_variant one WHERE product_id = l.product_id OFFSET 0
            ) v
        ) stock
        ORDER BY {order}
    """
    place = market().district_in
    return [Row(*row[:5], place(row[5], language), *row[6:]) for row in answers(statement, parameters)]
