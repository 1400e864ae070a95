"""Papers for the demonstration's evidence: drawn, and marked on the page as specimens."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.accounts.models import User
from marketplace.documents.render import render
from sellers.enums import Kind
from sellers.models import Evidence, EvidenceFile, EvidenceRequirement, Seller

TEXTS = {
    "registration-certificate": "The firm named above is entered in the register. Main activity: production and export of the goods named.",
    "naeb-licence": "The firm named above may export the goods named above until the last day named above.",
    "account-letter": "We confirm that the account named above is held by the firm named above.",
}
OTHER = "The firm named above has shown what this paper asks for."


def specimen(rule: EvidenceRequirement, seller: Seller, *, number: str = "", expires: str = "") -> bytes:
    rows = [
        ("Firm", seller.legal_name),
        ("TIN", seller.tin),
        ("Number", number),
        ("Address", ", ".join(filter(None, [seller.sector_address, seller.district.name if seller.district else ""]))),
        ("Goods", ", ".join(sector.name_en for sector in seller.sectors.all())),
        ("Valid until", expires),
    ]
    return render(
        "demo/specimen",
        {
            "title": rule.title_en,
            "issuer": rule.agency.name if rule.agency else "Specimen authority",
            "rows": [{"name": name, "value": value} for name, value in rows if value],
            "text": TEXTS.get(rule.code, OTHER),
        },
    )


def upload(rule: EvidenceRequirement, seller: Seller, *, number: str = "", expires: str = "") -> SimpleUploadedFile:
    content = specimen(rule, seller, number=number, expires=expires)
    return SimpleUploadedFile(f"{rule.code}.pdf", content, content_type="application/pdf")


def show_specimens(seller: Seller, *, by: User) -> None:
    """A drawn paper for each verified item that has none."""
    rows = Evidence.objects.filter(seller=seller, requirement__kind=Kind.VERIFIED, requirement__needs_file=True, files__isnull=True)
    for row in rows.select_related("requirement__agency"):
        content = specimen(row.requirement, seller, number=row.number, expires=f"{row.expires_on:%d %B %Y}" if row.expires_on else "")
        file = EvidenceFile(
            evidence=row,
            content_type="application/pdf",
            original_name=f"{row.code}.pdf",
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            uploaded_by=by,
        )
        file.file.save(f"evidence/demo/{file.public_id.hex}.pdf", ContentFile(content), save=False)
        file.save()
