"""Papers of delivery points: made when somebody asks for them, and renewed when the point's share leaves with a carrier."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from marketplace.jobs.models import Job, JobState
from orders.exceptions import NotAllowed
from orders.paperwork.enums import Kind
from orders.paperwork.exceptions import Contradiction, NothingChanged, PackIncomplete
from orders.paperwork.facts import Shipment
from orders.paperwork.models import PaperSet
from orders.paperwork.selectors.sales import sale_of
from orders.paperwork.services.issuing import issue_papers
from orders.paperwork.services.packs import correct_and_renew, issue_pack, save_export
from orders.trade.enums import ShipmentState
from orders.trade.exceptions import CallOffRefused
from orders.trade.models import CallOff, CallOffShipment
from orders.trade.point_papers import completed, follows, share_of
from orders.trade.selectors.packs import JOB, numbers_of, whole_set


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
    return len(rows)


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
    return paper_set
