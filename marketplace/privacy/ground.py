"""What the ground of the house holds of persons: accounts, sessions, letters, the history. The rooms above speak in files of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authtoken.models import Token

from marketplace.accounts.erased import DOMAIN, address_of_nobody
from marketplace.accounts.models import User
from marketplace.api.models import IdempotencyRecord
from marketplace.history.models import Entry
from marketplace.jobs.models import Job, JobState
from marketplace.privacy.enums import OPEN_REQUESTS, Agreed, Basis, Fate, RequestKind, RequestState, Whose
from marketplace.privacy.letters import forget_letters
from marketplace.privacy.models import AgreedNotice, PersonRequest
from marketplace.privacy.people import Person
from marketplace.privacy.registry import Given, Hindrance, Holding, Period, consents, declare, declare_period, hinders, leave_out
from marketplace.privacy.rows import by_member, delete_in_batches, emptied, rows_of, told
from marketplace.privacy.services.files import delete_files, delete_old_files

OURS = "marketplace's own reading: no longer than it is of use"

declare_period(
    Period("privacy.answer", _("time to answer a person’s request"), 15, "shorter than one month (EU GDPR, article 12; Rwanda’s Law "
           "058/2021) and than 15 working days (China’s rules for apps); all three general knowledge"),
    Period("privacy.cooling", _("time to take an erasure back"), 7, OURS),
    Period("privacy.file", _("copies of the data, counted from the day they were made"), 7, OURS),
    Period("privacy.proof", _("proof of requests and agreements, counted from the day they ended"), 1095, OURS),
    Period("accounts.sessions", _("sign-ins and guests’ visits, counted from the last visit"), 30, OURS),
    Period("mail.letters", _("letters sent, counted from the day they left"), 30, OURS),
    Period("history.entries", _("the history of what was done here, counted from the deed"), 3650,
           "Rwanda’s law on tax procedures: books are kept for ten years (general knowledge)"),
)  # fmt: skip


def _account(person: Person) -> list[dict[str, Any]]:
    columns = ("email", "name", "language", "date_joined", "last_login", "is_staff")
    return list(User.objects.filter(pk=person.user_id).values(*columns)) if person.is_member else []


def _without_name(person: Person) -> int:
    """The row stays for what hangs on it (orders, the history), and says nothing any more."""
    account = User.objects.filter(pk=person.user_id).exclude(email__endswith=f"@{DOMAIN}")
    return account.update(
        email=address_of_nobody(), name="", language="en", password="!", is_active=False, is_staff=False, is_superuser=False,
        last_login=None, date_joined=datetime(2000, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def _letters_of(person: Person) -> Q:
    asked = Q()
    for email in person.emails:
        asked |= Q(payload__to=email) | Q(payload__to__contains=[email])
    return Q(kind__startswith="mail.") & asked


def _letters(person: Person) -> Iterable[Mapping[str, Any]]:
    if not person.emails:
        return []
    found = Job.objects.filter(_letters_of(person)).order_by("created_at")
    return [
        {
            "sent": job.finished_at,
            "to": job.payload["to"],
            "letter": job.payload.get("template", ""),
            "subject": job.payload.get("subject", ""),
        }
        for job in found
    ]


def _forget_letters(person: Person) -> int:
    return forget_letters(_letters_of(person)) if person.emails else 0


def _old_letters(before: datetime, dry: bool) -> int:
    old = Job.objects.filter(kind__startswith="mail.", state=JobState.DONE, finished_at__lt=before).exclude(payload={})
    written = _old_mail_files(before, dry)
    return written + (old.count() if dry else old.update(payload={}))


def _old_mail_files(before: datetime, dry: bool) -> int:
    """The embedded house writes its letters into a directory."""
    home = getattr(settings, "EMAIL_FILE_PATH", None)
    if not home or not Path(home).is_dir():
        return 0
    old = [path for path in Path(home).iterdir() if path.is_file() and path.stat().st_mtime < before.timestamp()]
    for path in [] if dry else old:
        path.unlink(missing_ok=True)
    return len(old)


def _old_sessions(before: datetime, dry: bool) -> int:
    """A session says when it ends: its last visit was so many days before."""
    old = Session.objects.filter(expire_date__lt=before + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    return old.count() if dry else delete_in_batches(old)


def _ends_sign_ins(person: Person) -> int:
    """The password is gone, and with it every session's proof of it; a session found with the account is deleted too."""
    if not person.is_member:
        return 0
    mine = [session.pk for session in Session.objects.iterator() if session.get_decoded().get("_auth_user_id") == str(person.user_id)]
    return Session.objects.filter(pk__in=mine).delete()[0]


def _kept_answers(person: Person) -> Q | None:
    return Q(caller=f"user:{person.user_id}") if person.is_member else None


def _agreed_of(person: Person) -> Q | None:
    if person.is_member:
        return Q(user_id=person.user_id)
    return Q(order_number=person.order) if person.order else None


def _requests_of(person: Person) -> Q | None:
    if person.is_member:
        return Q(user_id=person.user_id)
    return Q(order_number=person.order) if person.order else None


def _forget_requests(person: Person) -> int:
    """Earlier requests with their files, and copies that wait; the erasure under way forgets whose it is at its end."""
    asked = _requests_of(person)
    if asked is None:
        return 0
    earlier = PersonRequest.objects.filter(asked).exclude(kind=RequestKind.ERASURE, state__in=OPEN_REQUESTS)
    delete_files(earlier.exclude(file=""))
    earlier.still_open().update(state=RequestState.OVER, ended_at=timezone.now())
    return earlier.update(user=None, order_number="")


def _old_proofs(before: datetime, dry: bool) -> int:
    old = PersonRequest.objects.filter(ended_at__lt=before, file="")
    loose = AgreedNotice.objects.filter(at__lt=before, user__is_active=False)
    if dry:
        return old.count() + loose.count()
    return delete_in_batches(old) + delete_in_batches(loose)


def _deeds(person: Person) -> list[dict[str, Any]]:
    return list(Entry.objects.filter(by=person.user_id).order_by("pk").values("at", "action", "note")) if person.is_member else []


def _count_deeds(person: Person) -> int:
    return Entry.objects.filter(by=person.user_id).count() if person.is_member else 0


@hinders
def is_staff(person: Person) -> Iterable[Hindrance]:
    if person.is_member and User.objects.filter(pk=person.user_id).filter(Q(is_staff=True) | Q(is_superuser=True)).exists():
        yield Hindrance("staff", _("You work at the desk of the hub. Ask its administrator to end that first."))


@consents
def agreed_notices(person: Person) -> Iterable[Given]:
    asked = _agreed_of(person)
    for row in AgreedNotice.objects.filter(asked) if asked is not None else []:
        yield Given(_("Privacy notice, when %(occasion)s") % {"occasion": Agreed(row.what).label}, row.at, row.version)


ACCOUNTS, LETTERS, HISTORY = _("Accounts"), _("Letters"), _("History")
declare(
    Holding(
        "accounts.account",
        room=ACCOUNTS,
        what=_("E-mail address, name, language, password (as a one-way sum), when you joined and last signed in"),
        why=_("So that you can sign in and find your orders, your firm and your papers"),
        whose=Whose.MEMBER,
        basis=Basis.CONTRACT,
        fate=Fate.EMPTIED,
        fields={"accounts.User": ["email", "name", "language", "password", "last_login", "date_joined"]},
        until=_("As long as the account"),
        export=_account,
        erase=_without_name,
        order=100,
    ),
    Holding(
        "accounts.addresses",
        room=ACCOUNTS,
        what=_("Further e-mail addresses, and whether you proved them"),
        why=_("So that letters reach you and nobody takes your account over"),
        whose=Whose.MEMBER,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"account.EmailAddress": ["user", "email"], "account.EmailConfirmation": ["key"]},
        until=_("As long as the account"),
        order=95,
        **rows_of(EmailAddress, "user", ["email", "verified", "primary"]),
    ),
    Holding(
        "accounts.factors",
        room=ACCOUNTS,
        what=_("Two-step sign-in and keys for programs"),
        why=_("So that only you get into your account"),
        whose=Whose.MEMBER,
        basis=Basis.SAFETY,
        fate=Fate.GOES,
        fields={"mfa.Authenticator": ["user", "data"], "authtoken.Token": ["user", "key"], "authtoken.TokenProxy": ["user", "key"]},
        until=_("Until you switch it off"),
        export=told(Authenticator, by_member("user"), ["type", "created_at", "last_used_at"]),
        erase=lambda person: (
            sum(kind.objects.filter(user=person.user_id).delete()[0] for kind in (Authenticator, Token)) if person.is_member else 0
        ),
        order=5,
    ),
    Holding(
        "accounts.sessions",
        room=ACCOUNTS,
        what=_("Sign-ins: which browser is signed in, its cart and the keys of its orders"),
        why=_("So that you stay signed in, and a guest finds the cart again"),
        whose=Whose.ANYBODY,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"sessions.Session": ["session_data"]},
        period="accounts.sessions",
        until=_("counted from the last visit"),
        not_exported=_("it is a key, not a fact: a copy would let others in"),
        erase=_ends_sign_ins,
        sweep=_old_sessions,
        order=6,
    ),
    Holding(
        "accounts.device",
        room=ACCOUNTS,
        what=_(
            "On your device: language, currency, country and colours in cookies, the goods you saw last, and pages to read without network"
        ),
        why=_("So that pages come as you chose them; no cookie of anybody else is set, and none follows you"),
        whose=Whose.ANYBODY,
        basis=Basis.CONTRACT,
        fate=Fate.STAYS,
        until=_("Until you clear it in the browser; we cannot read it when you are away"),
        not_exported=_("it is on your device, not with us"),
    ),
    Holding(
        "mail.letters",
        room=LETTERS,
        what=_("Letters we sent you: the address and what the letter said"),
        why=_("So that a letter is sent once, and again where the line was down"),
        whose=Whose.ANYBODY,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"jobs.Job": ["payload", "last_error"]},
        period="mail.letters",
        until=_("counted from the day it left"),
        export=_letters,
        erase=_forget_letters,
        sweep=_old_letters,
        order=80,
    ),
    Holding(
        "api.answers",
        room=ACCOUNTS,
        what=_("What a program of yours sent with a key, and our answer"),
        why=_("So that a request that comes twice is done once"),
        whose=Whose.MEMBER,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"marketplace_api.IdempotencyRecord": ["caller", "address", "answer"]},
        until=_("A day or two"),
        not_exported=_("each answer is the state of a thing that stands in this copy by itself"),
        erase=lambda person: IdempotencyRecord.objects.filter(asked).delete()[0] if (asked := _kept_answers(person)) else 0,
    ),
    Holding(
        "privacy.agreed",
        room=ACCOUNTS,
        what=_("That you agreed to the privacy notice: version, language, time and network address"),
        why=_("To be able to show it"),
        whose=Whose.ANYBODY,
        basis=Basis.LAW,
        fate=Fate.EMPTIED,
        fields={"privacy.AgreedNotice": ["user", "ip", "order_number"]},
        period="privacy.proof",
        until=_("counted from the end of the account"),
        export=told(AgreedNotice, _agreed_of, ["what", "version", "language", "text_hash", "ip", "at"]),
        erase=emptied(AgreedNotice, _agreed_of, ip=None),
        sweep=_old_proofs,
        order=90,
    ),
    Holding(
        "privacy.requests",
        room=ACCOUNTS,
        what=_("Your requests for a copy or for erasure, and the copies until they are deleted"),
        why=_("To do what you asked in time, and to be able to show it"),
        whose=Whose.ANYBODY,
        basis=Basis.LAW,
        fate=Fate.EMPTIED,
        fields={"privacy.PersonRequest": ["user", "order_number", "file"]},
        period="privacy.file",
        until=_("the file counted from the day it was made; the request itself names nobody once it is done"),
        export=told(PersonRequest, _requests_of, ["kind", "state", "asked_at", "ended_at"]),
        erase=_forget_requests,
        sweep=delete_old_files,
        order=90,
    ),
    Holding(
        "history.entries",
        room=HISTORY,
        what=_(
            "What you did at the desk, in a firm or with an order: the deed, its time and your account, sealed so that nobody rewrites it"
        ),
        why=_("So that money, approvals and readings of personal numbers can be traced"),
        whose=Whose.MEMBER,
        basis=Basis.LAW,
        fate=Fate.STAYS,
        fields={"history.Entry": ["by"], "admin.LogEntry": ["user"]},
        period="history.entries",
        until=_("counted from the deed; after an erasure it leads to an account without a name"),
        export=_deeds,
        count=_count_deeds,
    ),
)
leave_out("hubs.Agency", ["name"], "an authority")
leave_out("hubs.District", ["name"], "a place")
leave_out("hubs.Hub", ["name"], "a country's marketplace")
leave_out("auth.Group", ["name"], "a set of rights")
leave_out("auth.Permission", ["name"], "a right")
leave_out("allocation.Hold", ["holder"], "a number: the order or the claim that holds the goods")
leave_out("allocation.Allowance", ["holder"], "the number of an account or a visit; it names nobody")
