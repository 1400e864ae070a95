import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from orders.paperwork import throttling
from orders.paperwork.enums import Kind
from orders.paperwork.models import Document
from orders.paperwork.services.drawing import stored_pdf
from orders.paperwork.services.issuing import correct_papers
from orders.paperwork.shipments import Corrections

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


def page_of(client, document, **extra):
    return client.get(reverse("paperwork:document-verify", args=[document.check_code]), **extra)


def test_anyone_sees_what_was_issued_under_a_code_and_nothing_personal(client, invoice):
    response = page_of(client, invoice)

    text = response.content.decode()
    assert response.status_code == 200
    for said in (invoice.number, "Commercial invoice", "Alice Coffee Exporters Ltd", "13,248.00", invoice.sha256[:8], "version in force"):
        assert said in text
    for secret in ("Hangzhou", "杭州", "Carla", "李娜", "8613800001234", "alice@example.com", "250788123456", "102345678", "IS-26-000123"):
        assert secret not in text
    assert "noindex" in text


def test_a_packing_list_does_not_tell_the_price(client, drawn_set):
    response = page_of(client, drawn_set.documents.get(kind=Kind.PACKING_LIST))

    text = response.content.decode()
    assert "Packing list" in text
    assert "13,248.00" not in text


def test_the_page_speaks_chinese_under_its_prefix(client, invoice):
    response = client.get(f"/zh-hans/documents/verify/{invoice.check_code}/")

    assert response.status_code == 200
    assert 'lang="zh-Hans"' in response.content.decode()


def test_a_superseded_version_says_so_and_leads_to_the_newer(client, alice, paper_set):
    correct_papers(paper_set=paper_set, corrections=Corrections(contract="PO 1"), by=alice)
    old, new = paper_set.documents.filter(kind=Kind.INVOICE).order_by("version")

    text = page_of(client, old).content.decode()

    assert "Version 1 was replaced by version 2" in text
    assert new.check_code in text
    assert "version in force" in page_of(client, new).content.decode()


def test_a_code_is_found_however_it_is_typed(client, invoice):
    typed = invoice.check_code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert client.get(reverse("paperwork:document-verify", args=[typed])).context["document"] == invoice
    response = client.get(reverse("paperwork:document-find"), {"code": typed}, follow=True)
    assert response.context["document"] == invoice


def test_an_unknown_code_is_404_and_keeps_what_was_typed(client, hub):
    response = client.get("/documents/verify/AAAA-BBBB-CCCC/")

    assert response.status_code == 404
    assert "No paper with this code" in response.content.decode()
    assert 'value="AAAA-BBBB-CCCC"' in response.content.decode()


def test_an_empty_code_is_asked_for_again(client, hub):
    assert "This field is required" in client.get(reverse("paperwork:document-find"), {"code": ""}).content.decode()


def compare(client, document, content: bytes):
    url = reverse("paperwork:document-verify", args=[document.check_code])
    return client.post(url, {"file": SimpleUploadedFile("paper.pdf", content, "application/pdf")}).content.decode()


def test_the_original_file_is_recognised(client, invoice):
    assert "The file is this paper, byte for byte." in compare(client, invoice, stored_pdf(invoice))


def test_a_changed_file_is_not_this_paper(client, invoice):
    assert "The file is not this paper." in compare(client, invoice, stored_pdf(invoice) + b"\n")


def test_another_version_is_recognised_as_that(client, alice, invoice, run_waiting_jobs):
    correct_papers(paper_set=invoice.paper_set, corrections=Corrections(contract="PO 1"), by=alice)
    run_waiting_jobs("paperwork.draw")
    new = Document.objects.get(kind=Kind.INVOICE, version=2)

    assert "The file is genuine, but it is version 1 of this paper." in compare(client, new, stored_pdf(invoice))


def test_a_compare_without_a_file_is_refused_at_the_field(client, invoice):
    response = client.post(reverse("paperwork:document-verify", args=[invoice.check_code]))

    assert "This field is required" in response.content.decode()


def test_a_file_that_is_too_large_is_refused_at_the_field(client, invoice, monkeypatch):
    monkeypatch.setattr("orders.paperwork.forms.MAX_COMPARED_BYTES", 10)

    assert "larger than 10 MB" in compare(client, invoice, b"%PDF-1.7 more than ten bytes")


def test_guessing_is_slowed_down(client, invoice, monkeypatch):
    monkeypatch.setattr(throttling, "TRIES_A_MINUTE", 3)

    answers = [page_of(client, invoice).status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]
    assert page_of(client, invoice, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_the_page_asks_the_database_little(client, invoice, django_assert_max_num_queries):
    page_of(client, invoice)
    with django_assert_max_num_queries(3):
        page_of(client, invoice)
