"""Which evidence is asked of a seller, and how each item stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sellers.checks import Check, computed
from sellers.enums import AskedAt, EvidenceState, Kind
from sellers.models import Evidence, EvidenceFile, EvidenceRequirement, Seller
from sellers.selectors.calendar import hub_zone

WORDS = {
    "verified": _("verified"),
    "attested": _("declared"),
    "waived": _("waived"),
    "pending": _("with an officer"),
    "rejected": _("not accepted"),
    "expired": _("has ended"),
    "computed": _("checked"),
    "failed": _("to mend"),
    "asked": _("to show"),
    "optional": _("if you have it"),
}

DESK_WORDS = {"asked": _("not sent"), "optional": _("none")}


@dataclass
class Item:
    """One demanded item of one seller: the rule, the newest evidence, the one that stands meanwhile, the rule's own finding."""

    requirement: EvidenceRequirement
    day: date
    newest: Evidence | None = None
    standing: Evidence | None = None
    check: Check | None = None
    files: list[EvidenceFile] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Nothing is left to do for it."""
        if self.standing is not None:
            return True
        if self.check is not None:
            return self.check.passes
        return not self.requirement.is_required and not self.is_begun

    @property
    def is_missing(self) -> bool:
        """Blocks an approval or a listing: required and not good."""
        return self.requirement.is_required and not self.is_good

    @property
    def is_begun(self) -> bool:
        """The seller has shown something."""
        return self.newest is not None and self.newest.state != EvidenceState.EXPIRED

    @property
    def is_given(self) -> bool:
        """The seller has done their part; the rest is the officer's."""
        if self.is_good:
            return True
        newest = self.newest
        if newest is None or newest.state in (EvidenceState.REJECTED, EvidenceState.EXPIRED):
            return False
        if newest.expires_on and newest.expires_on < self.day:
            return False
        if newest.expires_on is None and self.requirement.needs_expiry and not newest.does_not_apply:
            return False
        return bool(self.files) or not self.requirement.needs_file or newest.does_not_apply

    @property
    def state(self) -> str:
        """One word: verified, attested, waived, pending, rejected, expired, computed, failed, asked, optional."""
        evidence = self.standing or self.newest
        if evidence is not None:
            ran_out = evidence.expires_on is not None and evidence.expires_on < self.day
            return EvidenceState.EXPIRED if ran_out else evidence.state
        if self.check is not None:
            return "computed" if self.check.passes else "failed"
        return "asked" if self.requirement.is_required else "optional"

    @property
    def asks_for_a_look(self) -> bool:
        """Our rule found nothing wrong, but something that only a person can judge, such as an account in another name."""
        return self.state == "computed" and self.check is not None and self.check.level == "look"

    @property
    def word(self) -> str | Promise:
        """The state as the seller reads it."""
        if self.newest is not self.standing and self.standing is not None:
            return _("renewal with an officer")
        if self.asks_for_a_look:
            return WORDS["pending"]
        if self.state == EvidenceState.PENDING and not self.is_given:
            return pgettext_lazy("a paper", "begun")
        return WORDS[self.state]

    @property
    def desk_word(self) -> str | Promise:
        """The state as the officer reads it."""
        if self.newest is not None and self.newest.state == EvidenceState.PENDING:
            return _("to check") if self.is_given else _("not whole")
        if self.asks_for_a_look:
            return _("to check")
        return DESK_WORDS.get(self.state) or WORDS[self.state]

    @property
    def tone(self) -> str:
        if self.state in ("rejected", "expired", "failed"):
            return "bad"
        if self.asks_for_a_look:
            return "info"
        if self.is_good and self.state != "optional":
            return "good"
        return {"pending": "info", "asked": "warn"}.get(self.state, "")

    @property
    def days_left(self) -> int | None:
        evidence = self.standing or self.newest
        return (evidence.expires_on - self.day).days if evidence and evidence.expires_on else None


def today() -> date:
    """The day at the hub."""
    return timezone.now().astimezone(hub_zone()).date()


def rules_on(day: date) -> list[EvidenceRequirement]:
    """The rules that two officers put in force and that count on that day: one of each code."""
    rows = EvidenceRequirement.objects.in_force_on(day).select_related("agency").prefetch_related("sectors")
    return list(rows.order_by("position", "code"))


def asked_at_application(rule: EvidenceRequirement, sector_ids: set[int]) -> bool:
    """Whether a firm of these sectors shows it with its application."""
    if rule.asked_at != AskedAt.APPLICATION:
        return False
    return rule.is_for_everyone or any(sector.pk in sector_ids for sector in rule.sectors.all())


def rules_for_goods(rules: Iterable[EvidenceRequirement], hs_code: str, destination: str = "CN") -> list[EvidenceRequirement]:
    """The rules that speak about goods of this HS code on their way there."""
    digits = "".join(filter(str.isdigit, hs_code))
    return [rule for rule in rules if rule.destination in ("", destination) and rule.covers(digits)]


def _with_evidence(sellers: list[Seller]) -> None:
    for seller in sellers:  # asked again after a change, the answer must be new
        seller.__dict__.pop("evidence_now", None)
        getattr(seller, "_prefetched_objects_cache", {}).pop("sectors", None)
    files = Prefetch("files", EvidenceFile.objects.filter(replaced_at__isnull=True), to_attr="current_files")
    rows = Evidence.objects.filter(superseded_at__isnull=True).order_by("pk").select_related("reviewer").prefetch_related(files)
    prefetch_related_objects(sellers, Prefetch("evidence", rows, to_attr="evidence_now"), "sectors")


def _item(rule: EvidenceRequirement, seller: Seller, day: date) -> Item:
    rows = [row for row in seller.evidence_now if row.code == rule.code]
    newest = rows[-1] if rows else None
    standing = next((row for row in reversed(rows) if row.is_good_on(day)), None)
    check = computed(rule.check_name, seller) if rule.kind == Kind.COMPUTED else None
    return Item(rule, day, newest, standing, check, list(newest.current_files) if newest else [])


def items_for_application(seller: Seller, on: date | None = None) -> list[Item]:
    """Everything asked with the application of this seller, each with how it stands. Four queries and a few for links."""
    return items_of_many([seller], on)[seller.pk]


def items_of_many(sellers: Iterable[Seller], on: date | None = None) -> dict[int, list[Item]]:
    """The same for many sellers with the queries of one."""
    day, sellers = on or today(), list(sellers)
    if not sellers:
        return {}
    rules = rules_on(day)
    _with_evidence(sellers)
    return {
        seller.pk: [
            _item(rule, seller, day) for rule in rules if asked_at_application(rule, {sector.pk for sector in seller.sectors.all()})
        ]
        for seller in sellers
    }


def items_for_goods(seller: Seller, hs_code: str, on: date | None = None, destination: str = "CN") -> list[Item]:
    """What the goods of this HS code ask of the seller before they may be listed, each with how it stands."""
    return items_for_codes(seller, [hs_code], on, destination)[hs_code]


def items_for_codes(seller: Seller, hs_codes: Iterable[str], on: date | None = None, destination: str = "CN") -> dict[str, list[Item]]:
    """The same for several codes with the queries of one."""
    day = on or today()
    _with_evidence([seller])
    rules = rules_on(day)
    return {code: [_item(rule, seller, day) for rule in rules_for_goods(rules, code, destination)] for code in hs_codes}


def not_given(items: Iterable[Item]) -> list[EvidenceRequirement]:
    """What the seller still owes, whatever the officer has yet to check."""
    return [item.requirement for item in items if item.requirement.is_required and not item.is_given]


def missing_of(items: Iterable[Item]) -> list[EvidenceRequirement]:
    return [item.requirement for item in items if item.is_missing]


def missing_evidence_for_listing(seller: Seller, hs_code: str, on: date, destination: str = "CN") -> list[EvidenceRequirement]:
    """The rules that stand between this seller and a listing of these goods on that day; empty when it may be published.

    Evidence that has run out counts as missing. Which papers travel with the goods, and which countries are closed to goods no rule
    speaks about, the catalog knows."""
    return missing_of(items_for_goods(seller, hs_code, on, destination))


def items_for_sectors(seller: Seller, on: date | None = None, also: Collection[str] = ()) -> list[Item]:
    """What the seller's sectors ask at the application and before listings: the office's evidence page. `also` are the codes of rules for
    goods that somebody sent the seller here for, whatever its sectors."""
    day = on or today()
    _with_evidence([seller])
    sectors = list(seller.sectors.all())
    sector_ids, prefixes = {sector.pk for sector in sectors}, [prefix for sector in sectors for prefix in sector.hs_prefixes]
    chosen = []
    for rule in rules_on(day):
        about_goods = rule.asked_at == AskedAt.LISTING and any(
            own.startswith(prefix) or prefix.startswith(own) for own in rule.hs_prefixes for prefix in prefixes
        )
        shown = any(row.code == rule.code for row in seller.evidence_now)
        sent_for = rule.asked_at == AskedAt.LISTING and rule.code in also
        if asked_at_application(rule, sector_ids) or about_goods or shown or sent_for:
            chosen.append(_item(rule, seller, day))
    return chosen


def place_of_evidence(code: str) -> str:
    """The address where the seller shows what this rule asks for."""
    return f"{reverse('sellers:evidence')}?for={code}#{code}"
