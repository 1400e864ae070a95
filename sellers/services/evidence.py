"""The seller's side of the evidence: numbers, dates, papers, declarations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from marketplace.history.services import record
from sellers.enums import OPEN_STATES, EvidenceState, SellerState
from sellers.exceptions import BadUpload, NotOpen
from sellers.models import Evidence, EvidenceFile, EvidenceRequirement, Seller
from sellers.uploads import checked_upload, too_many

if TYPE_CHECKING:
    from marketplace.accounts.models import User

MAX_FILES = 8
# Renewals are welcome at any time; only while an officer reads does everything stand still.
SHOWABLE = (*OPEN_STATES, SellerState.APPROVED, SellerState.SUSPENDED)


def _locked(seller: Seller) -> Seller:
    seller = Seller.objects.locked().get(pk=seller.pk)
    if seller.state not in SHOWABLE:
        raise NotOpen
    return seller


def _row_to_change(seller: Seller, requirement: EvidenceRequirement) -> Evidence:
    """The waiting row of this rule; else a new one. What was reviewed is never rewritten: where the firm sells on its strength
    it stands until the new one is verified, elsewhere the new one speaks at once."""
    rows = list(seller.evidence.filter(code=requirement.code, superseded_at__isnull=True).order_by("pk"))
    for row in rows:
        if row.state == EvidenceState.PENDING:
            return row
    now = timezone.now()
    for row in rows:
        if row.state in (EvidenceState.REJECTED, EvidenceState.EXPIRED) or seller.state in OPEN_STATES:
            row.superseded_at = now
            row.save(update_fields=["superseded_at"])
    last = rows[-1] if rows else None
    row = Evidence.objects.create(
        seller=seller,
        requirement=requirement,
        code=requirement.code,
        number=last.number if last else "",
        issuer=last.issuer if last else (requirement.agency.code if requirement.agency else ""),
    )
    if last and last.superseded_at and last.state != EvidenceState.EXPIRED:
        _carry_over(last, row)
    return row


def _carry_over(old: Evidence, new: Evidence) -> None:
    """The papers of the old row go on to the new one as rows of their own: what an officer judged stays as it was."""
    for file in old.files.filter(replaced_at__isnull=True):
        EvidenceFile.objects.create(
            evidence=new,
            file=file.file.name,
            content_type=file.content_type,
            original_name=file.original_name,
            size=file.size,
            pages=file.pages,
            sha256=file.sha256,
            uploaded_by_id=file.uploaded_by_id,
        )


@transaction.atomic
def save_evidence(
    *,
    seller: Seller,
    requirement: EvidenceRequirement,
    by: User,
    number: str = "",
    issuer: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    does_not_apply: bool = False,
    covers: Sequence[str] = (),
    is_new_paper: bool = False,
) -> Evidence | None:
    """Write what the seller says about one item; None where nothing was said and nothing stood. A new paper begins a new row even
    where its facts repeat the old one's. Raises NotOpen."""
    seller = _locked(seller)
    told = {
        "number": number.strip(),
        "issuer": issuer.strip(),
        "issued_on": issued_on,
        "expires_on": expires_on,
        "does_not_apply": does_not_apply,
        "covers": list(covers),
    }
    newest = seller.evidence.filter(code=requirement.code, superseded_at__isnull=True).order_by("pk").last()
    if newest is None and not any(told.values()) and not is_new_paper:
        return None
    if newest is not None and not is_new_paper and all(getattr(newest, name) == value for name, value in told.items()):
        return newest
    row = _row_to_change(seller, requirement)
    before = {name: getattr(row, name) for name in told}
    for name, value in told.items():
        setattr(row, name, value)
    row.changed_at = timezone.now()
    row.save()
    _note(row, by, "evidence.saved", {name: value for name, value in before.items() if value != told[name]}, told)
    return row


@transaction.atomic
def attest(*, seller: Seller, requirement: EvidenceRequirement, by: User, is_true: bool) -> Evidence | None:
    """The seller declares, or takes back, what the rule says. Raises NotOpen."""
    seller = _locked(seller)
    rows = seller.evidence.filter(code=requirement.code, superseded_at__isnull=True)
    standing = rows.filter(state=EvidenceState.ATTESTED).first()
    if is_true == (standing is not None):
        return standing
    now = timezone.now()
    rows.update(superseded_at=now)
    if not is_true:
        record(subject=seller, action="evidence.declaration_taken_back", by=by, after={"item": requirement.code})
        return None
    row = Evidence.objects.create(
        seller=seller,
        requirement=requirement,
        code=requirement.code,
        state=EvidenceState.ATTESTED,
        attested_by=by,
        attested_at=now,
        changed_at=now,
    )
    _note(row, by, "evidence.declared", {}, {"text": requirement.explanation})
    return row


@transaction.atomic
def add_file(*, seller: Seller, requirement: EvidenceRequirement, by: User, upload: UploadedFile) -> EvidenceFile:
    """Check a paper by its content and keep it privately under a random name. Raises BadUpload, NotOpen."""
    paper = checked_upload(upload)
    seller = _locked(seller)
    row = _row_to_change(seller, requirement)
    if row.files.filter(replaced_at__isnull=True).count() >= MAX_FILES:
        raise BadUpload(too_many(MAX_FILES))
    if same := row.files.filter(replaced_at__isnull=True, sha256=paper.sha256).first():
        return same  # the button pressed twice
    file = EvidenceFile(
        evidence=row,
        content_type=paper.content_type,
        original_name=paper.name,
        size=len(paper.content),
        pages=paper.pages,
        sha256=paper.sha256,
        uploaded_by=by,
    )
    file.file.save(paper.storage_name, paper.as_file(), save=False)
    file.save()
    row.changed_at = timezone.now()
    row.save(update_fields=["changed_at"])
    _note(row, by, "evidence.file_added", {}, {"file": paper.name, "sha256": paper.sha256})
    return file


@transaction.atomic
def remove_file(*, file: EvidenceFile, by: User) -> None:
    """Take a paper off the item; it stays in the record. Raises NotOpen when an officer has it before them."""
    seller = _locked(file.evidence.seller)
    if file.evidence.state != EvidenceState.PENDING and seller.state not in OPEN_STATES:
        raise NotOpen
    row = _row_to_change(seller, file.evidence.requirement)
    row.files.filter(sha256=file.sha256, replaced_at__isnull=True).update(replaced_at=timezone.now())
    row.changed_at = timezone.now()
    row.save(update_fields=["changed_at"])
    _note(row, by, "evidence.file_removed", {"file": file.original_name, "sha256": file.sha256}, {})


def _note(row: Evidence, by: User, action: str, before: dict, after: dict) -> None:
    """The log of an item hangs on its seller, so that one page tells the whole story."""
    record(subject=row.seller, action=action, by=by, before=before, after={"item": row.code, **after})
