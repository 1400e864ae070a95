"""Freight in legs: every way from one place to another that the rate book knows, priced line by line, with the lines that the Incoterm
gives to the seller in the price and the others beside it. Pure: a rate book and a converter in, plain values out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from marketplace.money import Money
from marketplace.money.rates import NoRate
from orders.incoterms import Incoterm
from orders.logistics.breakpoint import Freight, cheapest
from orders.logistics.chargeable import Chargeable, chargeable
from orders.logistics.containers import Fill, fill
from orders.logistics.enums import Basis, Mode, Stage, WeightRule
from orders.logistics.exceptions import PieceTooLarge
from orders.logistics.incoterms import INSURED, PLACE_OF_LOADING, SEA_ONLY, not_included, seller_pays
from orders.logistics.insurance import CLAUSE_OF, insured_value, premium
from orders.logistics.parcels import Parcel
from orders.logistics.pricing import Converter
from orders.logistics.rate_book import Edge, Extra, Premium, RateBook, Tariff

MOST_OPTIONS = 6
NOTHING, ONE = Decimal(0), Decimal(1)
PERCENT, CONTAINER = Basis.PERCENT.value, WeightRule.CONTAINER.value


@dataclass(frozen=True)
class Asked:
    """What shall go where, on whose account: `place` is the named place of the term, `destination` where the goods end."""

    parcels: tuple[Parcel, ...]
    origin: str
    destination: str
    incoterm: str
    place: str
    currency: str
    goods: Money  # in `currency`: packed, at the seller's door
    commodity: str = ""
    wants_insurance: bool = False


class Line(NamedTuple):
    """One line of a leg: `amount` exact in the card's `currency`, `value` converted and rounded into the question's."""

    code: str
    stage: str
    basis: str
    shown: Decimal
    rate: Decimal
    is_minimum: bool
    is_declared_up: bool
    amount: Decimal
    currency: str
    value: Decimal


class Measured(NamedTuple):
    """What a tariff's unit counts of this shipment, and what each basis of a surcharge multiplies (percent: the freight)."""

    weighed: Chargeable
    filled: Fill | None
    times: dict[str, Decimal]


class Leg(NamedTuple):
    """One tariff applied: what it comes to, in the question's currency. Its lines are written only where it is offered."""

    tariff: Tariff
    measured: Measured
    freight: Freight
    total: Decimal

    @property
    def weighed(self) -> Chargeable:
        return self.measured.weighed

    @property
    def filled(self) -> Fill | None:
        return self.measured.filled


@dataclass
class Way:
    """A finished option. `amount` is the seller's part, `beyond` what the cards ask of the buyer."""

    legs: tuple[Leg, ...]
    lines: list[dict[str, Any]]
    amount: Decimal
    beyond: Decimal
    excluded: list[str]
    min_days: int
    max_days: int
    co2_kg: Decimal | None
    valid_to: date | None
    is_demonstration: bool
    insured: dict[str, str] = field(default_factory=dict)

    @property
    def main(self) -> Leg:
        return next(leg for leg in self.legs if leg.tariff.stage == Stage.MAIN)


class Pricer:
    """One question against one book; weights and container fills are worked out once for all legs that share them."""

    def __init__(self, asked: Asked, book: RateBook, converter: Converter) -> None:
        self.asked, self.book, self.converter = asked, book, converter
        self.total_g = sum(parcel.gross_g * parcel.quantity for parcel in asked.parcels)
        self.heaviest_g = max(parcel.gross_g for parcel in asked.parcels)
        self.pieces = sum(parcel.quantity for parcel in asked.parcels)
        self._measured: dict[tuple, Measured | None] = {}
        self._legs: dict[tuple[Edge, int | None], list[Leg]] = {}
        self.reason = "no_card"

    def ways(self) -> list[Way]:
        """Priced, cheapest first; at most six, none that is both dearer and no faster than another of the same service."""
        asked = self.asked
        chains: list[tuple[Decimal, int, tuple[Leg, ...]]] = []
        for edges in self.book.ways(asked.origin, asked.destination):
            if self._fits(edges):
                for legs in self._chains(edges):
                    chains.append((sum((leg.total for leg in legs), NOTHING), sum(leg.tariff.max_days for leg in legs), legs))
        chains.sort(key=lambda chain: chain[:2])
        kept: list[Way] = []
        quickest: dict[str, int] = {}
        for _total, days, legs in chains:
            service = next(leg.tariff.service for leg in legs if leg.tariff.stage == Stage.MAIN)
            if days >= quickest.get(service, days + 1):
                continue
            if (way := self._finish(legs)) is not None:
                quickest[service] = days
                kept.append(way)
        return kept[:MOST_OPTIONS]

    def _fits(self, edges: tuple[Edge, ...]) -> bool:
        """A sea-only term needs a sea lane; a term named by the place of loading needs its main carriage to begin there."""
        main = next(edge for edge in edges if edge[3] == Stage.MAIN)
        term, place = self.asked.incoterm, self.asked.place
        if term in SEA_ONLY and main[2] != Mode.SEA:
            self.reason = "sea_only"
            return False
        return term not in PLACE_OF_LOADING or place in (main[0], self.asked.origin if term == Incoterm.FCA else main[0])

    def _chains(self, edges: tuple[Edge, ...]) -> list[tuple[Leg, ...]]:
        """The way with the cheapest tariff of each leg, and with the fastest where that is another. On container legs the tightest road
        limit of the way holds for all of it."""
        limits = self.book.limits
        limit = min((limits[edge] for edge in edges if edge in limits), default=None) if limits and edges[0][4] else None
        choices = [self._served(edge, limit) for edge in edges]
        if not all(choices):
            return []
        cheap = tuple(min(legs, key=lambda leg: (leg.total, leg.tariff.max_days)) for legs in choices)
        fast = tuple(min(legs, key=lambda leg: (leg.tariff.max_days, leg.total)) for legs in choices)
        return [cheap] if cheap == fast else [cheap, fast]

    def _served(self, edge: Edge, limit: int | None) -> list[Leg]:
        key = (edge, limit)
        if key not in self._legs:
            legs = []
            for tariff in self._taken(self.book.standing(edge, self.asked.commodity)):
                try:
                    leg = self._leg(tariff, limit)
                except NoRate:
                    self.reason = "no_rate"
                    continue
                if leg is not None:
                    legs.append(leg)
            self._legs[key] = legs
        return self._legs[key]

    def _taken(self, tariffs: tuple[Tariff, ...]) -> list[Tariff]:
        """Those that take a shipment of this weight."""
        taken = [tariff for tariff in tariffs if self._carries(tariff)]
        if tariffs and not taken:
            self.reason = "too_heavy"
        return taken

    def _carries(self, tariff: Tariff) -> bool:
        return (
            (tariff.max_piece_g is None or self.heaviest_g <= tariff.max_piece_g)
            and (tariff.min_total_g is None or self.total_g >= tariff.min_total_g)
            and (tariff.max_total_g is None or self.total_g <= tariff.max_total_g)
        )

    def _leg(self, tariff: Tariff, limit: int | None) -> Leg | None:
        measured = self._measure(tariff, limit)
        if measured is None:
            self.reason = "too_heavy"
            return None
        freight = cheapest(measured.weighed.quantity, tariff.breaks, tariff.minimum)
        value = self.converter.value
        total = value(freight.amount, tariff.currency)
        for extra in tariff.extras:
            total += value(extra_amount(extra, measured, freight)[0], extra.currency or tariff.currency)
        return Leg(tariff, measured, freight, total)

    def _lines(self, leg: Leg) -> list[Line]:
        """What a leg's total is the sum of."""
        tariff, freight = leg.tariff, leg.freight
        value = self.converter.value(freight.amount, tariff.currency)
        marks = freight.is_minimum, freight.is_declared_up
        lines = [Line("freight", tariff.stage, tariff.unit, freight.declared, freight.rate, *marks, freight.amount, tariff.currency, value)]
        for extra in tariff.extras:
            amount, is_least = extra_amount(extra, leg.measured, freight)
            currency = extra.currency or tariff.currency
            value = self.converter.value(amount, currency)
            shown = leg.measured.times.get(extra.basis, ONE)
            stage = extra.stage or tariff.stage
            lines.append(Line(extra.code, stage, extra.basis, shown, extra.rate, is_least, False, amount, currency, value))
        return lines

    def _measure(self, tariff: Tariff, limit: int | None) -> Measured | None:
        """Worked out once for all tariffs that count alike; None where a piece goes into no such container."""
        if tariff.weight_rule == CONTAINER:
            key = (tariff.container, limit)
        else:
            key = (tariff.weight_rule, tariff.ratio)
        if key not in self._measured:
            filled = None
            if tariff.weight_rule == CONTAINER:
                filled = self._fill(tariff.container, limit)
                weighed = filled and self._contained(filled)
            else:
                weighed = chargeable(WeightRule(tariff.weight_rule), self.asked.parcels, tariff.ratio)
            self._measured[key] = weighed and Measured(weighed, filled, times_of(weighed, self.pieces, filled))
        return self._measured[key]

    def _fill(self, code: str, limit: int | None) -> Fill | None:
        measures = self.book.containers.get(code)
        try:
            return fill(self.asked.parcels, measures, limit_kg=limit) if measures else None
        except PieceTooLarge:
            return None

    def _contained(self, filled: Fill) -> Chargeable:
        kg = Decimal(self.total_g) / 1000
        values = {"containers": str(filled.containers), "code": filled.code, "gross_kg": _text(kg), "heavier": filled.bound_by}
        return Chargeable(kg, WeightRule.CONTAINER, Decimal(filled.containers), values)

    def _finish(self, legs: tuple[Leg, ...]) -> Way | None:
        """The lines in the order of the way, whose each is, and the insurance that the term asks for. None where that has no rate."""
        asked = self.asked
        at_terminal = asked.place != asked.origin
        lines, amount, beyond = [], NOTHING, NOTHING
        for number, leg in enumerate(legs, start=1):
            for line in self._lines(leg):
                is_sellers = seller_pays(asked.incoterm, line.stage, code=line.code, at_terminal=at_terminal)
                lines.append({**self._told(line, leg.tariff), "leg": number, "seller": is_sellers})
                if is_sellers:
                    amount += line.value
                else:
                    beyond += line.value
        is_insured = asked.incoterm in INSURED or asked.wants_insurance
        insured: dict[str, str] = {}
        cover: Premium | None = None
        if is_insured:
            cover = self._cover()
            if cover is None:
                self.reason = "no_insurance"
                return None
            line, insured = self._insurance(cover, amount)
            lines.append(line)
            amount += Decimal(line["converted"])
        tonnes = Decimal(self.total_g) / 1_000_000
        footprints = [leg.tariff.co2_kg_per_tonne for leg in legs]
        ends = [leg.tariff.valid_to for leg in legs if leg.tariff.valid_to] + ([cover.valid_to] if cover and cover.valid_to else [])
        return Way(
            legs=legs,
            lines=lines,
            amount=amount,
            beyond=beyond,
            excluded=not_included(asked.incoterm, insured=is_insured),
            min_days=sum(leg.tariff.min_days for leg in legs),
            max_days=sum(leg.tariff.max_days for leg in legs),
            co2_kg=None if None in footprints else (sum(footprints, NOTHING) * tonnes).quantize(Decimal("0.1")),
            valid_to=min(ends, default=None),
            is_demonstration=any(leg.tariff.is_demonstration for leg in legs) or bool(cover and cover.is_demonstration),
            insured=insured,
        )

    def _told(self, line: Line, tariff: Tariff) -> dict[str, Any]:
        """A line as an option keeps it, with the rate that converted it."""
        return {
            "code": line.code,
            "stage": line.stage,
            "basis": line.basis,
            "quantity": _text(line.shown),
            "unit_rate": _text(line.rate),
            "is_minimum": line.is_minimum,
            "is_declared_up": line.is_declared_up,
            "card": tariff.card,
            "carrier": tariff.carrier,
            "amount": _text(line.amount),
            "currency": line.currency,
            "converted": str(line.value),
            **self.converter.told(line.currency),
        }

    def _cover(self) -> Premium | None:
        clause = CLAUSE_OF.get(Incoterm(self.asked.incoterm), "A")
        fitting = [row for row in self.book.premiums if row.clause == clause and row.commodity in ("", self.asked.commodity)]
        return max(fitting, key=lambda row: bool(row.commodity), default=None)

    def _insurance(self, cover: Premium, freight: Decimal) -> tuple[dict[str, Any], dict[str, str]]:
        base = Money(self.asked.goods.amount + freight, self.asked.currency)
        least, told = self.converter(Money(cover.minimum, cover.currency))
        found = premium(base, cover.percent, least)
        line = {
            "code": "insurance",
            "stage": "insurance",
            "basis": "insurance",
            "quantity": str(insured_value(base, found).amount),
            "unit_rate": _text(cover.percent),
            "is_minimum": bool(least) and found == least,
            "is_declared_up": False,
            "card": None,
            "carrier": cover.insurer,
            "amount": _text(found.amount),
            "currency": found.currency,
            "converted": str(found.amount),
            "leg": 0,
            "seller": True,
        }
        return line, {"clause": cover.clause, "value": line["quantity"], "row": str(cover.row)}


def routes_of(asked: Asked, book: RateBook, converter: Converter) -> tuple[list[Way], str]:
    """The options and, where there are none, why: no_card, too_heavy, no_rate, sea_only, no_insurance."""
    pricer = Pricer(asked, book, converter)
    found = pricer.ways()
    return found, "" if found else pricer.reason


def legs_told(way: Way) -> list[dict[str, Sequence | Any]]:
    """The legs as an option keeps them."""
    return [
        {
            "from": leg.tariff.origin,
            "to": leg.tariff.place,
            "mode": leg.tariff.mode,
            "stage": leg.tariff.stage,
            "carrier": leg.tariff.carrier,
            "card": leg.tariff.card,
            "min_days": leg.tariff.min_days,
            "max_days": leg.tariff.max_days,
            "rule": leg.weighed.rule.value,
            "quantity": _text(leg.weighed.quantity),
            "unit": leg.tariff.unit,
        }
        for leg in way.legs
    ]


def containers_told(way: Way) -> dict[str, Any]:
    """The containers as an option keeps them; empty for loose cargo."""
    filled = way.main.filled
    if filled is None:
        return {}
    return {
        "code": filled.code,
        "count": filled.containers,
        "bound_by": filled.bound_by,
        "weight_share": str(filled.weight_share),
        "volume_share": str(filled.volume_share),
    }


def times_of(weighed: Chargeable, pieces: int, filled: Fill | None) -> dict[str, Decimal]:
    """What each basis of a surcharge multiplies; percent is of the freight and stands in extra_amount."""
    return {
        Basis.PER_KG.value: weighed.kg,
        Basis.PER_PIECE.value: Decimal(pieces),
        Basis.PER_CONTAINER.value: Decimal(filled.containers) if filled else NOTHING,
        Basis.PER_DOCUMENT.value: ONE,
        Basis.PER_SHIPMENT.value: ONE,
    }


def extra_amount(extra: Extra, measured: Measured, freight: Freight) -> tuple[Decimal, bool]:
    """A surcharge's amount, and whether the least amount was taken."""
    quantity = freight.amount / 100 if extra.basis == PERCENT else measured.times[extra.basis]
    amount = quantity * extra.rate
    return (extra.minimum, True) if amount < extra.minimum else (amount, False)


def _text(number: Decimal) -> str:
    return f"{number.normalize():f}"
