"""Papers of delivery points: made when somebody asks for them, and renewed when the point's share leaves with a carrier."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.selectors import entries_for
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from marketplace.jobs.models import Job, JobState
from orders.exceptions import NotAllowed
from orders.paperwork.enums import Kind, WithdrawalReason
from orders.paperwork.exceptions import Contradiction, NothingChanged, PackIncomplete
from orders.paperwork.facts import Shipment
from orders.paperwork.models import Document, PaperSet
from orders.paperwork.selectors.sales import sale_of
from orders.paperwork.services.issuing import issue_papers
from orders.paperwork.services.packs import correct_and_renew, issue_pack, save_export
from orders.paperwork.services.withdrawing import withdraw
from orders.trade.enums import ShipmentState
from orders.trade.exceptions import CallOffRefused
from orders.trade.models import CallOff, CallOffShipment
from orders.trade.point_papers import completed, follows, share_of
from orders.trade.selectors.contracts import is_whole
from orders.trade.selectors.packs import JOB, TELLING, numbers_of, packs_of, required_of, whole_set
from orders.trade.services.letters import tell_contract_buyer, tell_contract_seller, tell_packs_incomplete

INCOMPLETE = "trade_call_off.papers_incomplete"
LATER = timedelta(minutes=2)  # until the papers of 150 points are made


@transaction.atomic
def ask_for_packs(*, called: CallOff, codes: Iterable[str], by: User) -> int:
    """Have the papers of these points made, or looked at again where they stand; a job each. Either side may ask. Returns how many points.
    Raises NotAllowed, CallOffRefused("papers") before the order has its own, CallOffRefused("point") where none of them is served."""
    called = CallOff.objects.select_for_update(of=("self",)).select_related("contract__seller", "group").get(pk=called.pk)
    contract = called.contract
    is_seller = contract.seller.members.filter(user=by).exists()
    if not is_seller and contract.buyer_id != by.pk:
        raise NotAllowed(contract)
    if whole_set(called) is None:
        raise CallOffRefused("papers")
    rows = list(CallOffShipment.objects.filter(call_off=called, point__code__in=list(codes)).order_by("pk"))
    if not rows:
        raise CallOffRefused("point")
    record(subject=called, action="trade_call_off.papers", by=by, after={"points": len(rows)})
    _enqueue(called, rows, by if is_seller else None)
    look_later(called)
    return len(rows)


def look_later(called: CallOff) -> None:
    """When the papers are made, see what they lack."""
    enqueue(TELLING, payload={"call_off": called.pk}, run_after=timezone.now() + LATER)


def renew_sent(called: CallOff, rows: Iterable[CallOffShipment], by: User) -> None:
    """The carrier and the day belong on papers that were made before. Points without papers get none by it."""
    numbers = numbers_of(called)
    made = set(PaperSet.objects.filter(order_number__in=numbers.values()).values_list("order_number", flat=True))
    _enqueue(called, [row for row in rows if numbers[row.pk] in made], by)


def _enqueue(called: CallOff, rows: Iterable[CallOffShipment], by: User | None) -> None:
    """One job a point; none beside one that still waits, which will find everything that is asked for."""
    waiting = Job.objects.filter(kind=JOB, payload__call_off=called.pk, state=JobState.WAITING).values_list("payload__row", flat=True)
    busy = set(waiting)
    for row in rows:
        if row.pk not in busy:
            enqueue(JOB, payload={"row": row.pk, "call_off": called.pk, "by": by.pk if by else None})


@transaction.atomic
def make_pack(*, row: CallOffShipment, by: User | None) -> PaperSet | None:
    """Invoice and packing list of the point's share, and every other paper that the rules ask for and whose facts are known; where a
    fact is missing the pair stands alone until the seller gives it. Run again, it issues only what changed. None where the order's own
    papers do not stand."""
    row = CallOffShipment.objects.select_for_update(of=("self",)).select_related("point", "call_off__group").get(pk=row.pk)
    called = row.call_off
    whole = whole_set(called)
    found = sale_of(order_id=called.group.orders.get().pk)
    if whole is None or found is None:
        return None
    number = numbers_of(called)[row.pk]
    sent_on = timezone.localdate(row.sent_at, ZoneInfo(current_hub().time_zone)) if row.state != ShipmentState.PLANNED else None
    paper_set = PaperSet.objects.filter(order_number=number).first()
    if paper_set is None:
        invoice = whole.documents.current().get(kind=Kind.INVOICE).number
        facts = {"number": number, "invoice": invoice, "sent_on": sent_on}
        share = share_of(found[0], Shipment.from_json(whole.shipment), row, **facts)
        paper_set = issue_papers(sale=share, seller=found[1], by=by)
    else:
        corrections = follows(Shipment.from_json(whole.shipment), row, sent_on=sent_on)
        with suppress(Contradiction, NothingChanged):
            correct_and_renew(paper_set=paper_set, corrections=corrections, by=by)
    paper_set = save_export(order_number=number, export=completed(paper_set.said, whole.said), by=by)
    if not paper_set.is_refused:
        with suppress(PackIncomplete, Contradiction, NothingChanged):
            issue_pack(order_number=number, by=by)
    issued = set(paper_set.documents.current().values_list("kind", flat=True))
    row.papers_missing = len(set(required_of(whole)) - issued)
    row.save(update_fields=["papers_missing"])
    return paper_set


@transaction.atomic
def tell_missing(*, called: CallOff) -> bool:
    """Write to the seller that papers of points lack facts, once for the same papers of as many points. True where a letter leaves."""
    called = (
        CallOff.objects.select_for_update(of=("self",))
        .select_related("contract__offer__request", "contract__seller", "group")
        .get(pk=called.pk)
    )
    missing = packs_of(called, for_seller=True).missing
    if not missing:
        return False
    kinds = sorted({kind for row in missing.values() for kind in row}, key=Kind.values.index)
    told = {"points": len(missing), "papers": [str(kind) for kind in kinds]}
    last = entries_for(called).filter(action=INCOMPLETE).first()
    if last is not None and last.after == told:
        return False
    record(subject=called, action=INCOMPLETE, by=None, after=told)
    tell_packs_incomplete(called, points=len(missing), kinds=kinds)
    return True


@transaction.atomic
def withdraw_packs(*, called: CallOff) -> int:
    """Pieces were given up, and nobody has said whose share they were: the papers of all points count no more, and both sides are told.
    Waits for what is being issued this moment. Returns how many papers."""
    called = CallOff.objects.select_related("contract__offer__request", "contract__seller", "contract__buyer", "group").get(pk=called.pk)
    list(CallOffShipment.objects.select_for_update(of=("self",)).filter(call_off=called).order_by("pk").values_list("pk"))
    if is_whole(called):
        return 0
    documents = Document.objects.current().filter(order_number__in=numbers_of(called).values())
    count = withdraw(documents, subject=called, reason=WithdrawalReason.GIVEN_UP, by=None)
    CallOffShipment.objects.filter(call_off=called).update(papers_missing=0)
    if count:
        tell_contract_buyer(called.contract, "packs_withdrawn", call_off=called.number, count=count)
        tell_contract_seller(called.contract, "packs_withdrawn", call_off=called.number, count=count)
    return count
