"""A company that buys names the notify party before it pays; nobody else, and not later."""

from __future__ import annotations

import pytest
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.history.selectors import entries_for
from orders.enums import GroupState
from orders.models import OrderGroup
from orders.paperwork.models import Document
from orders.paperwork.tests.factories import a_placed_order, pay

pytestmark = pytest.mark.django_db
TOLD = {
    "notify-name": "Shanghai Port Agents Co., Ltd",
    "notify-address": "18 Yangshu Road\r\nShanghai 200082",
    "notify-country": "CN",
    "notify-phone": "+86 21 5555 0101",
}


def test_papers_name_whom_the_company_named_before_it_paid(shop, charlie, client, run_waiting_jobs):
    carla = User.objects.create_user("carla@example.com", "password-of-carla")
    order = a_placed_order(seller=shop, user=carla)
    group = order.group
    address, home = reverse("paperwork:notify", args=[group.number]), reverse("orders:group-detail", args=[group.number])

    client.force_login(carla)
    assert client.get(address).status_code == 404  # a person buys for herself
    assert address not in client.get(home).content.decode()
    OrderGroup.objects.update(company_name="Hangzhou Shanye Coffee Trading Co., Ltd")
    assert address in client.get(home).content.decode()

    wrong = client.post(address, {"notify-name": "서울 Agents"})
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"name"}
    assert set(client.post(address, {"notify-name": "Agents"}).context["form"].errors) == {"address", "country"}
    assert client.post(address, TOLD).status_code == 302
    assert TOLD["notify-name"] in client.get(home).content.decode()
    client.force_login(charlie)
    assert client.get(address).status_code == 404

    pay(order)
    run_waiting_jobs("paperwork.issue")
    facts = [document.frozen for document in Document.objects.filter(order_number=order.number)]
    assert {paper.notify.name for paper in facts} == {TOLD["notify-name"]} and len(facts) == 2
    assert facts[0].notify.address == ("18 Yangshu Road", "Shanghai 200082")
    assert "order_group.notify_party" in [entry.action for entry in entries_for(group)]


def test_nothing_is_named_once_the_order_is_paid(shop, client):
    order = a_placed_order(seller=shop)
    OrderGroup.objects.update(company_name="Carla Coffee", state=GroupState.CANCELLED, ended_at=order.group.placed_at)
    address = reverse("paperwork:notify", args=[order.group.number])

    assert client.post(f"{address}?key={order.group.access_token}", TOLD).status_code == 302

    assert OrderGroup.objects.get().notify_party is None
