"""Why an application deserves a longer look: small named rules, each with a sentence for the officer. Advice, never a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from sellers.checks import check_payout_name, check_tin
from sellers.enums import DecisionKind, Risk
from sellers.models import Decision, Evidence, EvidenceFile, Member, Seller
from sellers.selectors.evidence import today

RANK = {Risk.LOW: 0, Risk.MID: 1, Risk.HIGH: 2}
ENDS_SOON = timedelta(days=30)


@dataclass(frozen=True)
class Finding:
    rule: str
    level: Risk
    text: str
    others: tuple[Seller, ...] = ()


def _others(seller: Seller, **same: str) -> tuple[Seller, ...]:
    return tuple(Seller.objects.filter(**same).exclude(pk=seller.pk).order_by("pk")[:5])


def same_numbers(seller: Seller) -> Iterator[Finding]:
    """The TIN or registration number stands on another application too."""
    if seller.tin and (others := _others(seller, tin=seller.tin)):
        yield Finding("same-tin", Risk.HIGH, _("Another seller has the same TIN."), others)
    if seller.registration_number and (
        others := _others(seller, registration_number=seller.registration_number, registration_kind=seller.registration_kind)
    ):
        yield Finding("same-registration", Risk.HIGH, _("Another seller has the same registration number."), others)


def same_account(seller: Seller) -> Iterator[Finding]:
    if seller.payout_fingerprint and (others := _others(seller, payout_fingerprint=seller.payout_fingerprint)):
        yield Finding("same-account", Risk.HIGH, _("Another seller is paid to the same account."), others)


def same_papers(seller: Seller) -> Iterator[Finding]:
    digests = EvidenceFile.objects.filter(evidence__seller=seller, replaced_at__isnull=True).values("sha256")
    others = tuple(Seller.objects.filter(evidence__files__sha256__in=digests).exclude(pk=seller.pk).distinct().order_by("pk")[:5])
    if others:
        yield Finding("same-papers", Risk.HIGH, _("The very same file was sent by another seller."), others)


def refused_before(seller: Seller) -> Iterator[Finding]:
    people = Member.objects.filter(seller=seller).values("user")
    refused = Decision.objects.filter(kind__in=[DecisionKind.REJECTED, DecisionKind.SUSPENDED])
    if refused.filter(Q(seller=seller) | Q(seller__members__user__in=people)).exists():
        yield Finding("refused-before", Risk.HIGH, _("This firm, or a person in it, was rejected or suspended before."))


def same_phone(seller: Seller) -> Iterator[Finding]:
    if seller.contact_phone and (others := _others(seller, contact_phone=seller.contact_phone)):
        yield Finding("same-phone", Risk.MID, _("Another seller gave the same phone number."), others)


def unusual_tin(seller: Seller) -> Iterator[Finding]:
    check = check_tin(seller)
    if check.level != "good":
        yield Finding("unusual-tin", Risk.MID, check.text)


def account_of_another_name(seller: Seller) -> Iterator[Finding]:
    check = check_payout_name(seller)
    if check.level == "look":
        yield Finding("account-name", Risk.MID, check.text)


def papers_that_end(seller: Seller) -> Iterator[Finding]:
    ending = Evidence.objects.filter(seller=seller, superseded_at__isnull=True, expires_on__lte=today() + ENDS_SOON)
    if ending.exists():
        yield Finding("ends-soon", Risk.MID, _("A paper has ended or ends within 30 days."))


RULES: list[Callable[[Seller], Iterable[Finding]]] = [
    same_numbers,
    same_account,
    same_papers,
    refused_before,
    same_phone,
    unusual_tin,
    account_of_another_name,
    papers_that_end,
]


def findings_for(seller: Seller) -> list[Finding]:
    """Every rule that has something to say, the gravest first."""
    found = [finding for rule in RULES for finding in rule(seller)]
    return sorted(found, key=lambda finding: -RANK[finding.level])


def level_of(findings: Iterable[Finding]) -> Risk:
    return max((finding.level for finding in findings), key=RANK.__getitem__, default=Risk.LOW)
