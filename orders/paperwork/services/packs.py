"""The export pack of an order: the seller says what the papers need, then all of them are numbered and frozen at once, and drawn by a
job. Trade asks for the pack of a shipment by its order number, as the seller's page does."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue

from ..enums import PAIR, CodeList, Kind
from ..exceptions import Contradiction, NothingChanged, PackIncomplete
from ..export_facts import ExportFacts, PackFacts, References
from ..facts import Shipment
from ..models import Document, PaperSet
from ..needs import Answer
from ..pack.boxes import Gap, Sheet
from ..pack.checks import check_pack
from ..pack.papers import sheet_of
from ..selectors.approvals import approved_for
from ..selectors.rules import country_code, documents_needed
from ..shipments import Corrections
from ..typesetting import unprintable_in
from .issuing import correct_papers, new_rows, paper_of, with_containers


def get_set(order_number: str) -> PaperSet:
    """The papers of an order. Raises PaperSet.DoesNotExist before the order is paid, or where it stays at home."""
    return PaperSet.objects.get(order_number=order_number)


def answer_for(paper_set: PaperSet) -> Answer:
    """Which papers this shipment needs, by which rules."""
    shipment = Shipment.from_json(paper_set.shipment)
    return documents_needed(
        codes=[line.hs6 for line in shipment.lines],
        destination=shipment.destination.code,
        mode=shipment.transport.mode.code,
        incoterm=shipment.terms.incoterm,
    )


def kinds_of(answer: Answer, export: ExportFacts) -> list[Kind]:
    """The papers to be drawn beside the pair: those that are needed, and those the seller chose."""
    return [
        Kind(paper.document)
        for paper in answer.papers
        if paper.is_drawn_here and paper.document not in PAIR and (paper.is_required or paper.document in export.chosen)
    ]


def drafts_of(paper_set: PaperSet, export: ExportFacts, answer: Answer) -> list[PackFacts]:
    """The papers as they would be issued today, without number."""
    shipment, refers, today = Shipment.from_json(paper_set.shipment), _refers(paper_set), today_here()
    return [draft_of(kind, shipment, export, refers, answer, today) for kind in kinds_of(answer, export)]


def draft_of(kind: Kind, shipment: Shipment, export: ExportFacts, refers: References, answer: Answer, today: date) -> PackFacts:
    needed = answer.needed(kind)
    general = not needed or any(not rule.hs_prefix for rule in needed.rules)
    covers = () if general or set(needed.codes) == {line.hs6 for line in shipment.lines} else needed.codes
    code = country_code(CodeList.ICO, shipment.origin.code, day=today) if kind == Kind.ICO else ""
    return PackFacts(replace(paper_of(kind), issued_on=today), kind, shipment, export, refers, covers, code)


def gaps_of(sheets: Sequence[Sheet]) -> dict[str, list[Gap]]:
    """What is missing, by paper."""
    return {sheet.facts.kind: sheet.gaps for sheet in sheets if sheet.gaps}


@transaction.atomic
def save_export(*, order_number: str, export: ExportFacts, by: User) -> PaperSet:
    """Keep what the seller said; nothing is issued by it. Raises PaperSet.DoesNotExist."""
    paper_set = PaperSet.objects.locked().get(order_number=order_number)
    before, after = paper_set.export, export.to_json()
    if before != after:
        paper_set.export, paper_set.changed_at = after, timezone.now()
        paper_set.save(update_fields=["export", "changed_at"])
        record(subject=paper_set, action="pack.prepared", by=by, before={"export": before}, after={"export": after})
    return paper_set


@transaction.atomic
def issue_pack(*, order_number: str, by: User | None = None) -> PaperSet:
    """Issue the pack of an order: each paper that is new or says something else than before gets a number or a new version; a job draws
    them. The packing list follows the containers with a version of its own. Raises PaperSet.DoesNotExist, PackIncomplete (facts are
    missing), Contradiction, NothingChanged."""
    paper_set = PaperSet.objects.locked().get(order_number=order_number)
    if paper_set.is_refused:
        raise Contradiction(paper_set.found)
    export, answer = paper_set.said, answer_for(paper_set)
    drafts = drafts_of(paper_set, export, answer)
    sheets = [sheet_of(draft) for draft in drafts]
    gaps = {kind: blocking for kind, found in gaps_of(sheets).items() if (blocking := [gap for gap in found if gap.blocks])}
    if gaps or answer.unknown:
        raise PackIncomplete(gaps, answer.unknown)
    findings = findings_of(paper_set, sheets)
    if blocking := [finding for finding in findings if finding.is_blocking]:
        raise Contradiction(blocking)
    last = {document.kind: document for document in paper_set.documents.newest().select_related("withdrawal")}
    fresh = [draft for draft in drafts if draft.kind not in last or not _says_the_same(last[draft.kind], draft)]
    rows = new_rows(paper_set, [Kind(draft.kind) for draft in fresh], last=last)
    record_once = drafts[0].record_json() if fresh else None
    for row, draft in zip(rows, fresh, strict=True):
        row.facts = replace(draft, paper=paper_of(Kind(draft.kind), row, today=draft.paper.issued_on)).to_json(record_once)
    containers = tuple(container.written for container in export.containers)
    if last[Kind.PACKING_LIST].frozen.containers != containers:  # drawn at payment, before anybody knew them
        rows.append(with_containers(last[Kind.PACKING_LIST], containers))
    if not rows:
        raise NothingChanged
    for row in rows:
        row.issued_at, row.issued_by = timezone.now(), by
    Document.objects.bulk_create(rows)
    job = enqueue("paperwork.pack", key=f"paperwork.pack:{paper_set.pk}:{rows[0].pk}", payload={"paper_set": paper_set.pk})
    paper_set.pack_job, paper_set.changed_at = job.pk, timezone.now()
    paper_set.save(update_fields=["pack_job", "changed_at"])
    record(subject=paper_set, action="pack.issued", by=by, after={"documents": [str(row) for row in rows]})
    return paper_set


@transaction.atomic
def correct_and_renew(*, paper_set: PaperSet, corrections: Corrections, by: User) -> PaperSet:
    """The corrected pair, and with it a new version of every paper of a pack that was issued. Where the pack cannot follow (something is
    missing or contradicts itself now) its papers are shown as out of date. Raises Contradiction, NothingChanged."""
    return renew(correct_papers(paper_set=paper_set, corrections=corrections, by=by), by=by)


def renew(paper_set: PaperSet, *, by: User) -> PaperSet:
    """Let the pack follow its pair, as far as it can. The caller holds the set."""
    if paper_set.documents.current().exclude(kind__in=PAIR).exists():
        with suppress(PackIncomplete, Contradiction, NothingChanged):
            issue_pack(order_number=paper_set.order_number, by=by)
    return paper_set


def findings_of(paper_set: PaperSet, sheets: Sequence[Sheet]) -> list:
    """What contradicts itself in the pack as it would be issued, the pair in force among it."""
    documents = {document.kind: document for document in paper_set.documents.current()}
    pair = tuple(documents[kind].frozen for kind in PAIR)
    today = today_here()
    approved = approved_for(paper_set.seller, [line.hs6 for line in pair[0].lines], order_number=paper_set.order_number, day=today)
    return check_pack(pair, sheets, approved, today=today) + unprintable_in([sheet.facts for sheet in sheets])


def today_here() -> date:
    return timezone.now().astimezone(ZoneInfo(current_hub().time_zone)).date()


def _refers(paper_set: PaperSet) -> References:
    documents = {document.kind: document for document in paper_set.documents.current().filter(kind__in=PAIR)}
    invoice, packing_list = (documents.get(kind) for kind in PAIR)
    if invoice is None or packing_list is None:
        return References("", 0, today_here(), "")
    return References(invoice.number, invoice.version, invoice.frozen.paper.issued_on, packing_list.number)


def _says_the_same(document: Document, draft: PackFacts) -> bool:
    if document.is_withdrawn:
        return False
    frozen = document.frozen
    return replace(frozen, paper=draft.paper) == draft
