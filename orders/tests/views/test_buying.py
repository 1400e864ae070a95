from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.tests.factories import make_seller
from marketplace.money import Money
from orders.enums import GroupState, OrderState
from orders.models import CartLine, OrderGroup
from orders.payments.models import Payment, Refund
from orders.payments.providers.base import EventKind
from orders.payments.services import settle
from orders.payments.tests.factories import make_route
from orders.payments.tests.wire import NOBODY
from orders.services.expiry import release_expired_holds
from orders.tests.factories import make_group, make_order, make_user, make_variant, pay, start_paying, stock_of, word_of

pytestmark = pytest.mark.django_db
HOUR = timezone.timedelta(hours=1)


@pytest.fixture
def carla(client):
    user = make_user("carla")
    client.force_login(user)
    return user


def shown(page) -> str:
    return page.content.decode()


def url(group, name="group-detail", *more) -> str:
    return reverse(f"orders:{name}", args=[group.number, *more])


def test_member_sees_only_their_own_orders(client, carla):
    mine, theirs = make_group(user=carla), make_group(user=make_user("dora"))
    guests = make_group()

    page = shown(client.get("/orders/"))

    assert mine.number in page and theirs.number not in page and guests.number not in page


def test_list_asks_to_sign_in_when_nobody_is(client):
    assert client.get("/orders/").url == "/accounts/login/?next=/orders/"


def test_guest_opens_the_order_by_the_signed_link_and_afterwards_without(client):
    group = make_group()

    first = client.get(url(group), {"key": group.access_token})

    assert (first.status_code, first.url) == (302, url(group))
    assert client.get(url(group)).status_code == 200


@pytest.mark.parametrize("key", ["", "wrong", "é"])
def test_stranger_gets_404_when_the_link_is_not_theirs(client, key):
    group = make_group(user=make_user("carla"))
    another = make_group()

    assert client.get(url(group), {"key": key} if key else {}).status_code == 404
    assert client.get(url(group), {"key": another.access_token}).status_code == 404
    client.force_login(make_user("charlie"))
    assert client.get(url(group)).status_code == 404


def test_every_door_is_closed_to_a_stranger(client):
    seller = make_seller("Coocamu", owner=make_user("alice"))
    order = make_order(make_variant(9, seller=seller), user=make_user("carla"))
    group = order.group
    client.force_login(make_user("charlie"))

    for name, more in [("group-pay", ()), ("group-abandon", ()), ("order-cancel", (order.number,)), ("order-confirm", (order.number,))]:
        assert client.post(url(group, name, *more)).status_code == 404
    assert client.get(url(group, "group-payment"), headers={"HX-Request": "true"}).status_code == 404
    order.refresh_from_db()
    assert order.state == OrderState.PAID and not CartLine.objects.exists()


def test_order_of_another_group_is_404_when_it_is_named_under_ones_own(client, carla):
    mine = make_order(make_variant(5), user=carla)
    theirs = make_order(make_variant(5), user=make_user("dora"))

    assert client.post(url(mine.group, "order-cancel", theirs.number)).status_code == 404


def test_page_waits_and_never_decides_when_the_buyer_comes_back(client, carla, run_waiting_jobs):
    group = make_group(user=carla)
    payment = start_paying(group)

    page = shown(client.get(url(group)))
    assert "We are confirming your payment" in page and "every 2s" in page and 'http-equiv="refresh"' in page
    fragment = client.get(url(group, "group-payment"), headers={"HX-Request": "true"})
    assert "<html" not in shown(fragment) and "We are confirming" in shown(fragment)
    group.refresh_from_db()
    assert group.state == GroupState.AWAITING_PAYMENT

    settle(provider="sandbox", event=word_of(payment))
    assert client.get(url(group, "group-payment"), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    page = shown(client.get(url(group)))
    assert "Paid. The sellers are told" in page and "We are confirming" not in page


def test_page_asks_for_no_money_when_the_word_came_after_the_order_was_read(client, carla):
    group = make_group(user=carla)
    payment = start_paying(group)
    settle(provider="sandbox", event=word_of(payment))
    OrderGroup.objects.filter(pk=group.pk).update(state=GroupState.AWAITING_PAYMENT, paid_at=None)  # as it was when the page read it

    page = shown(client.get(url(group)))

    assert "We are confirming your payment" in page and "every 2s" in page
    assert "Choose how you pay" not in page and "Pay ¥" not in page


def test_buyer_may_try_again_when_the_payment_failed(client, carla):
    group = make_group(user=carla)
    payment = start_paying(group)
    settle(provider="sandbox", event=word_of(payment, EventKind.CLOSED))

    page = shown(client.get(url(group)))
    answer = client.post(url(group, "group-pay"), {"provider": "sandbox"})

    assert "The payment did not go through" in page and "Held for you until" in page
    assert answer.status_code == 302 and "/payments/sandbox/" in answer.url


def test_page_says_that_another_amount_goes_back_and_lets_the_buyer_pay_again(client, carla):
    group = make_group(user=carla)
    payment = start_paying(group)
    settle(provider="sandbox", event=replace(word_of(payment), money=Money(Decimal("1.00"), "CNY")), is_answer=True)

    page = shown(client.get(url(group)))
    assert "Another amount arrived than the order comes to" in page and "Nothing was charged" not in page and "¥1.00" in page
    assert 'name="provider"' in page

    release_expired_holds(now=timezone.now() + HOUR)
    page = shown(client.get(url(group)))
    assert "Money that arrived for this order goes back to you" in page and "nothing was charged" not in page


def test_way_that_staff_have_not_opened_is_refused_when_it_is_sent_all_the_same(client, carla):
    group = make_group(user=carla)

    page = shown(client.post(url(group, "group-pay"), {"provider": "alipay"}, follow=True))
    program = client.post(
        f"/api/v1/orders/{group.number}/pay/", {"provider": "alipay"}, "application/json", headers={"Idempotency-Key": "k"}
    )

    assert "does not take the order" in page and program.status_code == 422 and not Payment.objects.exists()


def test_buyer_may_choose_again_when_the_payment_company_does_not_answer(client, carla, settings):
    group = make_group(user=carla)
    make_route("CNY", provider="alipay_code")
    settings.SANDBOX_URL = NOBODY

    page = shown(client.post(url(group, "group-pay"), {"provider": "alipay_code"}, follow=True))

    assert "The payment service does not answer" in page and Payment.objects.get().is_live
    assert 'name="provider"' in page and "We are confirming" not in page


def test_paying_leads_back_to_the_order_when_it_is_paid_already_or_the_way_is_unknown(client, carla):
    group = make_group(user=carla)

    assert client.post(url(group, "group-pay"), {"provider": "cowries"}).url == url(group)
    pay(group)
    assert client.post(url(group, "group-pay"), {"provider": "sandbox"}).url == url(group)


def test_goods_come_back_into_the_cart_when_the_time_ran_out(client, carla):
    variant = make_variant(5)
    group = make_group(variant, user=carla)
    release_expired_holds(now=timezone.now() + HOUR)

    page = shown(client.get(url(group)))
    answer = client.post(url(group, "group-abandon"))

    assert "Not paid in time" in page and "nothing was charged" in page
    assert answer.url == "/cart/" and CartLine.objects.get().quantity == 2 and client.session["cart_count"] == 2


def test_unpaid_order_ends_at_once_when_the_buyer_gives_it_up(client, carla):
    variant = make_variant(5)
    group = make_group(variant, user=carla)

    client.post(url(group, "group-abandon"))

    assert OrderGroup.objects.get().state == GroupState.CANCELLED
    assert stock_of(variant) == (5, 0) and CartLine.objects.get().variant == variant
    assert "You gave this order up" in shown(client.get(url(group)))


def test_parcel_is_cancelled_and_the_money_shown_on_its_way_back(client, carla):
    order = make_order(make_variant(5), user=carla)

    client.post(url(order.group, "order-cancel", order.number))
    again = client.post(url(order.group, "order-cancel", order.number), follow=True)

    page = shown(again)
    assert Refund.objects.count() == 1
    assert "is on its way back" in page and "Cancelled by you" in page and "moved on meanwhile" in page


def test_receipt_is_confirmed_by_a_guest_with_the_link(client):
    alice = make_user("alice")
    order = make_order(make_variant(5, seller=make_seller("Coocamu", owner=alice)), state=OrderState.SHIPPED, by=alice)
    client.get(url(order.group), {"key": order.group.access_token})
    assert "TA123456785RW" in shown(client.get(url(order.group)))

    client.post(url(order.group, "order-confirm", order.number))

    order.refresh_from_db()
    assert order.state == OrderState.DELIVERED
    assert "Everything has arrived" in shown(client.get(url(order.group)))


def test_order_reads_in_chinese_when_the_page_does(client, carla):
    variant = make_variant(5)
    variant.product.name_zh_hans = "水洗波旁"
    variant.product.save()
    group = make_group(variant, user=carla)

    page = shown(client.get(f"/zh-hans/orders/{group.number}/"))

    assert "水洗波旁" in page and "浙江省杭州市西湖区文三路 477 号" in page and "138 •••• 2266" in page
    assert "+8613805712266" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_order_page_costs_the_same_queries_when_it_has_more_parcels(client, carla, number, django_assert_num_queries):
    group = make_group(*[make_variant(5) for _ in range(number)], user=carla)
    pay(group)
    client.get(url(group))

    with django_assert_num_queries(14):
        client.get(url(group))


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_queries_when_it_is_longer(client, carla, number, django_assert_num_queries):
    for _ in range(number):
        make_group(make_variant(5), make_variant(5), user=carla)
    client.get("/orders/")

    with django_assert_num_queries(6):
        client.get("/orders/")


def test_nobody_is_served_a_stale_page(client, carla):
    group = make_group(user=carla)

    assert "no-store" in client.get(url(group)).headers["Cache-Control"]
    assert Client().get("/cart/").headers["Cache-Control"].count("no-store") == 1
