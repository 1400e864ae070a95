"""The page of a document, drawn from its frozen facts and nothing else."""

import hashlib

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from marketplace.documents.render import render

from ..enums import DocumentState, Kind
from ..exceptions import DamagedFile
from ..export_facts import PackFacts
from ..facts import InvoiceFacts, PackingListFacts
from ..models import Document, PaperSet
from ..pack.papers import page_of
from ..printing import invoice_page, packing_list_page

# One statement for all papers of a set.
DRAWN = f"""
    UPDATE {Document._meta.db_table} AS document SET state = %s, drawn_at = %s, pdf = file.name, sha256 = file.sha256, size = file.size
    FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::int[]) AS file (id, name, sha256, size) WHERE document.id = file.id
"""
Facts = InvoiceFacts | PackingListFacts | PackFacts
PAGES = {Kind.INVOICE: invoice_page, Kind.PACKING_LIST: packing_list_page}


def draw(document: Document, facts: Facts | None = None) -> bytes:
    """The PDF that the facts of the document give, in the layout it was issued with. Who has read them already gives them along."""
    facts = facts or document.frozen
    return render(f"paperwork/{facts.paper.layout}", PAGES.get(document.kind, page_of)(facts))


@transaction.atomic(savepoint=False)
def draw_documents(*, paper_set: PaperSet, at_most: int | None = None) -> list[Document]:
    """Draw and store the documents of the set that have no file yet (`at_most` so many); those that have one are left as they are.

    Every set is drawn in the same order of kinds: Typst forgets what it has not laid out in its last ten papers, and a form that it
    remembers takes half the time. The file is written before the row says so, under a name of the document's own: a worker killed in
    between leaves a file that the next run writes over with the same bytes."""
    drawn = list(Document.objects.locked().order_by("kind").filter(paper_set=paper_set, state=DocumentState.ISSUED)[:at_most])
    for document, facts in zip(drawn, _frozen(drawn), strict=True):
        pdf = draw(document, facts)
        name = f"documents/{document.issued_at:%Y/%m}/{document.pk}.pdf"
        storage = document.pdf.storage
        storage.delete(name)
        document.pdf.name = storage.save(name, ContentFile(pdf))
        document.sha256, document.size = hashlib.sha256(pdf).hexdigest(), len(pdf)
        document.state, document.drawn_at = DocumentState.DRAWN, timezone.now()
    if drawn:
        files = zip(*((str(document.pk), document.pdf.name, document.sha256, document.size) for document in drawn), strict=True)
        with connection.cursor() as cursor:
            cursor.execute(DRAWN, [DocumentState.DRAWN, drawn[-1].drawn_at, *map(list, files)])
    return drawn


def _frozen(documents: list[Document]) -> list[Facts]:
    """The facts of each; papers of a pack share one record."""
    pack = [document for document in documents if document.kind not in PAGES]
    read = dict(zip((document.pk for document in pack), PackFacts.all_from_json([document.facts for document in pack]), strict=True))
    return [read.get(document.pk) or document.frozen for document in documents]


def stored_pdf(document: Document) -> bytes:
    """The file as it was drawn. Raises DamagedFile when it is gone or is not what the hash says."""
    try:
        with document.pdf.storage.open(document.pdf.name, "rb") as file:
            pdf = file.read()
    except OSError as error:
        raise DamagedFile(str(document)) from error
    if hashlib.sha256(pdf).hexdigest() != document.sha256:
        raise DamagedFile(str(document))
    return pdf
