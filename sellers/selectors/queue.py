"""The officers' queue: which applications, in which order, with what they need to know of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sellers.clock import ClockState, age_of, clock_of
from sellers.enums import DecisionKind, EvidenceState, Risk, SellerState
from sellers.models import Decision, Evidence, EvidenceRequirement, Seller, SuspensionRequest
from sellers.selectors.calendar import holidays, hub_zone
from sellers.selectors.evidence import items_of_many, not_given

if TYPE_CHECKING:
    from marketplace.accounts.models import User

VIEWS: dict[str, str | Promise] = {
    "mine": _("Mine + unclaimed"),
    "waiting": _("All waiting"),
    "returned": _("Returned"),
    "high": _("High risk"),
    "papers": _("New papers"),
    "suspensions": _("To confirm"),
    "approved": _("Approved"),
    "suspended": _("Suspended"),
    "all": _("All sellers"),
}
DEFAULT_VIEW = "mine"


def pending_papers() -> Exists:
    return Exists(Evidence.across_hubs.filter(seller=OuterRef("pk"), state=EvidenceState.PENDING, superseded_at__isnull=True))


def open_suspension() -> Exists:
    return Exists(SuspensionRequest.across_hubs.filter(seller=OuterRef("pk"), confirmed_at__isnull=True, withdrawn_at__isnull=True))


def queue_of(sellers: models.QuerySet[Seller], view: str, officer: User) -> models.QuerySet[Seller]:
    """One of the desk's views, oldest first."""
    conditions = {
        "mine": Q(state=SellerState.SUBMITTED) & (Q(claimed_by=officer) | Q(claimed_by__isnull=True)),
        "waiting": Q(state=SellerState.SUBMITTED),
        "returned": Q(state=SellerState.RETURNED),
        "high": Q(state=SellerState.SUBMITTED, risk=Risk.HIGH),
        "papers": Q(pending_papers(), state__in=[SellerState.APPROVED, SellerState.SUSPENDED]),
        "suspensions": Q(open_suspension()),
        "approved": Q(state=SellerState.APPROVED),
        "suspended": Q(state=SellerState.SUSPENDED),
        "all": ~Q(state=SellerState.DRAFT),
    }
    return sellers.filter(conditions.get(view, conditions[DEFAULT_VIEW])).order_by("submitted_at", "pk")


def counts_of(officer: User) -> dict[str, int]:
    """How many stand in the views whose number calls for work; one query."""
    waiting = Q(state=SellerState.SUBMITTED)
    return Seller.objects.aggregate(
        mine=models.Count("pk", filter=waiting & (Q(claimed_by=officer) | Q(claimed_by__isnull=True))),
        waiting=models.Count("pk", filter=waiting),
        returned=models.Count("pk", filter=Q(state=SellerState.RETURNED)),
        high=models.Count("pk", filter=waiting & Q(risk=Risk.HIGH)),
        papers=models.Count("pk", filter=Q(pending_papers(), state__in=[SellerState.APPROVED, SellerState.SUSPENDED])),
        suspensions=models.Count("pk", filter=Q(open_suspension())),
        over_clock=models.Count("pk", filter=waiting & Q(due_at__lt=timezone.now())),
    )


@dataclass(frozen=True)
class Kpis:
    waiting: int
    over_clock: int
    median_days: float | None
    returned_share: int | None
    month: date


def kpis_of(counts: dict[str, int], now: datetime | None = None) -> Kpis:
    """The strip above the queue: the last two speak of this month at the hub."""
    month = (now or timezone.now()).astimezone(hub_zone()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    answers = [DecisionKind.APPROVED, DecisionKind.RETURNED, DecisionKind.REJECTED]
    decided = list(Decision.objects.filter(at__gte=month, kind__in=answers).values_list("kind", "at", "submitted_at"))
    days = [(at - sent).total_seconds() / 86400 for _kind, at, sent in decided if sent]
    returned = sum(kind == DecisionKind.RETURNED for kind, *_rest in decided)
    return Kpis(
        waiting=counts["waiting"],
        over_clock=counts["over_clock"],
        median_days=round(median(days), 1) if days else None,
        returned_share=round(100 * returned / len(decided)) if decided else None,
        month=month.date(),
    )


@dataclass
class Row:
    """One line of the queue."""

    seller: Seller
    missing: list[EvidenceRequirement]
    age: str
    clock: ClockState | None


def rows_of(sellers: Iterable[Seller], now: datetime | None = None) -> list[Row]:
    """What the queue shows of each, with the queries of one."""
    sellers, now = list(sellers), now or timezone.now()
    items, zone, closed = items_of_many(sellers), hub_zone(), holidays()
    return [
        Row(
            seller=seller,
            missing=not_given(items[seller.pk]),
            age=age_of(seller.submitted_at, now) if seller.submitted_at else "",
            clock=clock_of(seller.due_at, now, zone=zone, holidays=closed) if seller.state == SellerState.SUBMITTED else None,
        )
        for seller in sellers
    ]


def next_application(officer: User, after: Seller) -> Seller | None:
    """The next one of mine and the unclaimed: behind this one, else from the front."""
    queue = queue_of(Seller.objects.all(), DEFAULT_VIEW, officer).exclude(pk=after.pk)
    behind = queue.filter(submitted_at__gte=after.submitted_at).first() if after.submitted_at else None
    return behind or queue.first()
