"""Small makers without surprise. Rows are written straight: services are what the tests then call."""

from __future__ import annotations

import io
from datetime import timedelta
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from marketplace.accounts.models import User
from marketplace.hubs.models import District
from sellers.enums import EvidenceState, MemberRole, SellerState
from sellers.models import Evidence, EvidenceRequirement, Member, Sector, Seller
from sellers.officers import ensure_officers
from sellers.services.payout import payout_columns

_numbers = count(1)
BANK = {"holder": "Musasa Cooperative", "bank": "Demo Bank", "swift": "BKIGRWRW", "account": "00040012345678"}


def make_user(name: str = "alice", **fields) -> User:
    return User.objects.create_user(fields.pop("email", f"{name}@example.com"), "a-long-password", name=name.title(), **fields)


def make_officer(name: str = "olive") -> User:
    ensure_officers()
    officer = make_user(name, is_staff=True, is_demo=True)
    from django.contrib.auth.models import Group

    officer.groups.add(Group.objects.get(name="RDB officers"))
    return officer


def make_seller(
    *, owner: User | None = None, state: str = SellerState.APPROVED, sectors: tuple[str, ...] = ("coffee",), **fields
) -> Seller:
    """A firm whose facts are whole."""
    number, now = next(_numbers), timezone.now()
    legal_name = fields.pop("legal_name", "Musasa Cooperative")
    facts = {
        "legal_name": legal_name,
        "slug": f"seller-{number}",
        "tin": f"10{number:07d}",
        "registration_kind": "RDB",
        "registration_number": f"10{number:07d}",
        "district": District.objects.get(name="Rutsiro"),
        "sector_address": "Ruhango",
        "contact_name": "Alice",
        "contact_email": "alice@example.com",
        "contact_phone": f"+25078{number:07d}",
        "state": state,
    }
    if state != SellerState.DRAFT:
        facts |= {"submitted_at": now, "due_at": now + timedelta(days=7)}
    if state in (SellerState.APPROVED, SellerState.SUSPENDED):
        facts["approved_at"] = now
    seller = Seller(**{**facts, **fields})
    for name, value in payout_columns(
        seller=seller, payout_kind="bank", details={**BANK, "holder": legal_name, "account": f"0004{number:010d}"}
    ).items():
        setattr(seller, name, value)
    seller.save()
    seller.sectors.set(Sector.objects.filter(code__in=sectors))
    if owner is not None:
        Member.objects.create(seller=seller, user=owner, role=MemberRole.OWNER)
    return seller


def rule(code: str) -> EvidenceRequirement:
    """The one in force, or that was."""
    return EvidenceRequirement.objects.filter(code=code).exclude(state="proposed").earliest("valid_from")


def give_evidence(seller: Seller, *codes: str, state: str = EvidenceState.VERIFIED, **fields) -> list[Evidence]:
    extra = {"attested_at": timezone.now()} if state == EvidenceState.ATTESTED else {}
    return [Evidence.objects.create(seller=seller, requirement=rule(code), code=code, state=state, **extra, **fields) for code in codes]


def picture(width: int = 40, height: int = 30, kind: str = "JPEG", name: str = "paper.jpg", colour: str = "white") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def pdf(name: str = "paper.pdf", pages: int = 1, **extra) -> SimpleUploadedFile:
    from pypdf import PdfWriter
    from pypdf.actions import JavaScript

    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if extra.get("password"):
        writer.encrypt(extra["password"])
    if extra.get("script"):
        writer.add_open_action(JavaScript("app.alert(1)"))
    if extra.get("attachment"):
        writer.add_attachment("inside.txt", b"inside")
    out = io.BytesIO()
    writer.write(out)
    return SimpleUploadedFile(name, out.getvalue(), content_type="application/pdf")
