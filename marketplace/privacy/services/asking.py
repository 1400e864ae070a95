"""A person asks for a copy or for erasure, and may take an erasure back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.jobs import enqueue
from marketplace.privacy.enums import RequestKind, RequestState
from marketplace.privacy.exceptions import AlreadyAsked, Hindered, TooLate, TooSoon
from marketplace.privacy.keeping import time_for
from marketplace.privacy.letters import tell
from marketplace.privacy.models import PersonRequest
from marketplace.privacy.people import Person
from marketplace.privacy.registry import hindrances_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

COPIES_A_DAY = 2


def requests_of(person: Person) -> QuerySet[PersonRequest]:
    """What this person asked for, the newest first."""
    if person.is_member:
        return PersonRequest.across_hubs.filter(user_id=person.user_id)
    return PersonRequest.objects.filter(order_number=person.order) if person.order else PersonRequest.objects.none()


@transaction.atomic
def ask_for_copy(*, person: Person) -> PersonRequest:
    """A ZIP of everything that is held of this person, made by a job. Raises AlreadyAsked, TooSoon after two on one day."""
    _wait_turn(person)
    now = timezone.now()
    made = requests_of(person).filter(kind=RequestKind.EXPORT, asked_at__gt=now - timedelta(days=1))
    if made.count() >= COPIES_A_DAY and not made.still_open().exists():
        raise TooSoon
    row = _write(person, RequestKind.EXPORT, acts_after=now)
    row.job = enqueue("privacy.export", key=f"privacy:export:{row.pk}", payload={"request": row.pk}).pk
    row.save(update_fields=["job"])
    return row


@transaction.atomic
def ask_for_erasure(*, person: Person) -> PersonRequest:
    """Everything that may go goes after some days, in which it can be taken back. Raises Hindered with what must end first,
    AlreadyAsked."""
    _wait_turn(person)
    if hindrances := hindrances_of(person):
        raise Hindered(hindrances)
    now = timezone.now()
    row = _write(person, RequestKind.ERASURE, acts_after=now + time_for("privacy.cooling"))
    row.job = enqueue("privacy.erase", key=f"privacy:erase:{row.pk}:0", payload={"request": row.pk}, run_after=row.acts_after).pk
    row.save(update_fields=["job"])
    tell(person, "erasure_asked", key=f"privacy:asked:{row.pk}", day=row.acts_after, is_guest=not person.is_member)
    return row


@transaction.atomic
def take_back(*, person: Person) -> PersonRequest:
    """End an erasure that has not begun. Raises TooLate where there is none such."""
    row = requests_of(person).filter(kind=RequestKind.ERASURE).still_open().locked().first()
    if row is None or not row.may_be_taken_back:
        raise TooLate
    row.state, row.ended_at = RequestState.TAKEN_BACK, timezone.now()
    row.save(update_fields=["state", "ended_at"])
    record(subject=row, action="privacy.erasure_taken_back", by=_by(person))
    tell(person, "erasure_taken_back", key=f"privacy:taken_back:{row.pk}")
    return row


def _write(person: Person, kind: RequestKind, **facts: Any) -> PersonRequest:
    now = timezone.now()
    try:
        with transaction.atomic():
            row = PersonRequest.objects.create(
                kind=kind,
                user_id=person.user_id,
                order_number=person.order,
                is_guest=not person.is_member,
                language=person.language,
                asked_at=now,
                answer_by=(now + time_for("privacy.answer")).date(),
                **facts,
            )
    except IntegrityError:
        raise AlreadyAsked from None
    action = "privacy.export_asked" if kind == RequestKind.EXPORT else "privacy.erasure_asked"
    record(subject=row, action=action, by=_by(person), after={"answer_by": row.answer_by, "acts_after": row.acts_after})
    return row


def _wait_turn(person: Person) -> None:
    """Two clicks of one member queue here, so that the second sees what the first wrote."""
    if person.is_member:
        User.objects.select_for_update(no_key=True).get(pk=person.user_id)


def _by(person: Person) -> User | None:
    return User(pk=person.user_id) if person.is_member else None
