"""A consumer parcel into China leaves only when order, payment, logistics and import list agree; its files are masked for the seller."""

import io
import zipfile

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.models import Entry
from orders.enums import OrderState
from orders.exceptions import ClearanceRefused
from orders.identity.models import RealName
from orders.identity.tests.factories import make_person
from orders.models import Order, OrderLine
from orders.selectors.clearance import clearance_troubles
from orders.services.cancellation import cancel_lines
from orders.services.fulfilment import ship_order
from orders.tests.factories import make_order, make_seller, make_user, make_variant
from sellers.models import Member
from sellers.officers import GROUP

pytestmark = pytest.mark.django_db
CARRIER = {"carrier": "EMS", "tracking_number": "EE123456785RW"}


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def packed(alice) -> Order:
    seller = make_seller()
    Member.objects.create(seller=seller, user=alice, role="owner")
    return make_order(make_variant(seller=seller), state=OrderState.PACKED, by=alice)


def text_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(archive.read(name).decode() for name in archive.namelist())


def test_parcel_that_agrees_is_shipped(packed, alice):
    assert clearance_troubles(packed, **CARRIER) == []
    assert ship_order(order=packed, by=alice, **CARRIER).state == OrderState.SHIPPED


def test_pieces_cut_before_packing_still_agree(alice):
    seller = make_seller()
    Member.objects.create(seller=seller, user=alice, role="owner")
    order = make_order(make_variant(seller=seller), quantity=3)
    cancel_lines(order=order, quantities={order.lines.get().pk: 1}, already=0, by=None)

    assert clearance_troubles(Order.objects.get(pk=order.pk), **CARRIER) == []


def test_ship_is_refused_with_what_to_fix(packed, alice, client):
    OrderLine.objects.filter(order=packed).update(hs_code="0901")
    with pytest.raises(ClearanceRefused) as refused:
        ship_order(order=packed, by=alice, **CARRIER)
    assert [found.rule for found in refused.value.found] == ["code"]
    client.force_login(alice)

    page = client.post(f"/sell/orders/{packed.number}/ship/", CARRIER)

    assert page.status_code == 422 and "no customs code of ten digits" in page.content.decode()
    packed.refresh_from_db()
    assert (packed.state, packed.tracking_number) == (OrderState.PACKED, "")
    OrderLine.objects.filter(order=packed).update(hs_code="0901210000")
    assert client.post(f"/sell/orders/{packed.number}/ship/", CARRIER).status_code == 302


def test_number_of_another_parcel_and_an_erased_person_are_refused(packed, alice):
    other = make_order(make_variant())
    Order.objects.filter(pk=other.pk).update(tracking_number="EE123456785RW")
    RealName.objects.filter(subject=packed.group.number).update(
        person=None, erased_at=timezone.now(), masked_name="", masked_number="", masked_mobile="", fingerprint=""
    )

    found = clearance_troubles(packed, **CARRIER)

    assert [one.rule for one in found] == ["used_number", "buyer"] and other.number in found[0].sentence


def test_nothing_is_compared_when_the_parcel_takes_another_way(packed, alice):
    OrderLine.objects.filter(order=packed).update(hs_code="")
    RealName.objects.all().delete()

    assert ship_order(order=packed, by=alice, **CARRIER).state == OrderState.SHIPPED


def test_seller_downloads_it_masked_and_strangers_nothing(packed, alice, client):
    path = f"/sell/orders/{packed.number}/customs/"
    client.force_login(alice)
    assert "Customs compares" in client.get(f"/sell/orders/{packed.number}/").content.decode()

    answer = client.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    said = text_of(answer.content)
    assert "1101**********0015" in said and make_person().number not in said and packed.number in said
    assert not Entry.objects.filter(action="real_name.read").exists()
    charlie = make_user("charlie")
    Member.objects.create(seller=make_seller(), user=charlie, role="owner")
    client.force_login(charlie)
    assert client.get(path).status_code == 404
    client.force_login(alice)
    RealName.objects.all().delete()
    assert client.get(path).status_code == 404


def test_officer_downloads_it_in_full_with_a_reason(packed, client):
    officer = User.objects.create_user("officer@example.com", "a long password", is_staff=True, is_demo=True)
    path = f"/admin/orders/order/{packed.pk}/customs/"
    client.force_login(officer)
    assert client.get(path).status_code == 403
    officer.groups.add(Group.objects.get(name=GROUP))
    assert f"orders/order/{packed.pk}/customs/" in client.get(f"/admin/orders/order/{packed.pk}/change/").content.decode()
    page = client.get(path).content.decode()
    assert "The tracking number differs or is missing" in page and make_person().number not in page
    assert client.post(path, {"why": "so"}).status_code == 422
    assert not Entry.objects.filter(action="real_name.read").exists()

    answer = client.post(path, {"why": "the customs agent asks"})

    assert make_person().number in text_of(answer.content)
    assert Entry.objects.get(action="real_name.read").note == "the customs agent asks"
