"""Applications for the officers' queue. The firms are invented; they come through the same services as a real one's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.demo_data.specimens import upload
from marketplace.hubs.models import District
from sellers import services
from sellers.clock import PROMISE_DAYS, due_after
from sellers.enums import Step
from sellers.models import EvidenceRequirement, ReasonCode, Sector, Seller
from sellers.selectors.calendar import holidays, hub_zone
from sellers.selectors.evidence import today


@dataclass(frozen=True)
class Firm:
    name: str
    person: str
    sectors: list[str]
    district: str
    address: str
    hours: int
    papers: dict[str, int] = field(default_factory=dict)  # code of the rule -> days until it ends
    tin: str = ""
    holder: str = ""
    kind: str = "RDB"
    language: str = "rw"
    claimed_by: str = ""
    returned: list[str] = field(default_factory=list)
    note: str = ""


CERTIFICATE = {"registration-certificate": 0}
FIRMS = [
    Firm(
        "Umusozi Aromatics Ltd",
        "Umusozi",
        ["oils"],
        "Kirehe",
        "Gahara",
        9 * 24 + 4,
        {**CERTIFICATE, "other-certificates": 8},
        claimed_by="officer",
        note="Renewal audit of the organic certificate booked for next week.",
    ),
    Firm("Inzozi Nut Works Ltd", "Inzozi", ["nuts-fruit"], "Kicukiro", "Gikondo", 97, CERTIFICATE, claimed_by="officer"),
    Firm(
        "Amasaka Chilli Farm",
        "Demo applicant",
        ["chilli"],
        "Bugesera",
        "Gashora",
        92,
        {**CERTIFICATE, "naeb-horticulture": 300},
        holder="Amasaka Growers",
        language="en",
    ),
    Firm("Ikirere Leather Ltd", "Ikirere", ["fashion"], "Kicukiro", "Kigarama", 50, {**CERTIFICATE, "rsb-smark": 400}),
    Firm(
        "Igiti Avocado Ltd",
        "Igiti",
        ["nuts-fruit"],
        "Gasabo",
        "Rusororo",
        30,
        {**CERTIFICATE, "naeb-horticulture": 200},
        tin="100000901",
        claimed_by="officer2",
        language="fr",
    ),
    Firm("Igiti Avocado Export", "Igiti Export", ["nuts-fruit"], "Gasabo", "Rusororo", 26, CERTIFICATE, tin="100000901", language="fr"),
    Firm("Urukweto Shoes", "Urukweto", ["fashion"], "Nyarugenge", "Nyamirambo", 5, {**CERTIFICATE, "rsb-smark": 500}),
    Firm(
        "Abishyizehamwe Weavers",
        "Abishyizehamwe",
        ["crafts"],
        "Muhanga",
        "Shyogwe",
        76,
        CERTIFICATE,
        kind="RCA",
        returned=["page-unreadable", "address-unclear"],
    ),
]


def load_applications(people: dict[str, User]) -> int:
    """Write those that are missing; returns how many applications of the demonstration there are."""
    known = set(Seller.objects.values_list("legal_name", flat=True))
    for number, firm in enumerate(FIRMS, start=1):
        if firm.name not in known:
            _apply(firm, number, people)
    return len(FIRMS)


def _person(firm: Firm, people: dict[str, User]) -> User:
    if firm.person == "Demo applicant":
        return people["applicant"]
    email = f"{firm.person.lower().replace(' ', '.')}@demo.example"
    person = User.objects.filter(email=email).first()
    return person or User.objects.create_user(email, name=f"Demo {firm.person}", language=firm.language, is_demo=True)


def _apply(firm: Firm, number: int, people: dict[str, User]) -> None:
    by, tin = _person(firm, people), firm.tin or f"1000009{number + 10:02d}"
    seller = services.start_application(by=by, language=firm.language)
    steps = {
        Step.SECTORS: {"sectors": list(Sector.objects.filter(code__in=firm.sectors))},
        Step.FIRM: {
            "legal_name": firm.name,
            "tin": tin,
            "registration_kind": firm.kind,
            "registration_number": tin if firm.kind == "RDB" else f"RCA/DEMO/9{number:03d}",
            "district": District.objects.get(name=firm.district),
            "sector_address": firm.address,
        },
        Step.CONTACT: {
            "contact_name": by.name,
            "contact_email": by.email,
            "contact_phone": f"+2507880001{number:02d}",
            "language": firm.language,
        },
        Step.PAYOUT: {
            "payout_kind": "bank",
            "details": {
                "holder": firm.holder or firm.name,
                "bank": "Demonstration bank",
                "swift": "DEMORWRW",
                "account": f"00009{number:07d}",
            },
        },
    }
    for step, values in steps.items():
        seller = services.save_step(seller=seller, step=step, values=values, by=by)
    Seller.objects.filter(pk=seller.pk).update(is_demonstration=True)
    _show_papers(firm, seller, by)
    seller = services.save_step(seller=seller, step=Step.EVIDENCE, values={}, by=by)
    seller = services.submit_application(seller=seller, by=by)
    _send_back_in_time(seller, firm.hours)
    if firm.claimed_by:
        services.claim(seller=seller, by=people[firm.claimed_by])
    if firm.note:
        services.add_note(seller=seller, by=people[firm.claimed_by], text=firm.note)
    if firm.returned:
        services.claim(seller=seller, by=people["officer2"])
        reasons = ReasonCode.objects.filter(code__in=firm.returned)
        services.return_application(seller=seller, by=people["officer2"], reasons=reasons)


def _show_papers(firm: Firm, seller: Seller, by: User) -> None:
    for code, days in firm.papers.items():
        rule = EvidenceRequirement.objects.select_related("agency").get(code=code)
        number = f"DEMO-{seller.tin[-3:]}" if rule.needs_number else ""
        ends = today() + timedelta(days=days) if days else None
        services.save_evidence(
            seller=seller, requirement=rule, by=by, number=number, issued_on=today() - timedelta(days=340), expires_on=ends
        )
        paper = upload(rule, seller, number=number, expires=f"{ends:%d %B %Y}" if ends else "")
        services.add_file(seller=seller, requirement=rule, by=by, upload=paper)
    services.attest(seller=seller, requirement=EvidenceRequirement.objects.get(code="declaration"), by=by, is_true=True)


def _send_back_in_time(seller: Seller, hours: int) -> None:
    """The queue of a demonstration has ages; only the two dates move, the history keeps the true hour."""
    sent = timezone.now() - timedelta(hours=hours)
    Seller.objects.filter(pk=seller.pk).update(
        submitted_at=sent, due_at=due_after(sent, PROMISE_DAYS, zone=hub_zone(), holidays=holidays())
    )
