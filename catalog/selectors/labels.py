"""How much of a food's label this house could fill for a market, by the rules in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.models import LabelItem, ParcelFacts, Product, Variant
from catalog.models.label import LabelFact

WRITTEN_IN = {"CN": "zh_hans", "EU": "en"}  # the language of the label there, as the columns end


@dataclass(frozen=True, slots=True)
class LabelLine:
    title: str
    rule: str
    is_there: bool
    is_elsewhere: bool  # on the pack itself or the papers of the order


@dataclass(frozen=True, slots=True)
class MarketLabel:
    market: str
    lines: list[LabelLine]
    source: str

    @property
    def wanted(self) -> list[LabelLine]:
        return [line for line in self.lines if not line.is_elsewhere]

    @property
    def missing(self) -> list[LabelLine]:
        return [line for line in self.wanted if not line.is_there]

    @property
    def there(self) -> int:
        return len(self.wanted) - len(self.missing)


def labels_of(product: Product, on: date) -> list[MarketLabel]:
    """By market what the label must say on that day and whether it is known, words in the market's own language. Three queries."""
    facts = ParcelFacts.objects.filter(product=product).prefetch_related("contains", "may_contain").first() or ParcelFacts(product=product)
    weighed = list(Variant.objects.filter(product=product).values_list("net_weight_g", flat=True))
    found: dict[str, list[LabelItem]] = {}
    for item in LabelItem.objects.in_force_on(on).order_by("market", "position"):
        found.setdefault(item.market, []).append(item)
    return [
        MarketLabel(
            market,
            [
                LabelLine(item.title, item.rule, _is_there(item, product, facts, weighed, market), item.kept_as == LabelFact.ELSEWHERE)
                for item in items
            ],
            items[0].source,
        )
        for market, items in found.items()
    ]


def _is_there(item: LabelItem, product: Product, facts: ParcelFacts, weighed: list[int | None], market: str) -> bool:
    language = WRITTEN_IN.get(market, "en")
    match item.kept_as:
        case LabelFact.NAME:
            return bool(getattr(product, f"name_{language}"))
        case LabelFact.INGREDIENTS | LabelFact.STORAGE:
            return bool(getattr(facts, f"{item.kept_as}_{language}"))
        case LabelFact.ALLERGENS:
            return facts.declares_none or (not facts._state.adding and (facts.contains.exists() or facts.may_contain.exists()))
        case LabelFact.NET_CONTENT:
            return bool(weighed) and all(weighed)
        case LabelFact.ORIGIN:
            return bool(product.origin_country)
        case LabelFact.SHELF_LIFE:
            return facts.shelf_life_days is not None
        case _:
            return False
