"""What the person's page shows, of a member as of a guest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from marketplace.privacy.enums import Fate, RequestKind
from marketplace.privacy.keeping import periods_in_force
from marketplace.privacy.models import PersonRequest
from marketplace.privacy.notice import kept_words
from marketplace.privacy.people import Person
from marketplace.privacy.registry import Given, Holding, consents_of, holdings
from marketplace.privacy.services.asking import requests_of


@dataclass(frozen=True)
class Held:
    """One kind of data this person has here."""

    holding: Holding
    count: int
    kept: str
    stays_until: date | None = None
    source: str = ""

    @property
    def goes(self) -> bool:
        return self.holding.fate != Fate.STAYS


def held_of(person: Person) -> list[Held]:
    """What is held of this person, room by room: only what there is."""
    found = []
    for holding in holdings():
        if holding.export is None or (count := count_of(holding, person)) == 0:
            continue
        kept = periods_in_force().get(holding.period) if holding.period else None
        until = holding.stays_until(person) if holding.stays_until else None
        if until is None and kept is not None and holding.fate == Fate.STAYS:
            until = timezone.now().date() + timedelta(days=kept.days)
        found.append(Held(holding, count, kept_words(holding), until, kept.source if kept else ""))
    return sorted(found, key=lambda held: (str(held.holding.room), held.holding.code))


def count_of(holding: Holding, person: Person) -> int:
    """How many rows, without reading what is in them where the room can count."""
    if holding.count is not None:
        return holding.count(person)
    return sum(1 for _ in holding.export(person)) if holding.export else 0


@dataclass(frozen=True)
class Mine:
    """All of the page."""

    held: Sequence[Held]
    consents: Sequence[Given]
    copies: Sequence[PersonRequest]
    erasure: PersonRequest | None

    @property
    def copy_under_way(self) -> PersonRequest | None:
        return next((row for row in self.copies if row.is_open), None)


def page_for(person: Person) -> Mine:
    asked = list(requests_of(person).order_by("-pk")[:12])
    copies = [row for row in asked if row.kind == RequestKind.EXPORT][:5]
    erasure = next((row for row in asked if row.kind == RequestKind.ERASURE and row.is_open), None)
    return Mine(held_of(person), consents_of(person), copies, erasure)
