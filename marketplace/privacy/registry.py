"""Where each room says what it holds of persons. A room has a file `privacy.py` beside its `apps.py`:

declare(Holding("reviews.words", room=_("Reviews"), what=_("…"), why=_("…"), whose=Whose.BUYER, basis=Basis.CONTRACT, fate=Fate.GOES,
                fields={"catalog.Review": ["author", "text"]}, **rows_of(Review, "author", ["text", "stars", "at"])))
leave_out("catalog.Product", ["name"], "goods, not persons")

A test walks all models: what looks personal and is named in no room's file fails it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.files.storage import Storage
from django.utils.functional import Promise

from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.exceptions import Undeclared
from marketplace.privacy.people import Person

Words = str | Promise


@dataclass(frozen=True)
class Period:
    """How long something stays, as it begins: officers keep the rows that count (KeepingPeriod). `source` says where the days are from."""

    code: str
    title: Words
    days: int
    source: str
    source_date: str = ""


@dataclass(frozen=True)
class KeptFile:
    """A file of the person for the export."""

    name: str
    storage: Storage
    path: str


@dataclass(frozen=True)
class Holding:
    """One kind of data about persons. `fields` names the columns by model; `export` gives plain JSON of this person and of nobody else;
    `erase` and `sweep` say how many rows they changed, and run twice have one effect. `sweep(before, dry)` takes what is older."""

    code: str
    room: Words
    what: Words
    why: Words
    whose: Whose
    basis: Basis
    fate: Fate
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    period: str = ""  # without one it stays as long as the account
    until: Words = ""  # what the period is counted from, or how long where no period is kept in rows
    given_to: Words = ""
    export: Callable[[Person], Iterable[Mapping[str, Any]]] | None = None
    files: Callable[[Person], Iterable[KeptFile]] | None = None
    not_exported: Words = ""  # why a copy does not have it
    erase: Callable[[Person], int] | None = None
    count: Callable[[Person], int] | None = None  # where a look shall not read: personal numbers, long lists
    stays_until: Callable[[Person], date | None] | None = None
    sweep: Callable[[datetime, bool], int] | None = None
    order: int = 50  # of erasing: the account itself goes last


@dataclass(frozen=True)
class Hindrance:
    """Why an erasure cannot be done now, and what its asker can do."""

    code: str
    words: Words
    path: str = ""


@dataclass(frozen=True)
class Given:
    """Something a person agreed to: shown with its date, and taken back at `path` where it can be."""

    title: Words
    at: datetime
    version: str
    withdrawn_at: datetime | None = None
    path: str = ""


_holdings: dict[str, Holding] = {}
_periods: dict[str, Period] = {}
_hindrances: list[Callable[[Person], Iterable[Hindrance]]] = []
_consents: list[Callable[[Person], Iterable[Given]]] = []
_guests_pages: list[Callable[[Person], str]] = []
_guests: list[Callable[[str], Person | None]] = []
_doors: list[Callable[[Person], None]] = []
_left_out: dict[str, dict[str, str]] = {}


def declare(*found: Holding) -> None:
    """Say what a room holds. Raises ValueError for a holding that could not keep its word."""
    for holding in found:
        if holding.fate in (Fate.GOES, Fate.EMPTIED) and holding.erase is None:
            raise ValueError(f"{holding.code} says that it goes, and not how.")
        if holding.fate == Fate.STAYS and _is_unsaid(holding.until):
            raise ValueError(f"{holding.code} stays, and does not say until when.")
        if holding.export is None and _is_unsaid(holding.not_exported):
            raise ValueError(f"{holding.code} is in no copy, and does not say why.")
        if holding.sweep is not None and not holding.period:
            raise ValueError(f"{holding.code} is cleaned, and has no period.")
        _holdings[holding.code] = holding


def _is_unsaid(words: Words) -> bool:
    return words == "" if isinstance(words, str) else False  # words to be translated are not read yet: there is no language


def declare_period(*found: Period) -> None:
    """How long things stay at first. Before the holdings that name them."""
    _periods.update({period.code: period for period in found})


def hinders(found: Callable[[Person], Iterable[Hindrance]]) -> Callable[[Person], Iterable[Hindrance]]:
    """Decorates what says why a person cannot be erased now."""
    _hindrances.append(found)
    return found


def consents(found: Callable[[Person], Iterable[Given]]) -> Callable[[Person], Iterable[Given]]:
    """Decorates what lists the things a person agreed to in a room."""
    _consents.append(found)
    return found


def guests_page(found: Callable[[Person], str]) -> Callable[[Person], str]:
    """Decorates what gives the address, with its key, under which a guest of an order finds these matters."""
    _guests_pages.append(found)
    return found


def page_of(person: Person) -> str:
    """Where this guest finds their matters; empty where the order is gone."""
    return next((path for ask in _guests_pages if (path := ask(person))), "")


def knows_guests(found: Callable[[str], Person | None]) -> Callable[[str], Person | None]:
    """Decorates what gives the guest of an order by its number, with the address and language that the order has."""
    _guests.append(found)
    return found


def guest_of(order: str) -> Person | None:
    """The guest of this order; None where it is not there, belongs to a member, or names nobody any more."""
    return next((person for ask in _guests if (person := ask(order))), None)


def shuts(found: Callable[[Person], None]) -> Callable[[Person], None]:
    """Decorates what keeps the person from beginning anything new: called in the transaction that then asks what hinders, before it asks.
    Rows that a sale under way holds are waited for here."""
    _doors.append(found)
    return found


def shut_doors(person: Person) -> None:
    """Wait for what is under way, and let nothing new of this person begin, to the end of the transaction."""
    for shut in _doors:
        shut(person)


def leave_out(model: str, fields: Iterable[str], why: str) -> None:
    """Columns that look personal and are not; `why` is for the reader of the code."""
    _left_out.setdefault(model, {}).update(dict.fromkeys(fields, why))


def holdings() -> list[Holding]:
    """All of them, in the order in which an erasure takes them."""
    return sorted(_holdings.values(), key=lambda holding: (holding.order, holding.code))


def holding(code: str) -> Holding:
    return _holdings[code]


def periods() -> list[Period]:
    return sorted(_periods.values(), key=lambda period: period.code)


def period(code: str) -> Period:
    """Raises Undeclared."""
    try:
        return _periods[code]
    except KeyError:
        raise Undeclared(code) from None


def hindrances_of(person: Person) -> list[Hindrance]:
    """What stands in the way of erasing this person in the current hub, each reason once."""
    found = [hindrance for ask in _hindrances for hindrance in ask(person)]
    return list({(hindrance.code, hindrance.path): hindrance for hindrance in found}.values())


def consents_of(person: Person) -> list[Given]:
    """What this person agreed to, the newest first."""
    return sorted((given for ask in _consents for given in ask(person)), key=lambda given: given.at, reverse=True)


def declared_fields() -> dict[str, set[str]]:
    """Every column that a room has spoken of, by model."""
    found: dict[str, set[str]] = {model: set(names) for model, names in _left_out.items()}
    for known in _holdings.values():
        for model, names in known.fields.items():
            found.setdefault(model, set()).update(names)
    return found
