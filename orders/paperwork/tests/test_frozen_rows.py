"""What the database itself refuses, whoever writes."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from orders.paperwork.enums import Kind
from orders.paperwork.models import Document, NumberSeries
from orders.paperwork.services.drawing import draw_documents

from .factories import an_issued_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice():
    return an_issued_set().documents.get(kind=Kind.INVOICE)


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {"total": "1.00"}},
        {"number": "CI-2026-00099"},
        {"serial": 99},
        {"version": 2},
        {"check_code": "0000-0000-0000"},
        {"order_number": "IS-26-999999-1"},
        {"issued_at": "2020-01-01T00:00:00Z"},
        {"kind": Kind.PACKING_LIST},
    ],
)
def test_an_issued_document_refuses_to_change(invoice, change):
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Document.objects.filter(pk=invoice.pk).update(**change)


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"pdf": "documents/other.pdf"}, {"size": 1}])
def test_a_drawn_document_keeps_its_file_and_hash(invoice, change):
    draw_documents(paper_set=invoice.paper_set)

    with pytest.raises(IntegrityError, match="its file stays"), transaction.atomic():
        Document.objects.filter(pk=invoice.pk).update(**change)


def test_a_document_is_never_deleted(invoice):
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        Document.objects.filter(pk=invoice.pk).delete()


def test_a_document_that_says_drawn_has_a_hash(invoice):
    with pytest.raises(IntegrityError, match="document_drawn_has_file_and_hash"), transaction.atomic():
        Document.objects.filter(pk=invoice.pk).update(state="drawn")


def copy_of(document: Document, **changes) -> Document:
    fields = {field.attname: getattr(document, field.attname) for field in Document._meta.concrete_fields if field.name != "id"}
    return Document(**(fields | {"check_code": "ZZZZ-ZZZZ-ZZZZ"} | changes))


def test_a_number_is_used_once(invoice):
    with pytest.raises(IntegrityError, match="document_number_once"), transaction.atomic():
        copy_of(invoice).save(force_insert=True)


def test_a_number_that_would_leave_a_gap_is_refused(invoice):
    with pytest.raises(IntegrityError, match="gap"), transaction.atomic():
        copy_of(invoice, serial=3, number="CI-2026-00003").save(force_insert=True)


def test_a_version_supersedes_the_one_before_it(invoice):
    with pytest.raises(IntegrityError, match="supersedes"), transaction.atomic():
        copy_of(invoice, version=3, supersedes_id=invoice.pk).save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(invoice, version=2, supersedes_id=None).save(force_insert=True)


@pytest.mark.parametrize("number", [1, 4])
def test_a_series_rises_by_one(invoice, number):
    with pytest.raises(IntegrityError, match="rises by one"), transaction.atomic():
        NumberSeries.objects.filter(kind=Kind.INVOICE).update(next_number=number)


def test_a_series_is_never_deleted(invoice):
    with pytest.raises(DatabaseError, match="rises by one"), transaction.atomic():
        NumberSeries.objects.all().delete()
