"""Who is a verified buyer: whoever's order line arrived. Members by their sign-in, guests by the key of their order."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalog.trust.bought import purchases_of
from catalog.trust.models import Review
from orders.aftersale.tests.factories import make_delivered
from orders.enums import OrderState
from orders.models import OrderLine
from orders.tests.factories import make_order, make_seller, make_user, make_variant

pytestmark = pytest.mark.django_db
SENT = {"stars": "5", "text": "Red apple.", "language": "en"}


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def shop(alice):
    return make_seller("Coocamu", owner=alice)


def write_at(order) -> str:
    return reverse("trust:review-write", args=[order.lines.get().pk])


def test_a_member_reviews_what_arrived(client, alice, carla, shop):
    order = make_delivered(make_variant(10, seller=shop), by=alice, user=carla)
    client.force_login(carla)
    page = reverse("orders:group-detail", args=[order.group.number])
    assert write_at(order) in client.get(page).content.decode()

    assert "Review what you bought" in client.get(write_at(order)).content.decode()
    assert client.post(write_at(order), {"text": "No stars", "language": "en"}).status_code == 422
    assert client.post(write_at(order), SENT).url == reverse("trust:mine")

    review = Review.objects.get()
    line = order.lines.get()
    assert (review.line, review.by, review.variant_id, review.order, review.shown_name) == (
        line.pk,
        carla,
        line.variant_id,
        order.number,
        "卡拉"[0] + "***",
    )
    assert reverse("trust:review-edit", args=[review.pk]) in client.get(page).content.decode()
    assert client.get(write_at(order)).url == reverse("trust:review-edit", args=[review.pk])


def test_a_guest_reviews_with_the_key_of_the_order_alone(client, alice, shop):
    order = make_delivered(make_variant(10, seller=shop), by=alice)
    assert client.get(write_at(order)).status_code == 404
    assert client.get(write_at(order) + "?key=wrong").status_code == 404

    client.get(reverse("orders:group-detail", args=[order.group.number]) + f"?key={order.group.access_token}")
    client.post(write_at(order), SENT)

    review = Review.objects.get()
    assert (review.by, review.email, review.state) == (None, order.group.email, "published")
    edit = reverse("trust:review-edit", args=[review.pk])
    assert client.post(edit, {**SENT, "stars": "2"}).status_code == 302
    client.logout()
    assert client.get(edit).status_code == 404
    assert Review.objects.get().stars == 2


def test_strangers_and_the_seller_review_nothing(client, alice, carla, shop):
    order = make_delivered(make_variant(10, seller=shop), by=alice, user=carla)

    for person in (make_user("charlie"), alice):
        client.force_login(person)
        assert client.get(write_at(order)).status_code == 404
        assert client.post(write_at(order), SENT).status_code == 404
    assert not Review.objects.exists()


@pytest.mark.parametrize("state", [OrderState.PAID, OrderState.SHIPPED])
def test_what_is_still_on_its_way_is_not_reviewed(client, alice, carla, shop, state):
    order = make_order(make_variant(10, seller=shop), state=state, by=alice, user=carla)
    client.force_login(carla)

    assert client.get(write_at(order)).status_code == 404
    assert write_at(order) not in client.get(reverse("orders:group-detail", args=[order.group.number])).content.decode()
    assert purchases_of(carla) == []


def test_what_was_called_off_whole_is_not_reviewed(alice, carla, shop):
    order = make_delivered(make_variant(10, seller=shop), by=alice, user=carla)
    assert [purchase.line for purchase in purchases_of(carla)] == [order.lines.get().pk]

    OrderLine.objects.update(cancelled_quantity=2)

    assert purchases_of(carla) == []


def test_ones_own_page_asks_the_same_with_three(client, alice, carla, shop, django_assert_max_num_queries):
    make_delivered(make_variant(10, seller=shop), by=alice, user=carla)
    client.force_login(carla)
    client.get(reverse("trust:mine"))
    for _ in range(2):
        order = make_delivered(make_variant(10, seller=shop), by=alice, user=carla)
        client.post(write_at(order), SENT)

    with django_assert_max_num_queries(12):
        text = client.get(reverse("trust:mine")).content.decode()
    assert text.count("Review it") == 1
