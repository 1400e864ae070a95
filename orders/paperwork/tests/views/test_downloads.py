import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from marketplace.accounts.models import User
from orders.models import Order
from orders.paperwork.enums import Kind
from orders.paperwork.exceptions import DamagedFile
from orders.paperwork.models import Document
from orders.paperwork.services.drawing import stored_pdf
from sellers.models import Member

from ..factories import a_placed_order, pay

pytestmark = pytest.mark.django_db


def url_of(document) -> str:
    return reverse("paperwork:document-download", args=[document.pk])


def test_the_shops_members_get_the_file(client, alice, shop, invoice):
    bob = User.objects.create_user("bob@example.com")
    Member.objects.create(seller=shop, user=bob)

    for member in (alice, bob):
        client.force_login(member)
        response = client.get(url_of(invoice))

        assert response.status_code == 200
        assert response.content == stored_pdf(invoice)
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == f'attachment; filename="{invoice.number}-v1.pdf"'
        assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]


def test_a_stranger_and_a_guest_get_404(client, charlie, invoice):
    assert client.get(url_of(invoice)).status_code == 404
    client.force_login(charlie)
    assert client.get(url_of(invoice)).status_code == 404


def test_an_officer_gets_the_file_only_with_the_right_to_read_papers(client, invoice):
    officer = User.objects.create_user("officer@example.com", is_staff=True, is_demo=True)
    client.force_login(officer)
    assert client.get(url_of(invoice)).status_code == 404

    officer.user_permissions.add(Permission.objects.get(codename="view_document", content_type__app_label="paperwork"))
    client.force_login(User.objects.get(pk=officer.pk))
    assert client.get(url_of(invoice)).status_code == 200


def test_a_paper_that_is_being_drawn_says_so(client, alice, paper_set):
    client.force_login(alice)

    response = client.get(url_of(paper_set.documents.first()))

    assert response.status_code == 202
    assert response["Refresh"] == "2"
    assert "is being drawn" in response.content.decode()


def test_a_damaged_file_is_an_error_and_not_a_download(client, alice, invoice):
    with invoice.pdf.storage.open(invoice.pdf.name, "wb") as file:
        file.write(b"%PDF-forged")
    client.force_login(alice)

    with pytest.raises(DamagedFile):
        client.get(url_of(invoice))


def test_an_unknown_document_is_404(client, alice, shop):
    client.force_login(alice)

    assert client.get("/documents/00000000-0000-0000-0000-000000000000/download/").status_code == 404


@pytest.fixture
def sold_invoice(run_waiting_jobs):
    carla = User.objects.create_user("carla@example.com")
    order = a_placed_order(user=carla)
    pay(order)
    run_waiting_jobs("paperwork.issue")
    return Document.objects.get(order_number=order.number, kind=Kind.INVOICE)


def test_the_buyer_gets_the_file(client, sold_invoice):
    client.force_login(User.objects.get(email="carla@example.com"))

    assert client.get(url_of(sold_invoice)).content == stored_pdf(sold_invoice)


def test_a_guest_gets_the_file_only_with_the_key_of_the_order(client, sold_invoice):
    order = Order.objects.get(number=sold_invoice.order_number)
    assert client.get(url_of(sold_invoice)).status_code == 404

    session = client.session
    session["order_keys"] = {order.group.number: "a-key-of-another-order"}
    session.save()
    assert client.get(url_of(sold_invoice)).status_code == 404

    session["order_keys"] = {order.group.number: order.group.access_token}
    session.save()
    assert client.get(url_of(sold_invoice)).status_code == 200
