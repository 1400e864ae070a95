"""Other parties on issued papers: a new version for each, and papers withdrawn that no longer fit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from lxml import etree

from marketplace.history.selectors import entries_for
from orders.models import OrderGroup
from orders.paperwork.enums import PAIR, Kind
from orders.paperwork.exceptions import NothingChanged
from orders.paperwork.facts import Party, Shipment
from orders.paperwork.models import Document, Withdrawal
from orders.paperwork.pack.ubl import invoice_xml
from orders.paperwork.selectors.sales import country
from orders.paperwork.services.packs import issue_pack
from orders.paperwork.services.parties import change_parties
from orders.paperwork.shipments import parties_of, shipment_of, with_parties

from .factories import COFFEE, a_placed_order, a_sale, an_issued_set
from .test_packs import KINDS, _is_valid_ubl, prepared  # noqa: F401 - the prepared pack

pytestmark = pytest.mark.django_db
AGENT = Party("Shanghai Port Agents Co., Ltd", ("18 Yangshu Road", "Shanghai 200082"), country("CN"), phone="+86 21 5555 0101")
ROASTER = Party("Rösterei Elbe GmbH", ("Kehrwieder 8", "20457 Hamburg"), country("DE"))


def current_of(paper_set) -> dict[str, Document]:
    return {document.kind: document for document in Document.objects.current().filter(paper_set=paper_set)}


def test_notify_party_stands_on_every_paper_that_names_one(prepared, alice):  # noqa: F811
    issue_pack(order_number=prepared.order_number, by=alice)
    parties = replace(parties_of(Shipment.from_json(prepared.shipment)), notify=AGENT)

    change_parties(paper_set=prepared, parties=parties, by=alice)

    documents = current_of(prepared)
    assert set(documents) == KINDS | set(PAIR)
    assert {document.version for document in documents.values()} == {2}
    assert {document.frozen.notify for kind, document in documents.items() if kind in PAIR} == {AGENT}
    assert documents[Kind.AIR_INSTRUCTION].frozen.shipment.notify == AGENT
    xml = invoice_xml(documents[Kind.INVOICE].frozen)
    _is_valid_ubl(xml)
    assert etree.fromstring(xml).findtext(".//{*}NotifyParty//{*}RegistrationName") == AGENT.name
    assert not Withdrawal.objects.exists()


def test_buyer_and_seller_are_told_in_their_languages(shop, alice, run_waiting_jobs, mailoutbox):
    order = a_placed_order(seller=shop)
    OrderGroup.objects.update(language="zh-hans")
    paper_set = an_issued_set(shop, a_sale(COFFEE, order_number=order.number))
    before = parties_of(Shipment.from_json(paper_set.shipment))

    change_parties(paper_set=paper_set, parties=replace(before, notify=AGENT, place="Shanghai, China"), by=alice)
    run_waiting_jobs("mail.send")

    letters = {letter.to[0]: letter.body for letter in mailoutbox}
    assert set(letters) == {order.group.email, shop.contact_email}
    assert f"通知方：{AGENT.name}" in letters[order.group.email] and "中国" in letters[order.group.email]
    assert "收货人：" not in letters[order.group.email]  # who stayed
    assert f"/orders/{order.group.number}/" in letters[order.group.email]
    assert f"Notify party: {AGENT.name}" in letters[shop.contact_email]
    with pytest.raises(NothingChanged):
        change_parties(paper_set=paper_set, parties=replace(before, notify=AGENT, place="Shanghai, China"), by=alice)
    assert not run_waiting_jobs("mail.send")


def test_who_bought_stays_the_buyer_of_another_consignee():
    shipment = shipment_of(a_sale())
    before = parties_of(shipment)

    elsewhere = with_parties(shipment, replace(before, consignee=ROASTER))
    moved = with_parties(shipment, replace(before, consignee=replace(before.consignee, address=("1 Nanjing Road",))))

    assert (elsewhere.consignee, elsewhere.buyer) == (ROASTER, shipment.consignee)
    assert moved.buyer is None  # the same firm at another address
    assert with_parties(elsewhere, before) == shipment


def test_another_country_withdraws_papers_that_cannot_follow(prepared, alice, client):  # noqa: F811
    issue_pack(order_number=prepared.order_number, by=alice)
    old = current_of(prepared)
    before = parties_of(Shipment.from_json(prepared.shipment))
    going = replace(before, consignee=ROASTER, destination=country("DE"), place="Hamburg, Germany", discharge="Hamburg")

    change_parties(paper_set=prepared, parties=going, by=alice)

    documents = current_of(prepared)
    assert documents[Kind.INVOICE].version == 2 and documents[Kind.INVOICE].frozen.terms.place_zh == ""
    assert Kind.ORIGIN_CHINA not in documents and Kind.ELEMENTS not in documents
    china = old[Kind.ORIGIN_CHINA]
    page = client.get(china.get_absolute_url()).content.decode()
    assert "was withdrawn on" in page and "the goods go to another country" in page
    assert "was replaced by version 2" in client.get(old[Kind.INVOICE].get_absolute_url()).content.decode()
    told = client.get(f"/api/v1/documents/verify/{china.check_code}/").json()
    assert (told["is_in_force"], told["newer_version"]) == (False, None)
    assert "papers.withdrawn" in [entry.action for entry in entries_for(prepared)]
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.update(reason="consignee")

    prepared.refresh_from_db()
    change_parties(paper_set=prepared, parties=before, by=alice)  # and back: a withdrawn paper gets a newer version

    assert current_of(prepared)[Kind.ORIGIN_CHINA].version == 2


def test_page_changes_parties_and_refuses_what_cannot_be_printed(prepared, alice, charlie, client):  # noqa: F811
    address = reverse("paperwork:parties", args=[prepared.order_number])
    client.force_login(charlie)
    assert client.get(address).status_code == 404
    client.force_login(alice)
    forms = client.get(address).context["forms"]
    told = {field.html_name: field.value() or "" for form in (forms.consignee, forms.notify, forms.destination) for field in form}

    assert client.post(address, told).status_code == 302
    assert current_of(prepared)[Kind.INVOICE].version == 1  # nothing was changed

    wrong = {"notify-name": "서울 Agents", "notify-country": "ZZ", "destination-country": "RW", "consignee-code": "91330100000000000X"}
    answer = client.post(address, told | wrong)
    forms = answer.context["forms"]
    assert answer.status_code == 422
    assert {*forms.notify.errors} == {"name", "country"} and {*forms.consignee.errors} == {"code"}

    assert "country" in client.post(address, told | {"destination-country": "RW"}).context["forms"].destination.errors

    right = {"notify-name": AGENT.name, "notify-country": "CN", "notify-address": "\r\n".join(AGENT.address), "notify-phone": AGENT.phone}
    assert client.post(address, told | right).status_code == 302
    invoice = current_of(prepared)[Kind.INVOICE]
    assert (invoice.version, invoice.frozen.notify) == (2, AGENT)
    assert AGENT.name in client.get(reverse("paperwork:set-correct", args=[prepared.order_number])).content.decode()
