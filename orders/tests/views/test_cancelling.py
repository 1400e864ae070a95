import pytest
from django.urls import reverse

from orders.enums import OrderState
from orders.models import Order
from orders.payments.models import Refund
from orders.tests.factories import make_order, make_seller, make_user, make_variant, pay, stock_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def variant(alice):
    return make_variant(10, seller=make_seller("Coocamu", owner=alice))


@pytest.fixture
def order(client, variant):
    carla = make_user("carla")
    client.force_login(carla)
    return make_order(variant, user=carla, quantity=3)


def url(order, name="order-cancel", *more) -> str:
    return reverse(f"orders:{name}", args=[order.group.number, order.number])


def shown(page) -> str:
    return page.content.decode()


def test_buyer_sees_what_goes_back_before_saying_so(client, order):
    field = f"q-{order.lines.get().pk}"
    assert "See what goes back" in shown(client.get(url(order)))

    page = client.get(url(order), {field: "1"})

    assert "¥68.00" in shown(page) and not Refund.objects.exists()
    client.post(url(order), {field: "1", "already": "0"})
    client.post(url(order), {field: "1", "already": "0"})
    group_page = shown(client.get(reverse("orders:group-detail", args=[order.group.number])))
    assert Refund.objects.count() == 1 and "1 piece cancelled" in group_page and "Refund on its way" in group_page


def test_what_breaks_the_rules_is_said_in_words(client, order):
    field = f"q-{order.lines.get().pk}"

    for typed in ("0", "7", "x", "9" * 40):
        page = client.get(url(order), {field: typed})
        assert page.status_code == 422, typed
    assert client.post(url(order), {field: "7", "already": "0"}).status_code == 422
    assert not Refund.objects.exists()


def test_the_page_leads_back_when_the_order_is_packed(client, order):
    Order.objects.filter(pk=order.pk).update(state=OrderState.PACKED)

    assert client.get(url(order)).status_code == 302


def test_stranger_gets_404(client, order):
    client.force_login(make_user("charlie"))

    assert client.get(url(order)).status_code == 404
    assert client.post(url(order), {f"q-{order.lines.get().pk}": "1"}).status_code == 404


def test_seller_sends_back_some_pieces_from_the_page(client, order, alice, variant):
    client.force_login(alice)
    sale = reverse("orders:sale-refuse", args=[order.number])
    field = f"q-{order.lines.get().pk}"

    client.post(sale, {"reason": "cannot_ship", "note": "", field: "2", "already": "0"})

    page = shown(client.get(reverse("orders:sale-detail", args=[order.number])))
    assert stock_of(variant) == (9, 0) and "2 pieces cancelled" in page
    assert client.post(sale, {"reason": "cannot_ship", "note": "", field: "2", "already": "2"}).status_code == 422


def test_a_refunded_order_never_reads_paid(client, order):
    client.post(url(order))
    Order.objects.update(refunded_amount=order.total_amount)

    page = shown(client.get(reverse("orders:group-detail", args=[order.group.number])))

    assert "Cancelled, and your money has gone back" in page and "Refunded" in page
    assert '<h2 class="h-lg">Paid</h2>' not in page


def test_each_lane_speaks_for_itself_when_one_of_two_is_given_up(client, variant):
    from orders.tests.factories import make_group

    carla = make_user("dora")
    client.force_login(carla)
    group = make_group(variant, make_variant(5), user=carla)
    pay(group)
    first = group.orders.get(position=1)

    client.post(reverse("orders:order-cancel", args=[group.number, first.number]))

    page = shown(client.get(reverse("orders:group-detail", args=[group.number])))
    assert page.count("Refund on its way") == 2  # the lane and the sum
    assert ">Paid</span>" in page and ">Cancelled</span>" in page
