"""Export packs of eight papers: how many a second one worker draws, and what a pack costs from the button to the last file.

The sellers have said everything that the papers ask for. Issuing (needs, gaps, cross-checks, numbers, frozen rows) happens where the
page is answered; drawing is the worker's job."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from marketplace.bench import Figure
from orders.paperwork.enums import PAIR, DocumentState, Kind
from orders.paperwork.export_facts import ExportFacts, LineExport
from orders.paperwork.facts import Shipment
from orders.paperwork.models import Document, PaperSet
from orders.paperwork.services.packs import issue_pack
from sellers.models import Evidence, EvidenceRequirement

PAPERS = 8
WARM = 4  # packs that the worker draws before the clock runs
REGISTERED = "CRWA00012345678901"
SAID = ExportFacts(
    chosen=(Kind.INSURANCE,),
    producer="SAME",
    vessel="ET 815",
    entry_point="Guangzhou",
    exit_office="Kigali International Airport",
    declarant="Bench Clearing Ltd",
    declarant_tin="100000001",
    freight_terms="prepaid",
    airline_agent="Bench Cargo",
    clauses="A",
)
LINE = LineExport(
    0,
    botanical="Coffea arabica L.",
    criterion="WO",
    gacc=REGISTERED,
    ico_form="Green arabica",
    ico_processing="Wet",
    grade="A1",
    moisture=Decimal("11.2"),
    brand="Bench",
    brand_type="4",
    preference="3",
    method="unroasted",
    variety="Bourbon",
    area="Gakenke",
    inner_net="250 g",
)


def measure(worker, count: int, wait: Callable[[Callable[[], bool]], None]) -> list[Figure]:
    """Packs of sets whose pairs are drawn; `worker` is the one that drew them."""
    sets = list(PaperSet.objects.order_by("pk")[: count + WARM])
    rule = EvidenceRequirement.objects.filter(code="gacc-registration").latest("valid_from")
    verified = {
        "requirement": rule,
        "code": rule.code,
        "number": REGISTERED,
        "state": "verified",
        "expires_on": date(2099, 1, 1),
        "covers": ["09"],
    }
    for seller in {paper_set.seller for paper_set in sets}:
        Evidence.objects.create(seller=seller, **verified)
    for place, paper_set in enumerate(sets):
        _prepare(paper_set, place)
    for paper_set in sets[:WARM]:
        issue_pack(order_number=paper_set.order_number)
    wait(lambda: _waiting() == 0)
    before = worker.cpu_seconds()
    with worker.paused():
        begun = time.process_time()
        for paper_set in sets[WARM:]:
            issue_pack(order_number=paper_set.order_number)
        issuing = time.process_time() - begun
    started = timezone.now()
    wait(lambda: _waiting() == 0)
    last = Document.objects.exclude(kind__in=PAIR).aggregate(last=Max("drawn_at"))["last"]
    drawing = worker.cpu_seconds() - before
    rate = count / (last - started).total_seconds()
    return [
        Figure("paperwork: packs, one worker", round(rate, 1), "packs/s", f"{count} packs of {PAPERS} papers, 4 threads"),
        Figure("paperwork: packs: drawing, processor", round(1000 * drawing / count, 1), "ms/pack", "the worker's, job and files in it"),
        Figure("paperwork: packs: issuing, processor", round(1000 * issuing / count, 1), "ms/pack", "needs, checks, numbers, rows"),
    ]


def _prepare(paper_set: PaperSet, place: int) -> None:
    shipment = Shipment.from_json(paper_set.shipment)
    leaves = timezone.localdate() + timedelta(days=9)
    transport = replace(shipment.transport, carrier="Bench Air", reference="071-12345675", departure=leaves)
    mark = f"028-{place // 9999 + 1:04d}-{place % 9999 + 1:04d}"
    lines = tuple(replace(LINE, number=line.number, ico_mark=mark) for line in shipment.lines)
    paper_set.shipment, paper_set.export = replace(shipment, transport=transport).to_json(), replace(SAID, lines=lines).to_json()
    paper_set.save(update_fields=["shipment", "export"])


def _waiting() -> int:
    return Document.objects.filter(state=DocumentState.ISSUED).count()
