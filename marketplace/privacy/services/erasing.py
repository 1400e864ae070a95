"""The work of an erasure: step by step, each step a transaction that notes itself, so that a worker that dies leaves no step half done
and the next one goes on where it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue
from marketplace.privacy.enums import RequestState
from marketplace.privacy.exceptions import Hindered
from marketplace.privacy.letters import tell
from marketplace.privacy.models import PersonRequest
from marketplace.privacy.people import Person, member
from marketplace.privacy.registry import Holding, guest_of, hindrances_of, holdings, shut_doors

Report = Callable[[int, int], None]
SHUT = "shut"
LAST = 90  # from here on in one transaction with the end: what is needed to go on must not be gone before it
TRY_AGAIN = timedelta(days=1)


def erase_person(*, request_id: int, report: Report | None = None) -> str:
    """Do what the request asks for; gives its state. Run twice, or after a death in the middle, it has one effect."""
    try:
        person = _begin(request_id)
    except Hindered as refusal:
        return _defer(request_id, refusal)
    if person is None:
        return PersonRequest.across_hubs.values_list("state", flat=True).get(pk=request_id)
    steps = [holding for holding in holdings() if holding.erase is not None]
    first = [holding for holding in steps if holding.order < LAST]
    for place, holding in enumerate(first, start=1):
        _step(request_id, holding, person)
        if report:
            report(place, len(first) + 1)
    _end(request_id, [holding for holding in steps if holding.order >= LAST], person)
    return RequestState.DONE


def person_of(row: PersonRequest) -> Person | None:
    """Of whom a request speaks, as they are known now; None where nobody is left to name."""
    if row.user_id:
        return member(row.user)
    return guest_of(row.order_number) if row.order_number else None


@transaction.atomic
def _begin(request_id: int) -> Person | None:
    """Shut the doors and look once more what stands in the way. None where there is nothing to do (yet). Raises Hindered; then the doors
    are open as before."""
    row = PersonRequest.across_hubs.locked().get(pk=request_id)
    if not row.is_open or row.acts_after > timezone.now():
        return None
    person = person_of(row)
    if person is None or SHUT in row.steps_done:
        return person
    found = []
    for hub in Hub.objects.order_by("pk"):
        with use_hub(hub):
            shut_doors(person)
            found += hindrances_of(person)
    if found:
        raise Hindered(found)
    if person.is_member:
        _close(person)
    row.state, row.steps_done, row.hindered_by = RequestState.RUNNING, [SHUT], []
    row.save(update_fields=["state", "steps_done", "hindered_by"])
    return person


def _close(person: Person) -> None:
    """No sign-in and no session is good any more. The lock lets orders that point to the account be written meanwhile."""
    account = User.objects.select_for_update(no_key=True).get(pk=person.user_id)
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])


@transaction.atomic
def _defer(request_id: int, refusal: Hindered) -> str:
    row = PersonRequest.across_hubs.locked().select_related("user").get(pk=request_id)
    if row.state not in (RequestState.ASKED, RequestState.DEFERRED):
        return row.state
    is_first = row.state == RequestState.ASKED
    row.state, row.tries = RequestState.DEFERRED, row.tries + 1
    row.hindered_by = list(dict.fromkeys(hindrance.code for hindrance in refusal.hindrances))
    row.acts_after = timezone.now() + TRY_AGAIN
    key = f"privacy:erase:{row.pk}:{row.tries}"
    row.job = enqueue("privacy.erase", key=key, payload={"request": row.pk}, run_after=row.acts_after).pk
    row.save(update_fields=["state", "tries", "hindered_by", "acts_after", "job"])
    record(subject=row, action="privacy.erasure_deferred", after={"hindered_by": row.hindered_by})
    if is_first and (person := person_of(row)):
        reasons = [str(hindrance.words) for hindrance in refusal.hindrances]
        tell(person, "erasure_deferred", key=f"privacy:deferred:{row.pk}", reasons=reasons)
    return row.state


@transaction.atomic
def _step(request_id: int, holding: Holding, person: Person) -> None:
    row = PersonRequest.across_hubs.locked().get(pk=request_id)
    if holding.code not in row.steps_done:
        _do(row, holding, person)
        row.save(update_fields=["steps_done", "counts"])


def _do(row: PersonRequest, holding: Holding, person: Person) -> None:
    count = 0
    for hub in Hub.objects.order_by("pk"):
        with use_hub(hub):
            count += holding.erase(person)
    row.steps_done.append(holding.code)
    if count:
        row.counts[holding.code] = count


@transaction.atomic
def _end(request_id: int, last: list[Holding], person: Person) -> None:
    """The account itself, the letter to the address it had, and the record, which names nobody."""
    row = PersonRequest.across_hubs.locked().get(pk=request_id)
    if row.state != RequestState.RUNNING:
        return
    tell(person, "erased", key=f"privacy:erased:{row.pk}", stays=[str(holding.what) for holding in staying(person)])
    for holding in last:
        _do(row, holding, person)
    end: dict[str, Any] = {"state": RequestState.DONE, "ended_at": timezone.now(), "user": None, "order_number": ""}
    for name, value in end.items():
        setattr(row, name, value)
    row.save()
    record(subject=row, action="privacy.erased", after={"counts": row.counts})


def staying(person: Person) -> list[Holding]:
    """What an erasure leaves where it is, of what this person has here."""
    left = (holding for holding in holdings() if holding.erase is None and holding.export is not None)
    return [holding for holding in left if (holding.count(person) if holding.count else any(True for _ in holding.export(person)))]
