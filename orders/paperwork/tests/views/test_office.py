from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orders.paperwork.enums import Kind, SetState
from orders.paperwork.models import PaperSet
from orders.paperwork.services.issuing import issue_papers

from ..factories import COFFEE, a_light_line, a_sale

pytestmark = pytest.mark.django_db
LIST = "/sell/documents/"


def typed(paper_set: PaperSet, **changes) -> dict:
    """The correction form as a browser would send it back, with some boxes typed over."""
    from orders.paperwork.facts import Shipment
    from orders.paperwork.forms import CorrectionForms

    forms = CorrectionForms(Shipment.from_json(paper_set.shipment))
    data = {}
    for form in forms.all:
        for name in form.fields:
            value = form.initial[name]
            data[form.add_prefix(name)] = "" if value is None else str(value)
    return data | changes


def test_the_shop_sees_its_papers_with_links(client, alice, invoice):
    client.force_login(alice)

    text = client.get(LIST).content.decode()

    assert invoice.number in text
    assert reverse("paperwork:document-download", args=[invoice.pk]) in text
    assert "Ready" in text


def test_papers_that_are_not_drawn_yet_say_so_and_have_no_link(client, alice, paper_set):
    client.force_login(alice)
    document = paper_set.documents.first()

    text = client.get(LIST).content.decode()

    assert "Being drawn" in text
    assert reverse("paperwork:document-download", args=[document.pk]) not in text


def test_an_empty_list_says_when_papers_come(client, alice, shop):
    client.force_login(alice)

    assert "as soon as a buyer abroad has paid" in client.get(LIST).content.decode()


def test_another_shop_sees_nothing_of_it(client, charlie, invoice):
    client.force_login(charlie)

    assert invoice.number not in client.get(LIST).content.decode()
    assert client.get(reverse("paperwork:set-correct", args=[invoice.order_number])).status_code == 404
    assert client.post(reverse("paperwork:set-correct", args=[invoice.order_number])).status_code == 404


def test_a_guest_is_asked_to_sign_in(client, invoice):
    assert client.get(LIST).status_code == 302
    assert client.get(reverse("paperwork:set-correct", args=[invoice.order_number])).status_code == 302


def test_a_refused_set_shows_the_boxes_and_what_to_do(client, alice, shop):
    paper_set = issue_papers(sale=a_sale(a_light_line()), seller=shop)
    client.force_login(alice)

    listed = client.get(LIST).content.decode()
    page = client.get(reverse("paperwork:set-correct", args=[paper_set.order_number])).content.decode()

    assert "Contradiction" in listed and "Put right" in listed
    for said in (
        "The gross weight is less than the net weight.",
        "commercial invoice, line 1, gross weight, kg",
        "118.000",
        "Weigh the packed goods",
    ):
        assert said in page


def test_a_refused_set_is_put_right_in_the_form(client, alice, shop, run_waiting_jobs):
    paper_set = issue_papers(sale=a_sale(a_light_line()), seller=shop)
    client.force_login(alice)
    url = reverse("paperwork:set-correct", args=[paper_set.order_number])

    response = client.post(url, typed(paper_set, **{"packages-1-gross_kg": "121.8", "packages-1-package_kind": "BG"}))

    assert response.status_code == 302
    run_waiting_jobs("paperwork.draw")
    paper_set.refresh_from_db()
    invoice = paper_set.documents.get(kind=Kind.INVOICE)
    assert paper_set.state == SetState.ISSUED
    assert (invoice.frozen.lines[0].gross_kg, invoice.frozen.lines[0].package_kind.code) == (Decimal("121.800"), "BG")
    assert "Ready" in client.get(LIST).content.decode()


def test_a_correction_that_contradicts_keeps_what_was_typed_and_names_the_boxes(client, alice, paper_set):
    client.force_login(alice)
    url = reverse("paperwork:set-correct", args=[paper_set.order_number])

    response = client.post(url, typed(paper_set, **{"line-1-net_kg": "500", "set-reference": "176-12345675"}))

    text = response.content.decode()
    assert response.status_code == 422
    assert "The gross weight is less than the net weight." in text
    assert 'value="500"' in text and 'value="176-12345675"' in text
    assert paper_set.documents.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("line-1-hs6", "0901", "An HS code has six digits."),
        ("packages-1-packages", "0", "greater than or equal to 1"),
        ("line-1-net_kg", "1.2345", "3 decimal places"),
        ("packages-1-package_kind", "ZZ", "Select a valid choice"),
        ("packages-1-gross_kg", "", "This field is required."),
        ("set-departure", "tomorrow", "Enter a valid date."),
        ("set-signatory_name", "", "This field is required."),
    ],
)
def test_bad_input_is_refused_at_its_field(client, alice, paper_set, field, value, said):
    client.force_login(alice)

    response = client.post(reverse("paperwork:set-correct", args=[paper_set.order_number]), typed(paper_set, **{field: value}))

    assert response.status_code == 422
    assert said in response.content.decode()
    assert paper_set.documents.count() == 2


def test_a_form_sent_back_unchanged_makes_no_version(client, alice, paper_set):
    client.force_login(alice)

    response = client.post(reverse("paperwork:set-correct", args=[paper_set.order_number]), typed(paper_set), follow=True)

    assert "Nothing was changed" in response.content.decode()
    assert paper_set.documents.count() == 2


def test_an_issued_set_offers_its_old_versions_too(client, alice, drawn_set):
    client.force_login(alice)
    url = reverse("paperwork:set-correct", args=[drawn_set.order_number])

    client.post(url, typed(drawn_set, **{"set-contract": "PO 4711"}))
    text = client.get(url).content.decode()

    assert "Replaced" in text
    for document in drawn_set.documents.filter(version=1):
        assert reverse("paperwork:document-download", args=[document.pk]) in text


def test_the_list_asks_as_often_for_three_sets_as_for_one(client, alice, shop):
    client.force_login(alice)
    issue_papers(sale=a_sale(COFFEE, order_number="IS-1"), seller=shop)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in ("IS-2", "IS-3"):
        issue_papers(sale=a_sale(COFFEE, order_number=number), seller=shop)
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)

    assert len(three) == len(one) <= 12


def test_kinds_of_package_are_named_in_the_readers_language(client, alice, paper_set):
    client.force_login(alice)

    page = client.get(f"/zh-hans{LIST}{paper_set.order_number}/").content.decode()

    assert "纸箱 (CT)" in page and "carton (CT)" not in page
