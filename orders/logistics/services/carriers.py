"""Carriers that tell for themselves where goods are: who may, and what becomes of what they tell."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.history.services import record
from orders.logistics.enums import Teller
from orders.logistics.models import CarrierAccess, CarrierMessage, TravelEvent, TravelPiece
from orders.logistics.models.carrier import folded
from orders.logistics.selectors import spellings
from orders.logistics.services.travel import CLOCKS_DIFFER, CarrierWord, note_step

if TYPE_CHECKING:
    from marketplace.accounts.models import User

MARK = "isokocarrier"  # so that a token that leaks is recognised by those who look for such things
OLDEST = timedelta(days=400)


@dataclass(frozen=True)
class Told:
    """One event as the carrier tells it; `raw` is all of it."""

    event_id: str
    number: str
    passage: str
    happened_at: datetime
    place: str
    raw: dict[str, Any]


@dataclass(frozen=True)
class Mistake:
    """What is wrong with which event (counted from zero), at which field."""

    place: int
    field: str
    message: str


class EventsRefused(Exception):
    """Nothing of the message moved anything; the argument is the list of mistakes. The message itself is kept."""

    @property
    def mistakes(self) -> list[Mistake]:
        return self.args[0]


@transaction.atomic
def give_access(*, carrier: str, by: User, names: str = "") -> tuple[CarrierAccess, str]:
    """The row and its token, which nobody can read again: only its hash is kept."""
    token = f"{MARK}{secrets.token_hex(24)}"
    access = CarrierAccess.objects.create(
        carrier=carrier.strip(), names=names, token_hash=_hash(token), hint=token[len(MARK) :][:6], given_by=by
    )
    record(subject=access, action="carrier.access_given", by=by, after={"carrier": access.carrier, "names": names, "hint": access.hint})
    return access, token


@transaction.atomic
def revoke_access(*, access: CarrierAccess, by: User) -> None:
    """From now on the token opens nothing. Revoked twice it is revoked once."""
    access = CarrierAccess.objects.select_for_update().get(pk=access.pk)
    if access.revoked_at is None:
        access.revoked_at, access.revoked_by = timezone.now(), by
        access.save(update_fields=["revoked_at", "revoked_by"])
        record(subject=access, action="carrier.access_revoked", by=by, before={"carrier": access.carrier, "hint": access.hint})


@transaction.atomic
def name_carrier(*, access: CarrierAccess, names: str, by: User) -> None:
    """By which other names sellers call this carrier."""
    before = CarrierAccess.objects.values_list("names", flat=True).get(pk=access.pk)
    CarrierAccess.objects.filter(pk=access.pk).update(names=names)
    record(subject=access, action="carrier.access_named", by=by, before={"names": before}, after={"names": names})


def access_of(token: str) -> CarrierAccess | None:
    """Whose token it is in this hub; None for an unknown or revoked one."""
    return CarrierAccess.objects.filter(token_hash=_hash(token), revoked_at=None).first()


def keep_message(*, access: CarrierAccess, body: str) -> CarrierMessage:
    return CarrierMessage.objects.create(access=access, body=body)


def take_events(*, message: CarrierMessage, events: Sequence[Told]) -> list[bool]:
    """Which of these events are new. One that was told before under the same number says nothing new. All are taken or none: raises
    EventsRefused with each mistake."""
    try:
        return _take(message, events)
    except IntegrityError:  # the same event came by two doors at once: the second time the first one's is there
        return _take(message, events)


@transaction.atomic
def _take(message: CarrierMessage, events: Sequence[Told]) -> list[bool]:
    access = message.access
    carrier = folded(access.carrier)
    pieces = _pieces(access, events)
    known = TravelEvent.objects.filter(carrier=carrier, their_id__in=[event.event_id for event in events])
    told = {event.their_id: (event.piece_id, event.passage, event.happened_at) for event in known}
    mistakes: list[Mistake] = []
    new: list[bool] = []
    for place, event in enumerate(events):
        piece = pieces[place]
        facts = (piece.pk if piece else None, event.passage, event.happened_at)
        wrong = list(_mistakes(place, event, piece, told.get(event.event_id), facts))
        mistakes += wrong
        is_new = not wrong and event.event_id not in told
        if is_new:
            told[event.event_id] = facts
        new.append(is_new)
    if mistakes:
        raise EventsRefused(mistakes)
    # By shipment, because each is locked: of two lists about the same goods one waits for the other, never both.
    fresh = [(event, piece) for event, piece, is_new in zip(events, pieces, new, strict=True) if is_new]
    for event, piece in sorted(fresh, key=lambda pair: pair[1].shipment):
        note_step(
            shipment=piece.shipment,
            piece=piece,
            passage=event.passage,
            teller=Teller.CARRIER,
            happened_at=event.happened_at,
            place=event.place,
            raw=event.raw,
            by=None,
            word=CarrierWord(carrier, event.event_id, message),
        )
    return new


def _pieces(access: CarrierAccess, events: Sequence[Told]) -> list[TravelPiece | None]:
    """The piece each event speaks of, among those that were handed to this carrier; of several under one number the latest."""
    written = {event.number: spellings(event.number) for event in events}
    rows = TravelPiece.objects.filter(number__in=set().union(*written.values())).order_by("pk")
    own = {row.number: row for row in rows if folded(row.carrier) in access.called}
    return [next((own[name] for name in written[event.number] if name in own), None) for event in events]


def _mistakes(place: int, event: Told, piece: TravelPiece | None, before: tuple | None, facts: tuple) -> Iterator[Mistake]:
    if piece is None:
        yield mistake(place, "number", _("nothing that was handed to you travels under “%(number)s”.") % {"number": event.number})
    elif before is not None and before != facts:
        yield mistake(place, "event_id", _("you told another event under this number before."))
    if event.happened_at > timezone.now() + CLOCKS_DIFFER:
        yield mistake(place, "happened_at", _("this moment is still to come."))
    elif event.happened_at < timezone.now() - OLDEST:
        yield mistake(place, "happened_at", _("this moment is more than %(days)s days ago.") % {"days": OLDEST.days})


def mistake(place: int, field: str, text: str) -> Mistake:
    """Named by the row the carrier counts: from one."""
    return Mistake(place, field, _("Event %(number)s: %(mistake)s") % {"number": place + 1, "mistake": text})


def _hash(token: str) -> str:
    # 192 random bits: nobody tries them out, so a plain hash is enough and is found by its index.
    return hashlib.sha256(token.encode()).hexdigest()
