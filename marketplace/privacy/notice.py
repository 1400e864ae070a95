"""The privacy notice: what the rooms declared and the periods in force, in the reader's language. It has no text of its own that could
say otherwise; its version is the fingerprint of what it says in English."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from django.db import transaction
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from marketplace.hubs.context import current_hub
from marketplace.privacy.keeping import KEPT_FOR, periods_in_force
from marketplace.privacy.models import NoticeText
from marketplace.privacy.registry import Holding, holdings, period

_versions: dict[int, tuple[float, str]] = {}


@dataclass(frozen=True)
class Row:
    """One holding as the notice tells it."""

    code: str
    what: str
    why: str
    whose: str
    basis: str
    kept: str
    source: str
    given_to: str
    on_erasure: str
    in_copy: str


@dataclass(frozen=True)
class Room:
    name: str
    rows: Sequence[Row]


def kept_words(holding: Holding) -> str:
    """How long it stays, by the row in force."""
    until = str(holding.until)
    if not holding.period:
        return until
    found = periods_in_force().get(holding.period)
    if found is None:
        return _("Until staff set a period; nothing is deleted by itself so far")
    days = _days(found.days)
    return _("%(days)s, %(until)s") % {"days": days, "until": until} if until else days


def _days(days: int) -> str:
    years, rest = divmod(days, 365)
    if years and not rest:
        return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def rooms() -> list[Room]:
    """The table of the notice, room by room."""
    found = sorted(((str(holding.room), holding.code, holding) for holding in holdings()), key=lambda told: told[:2])
    return [Room(name, [_row(holding) for _name, _code, holding in group]) for name, group in groupby(found, key=lambda told: told[0])]


def _row(holding: Holding) -> Row:
    found = periods_in_force().get(holding.period) if holding.period else None
    return Row(
        code=holding.code,
        what=str(holding.what),
        why=str(holding.why),
        whose=str(holding.whose.label),
        basis=str(holding.basis.label),
        kept=kept_words(holding),
        source=f"{found.source}" if found else "",
        given_to=str(holding.given_to),
        on_erasure=str(holding.fate.label),
        in_copy=str(holding.not_exported),
    )


def as_text() -> list[dict]:
    """The notice in the language in force, as it is kept beside an agreement."""
    return [asdict(room) for room in rooms()]


def version_now() -> str:
    """Twelve signs that change with whatever the notice says. A process works them out once a minute."""
    hub = current_hub().pk
    until, known = _versions.get(hub, (0.0, ""))
    if until < time.monotonic():
        with override("en"):
            known = fingerprint(as_text())[:12]
        _versions[hub] = (time.monotonic() + KEPT_FOR, known)
    return known


def forget_versions() -> None:
    """After a change of periods."""
    _versions.clear()


def fingerprint(text: object) -> str:
    return hashlib.sha256(json.dumps(text, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def keep_text() -> tuple[NoticeText, str]:
    """The notice as its reader sees it now, kept once for each version and language; with it its fingerprint."""
    language, version = get_language() or "en", version_now()
    row = NoticeText.objects.filter(version=version, language=language).first()
    if row is None:
        with transaction.atomic():
            NoticeText.objects.bulk_create([NoticeText(version=version, language=language, text=as_text())], ignore_conflicts=True)
        row = NoticeText.objects.get(version=version, language=language)
    return row, fingerprint(row.text)


def period_days(code: str) -> str:
    """So many days, in words, for pages that promise them."""
    found = periods_in_force().get(code)
    return _days(found.days if found else period(code).days)
