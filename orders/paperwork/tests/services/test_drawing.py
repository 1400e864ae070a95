import hashlib
import io

import pytest
import zxingcpp
from django.db import transaction
from PIL import Image
from pypdf import PdfReader

from marketplace.documents.render import render_png
from orders.paperwork.enums import DocumentState, Kind
from orders.paperwork.exceptions import DamagedFile
from orders.paperwork.models import Document
from orders.paperwork.services import drawing
from orders.paperwork.services.drawing import draw, draw_documents, stored_pdf

from ..factories import a_drawn_set, an_issued_set

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_both_papers_are_drawn_and_their_hashes_written_down():
    paper_set = an_issued_set()

    drawn = draw_documents(paper_set=paper_set)

    assert drawn == list(paper_set.documents.order_by("kind"))
    for document in paper_set.documents.all():
        pdf = stored_pdf(document)
        assert (document.state, document.size) == (DocumentState.DRAWN, len(pdf))
        assert document.sha256 == hashlib.sha256(pdf).hexdigest()
        assert document.number in text_of(pdf)


@pytest.mark.parametrize("kind", [Kind.INVOICE, Kind.PACKING_LIST])
def test_the_qr_code_of_a_printed_page_leads_to_its_check(kind):
    document = an_issued_set().documents.get(kind=kind)

    page, *_more = render_png(f"paperwork/{document.frozen.paper.layout}", drawing.PAGES[kind](document.frozen), ppi=150)

    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))
    assert [code.text for code in codes] == [document.frozen.paper.verify_url]


def test_drawing_again_from_the_rows_gives_the_same_file():
    paper_set = a_drawn_set()

    for document in Document.objects.filter(paper_set=paper_set):
        assert text_of(draw(document)) == text_of(stored_pdf(document))
        assert draw(document) == stored_pdf(document)


def test_a_set_asked_for_twice_is_drawn_once(monkeypatch):
    paper_set = a_drawn_set()
    before = list(Document.objects.values_list("sha256", "drawn_at", "pdf"))
    monkeypatch.setattr(drawing, "render", lambda *args: pytest.fail("drawn twice"))

    assert draw_documents(paper_set=paper_set) == []

    assert list(Document.objects.values_list("sha256", "drawn_at", "pdf")) == before


def test_a_worker_killed_between_file_and_row_leaves_nothing_wrong(monkeypatch):
    """The file of the first run lies there, the row does not know it: the second run writes over it."""
    paper_set = an_issued_set()

    def killed(pdf):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt), transaction.atomic():
        patch.setattr(drawing.hashlib, "sha256", killed)  # what comes right after the file
        draw_documents(paper_set=paper_set)
    assert set(Document.objects.values_list("state", flat=True)) == {DocumentState.ISSUED}

    draw_documents(paper_set=paper_set)

    for document in Document.objects.all():
        assert document.pdf.name == f"documents/{document.issued_at:%Y/%m}/{document.pk}.pdf"
        assert hashlib.sha256(stored_pdf(document)).hexdigest() == document.sha256


def test_a_file_that_is_not_the_one_drawn_is_not_handed_out():
    a_drawn_set()
    document = Document.objects.get(kind=Kind.INVOICE)
    name = document.pdf.name

    with document.pdf.storage.open(name, "wb") as file:
        file.write(b"%PDF-forged")
    with pytest.raises(DamagedFile):
        stored_pdf(document)

    document.pdf.storage.delete(name)
    with pytest.raises(DamagedFile):
        stored_pdf(document)
