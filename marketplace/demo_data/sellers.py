"""The producers of the real products as approved sellers, and a queue for the officers to work on.

Producers, places and goods are real, with their source. What their papers would say is not public: TIN, registration, account and
evidence numbers are demonstration numbers and marked so in the rows. The firms in the queue are invented."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.text import slugify

from marketplace.accounts.models import User
from marketplace.demo_data.applications import load_applications
from marketplace.demo_data.specimens import show_specimens
from marketplace.history.services import record
from marketplace.hubs.models import District
from sellers.enums import DecisionKind, EvidenceState, Kind, MemberRole, RegistrationKind, SellerState
from sellers.models import Decision, Evidence, EvidenceRequirement, Member, Sector, Seller
from sellers.officers import GROUP, ensure_officers
from sellers.selectors.evidence import asked_at_application, rules_for_goods, rules_on, today
from sellers.services.payout import payout_columns

PRODUCERS = Path(__file__).with_name("producers.csv")
COOCAMU = "Coocamu Musasa Cooperative"
COOPERATIVE = ("coop", "association", "weavers", "growers", "union", "coparwa", "copraki", "covepaki", "beekeepers", "collective")
STORIES = {
    COOCAMU: (
        "368 members grow Bourbon between 1,400 and 1,600 metres in Rutsiro, above Lake Kivu. Our station washes the cherry, "
        "ferments it for 36 hours and dries it on raised beds. We are Fairtrade certified and sold nearly three containers in 2018.",
        "368 名社员在基伍湖畔鲁齐罗海拔 1400 至 1600 米处种植波旁种。我们的处理站水洗鲜果、发酵 36 小时，并在高架床上晾晒。"
        "合作社获公平贸易认证，2018年销售近三个货柜。",
    ),
    "Dukundekawa Musasa Cooperative": (
        "A cooperative of 1,815 members in Gakenke, growing red Bourbon up to 2,000 metres since 2002.",
        "加肯凯的合作社，1815 名社员，自2002年起在最高 2000 米处种植红波旁。",
    ),
    "Gasharu Coffee": (
        "Red Bourbon from 1,650 growers in Nyamasheke, between Lake Kivu and the Nyungwe forest; natural and anaerobic lots.",
        "来自尼亚马谢凯 1650 户农家的红波旁，产区位于基伍湖与纽恩威森林之间；日晒与厌氧批次。",
    ),
    "Gahaya Links": (
        "Over 4,000 weavers in 52 saving cooperatives, working in hand-dyed sisal.",
        "52 个储蓄合作社的 4000 多名编织者，以手工染色剑麻编织。",
    ),
    "Ikirezi Natural Products": (
        "Steam-distilled essential oils from Gahara sector in Kirehe: geranium first, then patchouli, lemongrass and eucalyptus.",
        "基雷赫县加哈拉的蒸馏精油：以天竺葵为主，另有广藿香、柠檬草与桉叶。",
    ),
    "Kakira Imigongo Cooperative": (
        "Fifteen women of Nyakarambi paint imigongo: ridges of dung and ash on wood, in natural pigments.",
        "尼亚卡兰比的 15 位女性制作伊米贡戈画：以牛粪与草木灰在木板上塑出棱线，再施天然颜料。",
    ),
    "Gashora Farm": (
        "Chilli from Bugesera, dried, pressed into oil and ground into paste; dried chilli goes to China and India.",
        "布盖塞拉的辣椒：晒干、榨油、制酱；干辣椒销往中国与印度。",
    ),
}


@dataclass(frozen=True)
class Producer:
    key: str
    name: str
    district: str
    place: str
    sectors: list[str]
    hs6: list[str]
    source: str


def producers() -> list[Producer]:
    with PRODUCERS.open(newline="") as file:
        return [
            Producer(row["producer"], row["name"], row["district"], row["place"], row["sectors"].split(), row["hs6"].split(), row["source"])
            for row in csv.DictReader(file)
        ]


def load_sellers(people: dict[str, User], say: Callable[[str], None]) -> dict[str, Seller]:
    """The sellers by the name of the producer in the source; the officers join their group, the queue is filled. Safe to call again."""
    ensure_officers()
    for name in ("officer", "officer2"):
        people[name].groups.add(Group.objects.get(name=GROUP))
    wanted = producers()
    known = {seller.slug: seller for seller in Seller.objects.all()}
    missing = [producer for producer in wanted if slugify(producer.name) not in known]
    if missing:
        known |= {seller.slug: seller for seller in _write(missing, people)}
    sellers = {producer.key: known[slugify(producer.name)] for producer in wanted}
    _give_to(sellers[COOCAMU], people)
    say(f"{len(sellers)} sellers")
    say(f"{load_applications(people)} applications in the queue")
    return sellers


def _write(missing: list[Producer], people: dict[str, User]) -> list[Seller]:
    now = timezone.now()
    districts = {district.name: district for district in District.objects.all()}
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    first = Seller.objects.count() + 1
    sellers = [_seller(producer, first + n, now, districts) for n, producer in enumerate(missing)]
    Seller.objects.bulk_create(sellers)
    through = Seller.sectors.through
    through.objects.bulk_create(
        through(seller=seller, sector=sectors[code]) for seller, producer in zip(sellers, missing, strict=True) for code in producer.sectors
    )
    rules, day = rules_on(today()), today()
    Evidence.objects.bulk_create(
        evidence
        for seller, producer in zip(sellers, missing, strict=True)
        for evidence in _evidence(seller, producer.hs6, _demanded(rules, producer, sectors), people["officer2"], now, day)
    )
    Decision.objects.bulk_create(
        Decision(seller=seller, kind=DecisionKind.APPROVED, by=people["officer2"], at=seller.approved_at, submitted_at=seller.submitted_at)
        for seller in sellers
    )
    for seller in sellers:
        record(subject=seller, action="seller.approved", by=people["officer2"], after={"state": seller.state}, note="Demonstration")
    return sellers


def _seller(producer: Producer, number: int, now: datetime, districts: dict[str, District]) -> Seller:
    is_cooperative = any(word in producer.name.casefold() for word in COOPERATIVE)
    tin = f"1000{number:05d}"
    approved = now - timedelta(days=number % 9, hours=2)
    story = STORIES.get(producer.key, ("", ""))
    seller = Seller(
        legal_name=producer.name,
        trade_name=producer.name,
        slug=slugify(producer.name),
        public_key=slugify(producer.name)[:16],
        tin=tin,
        registration_kind=RegistrationKind.RCA if is_cooperative else RegistrationKind.RDB,
        registration_number=f"RCA/DEMO/{number:04d}" if is_cooperative else tin,
        district=districts.get(producer.district),
        sector_address=producer.place,
        contact_name="",
        state=SellerState.APPROVED,
        submitted_at=approved - timedelta(days=1 + number % 4, hours=number % 20),
        due_at=approved + timedelta(days=3),
        approved_at=approved,
        is_demonstration=True,
        facts_source=producer.source[:200],
        story=story[0],
        story_en=story[0],
        story_zh_hans=story[1],
    )
    account = {"holder": producer.name, "bank": "Demonstration bank", "swift": "DEMORWRW", "account": f"0000{number:08d}"}
    for name, value in payout_columns(seller=seller, payout_kind="bank", details=account).items():
        setattr(seller, name, value)
    return seller


def _demanded(rules: Iterable[EvidenceRequirement], producer: Producer, sectors: dict[str, Sector]) -> dict[str, EvidenceRequirement]:
    """Every paper that the application and the goods ask for."""
    sector_ids = {sectors[code].pk for code in producer.sectors}
    demanded = [rule for rule in rules if rule.is_required and asked_at_application(rule, sector_ids)]
    for hs6 in producer.hs6:
        demanded += [rule for rule in rules_for_goods(rules, hs6) if rule.is_required]
    return {rule.code: rule for rule in demanded if rule.kind != Kind.COMPUTED}


def _evidence(
    seller: Seller, hs6: Iterable[str], rules: dict[str, EvidenceRequirement], officer: User, now: datetime, day
) -> Iterable[Evidence]:
    for n, rule in enumerate(rules.values()):
        is_declared = rule.kind == Kind.ATTESTED
        yield Evidence(
            seller=seller,
            requirement=rule,
            code=rule.code,
            number=_number(rule, seller),
            covers=sorted({code[:4] for code in hs6 if rule.covers(code)}) if rule.code == "gacc-registration" else [],
            issuer=rule.agency.code if rule.agency else "",
            issued_on=day - timedelta(days=200 + n),
            expires_on=day + timedelta(days=54 if seller.legal_name == COOCAMU and rule.code == "gacc-registration" else 330 + n)
            if rule.needs_expiry
            else None,
            state=EvidenceState.ATTESTED if is_declared else EvidenceState.VERIFIED,
            attested_at=now if is_declared else None,
            reviewer=None if is_declared else officer,
            reviewed_at=None if is_declared else seller.approved_at,
            changed_at=seller.submitted_at,
            is_demonstration=True,
        )


def _number(rule: EvidenceRequirement, seller: Seller) -> str:
    if not rule.needs_number:
        return ""
    serial = int(seller.tin[-5:])
    return f"CRWA{serial:014d}" if rule.code == "gacc-registration" else f"DEMO-{rule.code.split('-')[0].upper()}-{serial:04d}"


def _give_to(seller: Seller, people: dict[str, User]) -> None:
    """The cooperative of the demo sign-in: with its person, its phone and papers one can open."""
    Member.objects.get_or_create(seller=seller, user=people["seller"], defaults={"role": MemberRole.OWNER})
    if not seller.contact_email:
        seller.contact_name, seller.contact_email = people["seller"].name, people["seller"].email
        seller.contact_phone = "+250788000001"
        seller.sector_address = "Musasa"
        seller.save(update_fields=["contact_name", "contact_email", "contact_phone", "sector_address"])
    show_specimens(seller, by=people["seller"])
