"""What the sellers' room holds of persons: who works for a firm, whom to reach there, and what an application shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.people import Person
from marketplace.privacy.registry import Hindrance, Holding, KeptFile, Period, declare, declare_period, hinders, leave_out
from marketplace.privacy.rows import by_email, delete_before, deleted, rows_of, told
from sellers.enums import EvidenceState, MemberRole, SellerState
from sellers.models import Decision, DeskLook, EvidenceFile, Invitation, Member, Seller

ROOM = _("Sellers")
OURS = "marketplace's own reading: no longer than it is of use"
UNTYPED: dict[str, Any] = {
    **dict.fromkeys(("contact_name", "contact_email", "contact_phone", "payout_masked", "payout_fingerprint", "payout_kind"), ""),
    "drafts": None,
    "payout_details": None,
}
UNSENT = (SellerState.DRAFT, SellerState.REJECTED)  # nothing is sold, nobody is owed anything

declare_period(
    Period("sellers.refused", _("papers of refused applications, counted from the last change"), 365, OURS),
    Period("sellers.drafts", _("applications never sent, counted from the last change"), 365, OURS),
    Period("sellers.invitations", _("invitations to a firm, counted from the day they were written"), 90, OURS),
    Period("sellers.firms", _("a firm’s registration, papers and payout account, counted from its last sale"), 3650,
           "Rwanda’s law on tax procedures: books are kept for ten years (general knowledge)"),
)  # fmt: skip


def _contacts(person: Person) -> Q | None:
    """Firms whose contact this person is, by an address proven to be theirs."""
    return by_email("contact_email")(person)


def _memberships(person: Person) -> list[dict[str, Any]]:
    columns = ("seller__legal_name", "seller__trade_name", "role", "joined_at")
    return list(Member.objects.filter(user=person.user_id).order_by("pk").values(*columns)) if person.is_member else []


def _no_contact(person: Person) -> int:
    asked = _contacts(person)
    return Seller.objects.filter(asked).update(contact_name="", contact_email="", contact_phone="") if asked is not None else 0


def _alone_in(person: Person) -> list[Seller]:
    """Firms whose only owner this person is."""
    if not person.is_member:
        return []
    owned = Seller.objects.filter(members__user=person.user_id, members__role=MemberRole.OWNER)
    return [firm for firm in owned if not firm.members.filter(role=MemberRole.OWNER).exclude(user=person.user_id).exists()]


def _leave_firms(person: Person) -> int:
    """The memberships go; with them what was only typed for a firm that this person alone would have had."""
    for firm in _alone_in(person):
        if firm.state in UNSENT:
            Seller.objects.filter(pk=firm.pk).update(**UNTYPED, sector_address="")
            delete_evidence_files(EvidenceFile.objects.filter(evidence__seller=firm))
    return deleted(Member, lambda who: Q(user_id=who.user_id) if who.is_member else None)(person)


def _shown_files(person: Person) -> Iterable[KeptFile]:
    """What this person sent in, not what colleagues did."""
    found = EvidenceFile.objects.filter(uploaded_by=person.user_id).exclude(file="").order_by("pk") if person.is_member else []
    return [KeptFile(row.original_name, row.file.storage, row.file.name) for row in found]


def _shown(person: Person) -> Iterable[dict[str, Any]]:
    columns = ("evidence__seller__legal_name", "evidence__code", "original_name", "content_type", "size", "uploaded_at")
    return list(EvidenceFile.objects.filter(uploaded_by=person.user_id).order_by("pk").values(*columns)) if person.is_member else []


def delete_evidence_files(rows) -> int:
    """The papers themselves, out of the storage after commit; that there was one stays on its row. Returns how many."""
    count = 0
    for pk in list(rows.exclude(file="").values_list("pk", flat=True)):
        with transaction.atomic():
            row = EvidenceFile.objects.select_for_update().get(pk=pk)
            if not row.file:
                continue
            storage, name = row.file.storage, row.file.name
            EvidenceFile.objects.filter(pk=pk).update(file="", original_name="")
            if not EvidenceFile.across_hubs.filter(file=name).exists():
                transaction.on_commit(partial(storage.delete, name))
        count += 1
    return count


def _refused_papers(before: datetime, dry: bool) -> int:
    decided = Decision.objects.filter(at__gte=before).values("seller")
    refused = Q(evidence__seller__state=SellerState.REJECTED) & ~Q(evidence__seller__in=decided)
    rejected = Q(evidence__state=EvidenceState.REJECTED, evidence__superseded_at__lt=before)
    old = EvidenceFile.objects.filter(refused | rejected, uploaded_at__lt=before).exclude(file="")
    return old.count() if dry else delete_evidence_files(old)


def _old_drafts(before: datetime, dry: bool) -> int:
    """What was typed and never sent. The row stays: its owner may begin again."""
    old = Seller.objects.filter(state=SellerState.DRAFT, submitted_at=None, created_at__lt=before).filter(
        Q(saved_at=None) | Q(saved_at__lt=before)
    )
    old = old.exclude(drafts__isnull=True, contact_name="", contact_email="", contact_phone="", payout_details__isnull=True)
    if dry:
        return old.count()
    return old.update(**UNTYPED, saved_at=timezone.now())


@hinders
def owns_alone(person: Person) -> Iterable[Hindrance]:
    for firm in _alone_in(person):
        if firm.state not in UNSENT:
            words = _("You are the only owner of %(firm)s. Make somebody else an owner first, or ask RDB to close the firm.") % {
                "firm": firm.name
            }
            yield Hindrance("only_owner", words, "sell/")


declare(
    Holding(
        "sellers.members",
        room=ROOM,
        what=_("For which firm you work here, as what, and since when"),
        why=_("So that you may open the firm’s office, and others not"),
        whose=Whose.SELLER,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"sellers.Member": ["user"]},
        until=_("Until you leave the firm or the account ends"),
        export=_memberships,
        erase=_leave_firms,
    ),
    Holding(
        "sellers.contact",
        room=ROOM,
        what=_("A firm’s contact person: name, e-mail address, telephone"),
        why=_("So that buyers’ papers, carriers and RDB reach somebody"),
        whose=Whose.SELLER,
        basis=Basis.CONTRACT,
        fate=Fate.EMPTIED,
        fields={"sellers.Seller": ["contact_name", "contact_email", "contact_phone"]},
        period="sellers.firms",
        until=_("after the firm’s last sale"),
        given_to=_("buyers and their customs, on the papers of an order"),
        export=told(Seller, _contacts, ["legal_name", "contact_name", "contact_email", "contact_phone"]),
        erase=_no_contact,
        order=40,
    ),
    Holding(
        "sellers.firm",
        room=ROOM,
        what=_("A firm’s registration, tax number, address and payout account (bank or telephone), encrypted where it is an account"),
        why=_("So that RDB can check the firm and the money reaches it"),
        whose=Whose.SELLER,
        basis=Basis.LAW,
        fate=Fate.STAYS,
        fields={
            "sellers.Seller": [
                "legal_name",
                "trade_name",
                "registration_number",
                "tin",
                "sector_address",
                "payout_details",
                "payout_masked",
                "payout_fingerprint",
            ]
        },
        period="sellers.firms",
        until=_("after the firm’s last sale: it is the firm’s, and its books need it"),
        given_to=_("RDB, banks and payment companies"),
        not_exported=_("it belongs to the firm; its owners read and change it in the office"),
    ),
    Holding(
        "sellers.drafts",
        room=ROOM,
        what=_("What was typed into an application and never sent"),
        why=_("So that nothing typed is lost"),
        whose=Whose.SELLER,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"sellers.Seller": ["drafts"]},
        period="sellers.drafts",
        until=_("counted from the last change"),
        not_exported=_("it stands in the application’s form, where its owner reads and changes it"),
        erase=lambda person: 0,  # it goes with the membership of whom it belongs to alone
        sweep=_old_drafts,
    ),
    Holding(
        "sellers.evidence",
        room=ROOM,
        what=_("Papers shown in an application: certificates, and what stands on them"),
        why=_("So that buyers can rely on “checked by RDB”"),
        whose=Whose.SELLER,
        basis=Basis.LAW,
        fate=Fate.STAYS,
        fields={"sellers.EvidenceFile": ["file", "original_name", "uploaded_by"], "sellers.Evidence": ["attested_by"]},
        period="sellers.refused",
        until=_("where it was refused, counted from the decision; otherwise as long as the firm’s books"),
        given_to=_("RDB’s officers"),
        export=_shown,
        files=_shown_files,
        sweep=_refused_papers,
    ),
    Holding(
        "sellers.invitations",
        room=ROOM,
        what=_("Invitations to work for a firm: the e-mail address they went to"),
        why=_("So that only its reader can follow the link"),
        whose=Whose.SELLER,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"sellers.Invitation": ["email"]},
        period="sellers.invitations",
        until=_("counted from the day it was written"),
        export=told(Invitation, by_email("email"), ["email", "seller__legal_name", "role", "invited_at", "accepted_at"]),
        erase=deleted(Invitation, by_email("email")),
        sweep=delete_before(Invitation, "invited_at"),
    ),
    Holding(
        "sellers.desk",
        room=ROOM,
        what=_("Which application an officer looked at, and when"),
        why=_("So that two officers do not work on one application"),
        whose=Whose.OFFICER,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"sellers.DeskLook": ["officer"]},
        until=_("As long as the application"),
        **rows_of(DeskLook, "officer", ["seller__legal_name", "opened_at"]),
    ),
)
leave_out("sellers.Holiday", ["name"], "a day of the calendar")
leave_out("sellers.Sector", ["name"], "a kind of goods")
leave_out("sellers.Evidence", ["number"], "of a paper of a firm")
