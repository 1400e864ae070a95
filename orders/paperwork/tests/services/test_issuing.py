import re
from dataclasses import replace
from decimal import Decimal

import pytest

from marketplace.accounts.models import User
from marketplace.history.selectors import entries_for
from marketplace.jobs.models import Job
from orders.paperwork.enums import DocumentState, Kind, SetState
from orders.paperwork.exceptions import Contradiction, NothingChanged
from orders.paperwork.models import Document, NumberSeries
from orders.paperwork.services.issuing import correct_papers, issue_papers, new_check_code, normal_check_code
from orders.paperwork.shipments import Corrections, LineCorrection, PackageCorrection

from ..factories import BASKET, COFFEE, a_light_line, a_line, a_sale, a_seller, an_issued_set

pytestmark = pytest.mark.django_db


def test_a_sale_gets_one_numbered_pair(settings):
    settings.SITE_URL = "https://isoko.example"
    seller = a_seller()

    paper_set = issue_papers(sale=a_sale(COFFEE, BASKET), seller=seller)

    invoice, packing_list = paper_set.documents.order_by("kind")
    year = invoice.issued_at.year
    assert paper_set.state == SetState.ISSUED
    assert [(d.kind, d.number, d.version, d.state, d.seller, d.order_number) for d in (invoice, packing_list)] == [
        (Kind.INVOICE, f"CI-{year}-00001", 1, DocumentState.ISSUED, seller, "IS-26-000123-1"),
        (Kind.PACKING_LIST, f"PL-{year}-00001", 1, DocumentState.ISSUED, seller, "IS-26-000123-1"),
    ]
    assert invoice.frozen.paper.verify_url == f"https://isoko.example/documents/verify/{invoice.check_code}/"
    assert packing_list.frozen.invoice_number == invoice.number
    assert invoice.frozen.charges.total == Decimal("13248.00")


def test_the_same_sale_told_twice_gives_the_same_set():
    seller = a_seller()

    first = issue_papers(sale=a_sale(), seller=seller)
    second = issue_papers(sale=a_sale(), seller=seller)

    assert first == second
    assert Document.objects.count() == 2
    assert set(NumberSeries.objects.values_list("next_number", flat=True)) == {2}


def test_the_day_on_the_paper_is_the_hubs_own(monkeypatch):
    from datetime import UTC, datetime

    from orders.paperwork.services import issuing

    monkeypatch.setattr(issuing.timezone, "now", lambda: datetime(2026, 12, 31, 22, 30, tzinfo=UTC))  # 00:30 in Kigali

    paper_set = an_issued_set()

    invoice = paper_set.documents.get(kind=Kind.INVOICE)
    assert (invoice.year, invoice.number, invoice.frozen.paper.issued_on.isoformat()) == (2027, "CI-2027-00001", "2027-01-01")


def test_a_contradictory_set_is_refused_with_the_boxes_and_takes_no_number(mailoutbox, run_waiting_jobs):
    seller = a_seller()

    paper_set = issue_papers(sale=a_sale(a_light_line()), seller=seller)

    assert paper_set.state == SetState.REFUSED
    assert not Document.objects.exists()
    assert not NumberSeries.objects.exists()
    first = paper_set.found[0]
    assert (first.rule, first.problem) == (1, "gross below net")
    assert [(box.paper, box.name, box.line, box.value) for box in first.boxes] == [
        ("invoice", "net kg", 1, "120.000"),
        ("invoice", "gross kg", 1, "118.000"),
    ]
    run_waiting_jobs("mail.send")
    (letter,) = mailoutbox
    assert letter.to == ["alice@example.com"]
    assert "IS-26-000123-1" in letter.subject
    assert "The gross weight is less than the net weight." in letter.body
    assert "/sell/documents/IS-26-000123-1/" in letter.body


def test_a_character_that_cannot_be_printed_refuses_the_set_and_names_its_box():
    sale = a_sale(COFFEE)
    sale = replace(sale, consignee=replace(sale.consignee, name="서울 커피"))

    paper_set = issue_papers(sale=sale, seller=a_seller())

    assert paper_set.state == SetState.REFUSED
    (finding,) = paper_set.found
    assert (finding.problem, finding.boxes[0].name, finding.boxes[0].value) == ("no type", "consignee", "서울커피")


def test_a_recoded_code_only_warns_and_the_papers_are_issued():
    line = a_line(BASKET, hs6="442019", national_code="4420109090", is_recoded=True)

    paper_set = issue_papers(sale=a_sale(line), seller=a_seller())

    assert paper_set.state == SetState.ISSUED
    assert {finding.problem for finding in paper_set.found} == {"hs recoded"}
    assert paper_set.documents.count() == 2


def test_a_refused_set_is_issued_when_its_seller_puts_it_right():
    alice = User.objects.create_user("alice@example.com")
    paper_set = issue_papers(sale=a_sale(a_light_line()), seller=a_seller(owner=alice))

    paper_set = correct_papers(
        paper_set=paper_set, corrections=Corrections(packages=(PackageCorrection(1, gross_kg=Decimal("121.800")),)), by=alice
    )

    assert paper_set.state == SetState.ISSUED
    assert paper_set.findings == []
    assert [document.version for document in paper_set.documents.all()] == [1, 1]


def test_a_correction_makes_a_new_version_with_the_same_number():
    alice = User.objects.create_user("alice@example.com")
    paper_set = an_issued_set(a_seller(owner=alice))
    first = {document.kind: document for document in paper_set.documents.all()}
    before = {kind: document.facts for kind, document in first.items()}

    correct_papers(paper_set=paper_set, corrections=Corrections(reference="176-12345675"), by=alice)

    second = {document.kind: document for document in paper_set.documents.filter(version=2)}
    assert set(second) == {Kind.INVOICE, Kind.PACKING_LIST}
    for kind, document in second.items():
        assert (document.number, document.supersedes, document.issued_by) == (first[kind].number, first[kind], alice)
        assert document.check_code != first[kind].check_code
        assert document.frozen.transport.reference == "176-12345675"
        assert document.frozen.paper.replaces.startswith("version 1 of ")
        first[kind].refresh_from_db()
        assert first[kind].facts == before[kind]
    assert set(Document.objects.current()) == set(second.values())
    assert set(NumberSeries.objects.values_list("next_number", flat=True)) == {2}
    assert Job.objects.get(kind="paperwork.draw").payload == {"paper_set": paper_set.pk}


def test_a_third_version_follows_the_second():
    alice = User.objects.create_user("alice@example.com")
    paper_set = an_issued_set(a_seller(owner=alice))

    for contract in ("PO 1", "PO 2"):
        correct_papers(paper_set=paper_set, corrections=Corrections(contract=contract), by=alice)

    assert list(paper_set.documents.filter(kind=Kind.INVOICE).order_by("version").values_list("version", flat=True)) == [1, 2, 3]
    assert Document.objects.current().filter(kind=Kind.INVOICE).get().version == 3


def test_a_correction_that_contradicts_is_refused_and_nothing_changes():
    alice = User.objects.create_user("alice@example.com")
    paper_set = an_issued_set(a_seller(owner=alice))
    shipment = paper_set.shipment

    with pytest.raises(Contradiction) as refusal:
        correct_papers(paper_set=paper_set, corrections=Corrections(lines=(LineCorrection(2, net_kg=Decimal(500)),)), by=alice)

    assert {(box.paper, box.name, box.line or box.packages) for finding in refusal.value.findings for box in finding.boxes} == {
        (paper, name, place)
        for paper, own in (("invoice", 2), ("packing_list", "3–8"))
        for name, place in (("net kg", own), ("gross kg", own), ("total net kg", ""), ("total gross kg", ""))
    }
    paper_set.refresh_from_db()
    assert (paper_set.state, paper_set.shipment) == (SetState.ISSUED, shipment)
    assert Document.objects.count() == 2


def test_a_correction_that_says_the_same_makes_no_version():
    alice = User.objects.create_user("alice@example.com")
    paper_set = an_issued_set(a_seller(owner=alice))

    with pytest.raises(NothingChanged):
        correct_papers(paper_set=paper_set, corrections=Corrections(lines=(LineCorrection(1),), loading="Kigali"), by=alice)

    assert Document.objects.count() == 2


def test_issue_and_correction_are_written_in_the_history():
    alice = User.objects.create_user("alice@example.com")
    paper_set = an_issued_set(a_seller(owner=alice))

    correct_papers(paper_set=paper_set, corrections=Corrections(contract="PO 1"), by=alice)

    entries = sorted(entries_for(paper_set), key=lambda entry: entry.pk)
    assert [(entry.action, entry.by) for entry in entries] == [("papers.issued", None), ("papers.issued", alice)]
    assert entries[1].before["shipment"]["references"]["contract"] == ""
    assert [said.endswith("v2") for said in entries[1].after["documents"]] == [True, True]


def test_sellers_count_each_for_themselves():
    for slug, order in (("alice", "IS-1"), ("dora", "IS-2")):
        issue_papers(sale=a_sale(COFFEE, order_number=order), seller=a_seller(slug))

    numbers = Document.objects.filter(kind=Kind.INVOICE).values_list("serial", flat=True)
    assert list(numbers) == [1, 1]


def test_check_codes_are_read_as_people_type_them():
    code = new_check_code()

    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert normal_check_code(code.lower().replace("-", " ")) == code
    assert normal_check_code("7k3m q9tx zdIo") == "7K3M-Q9TX-ZD10"
