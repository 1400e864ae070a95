"""Taking, reading and erasing real names. Each is written to the history, which never holds one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from marketplace.history.models import Entry
from marketplace.history.services import entry_of, record
from marketplace.money import Money
from orders.identity.consent import Consent
from orders.identity.enums import Purpose
from orders.identity.exceptions import Erased, NoRetention, ReasonMissing
from orders.identity.kept import retention_for
from orders.identity.models import KeptPerson, RealName, SavedPerson
from orders.identity.person import RealPerson

if TYPE_CHECKING:
    from marketplace.accounts.models import User

CHINA_TIME = ZoneInfo("Asia/Shanghai")
BATCH = 500

Unpaid = Callable[[Collection[str]], Iterable[str]]
_unpaid: list[Unpaid] = []


def register_unpaid(unpaid: Unpaid) -> None:
    """Upper rooms say in AppConfig.ready() which of these subjects ended without ever being paid."""
    _unpaid.append(unpaid)


def year_in_china(moment: datetime) -> int:
    """The calendar year that a person's sum belongs to."""
    return moment.astimezone(CHINA_TIME).year


@dataclass(frozen=True)
class Given:
    """A person, and what they agreed to; `is_kept`: by their own tick, for the next order too."""

    person: RealPerson
    consent: Consent
    is_kept: bool = False


def _columns(given: Given) -> dict[str, Any]:
    person, consent = given.person, given.consent
    return {
        "person": person.as_json(),
        "masked_name": person.masked_name,
        "masked_number": person.masked_number,
        "masked_mobile": person.masked_mobile,
        "fingerprint": person.fingerprint,
        "consent_version": consent.version,
        "consent_language": consent.language,
        "consent_hash": consent.text_hash,
        "consent_ip": consent.ip,
        "consented_at": timezone.now(),
    }


def keep_real_name(*, subject: str, parcels: Sequence[str], given: Given, counted: Money, by: User | None) -> tuple[RealName, Entry]:
    """Freeze, in the caller's transaction, who brings these parcels of a sale in; `counted` is what they take of the person's year. With it
    comes what the history has to say, which the caller writes together with its own. Raises NoRetention."""
    now = timezone.now()
    rule = retention_for(Purpose.ORDER, now.date())
    row = RealName.objects.create(
        subject=subject,
        parcels=list(parcels),
        counted=counted.amount,
        currency=counted.currency,
        year=year_in_china(now),
        retention=rule,
        purge_on=now.date() + timedelta(days=rule.days),
        **_columns(given),
    )
    if given.is_kept and by is not None:
        save_person(user=by, given=given)
    after = {"subject": subject, "parcels": list(parcels), "consent": given.consent.version, "purge_on": row.purge_on}
    return row, entry_of(subject=row, action="real_name.given", by=by, after=after)


def real_name_of(subject: str) -> RealName | None:
    """Who brings a sale's goods in, masked: the encrypted whole is not even fetched. None where nobody was asked."""
    return RealName.objects.filter(subject=subject).defer("person").first()


@transaction.atomic
def read_real_name(*, subject: str, by: User | None, why: str) -> RealPerson:
    """The whole of it. Who read it and why is in the history before anybody sees it; `by` is None for a work of our own. Raises
    ReasonMissing, Erased, RealName.DoesNotExist."""
    if not why.strip():
        raise ReasonMissing
    row = RealName.objects.select_for_update().get(subject=subject)  # an erasure under way goes first
    if row.is_erased:
        raise Erased(subject)
    record(subject=row, action="real_name.read", by=by, after={"subject": subject}, note=why.strip()[:300])
    return _person_of(row)


def _person_of(row: KeptPerson) -> RealPerson:
    return RealPerson(**row.person)


@transaction.atomic
def save_person(*, user: User, given: Given) -> SavedPerson:
    """Keep it for the member's next order, in the place of what they had saved. Raises NoRetention."""
    today = timezone.now().date()
    purge_on = today + timedelta(days=retention_for(Purpose.SAVED, today).days)
    row, _is_new = SavedPerson.objects.update_or_create(user=user, defaults={**_columns(given), "purge_on": purge_on})
    record(subject=row, action="saved_person.saved", by=user, after={"consent": given.consent.version, "purge_on": purge_on})
    return row


def saved_person_of(user: Any) -> SavedPerson | None:
    """What a member has saved, if anything. Pages show its masked form."""
    return SavedPerson.objects.filter(user=user).first() if user and user.is_authenticated else None


@transaction.atomic
def use_saved_person(*, user: User) -> RealPerson | None:
    """The member orders with what they saved; it then stays as long again. None where it is gone meanwhile."""
    row = SavedPerson.objects.select_for_update().filter(user=user).first()
    if row is None:
        return None
    today = timezone.now().date()
    with suppress(NoRetention):  # then the day it has already stands
        row.purge_on = today + timedelta(days=retention_for(Purpose.SAVED, today).days)
        row.save(update_fields=["purge_on"])
    record(subject=row, action="saved_person.read", by=user, note="order")
    return _person_of(row)


@transaction.atomic
def read_saved_person(*, user_id: int) -> dict[str, Any] | None:
    """What a member saved, in full, for the copy of their own data. The history has the reading."""
    row = SavedPerson.objects.select_for_update().filter(user_id=user_id).first()
    if row is None:
        return None
    record(subject=row, action="saved_person.read", note="copy")
    facts = {name: getattr(row, name) for name in ("consent_version", "consent_language", "consent_ip", "consented_at", "purge_on")}
    return {**row.person, **facts}


@transaction.atomic
def delete_saved_person(*, user: User) -> bool:
    """Whether there was one; a second click finds none."""
    row = SavedPerson.objects.select_for_update().filter(user=user).first()
    if row is None:
        return False
    record(subject=row, action="saved_person.deleted", by=user)
    row.delete()
    return True


def erase_what_is_over(*, now: datetime | None = None) -> int:
    """Erase every real name of the hub whose day has come, and those of sales that were never paid after their shorter time. Returns
    how many went; run twice, the second finds nothing."""
    today = (now or timezone.now()).date()
    count = 0
    while found := _erase(RealName.objects.filter(erased_at=None, purge_on__lte=today)):
        count += found
    return count + _erase_unpaid(today) + _erase_saved(today)


@transaction.atomic
def _erase(rows) -> int:
    found = list(rows.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    for row in found:
        row.person, row.erased_at = None, timezone.now()
        row.masked_name = row.masked_number = row.masked_mobile = row.fingerprint = ""
        row.save(update_fields=["person", "erased_at", "masked_name", "masked_number", "masked_mobile", "fingerprint"])
        record(subject=row, action="real_name.erased", after={"subject": row.subject, "purge_on": row.purge_on})
    return len(found)


def _erase_unpaid(today: date) -> int:
    """Those that upper rooms know as never paid. A sale that may still be paid is left alone."""
    try:
        before = today - timedelta(days=retention_for(Purpose.UNPAID, today).days)
    except NoRetention:
        return 0
    last, count = 0, 0
    while True:
        waiting = RealName.objects.filter(erased_at=None, consented_at__date__lte=before, pk__gt=last).order_by("pk")
        numbers = dict(waiting.values_list("subject", "pk")[:BATCH])
        if not numbers:
            return count
        last = max(numbers.values())
        over = {subject for unpaid in _unpaid for subject in unpaid(numbers.keys())}
        count += _erase(RealName.objects.filter(erased_at=None, subject__in=over)) if over else 0


@transaction.atomic
def _erase_saved(today: date) -> int:
    found = list(SavedPerson.objects.filter(purge_on__lte=today).select_for_update(skip_locked=True)[:BATCH])
    for row in found:
        record(subject=row, action="saved_person.deleted", after={"purge_on": row.purge_on})
        row.delete()
    return len(found)
