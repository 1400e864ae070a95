"""The page of a document, drawn from its frozen facts and nothing else."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from marketplace.documents.render import render

from ..enums import DocumentState, Kind
from ..exceptions import DamagedFile
from ..models import Document, PaperSet
from ..printing import invoice_page, packing_list_page

DRAWN = ("pdf", "sha256", "size", "state", "drawn_at")
PAGES = {Kind.INVOICE: invoice_page, Kind.PACKING_LIST: packing_list_page}


def draw(document: Document) -> bytes:
    """The PDF that the facts of the document give, in the layout it was issued with."""
    facts = document.frozen
    return render(f"paperwork/{facts.paper.layout}", PAGES[document.kind](facts))


@transaction.atomic(savepoint=False)
def draw_documents(*, paper_set: PaperSet) -> list[Document]:
    """Draw and store the documents of the set that have no file yet; those that have one are left as they are.

    The file is written before the row says so, under a name of the document's own: a worker killed in between leaves a file
    that the next run writes over with the same bytes."""
    drawn = []
    for document in Document.objects.locked().filter(paper_set=paper_set, state=DocumentState.ISSUED):
        pdf = draw(document)
        name = f"documents/{document.issued_at:%Y/%m}/{document.pk}.pdf"
        storage = document.pdf.storage
        storage.delete(name)
        document.pdf.name = storage.save(name, ContentFile(pdf))
        document.sha256 = hashlib.sha256(pdf).hexdigest()
        document.size = len(pdf)
        document.state = DocumentState.DRAWN
        document.drawn_at = timezone.now()
        Document.objects.filter(pk=document.pk).update(**{name: getattr(document, name) for name in DRAWN})
        drawn.append(document)
    return drawn


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
