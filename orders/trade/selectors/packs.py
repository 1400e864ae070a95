"""The papers of the delivery points of a call-off, as their pages list them. One question each however many points there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from marketplace.jobs.models import Job, JobState
from orders.paperwork.enums import FOR_BUYER, PAIR, DocumentState, Kind, WithdrawalReason
from orders.paperwork.facts import Shipment
from orders.paperwork.models import Document, PaperSet
from orders.paperwork.services.packs import answer_for
from orders.trade.enums import ShipmentState
from orders.trade.models import CallOff, CallOffShipment
from orders.trade.point_papers import Disagreement, disagreements
from orders.trade.selectors.contracts import is_whole
from sellers.models import Seller

JOB = "trade.point_pack"
TELLING = "trade.packs_missing"
WITHDRAWING = "trade.withdraw_packs"
WAITING = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True)
class PointPack:
    """How far the papers of one point are."""

    number: str
    is_refused: bool = False
    missing: tuple[str, ...] = ()  # papers that the rules ask for and that are not issued
    drawn: int = 0
    waiting: int = 0

    @property
    def exists(self) -> bool:
        return bool(self.drawn or self.waiting or self.is_refused)

    @property
    def is_ready(self) -> bool:
        return bool(self.drawn) and not self.waiting and not self.is_refused


@dataclass
class Packs:
    """All of a call-off."""

    can_be_made: bool
    rows: dict[int, PointPack] = field(default_factory=dict)
    working: int = 0  # points whose papers are being made this moment
    findings: list[Disagreement] = field(default_factory=list)
    withdrawn: int = 0  # papers that count no more, because pieces were given up

    @property
    def missing(self) -> dict[int, tuple[str, ...]]:
        """By the row of the point, the papers that lack facts."""
        return {pk: pack.missing for pk, pack in self.rows.items() if pack.missing}


def numbers_of(called: CallOff) -> dict[int, str]:
    """The number of each point's share, by its row: SC-26-000001-C1-S001. They are counted in the order in which they were called off,
    which never changes."""
    rows = CallOffShipment.objects.filter(call_off=called).order_by("pk").values_list("pk", flat=True)
    return {pk: f"{called.number}-S{position:03}" for position, pk in enumerate(rows, start=1)}


def whole_set(called: CallOff) -> PaperSet | None:
    """The papers of the whole order, which those of points take after. None before they are issued, while they contradict themselves, and
    where pieces of the call-off were given up: whose share they were nobody has said."""
    order = called.group.orders.get()
    paper_set = PaperSet.objects.filter(order_number=order.number).first()
    if paper_set is None or paper_set.is_refused or not is_whole(called):
        return None
    return paper_set if paper_set.documents.current().filter(kind__in=PAIR).count() == len(PAIR) else None


def packs_of(called: CallOff, *, for_seller: bool) -> Packs:
    whole = whole_set(called)
    if whole is None:
        return Packs(can_be_made=False, withdrawn=0 if is_whole(called) else withdrawn_of(called).count())
    numbers = numbers_of(called)
    sets = {row.order_number: row for row in PaperSet.objects.filter(order_number__in=numbers.values())}
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    rows = Document.objects.current().filter(order_number__in=sets) if sets else Document.objects.none()
    for number, kind, state in rows.values_list("order_number", "kind", "state"):
        kinds[number][kind] = state
    required = required_of(whole) if sets else []
    mine = set(Kind) if for_seller else set(FOR_BUYER)
    found = Packs(can_be_made=True, working=Job.objects.filter(kind=JOB, payload__call_off=called.pk, state__in=WAITING).count())
    for pk, number in numbers.items():
        states = [state for kind, state in kinds[number].items() if kind in mine]
        found.rows[pk] = PointPack(
            number=number,
            is_refused=number in sets and sets[number].is_refused,
            missing=tuple(kind for kind in required if kind in mine and kind not in kinds[number]) if number in sets else (),
            drawn=states.count(DocumentState.DRAWN),
            waiting=states.count(DocumentState.ISSUED),
        )
    if for_seller and sets:
        points = {number: Shipment.from_json(row.shipment) for number, row in sets.items()}
        order = Shipment.from_json(whole.shipment)
        found.findings = list(disagreements(order, points, is_complete=len(points) == len(numbers)))
    return found


def required_of(whole: PaperSet) -> list[Kind]:
    """The papers that the rules ask for and that are drawn here."""
    return [Kind(paper.document) for paper in answer_for(whole).papers if paper.is_required and paper.is_drawn_here]


def withdrawn_of(called: CallOff) -> QuerySet[Document]:
    return Document.objects.filter(order_number__in=numbers_of(called).values(), withdrawal__reason=WithdrawalReason.GIVEN_UP)


def call_offs_with_gaps(seller: Seller) -> QuerySet[CallOff]:
    """Of whose points papers lacked facts when they were last made, the newest first."""
    lacking = CallOffShipment.objects.filter(papers_missing__gt=0).exclude(state=ShipmentState.RECEIVED)
    rows = CallOff.objects.filter(contract__seller=seller, pk__in=lacking.values("call_off"))
    return rows.select_related("contract__offer__request", "group").order_by("-pk")


def files_of(called: CallOff, row: int, *, for_seller: bool) -> tuple[str, list[Document]]:
    """The point's number and its drawn papers in force, those of the pair first; the buyer gets those that concern a buyer. Nothing for a
    point that is not served."""
    number = numbers_of(called).get(row, "") if whole_set(called) else ""
    documents = Document.objects.current().filter(order_number=number, state=DocumentState.DRAWN) if number else Document.objects.none()
    if not for_seller:
        documents = documents.filter(kind__in=FOR_BUYER)
    return number, sorted(documents, key=lambda document: Kind.values.index(document.kind))
