"""The rates in force on a day as plain values, read once and kept by each worker until a stamp says that something changed.

Freight in legs looks at many cards for one question; asking the database for each would cost more than the sums themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from marketplace.hubs.context import current_hub
from orders.logistics.breakpoint import Break
from orders.logistics.containers import Measures
from orders.logistics.enums import Stage
from orders.logistics.models import ContainerType, InsuranceRate, RateBookStamp, RateBreak, RateCard, Surcharge

MOST_LEGS = 5
ORDER = {stage: number for number, stage in enumerate(Stage.values)}


@dataclass(frozen=True, slots=True)
class Extra:
    """A surcharge. `basis` as in enums.Basis; `rate` of one, or percent."""

    code: str
    basis: str
    rate: Decimal
    minimum: Decimal
    currency: str
    stage: str


@dataclass(frozen=True, slots=True)
class Tariff:
    """A rate card for one leg, in force."""

    card: int
    carrier: str
    service: str
    mode: str
    stage: str
    origin: str
    place: str
    country: str
    commodity: str
    container: str
    weight_rule: str
    ratio: Decimal | None
    unit: str
    currency: str
    minimum: Decimal
    max_container_kg: int | None
    max_piece_g: int | None
    min_total_g: int | None
    max_total_g: int | None
    min_days: int
    max_days: int
    valid_to: date | None
    co2_kg_per_tonne: Decimal | None
    is_demonstration: bool
    breaks: tuple[Break, ...]
    extras: tuple[Extra, ...]


@dataclass(frozen=True, slots=True)
class Premium:
    """An insurance rate in force."""

    row: int
    clause: str
    commodity: str
    insurer: str
    percent: Decimal
    minimum: Decimal
    currency: str
    valid_to: date | None
    is_demonstration: bool


Edge = tuple[str, str, str, str, str]  # from, to, mode, part of the way, container or ""


@dataclass
class RateBook:
    """`edges`: every leg with the tariffs that serve it."""

    edges: dict[Edge, tuple[Tariff, ...]] = field(default_factory=dict)
    containers: dict[str, Measures] = field(default_factory=dict)
    premiums: tuple[Premium, ...] = ()
    commodities: frozenset[str] = frozenset()  # what any card names; all other goods are general ones
    limits: dict[Edge, int] = field(default_factory=dict)  # the tightest load, in kg, that a road allows a container
    _between: dict[tuple[str, str], list[Edge]] = field(default_factory=lambda: defaultdict(list))
    _before: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _standing: dict[tuple[Edge, str], tuple[Tariff, ...]] = field(default_factory=dict)
    _ways: dict[tuple[str, str], tuple[tuple[Edge, ...], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, tariffs: Iterable[Tariff], containers: Iterable[Measures] = (), premiums: Iterable[Premium] = ()) -> RateBook:
        grouped: dict[Edge, list[Tariff]] = defaultdict(list)
        for tariff in tariffs:
            if tariff.breaks:
                grouped[(tariff.origin, tariff.place, tariff.mode, tariff.stage, tariff.container)].append(tariff)
        book = cls({edge: tuple(found) for edge, found in grouped.items()}, {one.code: one for one in containers}, tuple(premiums))
        for edge in sorted(book.edges):
            book._between[edge[:2]].append(edge)
            book._before[edge[1]].add(edge[0])
            if limits := [tariff.max_container_kg for tariff in book.edges[edge] if tariff.max_container_kg]:
                book.limits[edge] = min(limits)
        book.commodities = frozenset(tariff.commodity for found in book.edges.values() for tariff in found)
        return book

    def standing(self, edge: Edge, commodity: str) -> tuple[Tariff, ...]:
        """The tariffs of a leg that are for these goods; a carrier's card for the commodity stands before its general one. A refrigerated
        container is offered only to goods its card names."""
        key = (edge, commodity if commodity in self.commodities else "")
        if key not in self._standing:
            chosen: dict[tuple[str, str], Tariff] = {}
            for tariff in self.edges[edge]:
                if tariff.commodity not in ("", key[1]) or (tariff.container.endswith("RF") and not tariff.commodity):
                    continue
                if (tariff.carrier, tariff.service) not in chosen or tariff.commodity:
                    chosen[tariff.carrier, tariff.service] = tariff
            self._standing[key] = tuple(chosen.values())
        return self._standing[key]

    def ways(self, origin: str, destination: str) -> tuple[tuple[Edge, ...], ...]:
        """Every chain of legs from one place to the other, in the order of the parts of the way, no place twice, one kind of container
        (or none) all along, with a main carriage in it."""
        key = (origin, destination)
        if key not in self._ways:
            self._ways[key] = tuple(self._walk(self._leading_to(destination), destination, (), (origin,)))
        return self._ways[key]

    def places(self) -> list[tuple[str, str]]:
        """Where legs end, with the country; ends of a way before the places it only passes."""
        found = {(tariff.place, tariff.country) for tariffs in self.edges.values() for tariff in tariffs}
        begins = {edge[0] for edge in self.edges}
        return sorted(found, key=lambda place: (place[0] in begins, place))

    def _leading_to(self, destination: str) -> list[str]:
        """The places from which legs lead there, itself included, in alphabetical order: all that a way may pass."""
        found, rest = {destination}, [destination]
        while rest:
            for before in self._before.get(rest.pop(), ()):
                if before not in found:
                    found.add(before)
                    rest.append(before)
        return sorted(found)

    def _walk(self, passing: list[str], destination: str, sofar: tuple[Edge, ...], seen: tuple[str, ...]) -> Iterator[tuple[Edge, ...]]:
        if len(sofar) == MOST_LEGS:
            return
        for to in passing:
            if to in seen:
                continue
            for edge in self._between.get((seen[-1], to), ()):
                if sofar and (ORDER[edge[3]] < ORDER[sofar[-1][3]] or edge[4] != sofar[-1][4]):
                    continue
                way = (*sofar, edge)
                if to != destination:
                    yield from self._walk(passing, destination, way, (*seen, to))
                elif any(leg[3] == Stage.MAIN for leg in way):
                    yield way


_kept: dict[int, tuple[int, date, RateBook]] = {}


def rate_book(day: date) -> RateBook:
    """The hub's rates in force on that day; one question to the database while nothing has changed."""
    hub = current_hub()
    # The stamp first: a change in between leaves the book newer than its stamp, never older.
    number = RateBookStamp.objects.values_list("number", flat=True).first() or 0
    kept = _kept.get(hub.pk)
    if kept is None or kept[:2] != (number, day):
        kept = _kept[hub.pk] = (number, day, _read(day))
    return kept[2]


def _read(day: date) -> RateBook:
    cards = RateCard.objects.in_force_on(day).exclude(destination_place="")
    breaks, extras = defaultdict(list), defaultdict(list)
    numbers = cards.values("pk")
    for card, start, rate in RateBreak.objects.filter(card__in=numbers).values_list("card", "from_quantity", "unit_rate"):
        breaks[card].append(Break(start, rate))
    rows = Surcharge.objects.filter(card__in=numbers).order_by("pk")
    for card, code, basis, rate, minimum, currency, stage in rows.values_list(
        "card", "code", "basis", "rate", "minimum", "currency", "stage"
    ):
        extras[card].append(Extra(code, basis, rate, minimum, currency, stage))
    tariffs = [_tariff(card, tuple(breaks[card.pk]), tuple(extras[card.pk])) for card in cards.order_by("pk")]
    containers = [row.measures for row in ContainerType.objects.in_force_on(day)]
    premiums = [
        Premium(
            row.pk,
            row.clause,
            row.commodity,
            row.insurer,
            row.percent,
            row.minimum,
            row.currency,
            row.valid_to,
            row.is_demonstration,
        )
        for row in InsuranceRate.objects.in_force_on(day).order_by("pk")
    ]
    return RateBook.of(tariffs, containers, premiums)


def tariff_of(card: RateCard) -> Tariff:
    """One card as the book has it."""
    breaks = tuple(Break(row.from_quantity, row.unit_rate) for row in card.breaks.all())
    extras = tuple(Extra(row.code, row.basis, row.rate, row.minimum, row.currency, row.stage) for row in card.surcharges.all())
    return _tariff(card, breaks, extras)


def _tariff(card: RateCard, breaks: tuple[Break, ...], extras: tuple[Extra, ...]) -> Tariff:
    return Tariff(
        card=card.pk,
        carrier=card.carrier,
        service=card.service,
        mode=card.mode,
        stage=card.stage,
        origin=card.origin,
        place=card.destination_place,
        country=card.destination_country,
        commodity=card.commodity,
        container=card.container,
        weight_rule=card.weight_rule,
        ratio=card.ratio,
        unit=card.unit,
        currency=card.currency,
        minimum=card.minimum,
        max_container_kg=card.max_container_kg,
        max_piece_g=_grams(card.max_piece_kg),
        min_total_g=_grams(card.min_total_kg),
        max_total_g=_grams(card.max_total_kg),
        min_days=card.transit_min_days,
        max_days=card.transit_max_days,
        valid_to=card.valid_to,
        co2_kg_per_tonne=card.co2_kg_per_tonne,
        is_demonstration=card.is_demonstration,
        breaks=breaks,
        extras=extras,
    )


def _grams(kg: Decimal | None) -> int | None:
    return None if kg is None else int(kg * 1000)
