"""What this room holds of persons. How long is in its own rows (RetentionRule); whose an order's real name is, orders know."""

from __future__ import annotations

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.people import Person
from marketplace.privacy.registry import Given, Holding, consents, declare
from orders.identity.enums import Purpose
from orders.identity.exceptions import NoRetention
from orders.identity.kept import retention_for
from orders.identity.models import SavedPerson
from orders.identity.services import delete_saved_person, read_saved_person


def days_kept(purpose: Purpose) -> str:
    """By the row in force, in the reader's words."""
    try:
        days = retention_for(purpose, timezone.now().date()).days
    except NoRetention:
        return _now("None is taken: no period is in force")
    return _now("%(days)s days, %(counted)s") % {"days": days, "counted": purpose.label}


words_of_days = lazy(days_kept, str)


def _saved(person: Person) -> list[dict]:
    row = read_saved_person(user_id=person.user_id) if person.is_member else None
    return [row] if row else []


def _delete(person: Person) -> int:
    return int(delete_saved_person(user=User(pk=person.user_id))) if person.is_member else 0


@consents
def saved_for_later(person: Person) -> list[Given]:
    rows = SavedPerson.objects.filter(user=person.user_id).defer("person") if person.is_member else []
    return [
        Given(_("Keeping your real name for the next order"), row.consented_at, row.consent_version, path="accounts/identity/")
        for row in rows
    ]


declare(
    Holding(
        "identity.saved",
        room=_("Real name for customs"),
        what=_("Name, identity number and mobile that you saved for your next order, encrypted"),
        why=_("So that you need not type them again"),
        whose=Whose.MEMBER,
        basis=Basis.CONSENT,
        fate=Fate.GOES,
        fields={
            "identity.SavedPerson": ["user", "person", "masked_name", "masked_number", "masked_mobile", "fingerprint", "consent_ip"],
        },
        until=words_of_days(Purpose.SAVED),
        export=_saved,
        count=lambda person: SavedPerson.objects.filter(user=person.user_id).count() if person.is_member else 0,
        erase=_delete,
        order=10,
    )
)
