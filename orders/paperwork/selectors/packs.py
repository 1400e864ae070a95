"""The pack of an order as its page shows it: what is needed and why, what is missing, what is issued."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..enums import PAIR, Kind
from ..export_facts import PackFacts
from ..facts import Shipment
from ..models import Document, PaperSet
from ..needs import Answer, Needed
from ..pack.asking import Asked, asked_of
from ..pack.boxes import Gap
from ..pack.checks import Approved
from ..pack.papers import sheet_of
from ..services.packs import answer_for, drafts_of, findings_of, gaps_of, today_here
from .approvals import approved_for


@dataclass(frozen=True)
class Row:
    """One paper on the page."""

    needed: Needed
    document: Document | None
    gaps: tuple[Gap, ...]
    is_chosen: bool

    @property
    def is_pair(self) -> bool:
        return self.needed.document in PAIR

    @property
    def is_in_pack(self) -> bool:
        return self.needed.is_required or self.is_chosen

    @property
    def blocking(self) -> int:
        return sum(gap.blocks for gap in self.gaps)


@dataclass
class Pack:
    paper_set: PaperSet
    shipment: Shipment
    answer: Answer
    approved: Approved
    drafts: list[PackFacts]
    asked: Asked
    findings: list
    gaps: dict[str, list[Gap]]
    documents: dict[str, Document] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        chosen = self.paper_set.said.chosen
        return [
            Row(paper, self.documents.get(paper.document), tuple(self.gaps.get(paper.document, ())), paper.document in chosen)
            for paper in self.answer.papers
        ]

    @property
    def choices(self) -> list[str]:
        """Papers that the seller may ask for."""
        return [paper.document for paper in self.answer.papers if paper.is_drawn_here and not paper.is_required]

    @property
    def issued(self) -> list[Document]:
        return [document for document in self.documents.values() if document.kind not in PAIR]

    @property
    def is_outdated(self) -> bool:
        """Whether a paper of the pack refers to an invoice that a newer one replaced."""
        invoice = self.documents.get(Kind.INVOICE)
        return any(is_outdated(document, invoice) for document in self.issued)

    @property
    def missing(self) -> int:
        return len({(gap.name, gap.line) for gaps in self.gaps.values() for gap in gaps if gap.blocks})

    @property
    def is_drawn(self) -> bool:
        return all(document.is_drawn for document in self.documents.values())


def pack_of(paper_set: PaperSet) -> Pack:
    """The pack of a set whose pair is issued."""
    shipment, answer = Shipment.from_json(paper_set.shipment), answer_for(paper_set)
    drafts = drafts_of(paper_set, paper_set.said, answer)
    sheets = [sheet_of(draft) for draft in drafts]
    codes = [line.hs6 for line in shipment.lines]
    approved = approved_for(paper_set.seller, codes, order_number=paper_set.order_number, day=today_here())
    documents = {document.kind: document for document in paper_set.documents.current()}
    return Pack(
        paper_set,
        shipment,
        answer,
        approved,
        drafts,
        asked_of(drafts, approved.gacc_codes),
        findings_of(paper_set, sheets) if all(kind in documents for kind in PAIR) else [],
        gaps_of(sheets),
        documents,
    )


def is_outdated(document: Document, invoice: Document | None) -> bool:
    """Whether a paper of a pack was made for an earlier version of its invoice."""
    return document.kind not in PAIR and invoice is not None and document.frozen.refers.invoice_version < invoice.version
