"""Shipments on their way: what they travel in, where they are, what it cost. Asked with the plain key of the room above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.history.services import record
from orders.logistics.enums import NumberKind, Passage, Teller
from orders.logistics.exceptions import BackwardStep, FutureStep, NumberTaken
from orders.logistics.models import CarrierMessage, TravelEvent, TravelPiece
from orders.logistics.numbers import BadNumber, checked, kind_of
from orders.logistics.way import furthest

if TYPE_CHECKING:
    from marketplace.accounts.models import User

CLOCKS_DIFFER = timedelta(minutes=10)


@dataclass(frozen=True)
class CarrierWord:
    """Whose word a step is: the carrier, its own number of the event, the message it came in."""

    carrier: str
    their_id: str
    message: CarrierMessage


@transaction.atomic
def begin_travel(*, shipment: str, number: str, by: User | None, carrier: str = "", handed_over_at: datetime | None = None) -> TravelPiece:
    """The first piece, under the number the seller gave the carrier, and that it was handed over, now unless another moment is told. A
    number with a check digit that does not fit stays as it was typed, as the carrier's own."""
    kind = kind_of(number)
    try:
        written = checked(kind, number)
    except BadNumber:
        kind, written = NumberKind.OTHER, number[:40]
    piece, _is_new = TravelPiece.objects.get_or_create(
        shipment=shipment, number=written, defaults={"kind": kind, "added_by": by, "carrier": carrier[:80]}
    )
    _note(shipment, piece, Passage.COLLECTED, Teller.SELLER, handed_over_at or timezone.now(), "", {"number": number}, by)
    return piece


def add_piece(*, shipment: str, kind: str, number: str, by: User) -> TravelPiece:
    """One more parcel or container. Raises BadNumber where its check digit does not fit, NumberTaken where it is there already."""
    written = checked(kind, number)
    first = TravelPiece.objects.filter(shipment=shipment).order_by("pk").first()
    carrier = first.carrier if first else ""  # one shipment, one carrier at its door
    try:
        with transaction.atomic():
            piece = TravelPiece.objects.create(shipment=shipment, kind=kind, number=written, carrier=carrier, added_by=by)
            record(subject=piece, action="shipment.piece_added", by=by, after={"shipment": shipment, "number": written})
    except IntegrityError:
        raise NumberTaken from None
    return piece


@transaction.atomic
def note_step(
    *,
    shipment: str,
    passage: str,
    teller: str,
    happened_at: datetime,
    by: User | None,
    piece: TravelPiece | None = None,
    place: str = "",
    raw: dict[str, Any] | None = None,
    word: CarrierWord | None = None,
) -> TravelEvent:
    """Where the shipment, or one piece of it, is now. A carrier's word is always kept, also late and out of order: it then moves nothing
    back. A person's is refused where the way is further already (BackwardStep) or the moment is still to come (FutureStep)."""
    if happened_at > timezone.now() + CLOCKS_DIFFER:
        raise FutureStep
    # The pieces' rows are the lock: of two steps told at once the second sees the first.
    list(TravelPiece.objects.select_for_update().filter(shipment=shipment).order_by("pk"))
    if teller != Teller.CARRIER:
        told = TravelEvent.objects.filter(shipment=shipment)
        reached = furthest(event.passage for event in told if piece is None or event.piece_id in (None, piece.pk))
        if reached is not None and Passage.values.index(passage) < Passage.values.index(reached):
            raise BackwardStep
    return _note(shipment, piece, passage, teller, happened_at, place, raw or {}, by, word)


def _note(shipment, piece, passage, teller, happened_at, place, raw, by, word: CarrierWord | None = None) -> TravelEvent:
    told = {"carrier": word.carrier, "their_id": word.their_id, "message": word.message} if word else {}
    return TravelEvent.objects.create(
        shipment=shipment, piece=piece, passage=passage, teller=teller, happened_at=happened_at, place=place, raw=raw, noted_by=by, **told
    )
