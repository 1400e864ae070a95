"""What carriers ask for the way to a country, from their rate cards of the day: an outlook without a quote, so nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.money.rates import NoRate
from orders.logistics.enums import Service
from orders.logistics.models import QuoteOption
from orders.logistics.packing import parcels_for
from orders.logistics.parcels import Item
from orders.logistics.places import ORIGIN
from orders.logistics.pricing import Converter, price
from orders.logistics.selectors import cards_for

NO_MEASURES = "no_measures"
TO_THE_DOOR = (Service.POST, Service.EXPRESS)


@dataclass(frozen=True)
class Asked:
    """What a rate card is chosen by; logistics asks the same of a quote."""

    origin: str
    destination_country: str
    destination_region: str = ""
    commodity: str = ""


@dataclass(frozen=True)
class Outlook:
    """What there is to choose from, the cheapest first; none with the reason why (no_card, too_heavy, no_rate, no_measures)."""

    options: tuple[QuoteOption, ...] = ()
    reason: str = ""

    def chosen(self, service: str) -> QuoteOption | None:
        """The cheapest of the service, or of all where nobody goes by it."""
        return next((option for option in self.options if option.service == service), None) or next(iter(self.options), None)


def outlook(measures: Sequence[tuple[Any, int]], country: str, currency: str, day: date, *, to_the_door: bool = False) -> Outlook:
    """Prices for so many of each variant to the country, of all services or of those that come to the door alone. The options are unsaved
    rows: what a quote of this minute would offer."""
    sizes = [(row.gross_weight_g, row.length_mm, row.width_mm, row.height_mm) for row, _quantity in measures]
    if not all(all(size) for size in sizes):
        return Outlook(reason=NO_MEASURES)
    items = [Item(quantity, *size) for (_row, quantity), size in zip(measures, sizes, strict=True)]
    parcels, converter = parcels_for(items), Converter(currency, day)
    cards, reason = cards_for(Asked(ORIGIN, country), parcels, day)
    found = []
    for card in cards:
        if to_the_door and card.service not in TO_THE_DOOR:
            continue
        try:
            priced = price(card, parcels, converter)
        except NoRate:
            reason = "no_rate"
            continue
        found.append(
            QuoteOption(
                rate_card=card,
                carrier=card.carrier,
                service=card.service,
                mode=card.mode,
                transit_min_days=card.transit_min_days,
                transit_max_days=card.transit_max_days,
                chargeable_g=int(priced.chargeable.kg * 1000),
                rule=priced.chargeable.rule,
                rule_values=priced.chargeable.values,
                components=priced.components,
                amount=priced.money.amount,
                currency=priced.money.currency,
                is_demonstration=card.is_demonstration,
            )
        )
    found.sort(key=lambda option: (option.amount, option.transit_max_days, option.rate_card_id))
    return Outlook(tuple(found), "" if found else reason or "no_card")
