"""Who brings the goods into China: asked at the checkout where customs does, and nowhere else."""

from decimal import Decimal

import pytest

from orders.identity.models import RealName
from orders.identity.services import save_person
from orders.identity.tests.factories import make_given, make_person
from orders.models import OrderGroup
from orders.tests.factories import make_group, make_lane, make_user, make_variant, typed_hangzhou
from orders.tests.views.buyers import CHECKOUT, press, settle, shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lane():
    return make_lane()


@pytest.fixture
def buyer(client):
    """A guest with two pieces in the cart."""
    client.post("/cart/add/", {"variant": make_variant(10).pk, "quantity": 2})
    return client


def test_real_name_is_asked_beside_its_reason_and_kept_when_the_order_stands(buyer, run_waiting_jobs):
    page = settle(buyer, run_waiting_jobs)
    text = shown(page)
    assert "Who brings the goods into China" in text and 'name="person-number"' in text and "person-keep" not in text
    for change, words in (
        ({"person-number": "110101199001010016"}, "does not fit the others"),
        ({"person-agree": ""}, "Without your consent"),
    ):
        refused = press(buyer, page, **change)
        assert refused.status_code == 422 and words in shown(refused) and 'value="138 0571 2266"' in shown(refused)
    nobody = buyer.post(CHECKOUT, {"do": "pay", **typed_hangzhou(), "shown_total": "166.00", "provider": "sandbox"})
    assert nobody.status_code == 422 and '<a href="#id_person-number">' in shown(nobody)
    assert not RealName.objects.exists() and not OrderGroup.objects.exists()

    press(buyer, page)

    group, named = OrderGroup.objects.get(), RealName.objects.get()
    assert (named.subject, named.parcels, str(named.counted)) == (group.number, [f"{group.number}-1"], "166.00")
    assert named.person == make_person().as_json()
    text = shown(buyer.get(f"/orders/{group.number}/"))
    assert "1101**********0015" in text and make_person().number not in text


def test_real_name_is_neither_asked_nor_kept_of_a_company(buyer, run_waiting_jobs):
    company = typed_hangzhou(company_name="某某贸易")
    page = settle(buyer, run_waiting_jobs, **company)
    assert "Who brings the goods into China" not in shown(page)

    assert press(buyer, page, **company).status_code == 302

    assert OrderGroup.objects.get().company_name and not RealName.objects.exists()


def test_member_s_saved_name_fills_in_the_next_checkout(client, run_waiting_jobs):
    carla = make_user("carla")
    client.force_login(carla)
    save_person(user=carla, given=make_given(2))
    client.post("/cart/add/", {"variant": make_variant(10).pk, "quantity": 2})
    page = settle(client, run_waiting_jobs)
    assert "1101**********0023, saved in your account" in shown(page) and make_person(2).number not in shown(page)

    mine = {f"person-{name}": "" for name in ("name", "number", "mobile")}
    assert press(client, page, **mine, **{"person-use_saved": "on"}).status_code == 302

    assert RealName.objects.get().person == make_person(2).as_json()


def test_year_that_is_used_up_is_said_with_what_is_left_and_what_to_do(buyer, run_waiting_jobs):
    before = make_group(make_variant(price="100.00"), quantity=1)
    RealName.objects.filter(subject=before.number).update(counted=Decimal("25900.00"))
    page = settle(buyer, run_waiting_jobs)

    refused = press(buyer, page)

    text = shown(refused)
    assert refused.status_code == 422 and OrderGroup.objects.count() == 1
    assert "¥100.00 is left here, and this order counts ¥166.00. An order cannot be spread over two years." in text
    assert "Take goods out of the cart, or agree to general trade below, or order for a company and name it." in text
    assert "Above what the person may still buy this year: the whole order is general trade." in text
    assert 'name="general_trade"' in text and 'value="138 0571 2266"' in text

    assert press(buyer, page, general_trade="on").status_code == 302

    assert OrderGroup.objects.count() == 2 and RealName.objects.count() == 1
