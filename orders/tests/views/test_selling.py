import pytest
from django.urls import reverse

from orders.enums import OrderState
from orders.models import Order
from orders.services.cancellation import cancel_order
from orders.tests.factories import make_group, make_order, make_seller, make_user, make_variant

pytestmark = pytest.mark.django_db
LIST, DETAIL = 14, 18  # the office's side list counts its own work


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def shop(alice):
    return make_seller("Coocamu", owner=alice, contact_email="alice@coocamu.example")


@pytest.fixture
def order(shop):
    return make_order(make_variant(10, seller=shop))


@pytest.fixture
def office(client, alice):
    client.force_login(alice)
    return client


def url(order, name="sale-detail") -> str:
    return reverse(f"orders:{name}", args=[order.number])


def shown(page) -> str:
    return page.content.decode()


def state(order) -> str:
    return Order.objects.get(pk=order.pk).state


def test_seller_brings_an_order_on_its_way(office, order):
    assert "Accept order" in shown(office.get("/sell/orders/"))
    assert "Can you deliver this?" in shown(office.get(url(order)))

    office.post(url(order, "sale-accept"))
    assert state(order) == OrderState.ACCEPTED and "It is packed" in shown(office.get(url(order)))
    office.post(url(order, "sale-pack"))
    assert state(order) == OrderState.PACKED and "Tracking number" in shown(office.get(url(order)))
    office.post(url(order, "sale-ship"), {"carrier": "Rwanda Post", "tracking_number": "ee 123 456 785 rw"})

    page = shown(office.get(url(order)))
    assert state(order) == OrderState.SHIPPED and "EE123456785RW" in page and "You cannot deliver this?" not in page


def test_shipping_is_refused_at_the_field_when_the_number_is_missing(office, order):
    office.post(url(order, "sale-accept"))
    office.post(url(order, "sale-pack"))

    page = office.post(url(order, "sale-ship"), {"carrier": "Rwanda Post", "tracking_number": ""})

    assert page.status_code == 422 and "id_tracking_number" in shown(page) and 'value="Rwanda Post"' in shown(page)
    assert state(order) == OrderState.PACKED


def test_sending_back_asks_for_the_reason(office, order):
    page = office.post(url(order, "sale-refuse"), {"reason": "other", "note": ""})
    assert page.status_code == 422 and "Please tell the buyer the reason." in shown(page)

    office.post(url(order, "sale-refuse"), {"reason": "damaged", "note": "Wet bags."})

    assert state(order) == OrderState.REFUSED and "The goods were found damaged" in shown(office.get(url(order)))


def test_second_click_says_how_the_order_stands(office, order):
    office.post(url(order, "sale-accept"))

    page = office.post(url(order, "sale-accept"), follow=True)

    assert "moved on meanwhile" in shown(page) and state(order) == OrderState.ACCEPTED


@pytest.mark.parametrize("name", ["sale-detail", "sale-accept", "sale-pack", "sale-ship", "sale-refuse"])
def test_another_seller_gets_404_everywhere(client, order, name):
    stranger = make_user("charlie")
    make_seller("Another", owner=stranger)
    client.force_login(stranger)
    data = {"carrier": "X", "tracking_number": "TTTT", "reason": "damaged"}

    answer = client.get(url(order)) if name == "sale-detail" else client.post(url(order, name), data)

    assert answer.status_code == 404 and state(order) == OrderState.PAID


def test_another_seller_s_list_names_none_of_ours(client, order):
    stranger = make_user("charlie")
    make_seller("Another", owner=stranger)
    client.force_login(stranger)

    assert order.number not in shown(client.get("/sell/orders/"))


def test_buyer_without_a_shop_is_led_to_the_application(client, order):
    client.force_login(make_user("carla"))

    assert client.get("/sell/orders/").url == client.get(url(order)).url == "/sell/apply/"
    assert client.post(url(order, "sale-accept")).url == "/sell/apply/" and state(order) == OrderState.PAID


def test_order_of_ones_other_firm_is_found_when_a_letter_leads_there(office, alice, order):
    make_seller("Second firm", owner=alice)

    assert office.get(url(order)).status_code == 200


def test_today_says_what_to_do_and_what_was_sold(office, order):
    page = shown(office.get("/sell/"))

    assert f"Accept order {order.number}" in page and "Sold this month, CNY" in page and "¥136.00" in page


def test_visitor_is_asked_to_sign_in(client, order):
    assert "/accounts/login/" in client.get(url(order)).url
    assert "/accounts/login/" in client.post(url(order, "sale-accept")).url


def test_the_other_seller_s_goods_of_a_group_are_not_shown(office, shop):
    mine, theirs = make_variant(10, seller=shop), make_variant(10)
    theirs.product.name_en = "Secret basket"
    theirs.product.save()
    order = make_order(mine, theirs)

    page = shown(office.get(url(order)))

    assert "Secret basket" not in page and order.number in page


def test_unpaid_order_is_nobody_s_work(office, shop):
    unpaid = make_group(make_variant(10, seller=shop)).orders.get()

    assert unpaid.number not in shown(office.get("/sell/orders/"))
    assert office.get(url(unpaid)).status_code == 404


def test_list_is_narrowed_by_state(office, order):
    assert order.number in shown(office.get("/sell/orders/?state=paid"))
    assert order.number not in shown(office.get("/sell/orders/?state=shipped"))
    assert order.number in shown(office.get("/sell/orders/?state=nonsense"))


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_queries_when_it_is_longer(office, shop, number, django_assert_num_queries):
    for _ in range(number):
        make_order(make_variant(10, seller=shop), make_variant(10, seller=shop))
    office.get("/sell/orders/")

    with django_assert_num_queries(LIST):
        office.get("/sell/orders/")


@pytest.mark.parametrize("number", [1, 3])
def test_order_costs_the_same_queries_when_it_has_more_lines(office, shop, number, django_assert_num_queries):
    order = make_order(*[make_variant(10, seller=shop) for _ in range(number)])
    office.get(url(order))

    with django_assert_num_queries(DETAIL):
        office.get(url(order))


def test_steps_speak_to_the_seller(office, order):
    assert "You act next." in shown(office.get(url(order))) and "The seller acts next." not in shown(office.get(url(order)))

    cancel_order(order=order, by=None)

    page, told = shown(office.get(url(order))), office.get(f"/api/v1/sell/orders/{order.number}/").json()
    assert "Cancelled by the buyer" in page and "Cancelled by you" not in page
    assert told["steps"][-1]["title"] == "Cancelled by the buyer"
