"""A sale becomes a set of papers: checked, numbered and frozen in one transaction, and drawn after it."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from marketplace.mail.services import send_after_commit
from sellers.models import Seller

from ..checks import Finding, check_set
from ..enums import PAIR, Kind, SetState
from ..exceptions import Contradiction, NothingChanged
from ..facts import InvoiceFacts, PackingListFacts, Paper, Shipment
from ..frozen import to_plain
from ..models import Document, PaperSet
from ..papers import invoice_of, packing_list_of
from ..printing import day
from ..refusals import spoken
from ..sale import Sale
from ..shipments import Corrections, correct, parties_of, shipment_of, with_parties
from ..typesetting import unprintable_boxes
from .numbering import take_numbers, written

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: read aloud and typed without a mistake
Pair = tuple[InvoiceFacts, PackingListFacts]


def issue_papers(*, sale: Sale, seller: Seller, by: User | None = None) -> PaperSet:
    """The set of papers of a sale: issued, or refused with the boxes that clash. A sale that has a set gets that one.
    Its documents are still to be drawn (services/drawing.py)."""
    try:
        return _issue(sale, seller, by)
    except IntegrityError:
        if standing := PaperSet.objects.filter(order_number=sale.order_number).first():  # a run before this one, or beside it
            return standing
        raise


@transaction.atomic
def _issue(sale: Sale, seller: Seller, by: User | None) -> PaperSet:
    shipment = shipment_of(sale)
    paper_set = PaperSet.objects.create(seller=seller, order_number=sale.order_number, **_said(shipment, check(shipment)))
    _follow(paper_set, shipment, last={}, by=by)
    return paper_set


@transaction.atomic
def reissue_papers(*, sale: Sale, seller: Seller) -> PaperSet:
    """The set of a sale that has lost some of its pieces, with a new version of both papers; the same set where they say what is left
    already. The parties stay; what else the seller corrected is to be looked at again. A sale without a set gets its first."""
    paper_set = PaperSet.objects.locked().filter(order_number=sale.order_number).first()
    if paper_set is None:
        return issue_papers(sale=sale, seller=seller)
    before = Shipment.from_json(paper_set.shipment)
    shipment = with_parties(shipment_of(sale), parties_of(before))
    shipment = replace(shipment, terms=replace(shipment.terms, place_zh=before.terms.place_zh))
    if shipment == before:
        return paper_set
    _rewrite(paper_set, shipment, check(shipment), by=None)
    return paper_set


@transaction.atomic
def correct_papers(*, paper_set: PaperSet, corrections: Corrections, by: User) -> PaperSet:
    """The set with the seller's corrections: the first pair where it was refused, else a new version of both papers.
    Raises Contradiction when the corrected papers would clash (nothing is written) and NothingChanged when they say the same."""
    return change_papers(paper_set=paper_set, change=partial(correct, corrections=corrections), by=by)


@transaction.atomic
def change_papers(*, paper_set: PaperSet, change: Callable[[Shipment], Shipment], by: User) -> PaperSet:
    """The set for the changed shipment; raises as `correct_papers` does."""
    paper_set = PaperSet.objects.locked().get(pk=paper_set.pk)  # two people correcting: one version after the other
    before = Shipment.from_json(paper_set.shipment)
    shipment = change(before)
    if shipment == before and not paper_set.is_refused:
        raise NothingChanged
    findings = check(shipment)
    if blocking := [finding for finding in findings if finding.is_blocking]:
        raise Contradiction(blocking)
    last = _rewrite(paper_set, shipment, findings, by=by)
    version = 1 + max((document.version for kind, document in last.items() if kind in PAIR), default=0)
    enqueue("paperwork.draw", key=f"paperwork.draw:{paper_set.pk}:{version}", payload={"paper_set": paper_set.pk})
    return paper_set


def _rewrite(paper_set: PaperSet, shipment: Shipment, findings: list[Finding], *, by: User | None) -> dict[str, Document]:
    """Another shipment than the set was issued for; gives the papers it replaces. The caller holds the set."""
    was = {"state": paper_set.state, "shipment": paper_set.shipment}
    for name, value in _said(shipment, findings).items():
        setattr(paper_set, name, value)
    paper_set.changed_at = timezone.now()
    paper_set.save(update_fields=["shipment", "findings", "state", "changed_at"])
    last = {document.kind: document for document in paper_set.documents.newest().filter(kind__in=PAIR)}
    _follow(paper_set, shipment, last=last, by=by, was=was)
    return last


def check(shipment: Shipment) -> list[Finding]:
    """What is wrong with the papers that this shipment would give."""
    pair = _pair(shipment, paper_of(Kind.INVOICE), paper_of(Kind.PACKING_LIST))
    return check_set(pair) + unprintable_boxes(pair)


def _said(shipment: Shipment, findings: list[Finding]) -> dict:
    """What a set says of itself."""
    is_refused = any(finding.is_blocking for finding in findings)
    return {
        "shipment": shipment.to_json(),
        "findings": to_plain(findings),
        "state": SetState.REFUSED if is_refused else SetState.ISSUED,
    }


def _follow(paper_set: PaperSet, shipment: Shipment, *, last: dict[str, Document], by: User | None, was: dict | None = None) -> None:
    """What follows from the state of a set: its documents, or a letter to the seller; and the history of both."""
    documents = [] if paper_set.is_refused else _write_documents(paper_set, shipment, last=last, by=by)
    if paper_set.is_refused:
        _tell_seller(paper_set)
    record(
        subject=paper_set,
        action="papers.refused" if paper_set.is_refused else "papers.issued",
        by=by,
        before=was,
        after={"findings": paper_set.findings, "documents": [str(document) for document in documents]},
    )


def _tell_seller(paper_set: PaperSet) -> None:
    """A letter in the seller's language: which order, what is wrong, where to put it right."""
    seller = paper_set.seller
    with translation.override(seller.language):
        sentences = [str(refusal.sentence) for refusal in spoken(paper_set.found) if refusal.is_blocking]
        path = reverse("paperwork:set-correct", args=[paper_set.order_number])
    send_after_commit(
        to=seller.contact_email,
        template="paperwork/mail/refused",
        language=seller.language,
        context={
            "name": seller.contact_name,
            "order": paper_set.order_number,
            "sentences": sentences,
            "path": path,
        },
        key=f"papers.refused:{paper_set.pk}",
    )


def _write_documents(paper_set: PaperSet, shipment: Shipment, *, last: dict[str, Document], by: User | None) -> list[Document]:
    now = timezone.now()
    today = now.astimezone(ZoneInfo(current_hub().time_zone)).date()
    rows = new_rows(paper_set, PAIR, last=last)
    papers = [paper_of(row.kind, row, today=today) for row in rows]
    boxes = last[Kind.PACKING_LIST].frozen.containers if Kind.PACKING_LIST in last else ()
    for row, facts in zip(rows, _pair(shipment, *papers, boxes), strict=True):
        row.facts, row.issued_at, row.issued_by = facts.to_json(), now, by
    Document.objects.bulk_create(rows)
    return rows


def with_containers(listing: Document, containers: tuple[str, ...]) -> Document:
    """The next version of a packing list, not yet written: the same, in these containers."""
    (row,) = new_rows(listing.paper_set, [Kind.PACKING_LIST], last={Kind.PACKING_LIST: listing})
    today = timezone.now().astimezone(ZoneInfo(current_hub().time_zone)).date()
    row.facts = replace(listing.frozen, paper=paper_of(Kind.PACKING_LIST, row, today=today), containers=containers).to_json()
    return row


def new_rows(paper_set: PaperSet, kinds: Sequence[Kind], *, last: dict[str, Document]) -> list[Document]:
    """Rows for these papers, numbered and not yet written: the next version where one is in force, else a number of its own."""
    year = timezone.now().astimezone(ZoneInfo(current_hub().time_zone)).year
    new = [kind for kind in kinds if kind not in last]
    taken = take_numbers(seller=paper_set.seller, kinds=new, year=year) if new else {}
    return [_numbered(paper_set, kind, last.get(kind), serial=taken.get(kind, 0), year=year) for kind in kinds]


def _numbered(paper_set: PaperSet, kind: Kind, last: Document | None, *, serial: int, year: int) -> Document:
    """A new version keeps the number of the one it replaces; a first version has the one just taken."""
    if last:
        serial, year = last.serial, last.year
    return Document(
        hub_id=paper_set.hub_id,
        paper_set=paper_set,
        seller=paper_set.seller,
        order_number=paper_set.order_number,
        kind=kind,
        year=year,
        serial=serial,
        number=written(kind, year, serial),
        version=last.version + 1 if last else 1,
        supersedes=last,
        check_code=new_check_code(),
    )


def paper_of(kind: Kind, row: Document | None = None, *, today: date = date(2000, 1, 1)) -> Paper:
    """The identity that a paper prints; without a row, that of a draft which is only checked."""
    if row is None:
        return Paper(f"{kind}-1", "", 0, today, "", "", "")
    with translation.override(settings.LANGUAGE_CODE):  # the address without a language: it is printed for everyone
        address = settings.SITE_URL + reverse("paperwork:document-verify", args=[row.check_code])
    replaces = ""
    if row.supersedes:
        issued = date.fromisoformat(row.supersedes.facts["paper"]["issued_on"])
        replaces = f"version {row.supersedes.version} of {day(issued)['en']}"
    return Paper(f"{kind}-1", row.number, row.version, today, row.check_code, address, replaces)


def _pair(shipment: Shipment, invoice: Paper, packing_list: Paper, containers: tuple[str, ...] = ()) -> Pair:
    return invoice_of(shipment, invoice), packing_list_of(shipment, packing_list, invoice=invoice, containers=containers)


def new_check_code() -> str:
    """Sixty random bits in three groups: 7K3M-Q9TX-2D4F."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return "-".join(characters[i : i + 4] for i in (0, 4, 8))


def normal_check_code(typed: str) -> str:
    """A code as people type it, brought into the printed form."""
    plain = typed.upper().translate(str.maketrans("OIL", "011"))
    characters = "".join(character for character in plain if character in ALPHABET)
    return "-".join(characters[i : i + 4] for i in range(0, len(characters), 4))
