"""A shipment's way as its readers see it: forward only, whatever order the words came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from orders.logistics.enums import Passage
from orders.logistics.models import TravelEvent, TravelPiece

PLACE = {passage: number for number, passage in enumerate(Passage.values)}


@dataclass(frozen=True)
class PieceWay:
    """A piece and how far it has come."""

    piece: TravelPiece
    reached: str | None

    @property
    def title(self) -> str:
        return str(Passage(self.reached).label) if self.reached else ""


@dataclass(frozen=True)
class Travel:
    """The pieces, the steps that brought the shipment forward, and where all of it is by now."""

    pieces: tuple[PieceWay, ...]
    steps: tuple[TravelEvent, ...]
    reached: str | None


def travel_of(shipment: str) -> Travel:
    return travels_of([shipment])[shipment]


def travels_of(shipments: Collection[str]) -> dict[str, Travel]:
    """Each shipment's way: two questions to the database, however many they are and however long they went."""
    pieces, events = defaultdict(list), defaultdict(list)
    for piece in TravelPiece.objects.filter(shipment__in=shipments):
        pieces[piece.shipment].append(piece)
    for event in TravelEvent.objects.filter(shipment__in=shipments).select_related("piece"):
        events[event.shipment].append(event)
    return {shipment: _travel(pieces[shipment], events[shipment]) for shipment in shipments}


def _travel(pieces: list[TravelPiece], events: list[TravelEvent]) -> Travel:
    ways = tuple(PieceWay(piece, furthest(e.passage for e in events if e.piece_id in (None, piece.pk))) for piece in pieces)
    reached = [way.reached for way in ways] if ways else [furthest(event.passage for event in events)]
    slowest = None if None in reached else min(reached, key=PLACE.__getitem__)
    return Travel(ways, tuple(forward(events)), slowest)


def furthest(passages: Iterable[str]) -> str | None:
    return max(passages, key=PLACE.__getitem__, default=None)


def forward(events: Iterable[TravelEvent]) -> list[TravelEvent]:
    """The steps of the timeline: of each piece only those that lead further than all before; a late word about an earlier place is kept
    in the table and left out here."""
    reached: dict[int | None, int] = {}
    shown = []
    for event in sorted(events, key=lambda event: (event.happened_at, PLACE[event.passage], event.pk)):
        so_far = max(reached.get(None, -1), reached.get(event.piece_id, -1))
        if PLACE[event.passage] > so_far:
            reached[event.piece_id] = PLACE[event.passage]
            shown.append(event)
    return shown
