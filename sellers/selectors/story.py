"""The log of a seller in words an officer reads at a glance. The log itself keeps everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.history.models import Entry
from marketplace.history.words import words_for
from sellers.models import Evidence, Seller

WORDS: dict[str, str | Promise] = {
    "seller.begun": _("Application begun"),
    "seller.saved.sectors": _("What it sells was saved"),
    "seller.saved.firm": _("Facts of the firm were saved"),
    "seller.saved.contact": _("Contact was saved"),
    "seller.saved.payout": _("Payout account was saved"),
    "seller.submitted": _("Sent to RDB"),
    "seller.draft": _("Taken back by the applicant"),
    "seller.claimed": _("Claimed"),
    "seller.released": _("Released"),
    "seller.note": _("Note for colleagues"),
    "seller.approved": _("Approved"),
    "seller.returned": _("Returned with questions"),
    "seller.rejected": _("Rejected"),
    "seller.suspended": _("Suspended"),
    "seller.suspension_asked": _("Suspension asked for"),
    "seller.suspension_taken_back": _("Suspension request taken back"),
    "seller.payout_read": _("Account read in full"),
    "evidence.saved": _("Evidence saved"),
    "evidence.declared": _("Declared"),
    "evidence.declaration_taken_back": _("Declaration taken back"),
    "evidence.file_added": _("Paper added"),
    "evidence.file_removed": _("Paper taken off"),
    "evidence.verified": _("Evidence verified"),
    "evidence.rejected": _("Evidence not accepted"),
    "evidence.waived": _("Evidence waived"),
    "evidence.expired": _("Evidence has ended"),
    "evidencerequirement.sectors": _("Sectors of an evidence rule changed"),
    "member.invited": _("Member invited"),
    "member.joined": _("Member joined"),
    "member.removed": _("Member removed"),
    "member.invitation_withdrawn": _("Invitation taken back"),
}
# Said by the words above, or of use to machines alone.
UNSAID = {"state", "claimed_by", "sha256", "text", "does_not_apply", "asked_by"}


@dataclass(frozen=True)
class Line:
    entry: Entry
    words: str | Promise
    details: list[str]


def story_of(entries: list[Entry], titles: dict[str, str]) -> list[Line]:
    """A line for each entry; `titles` names the evidence rules by code."""
    return [Line(entry, words_for(entry.action), list(_details(entry, titles))) for entry in entries]


def _details(entry: Entry, titles: dict[str, str]):
    for name, value in entry.after.items():
        if name in UNSAID or value in (None, "", [], False):
            continue
        if name == "item":
            yield str(titles.get(value, value))
            continue
        was = entry.before.get(name)
        words = {"name": _label(name), "now": _plain(value), "was": _plain(was)}
        yield gettext("%(name)s: %(was)s → %(now)s") % words if was not in (None, "", []) else gettext("%(name)s: %(now)s") % words


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _label(name: str) -> str:
    fields = [*Evidence._meta.fields, *Seller._meta.get_fields()]
    names = {"file": _("file")} | {field.name: field.verbose_name for field in fields if hasattr(field, "verbose_name")}
    return capfirst(str(names.get(name, name.replace("_", " "))))
