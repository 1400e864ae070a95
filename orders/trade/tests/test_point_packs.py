"""Each delivery point's share has papers of its own, asked for by either side and read back from its ZIP."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from orders.models import Order
from orders.paperwork.enums import Kind
from orders.paperwork.facts import Shipment
from orders.paperwork.models import Document, PaperSet
from orders.paperwork.services.issuing import correct_papers
from orders.paperwork.services.packs import save_export
from orders.paperwork.shipments import Corrections, LineCorrection, shipment_of
from orders.paperwork.tests.factories import a_sale
from orders.paperwork.tests.pack_factories import PRODUCER_NO, SEA, said_of
from orders.services.fulfilment import accept_order, pack_order
from orders.tests.factories import make_lane, make_user
from orders.trade.exceptions import CallOffRefused
from orders.trade.point_papers import disagreements
from orders.trade.services.call_offs import send_shipments
from orders.trade.services.packs import ask_for_packs
from orders.trade.tests.factories import call, make_contract, member_of, pay_call_off
from sellers.models import Evidence, EvidenceRequirement


def read(answer) -> tuple[dict[str, str], list[dict]]:
    """The text of each PDF by its kind, and the data of the ZIP."""
    assert answer.headers["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    told = json.loads(archive.read("pack.json"))
    texts = {
        paper["kind"]: "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(archive.read(paper["file"]))).pages)
        for paper in told
    }
    return texts, told


def say_everything(paper_set: PaperSet, by) -> None:
    """What the seller would write once for the whole order, with registrations that RDB verified."""
    said = said_of(Shipment.from_json(paper_set.shipment), containers=SEA)
    correct_papers(paper_set=paper_set, corrections=Corrections(lines=(LineCorrection(1, lot="CH-26-07"),)), by=by)
    lines = tuple(replace(line, plantation="RW-P-1", plant="RW-F-1", naeb_kg=Decimal(90000)) for line in said.lines)
    save_export(order_number=paper_set.order_number, export=replace(said, lines=lines), by=by)
    for code, number in (("gacc-registration", PRODUCER_NO), ("gacc-plantation", "RW-P-1"), ("gacc-plant", "RW-F-1")):
        rule = EvidenceRequirement.objects.filter(code=code).first()
        facts = {"number": number, "state": "verified", "expires_on": date(2029, 1, 1), "reviewer": by}
        Evidence.objects.create(seller=paper_set.seller, requirement=rule, code=code, **facts)


@pytest.mark.django_db
def test_points_have_packs_of_their_own_made_when_asked_for(client, run_waiting_jobs):
    make_lane(currency="USD")
    contract = make_contract()
    alice, carla, called = member_of(contract.seller), contract.buyer, call(contract, 250, 100)
    rows = list(called.shipments.order_by("pk"))
    page, addresses = f"/trade/call-offs/{called.number}/", [f"/trade/call-offs/{called.number}/packs/{row.pk}/" for row in rows]
    client.force_login(carla)
    assert client.get(addresses[0]).status_code == 404 and "packs/" not in client.get(page).content.decode()
    with pytest.raises(CallOffRefused):
        ask_for_packs(called=called, codes=["001"], by=carla)

    pay_call_off(called)
    run_waiting_jobs()
    order = Order.objects.get(group=called.group)
    assert set(PaperSet.objects.values_list("order_number", flat=True)) == {order.number}  # nobody asked, nothing is made
    with pytest.raises(CallOffRefused, match="point"):
        ask_for_packs(called=called, codes=["999"], by=carla)

    # The buyer asks for one point: the pair is made at once, the rest waits for what only the seller knows.
    client.post(f"{page}packs/", {"p-codes": "001"})
    client.post(f"{page}packs/", {"p-codes": "001"})  # a second click
    run_waiting_jobs()
    texts, told = read(client.get(addresses[0]))
    number = f"{called.number}-S001"
    assert set(texts) == {Kind.INVOICE, Kind.PACKING_LIST} and {paper["order"] for paper in told} == {number}
    assert "001 Store 001" in texts[Kind.INVOICE] and "Carla Foods" in texts[Kind.INVOICE] and contract.number in texts[Kind.INVOICE]
    assert told[0]["facts"]["charges"]["total"] == "612.50" and told[0]["facts"]["buyer"]["name"] == "Carla Foods"
    assert Document.objects.get(order_number=number, kind=Kind.INVOICE).issued_by is None
    assert client.get(addresses[1]).status_code == 404
    assert "the seller prepares" in client.get(page).content.decode()

    # The seller says everything once, for the whole order; it counts for every point.
    say_everything(PaperSet.objects.get(order_number=order.number), alice)
    client.force_login(alice)
    office = page.replace("/trade/", "/sell/")
    client.post(f"{office}packs/", {"p-codes": ""})
    run_waiting_jobs()
    pack_order(order=accept_order(order=order, by=alice), by=alice)
    assert "6 more need facts from you" in client.get(office).content.decode()  # among them the day of departure
    send_shipments(called=called, codes=["001"], carrier="COSCO", tracking_number="MSCU1234566", by=alice)
    send_shipments(called=called, codes=["002"], carrier="CMA CGM", tracking_number="CMAU1234568", by=alice)
    run_waiting_jobs()
    first, second = (read(client.get(address.replace("/trade/", "/sell/"))) for address in addresses)
    kinds = {Kind.INVOICE, Kind.PACKING_LIST, Kind.ORIGIN_CHINA, Kind.NAEB_LOT, Kind.PHYTO}
    kinds |= {Kind.SEA_INSTRUCTION, Kind.CUSTOMS, Kind.ELEMENTS}
    assert set(first[0]) == set(second[0]) == kinds
    invoices = [texts[Kind.INVOICE] for texts, _told in (first, second)]
    assert "COSCO" in invoices[0] and "CH-26-07" in invoices[0] and "COSCO" not in invoices[1] and "CMA CGM" in invoices[1]
    # the packing list once more, for the containers that were named after payment
    assert [paper["version"] for paper in first[1]] == [3, 4, *[1] * 6] and [paper["version"] for paper in second[1]] == [2, 3, *[1] * 6]
    assert all("100" in second[0][kind] for kind in (Kind.INVOICE, Kind.PACKING_LIST, Kind.CUSTOMS))
    shown = client.get(office).content.decode()
    assert "ZIP, 8 papers" in shown and "do not agree" not in shown

    # The buyer gets what concerns a buyer, a stranger nothing.
    client.force_login(carla)
    assert set(read(client.get(addresses[1]))[0]) == {Kind.INVOICE, Kind.PACKING_LIST, Kind.ELEMENTS}
    client.force_login(make_user("charlie"))
    assert [client.get(addresses[0]).status_code, client.post(f"{page}packs/", {"p-codes": ""}).status_code] == [404, 404]

    # The order keeps fewer than was called off: nobody has said whose share was given up.
    type(called).objects.filter(pk=called.pk).update(pieces=called.pieces + 50)
    client.force_login(carla)
    assert client.get(addresses[0]).status_code == 404 and "packs/" not in client.get(page).content.decode()


def test_points_are_held_against_the_order_and_against_each_other():
    whole = shipment_of(a_sale())
    half = replace(whole, charges=replace(whole.charges, total=whole.charges.total / 2))
    recoded = replace(half, lines=(replace(half.lines[0], hs6="090111", national_code="", quantity=Decimal(1)), *half.lines[1:]))

    assert list(disagreements(whole, {"S001": whole}, is_complete=True)) == []
    found = [(one.number, one.what) for one in disagreements(whole, {"S001": half, "S002": recoded}, is_complete=True)]
    assert ("S002", "hs") in found and ("", "pieces") in found and ("", "amount") not in found
    assert ("", "pieces") not in [(one.number, one.what) for one in disagreements(whole, {"S001": half}, is_complete=False)]
