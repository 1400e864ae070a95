"""The pack of an order: prepared, checked, issued at once, drawn by a job, renewed when something changes."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

import pytest
from django.urls import reverse
from lxml import etree

from marketplace.accounts.models import User
from orders.paperwork.enums import PAIR, Kind
from orders.paperwork.exceptions import Contradiction, NothingChanged, PackIncomplete
from orders.paperwork.export_facts import Container
from orders.paperwork.facts import Shipment
from orders.paperwork.models import Document
from orders.paperwork.selectors.packs import pack_of
from orders.paperwork.services.drawing import draw
from orders.paperwork.services.packs import correct_and_renew, issue_pack, save_export
from orders.paperwork.shipments import Corrections
from sellers.models import Evidence, EvidenceRequirement

from .factories import BASKET, COFFEE, a_sale, an_issued_set
from .pack_factories import DEPARTS, PRODUCER_NO, said_of
from .reading import text_of

pytestmark = pytest.mark.django_db
KINDS = {Kind.ORIGIN_CHINA, Kind.ICO, Kind.NAEB_LOT, Kind.PHYTO, Kind.AIR_INSTRUCTION, Kind.CUSTOMS, Kind.ELEMENTS}


@pytest.fixture
def prepared(shop, alice):
    """A set whose seller has said everything, with a registration that RDB verified."""
    sale = a_sale(COFFEE, BASKET)
    sale = replace(sale, transport=replace(sale.transport, carrier="Ethiopian Airlines", reference="071-12345675", departure=DEPARTS))
    paper_set = an_issued_set(shop, sale)
    rule = EvidenceRequirement.objects.get(code="gacc-registration")
    Evidence.objects.create(
        seller=shop,
        requirement=rule,
        code=rule.code,
        number=PRODUCER_NO,
        state="verified",
        expires_on=date(2028, 1, 1),
        reviewer=alice,
        covers=["0901"],
    )
    said = said_of(Shipment.from_json(paper_set.shipment))
    return save_export(order_number=paper_set.order_number, export=said, by=alice)


def test_pack_is_issued_at_once_and_drawn_by_a_job(prepared, alice, run_waiting_jobs, client):
    number = prepared.order_number
    issue_pack(order_number=number, by=alice)
    run_waiting_jobs()

    documents = {document.kind: document for document in Document.objects.current().filter(order_number=number)}
    assert set(documents) == KINDS | set(PAIR)
    assert all(document.is_drawn for document in documents.values())
    assert documents[Kind.ICO].number.startswith("IC-") and documents[Kind.ICO].serial == 1
    with pytest.raises(NothingChanged):
        issue_pack(order_number=number, by=alice)

    client.force_login(alice)
    answer = client.get(reverse("paperwork:pack-download", args=[number]))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    names = archive.namelist()
    assert sum(name.endswith(".pdf") for name in names) == len(documents)
    told = json.loads(archive.read("pack.json"))
    assert [paper["kind"] for paper in told[:2]] == list(PAIR) and told[0]["facts"]["charges"]["total"]
    assert "SHA256SUMS" in names
    _is_valid_ubl(archive.read(next(name for name in names if name.endswith(".xml"))))
    client.force_login(User.objects.create_user("stranger@example.com", "x"))
    assert client.get(reverse("paperwork:pack-download", args=[number])).status_code == 404


@cache
def _ubl_schema() -> etree.XMLSchema:
    """That of OASIS, which a test dependency carries."""
    return etree.XMLSchema(etree.parse(str(files("peppol") / "schema" / "maindoc" / "UBL-Invoice-2.1.xsd")))


def _is_valid_ubl(xml: bytes) -> None:
    _ubl_schema().assertValid(etree.fromstring(xml))


def test_correction_after_issue_makes_a_new_version_of_the_whole_pack(prepared, alice, client):
    issue_pack(order_number=prepared.order_number, by=alice)
    old = Document.objects.get(order_number=prepared.order_number, kind=Kind.CUSTOMS)

    correct_and_renew(paper_set=prepared, corrections=Corrections(reference="071-12345686"), by=alice)

    documents = list(Document.objects.current().filter(order_number=prepared.order_number))
    assert {document.version for document in documents} == {2}
    new = next(document for document in documents if document.kind == Kind.CUSTOMS)
    assert (new.number, new.supersedes_id) == (old.number, old.pk)
    assert new.frozen.refers.invoice_version == 2
    assert "was replaced by version 2" in client.get(old.get_absolute_url()).content.decode()


def test_what_the_seller_changes_makes_new_versions_of_the_pack_alone(prepared, alice):
    issue_pack(order_number=prepared.order_number, by=alice)

    save_export(order_number=prepared.order_number, export=replace(prepared.said, exit_office="Rusumo"), by=alice)
    issue_pack(order_number=prepared.order_number, by=alice)

    versions = dict(Document.objects.current().filter(order_number=prepared.order_number).values_list("kind", "version"))
    assert versions[Kind.INVOICE] == versions[Kind.PACKING_LIST] == 1
    assert {versions[kind] for kind in KINDS} == {2}


def test_containers_stand_on_the_next_version_of_the_packing_list_and_stay_there(prepared, alice):
    number, boxes = prepared.order_number, (Container("CSQU3054383", "KE 4411", "22G1"), Container("MSKU1234565"))
    issue_pack(order_number=number, by=alice)
    issued = {document.kind: document.version for document in prepared.documents.current()}

    save_export(order_number=number, export=replace(prepared.said, containers=boxes), by=alice)
    issue_pack(order_number=number, by=alice)

    papers = {document.kind: document for document in prepared.documents.current()}
    listing = papers[Kind.PACKING_LIST]
    assert listing.frozen.containers == ("CSQU3054383 22G1, seal KE 4411", "MSKU1234565")
    assert (issued[Kind.PACKING_LIST], listing.version, papers[Kind.INVOICE].version) == (1, 2, 1)
    with pytest.raises(NothingChanged):
        issue_pack(order_number=number, by=alice)
    correct_and_renew(paper_set=prepared, corrections=Corrections(contract="PO 7"), by=alice)
    listing = prepared.documents.current().get(kind=Kind.PACKING_LIST)
    assert (listing.version, listing.frozen.containers[1]) == (3, "MSKU1234565")
    assert "Container" in text_of(draw(listing)) and "seal KE 4411" in text_of(draw(listing))


def test_pack_that_cannot_follow_a_correction_is_out_of_date(prepared, alice, client):
    issue_pack(order_number=prepared.order_number, by=alice)

    correct_and_renew(paper_set=prepared, corrections=Corrections(reference="071-12345670"), by=alice)

    customs = Document.objects.current().get(order_number=prepared.order_number, kind=Kind.CUSTOMS)
    assert customs.version == 1
    prepared.refresh_from_db()
    assert pack_of(prepared).is_outdated
    assert "was replaced by a newer version" in client.get(customs.get_absolute_url()).content.decode()


def test_pack_with_gaps_or_contradictions_is_not_issued(prepared, alice):
    number, said = prepared.order_number, prepared.said
    save_export(order_number=number, export=replace(said, entry_point="", lines=said.lines[1:]), by=alice)
    with pytest.raises(PackIncomplete) as refused:
        issue_pack(order_number=number, by=alice)
    gaps = {(kind, gap.name, gap.line) for kind, found in refused.value.gaps.items() for gap in found}
    assert {("phyto", "entry_point", 0), ("phyto", "botanical", 1), ("ico", "ico_mark", 1), ("origin_china", "criterion", 1)} <= gaps

    save_export(order_number=number, export=replace(said, lines=(replace(said.line(1), gacc="CRWA99999999999999"), said.line(2))), by=alice)
    with pytest.raises(Contradiction) as refused:
        issue_pack(order_number=number, by=alice)
    assert {finding.problem for finding in refused.value.findings} == {"gacc unknown"}
    assert Document.objects.filter(order_number=number).count() == 2


def test_goods_that_no_rule_knows_wait_for_rdb(shop, alice):
    sale = a_sale(replace(BASKET, hs6="210390"))
    paper_set = an_issued_set(shop, sale)

    with pytest.raises(PackIncomplete) as refused:
        issue_pack(order_number=paper_set.order_number, by=alice)

    assert refused.value.unknown == ("210390",)


def test_page_tells_what_is_needed_and_issues_it(prepared, alice, client):
    address = reverse("paperwork:pack", args=[prepared.order_number])
    client.force_login(alice)
    page = client.get(address).content.decode()
    assert "Every international shipment of coffee" in page and "ICC 102-9" in page and "unverified" in page
    assert 'id="id_pack-line-1-ico_mark"' in page and "Take it into the pack" in page

    told = _told(client.get(address).context["forms"])
    answer = client.post(address, told | {"action": "save", "pack-entry_point": ""})
    assert answer.status_code == 302
    page = client.post(address, told | {"action": "issue", "pack-entry_point": ""})
    assert page.status_code == 422 and "#id_pack-entry_point" in page.content.decode()

    answer = client.post(address, told | {"action": "issue", "chosen": ["insurance", "invoice", "made-up"]})
    assert answer.status_code == 302
    kinds = set(Document.objects.filter(order_number=prepared.order_number).values_list("kind", flat=True))
    assert kinds == KINDS | set(PAIR) | {Kind.INSURANCE}
    assert client.get(address)["Refresh"] == "2"


def _told(forms) -> dict:
    """What the page's form holds, as a browser would send it back."""
    told = {}
    for form in (forms.shipment, *(form for *_line, form in forms.lines)):
        for field in form:
            value = field.value()
            told[field.html_name] = "" if value is None else value if isinstance(value, (str, int)) else str(value or "")
    return told


@pytest.mark.parametrize("kind", ["customs", "pro_forma"])
def test_draft_is_watermarked_and_has_no_code(prepared, alice, client, kind):
    client.force_login(alice)
    answer = client.get(reverse("paperwork:draft", args=[prepared.order_number, kind]))

    text = _text(answer.content)
    assert answer["Content-Type"] == "application/pdf" and "DRAFT" in text and "not issued" in text
    assert ("to be completed" in text) == False or kind == "pro_forma"  # noqa: E712 - both sides are facts


def _text(pdf: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_strangers_and_unknown_drafts_are_404(prepared, charlie, client):
    client.force_login(charlie)
    for name in ("pack", "set-correct"):
        assert client.get(reverse(f"paperwork:{name}", args=[prepared.order_number])).status_code == 404
    assert client.get(reverse("paperwork:draft", args=[prepared.order_number, "customs"])).status_code == 404
    client.force_login(prepared.seller.members.get().user)
    assert client.get(reverse("paperwork:draft", args=[prepared.order_number, "invoice"])).status_code == 404


def test_ico_mark_is_used_once_in_a_coffee_year(prepared, alice):
    issue_pack(order_number=prepared.order_number, by=alice)
    sale = replace(a_sale(COFFEE), order_number="IS-26-000124-1", transport=Shipment.from_json(prepared.shipment).transport)
    other = an_issued_set(prepared.seller, sale)
    save_export(order_number=other.order_number, export=prepared.said, by=alice)

    with pytest.raises(Contradiction) as refused:
        issue_pack(order_number=other.order_number, by=alice)

    assert [finding.problem for finding in refused.value.findings] == ["ico mark taken"]
