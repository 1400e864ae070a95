"""What must be true after a storm, whatever happened in it. Each truth is a function that names what breaks it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import requests
from django.db.models import Count, Q, Sum
from django.utils import timezone

from catalog.models import Variant
from marketplace.allocation.selectors import level, miscounted
from marketplace.history.selectors import first_broken_entry
from marketplace.history.services import seal_entries
from marketplace.jobs.models import Job, JobState
from marketplace.storm.people import Memory
from marketplace.storm.stage import Stage
from orders.aftersale.models import ReturnLine
from orders.enums import ENDED_UNSOLD, GroupState, OrderState
from orders.models import Order, OrderGroup, OrderLine
from orders.paperwork.enums import DocumentState
from orders.paperwork.exceptions import DamagedFile
from orders.paperwork.models import Document
from orders.paperwork.services.drawing import stored_pdf
from orders.payments.enums import DEAD, EFFECTIVE, LIVE, PaymentState, RefundState
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.models import Posting
from orders.payments.ledger.selectors import faults
from orders.payments.models import Payment, Refund
from orders.payments.reconciliation.models import Difference

KEPT = [state for state in OrderState if state not in (*ENDED_UNSOLD, OrderState.AWAITING_PAYMENT)]


def unfinished() -> Counter[str]:
    """What is still under way; empty once the house is at rest."""
    left = {
        "unpaid groups": OrderGroup.objects.filter(state=GroupState.AWAITING_PAYMENT).count(),
        "live payments": Payment.objects.filter(state__in=LIVE).count(),
        "waiting refunds": Refund.objects.filter(state=RefundState.WAITING).count(),
        "refused refunds": Refund.objects.filter(state=RefundState.REFUSED).count(),
        "open jobs": Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).exclude(_for_later()).count(),
    }
    return Counter({what: count for what, count in left.items() if count})


def _for_later() -> Q:
    """A phone that was asked may still be approved minutes after its payment has ended: that look waits, and holds nothing up."""
    return Q(kind="payments.check", state=JobState.WAITING, attempts=0, run_after__gt=timezone.now() + timedelta(minutes=1))


def healed(reconciled: set[str]) -> int:
    """How many differences these comparisons put right."""
    return sum((job.result or {}).get("healed", 0) for job in Job.objects.filter(key__in=reconciled))


def outcomes() -> Counter[str]:
    """How the orders ended, so that a storm in which nothing happened is seen as one."""
    return Counter({f"orders {state}": times for state, times in Order.objects.values_list("state").annotate(times=Count("pk"))})


def broken(stage: Stage, memory: Memory, books: dict[str, list[dict]], reconciled: set[str], site: str) -> list[str]:
    """Every truth that does not hold, in words. `books`: each payment company's own. `reconciled`: the jobs that compared them."""
    truths: list[Callable[[], Iterator[str]]] = [
        lambda: _at_rest(),
        lambda: _stock(stage),
        lambda: _wishes(memory),
        lambda: _captures(),
        lambda: _wallet(books["alipay"]),
        lambda: _phones(books["momo"]),
        lambda: _once(),
        lambda: _reconciled(reconciled, site),
        lambda: faults(),
        lambda: _jobs(),
        lambda: _papers(),
        lambda: _history(),
    ]
    return [trouble for truth in truths for trouble in truth()]


def _at_rest() -> Iterator[str]:
    for what, count in unfinished().items():
        yield f"not at rest: {count} {what}"


def _stock(stage: Stage) -> Iterator[str]:
    """What there was is there or sold; nobody holds anything once all is at rest, and the counts agree with the holds."""
    sold: Counter[int] = Counter()
    for line in OrderLine.objects.filter(order__state__in=KEPT):
        sold[line.variant_id] += line.kept_quantity
    for row in ReturnLine.objects.exclude(restocked_quantity=None).select_related("line"):
        sold[row.line.variant_id] -= row.restocked_quantity
    for variant in Variant.objects.filter(pk__in=stage.variants):
        began, now = stage.variants[variant.pk], level(variant.thing)
        if now.held or now.on_hand + sold[variant.pk] != began or now.on_hand < 0:
            yield f"{variant.sku}: {began} at first, {now.on_hand} on hand, {now.held} held, {sold[variant.pk]} sold"
    for pool in miscounted():
        yield f"the counts of {pool} are not those of its holds"


def _wishes(memory: Memory) -> Iterator[str]:
    """What a buyer was told stands: every order placed, once; and money the wallet took bought it or went back."""
    groups = {group.number: group for group in OrderGroup.objects.all()}
    for number, times in Counter(memory.placed.values()).items():
        if times > 1:
            yield f"{number}: {times} wishes, one order"
        if number not in groups:
            yield f"{number} was promised to a buyer and is not there"
    for number in memory.paid_at_wallet & set(groups):
        payments = Payment.objects.filter(key=number).exclude(captured_amount=0)
        if not payments:
            yield f"{number}: the wallet took money that is nowhere"


def _captures() -> Iterator[str]:
    """One capture a paid order, of its total; what bought nothing has gone back whole."""
    captured = defaultdict(list)
    for payment in Payment.objects.exclude(captured_amount=0):
        captured[payment.key].append(payment)
    for group in OrderGroup.objects.all():
        payments = captured.pop(group.number, [])
        kept = [payment for payment in payments if payment.reference == group.payment_reference]
        if group.paid_at and (len(kept) != 1 or kept[0].captured_amount != group.total_amount):
            yield f"{group.number} is {group.state} with {[str(payment.captured) for payment in kept]} for {group.total}"
        for payment in payments:
            if payment not in kept and payment.refunded_amount != payment.captured_amount:
                yield f"{group.number}: {payment.reference} {payment.state} brought {payment.captured}, {payment.refunded} went back"
        if kept and not group.paid_at:
            yield f"{group.number}: paid without an order"
        given_up = sum((_given_up(order) for order in group.orders.all()), Decimal(0))
        if kept and kept[0].refunded_amount != given_up:
            yield f"{group.number}: orders and pieces worth {given_up} were given up or sent back, {kept[0].refunded} went back"
    for key in captured:
        yield f"{key}: money for an order that is not there"


def _given_up(order: Order) -> Decimal:
    if order.state in ENDED_UNSOLD:
        return order.total_amount
    cancelled = sum((line.cost_of(line.cancelled_quantity, before=0).amount for line in order.lines.all()), Decimal(0))
    returned = ReturnLine.objects.filter(goods_return__order=order).aggregate(sum=Sum("refund_amount"))["sum"]
    return cancelled + (returned or Decimal(0))


def _wallet(lines: list[dict]) -> Iterator[str]:
    """The wallet's books and ours tell the same money."""
    ours = {payment.reference: payment for payment in Payment.objects.filter(provider="sandbox")}
    for line in lines:
        payment = ours.get(line["number"])
        if payment is None:
            yield f"the wallet knows {line['number']}, we do not"
            continue
        was_paid = line["state"] in ("TRADE_SUCCESS", "TRADE_FINISHED") or Decimal(line["refunded"]) > 0
        if was_paid != (payment.captured_amount > 0):
            yield f"{payment.reference}: {line['state']} at the wallet, {payment.state} with {payment.captured_amount} here"
        if Decimal(line["refunded"]) != payment.refunded_amount:
            yield f"{payment.reference}: {line['refunded']} went back by the wallet's books, {payment.refunded_amount} by ours"
    known = {line["number"] for line in lines}
    for payment in ours.values():
        if payment.reference not in known and payment.state not in (*DEAD, PaymentState.CREATED):
            yield f"{payment.reference} is {payment.state} here and unknown to the wallet"
    taken = sum((Decimal(line["fee"]) for line in lines), Decimal(0))
    booked = Posting.objects.filter(account__kind=AccountKind.FEES, account__owner="sandbox").aggregate(sum=Sum("amount"))["sum"] or 0
    if taken != booked:
        yield f"the wallet took {taken} for its service, {booked} is in the books"


def _phones(lines: list[dict]) -> Iterator[str]:
    """The phone company's books and ours tell the same money: what phones paid, and what went back to them under each number."""
    moved: Counter[str] = Counter()
    for line in lines:
        if line["state"] == "SUCCESSFUL":
            moved[line["number"]] += Decimal(line["amount"])
    for payment in Payment.objects.filter(provider="momo"):
        there = moved.pop(f"requesttopay {payment.reference}", Decimal(0))
        if there != payment.captured_amount:
            yield f"{payment.reference}: {there} at the phone company, {payment.state} with {payment.captured_amount} here"
    for refund in Refund.objects.filter(payment__provider="momo"):
        there = moved.pop(f"refund {refund.reference}", Decimal(0))
        if there != (refund.amount if refund.state == RefundState.DONE else 0):
            yield f"{refund.reference}: {there} went back to the phone, {refund.state} with {refund.amount} here"
    for number in moved:
        yield f"the phone company knows of {number}, we do not"


def _once() -> Iterator[str]:
    doubled = Payment.objects.filter(state__in=EFFECTIVE).values("purpose", "key").annotate(times=Count("pk")).filter(times__gt=1)
    for row in doubled:
        yield f"{row['key']} was paid {row['times']} times"


def _reconciled(keys: set[str], site: str) -> Iterator[str]:
    """Everybody's books were compared to the end, nothing is left for an officer, and the number on /metrics says so."""
    done = Job.objects.filter(key__in=keys, state=JobState.DONE).count()
    if done != len(keys) or not keys:
        yield f"{done} of {len(keys)} days were reconciled"
    for row in Difference.objects.open():
        yield f"{row.kind}: {row.refund_number or row} {row.theirs} there, {row.ours} here"
    said = requests.get(f"{site}/metrics", timeout=10).text
    if "\nisoko_paid_without_order 0.0\n" not in said:
        lines = [line for line in said.splitlines() if line.startswith("isoko_paid_without_order")]
        yield f"/metrics says of money without an order: {lines}"


def _jobs() -> Iterator[str]:
    for job in Job.objects.filter(state=JobState.FAILED):
        yield f"job {job.kind} gave up: {job.last_error[:200]}"


def _papers() -> Iterator[str]:
    """A pair for each paid order, none perhaps for one that was given up, and another pair for each time that pieces of it were; its files
    whole, its numbers without a gap."""
    drawn = defaultdict(list)
    for document in Document.objects.order_by("serial"):
        drawn[document.order_number].append(document)
        try:
            if document.state != DocumentState.DRAWN:
                yield f"{document} was never drawn"
            else:
                stored_pdf(document)
        except DamagedFile:
            yield f"{document}: the file is not what was drawn"
    for order in Order.objects.filter(paid_at__isnull=False):
        papers = sorted((document.version, document.kind) for document in drawn[order.number])
        pairs = [(version, kind) for version in range(1, len(papers) // 2 + 1) for kind in ("invoice", "packing_list")]
        if papers != pairs or not (papers or order.state in ENDED_UNSOLD):
            yield f"{order.number} has the papers {[str(document) for document in drawn[order.number]]}"
    series = defaultdict(list)
    for document in Document.objects.filter(version=1):
        series[document.seller_id, document.kind, document.year].append(document.serial)
    for name, serials in series.items():
        if sorted(serials) != list(range(1, len(serials) + 1)):
            yield f"the numbers of {name} have a gap"


def _history() -> Iterator[str]:
    while seal_entries():
        pass
    if entry := first_broken_entry():
        yield f"the history breaks at {entry.pk}"
