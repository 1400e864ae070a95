"""The payment company refused to send money back: nobody is told that it is on its way, until an officer has tried again."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from marketplace.api.tests.callers import caller
from orders.aftersale.tests.factories import make_officer
from orders.enums import MoneyState, OrderState
from orders.models import Order
from orders.payments.enums import RefundState
from orders.payments.models import Refund
from orders.payments.providers.base import RefundAnswer
from orders.payments.services import retry_refund
from orders.payments.services.refunding import _record
from orders.selectors.refunds import money_of
from orders.services.cancellation import cancel_lines, cancel_order
from orders.tests.factories import make_order, make_seller, make_user, make_variant

pytestmark = pytest.mark.django_db
HELD_UP = "The payment company refused to send ¥136.00 back."


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def order(alice, carla):
    return make_order(make_variant(10, seller=make_seller("Coocamu", owner=alice)), quantity=3, user=carla)


def give_up(order, pieces: int) -> Refund:
    cancel_lines(order=order, quantities={order.lines.get().pk: pieces}, already=None, by=None)
    return Refund.objects.latest("pk")


@transaction.atomic
def answer(refund: Refund, *, is_done: bool) -> None:
    _record(refund, RefundAnswer(is_done=is_done, body=b"", note="" if is_done else "ACQ.TRADE_HAS_FINISHED"))


@pytest.fixture
def refused(order):
    """Two of three pieces were given up, and the company does not send their price back."""
    refund = give_up(order, 2)
    answer(refund, is_done=False)
    order.refresh_from_db()
    return refund


def test_refused_money_is_counted_apart_from_what_is_on_its_way(order, refused):
    assert (order.money_state, str(order.held_up), str(order.moving_back)) == (MoneyState.REFUND_REFUSED, "136.00 CNY", "0.00 CNY")
    assert str(order.refundable) == str(order.total - order.held_up)  # it is still the buyer's: nobody gives it a second time

    money = money_of(order.group, [order])
    assert (money.state, str(money.refused), str(money.on_its_way)) == (MoneyState.REFUND_REFUSED, "136.00 CNY", "0.00 CNY")


def test_it_is_on_its_way_again_when_an_officer_has_tried_again(order, refused):
    retry_refund(refund=refused, by=make_officer())
    order.refresh_from_db()
    assert (order.money_state, order.refund_refused) == (MoneyState.REFUNDING, 0)

    answer(refused, is_done=False)
    order.refresh_from_db()
    assert order.money_state == MoneyState.REFUND_REFUSED

    retry_refund(refund=refused, by=make_officer("oscar"))
    answer(refused, is_done=True)
    order.refresh_from_db()
    assert (order.money_state, order.refunded_amount, order.refund_refused) == (MoneyState.PARTLY_REFUNDED, 136, 0)


def test_the_buyer_has_one_letter_of_a_refusal_however_often_it_is_refused(order, refused, run_waiting_jobs):
    retry_refund(refund=refused, by=make_officer())
    answer(refused, is_done=False)

    run_waiting_jobs("mail.send")

    letters = [letter.body for letter in mail.outbox if "is held up" in letter.subject]
    assert len(letters) == 1 and "136.00 CNY" in letters[0] and "you need not do anything" in letters[0]


def test_one_refusal_is_said_even_when_other_money_has_gone_back(order, refused):
    cancel_order(order=order, by=None)
    answer(Refund.objects.latest("pk"), is_done=True)

    order.refresh_from_db()
    assert (order.money_state, order.refunded_amount + order.refund_refused) == (MoneyState.REFUND_REFUSED, order.total_amount)


def test_buyer_reads_that_it_was_refused_and_what_happens_next(client, carla, order, refused):
    client.force_login(carla)

    page = client.get(reverse("orders:group-detail", args=[order.group.number])).content.decode()
    assert HELD_UP in page and "Our staff is looking at it and sends it again; you need not do anything." in page
    assert "Refund held up" in page and "Refused by the payment company, being looked at" in page
    assert "is on its way back" not in page and "Refund on its way" not in page
    assert "Refund held up" in client.get(reverse("orders:group-list")).content.decode()

    page = client.get(f"/zh-hans/orders/{order.group.number}/").content.decode()
    assert "退款受阻" in page and "支付公司拒绝退回" in page and "工作人员" in page


@pytest.mark.parametrize(("language", "said"), [("en", "Cancelled; your refund is held up"), ("zh-hans", "退款受阻")])
def test_headline_does_not_promise_money_that_was_refused(client, carla, order, language, said):
    cancel_order(order=order, by=None)
    answer(Refund.objects.get(), is_done=False)
    client.force_login(carla)

    page = client.get(f"{'' if language == 'en' else '/zh-hans'}/orders/{order.group.number}/").content.decode()

    assert said in page[page.index("<h1") : page.index("</h1>")]
    assert "your money is on its way back" not in page


def test_seller_reads_it_too(client, alice, order, refused):
    client.force_login(alice)

    page = client.get(reverse("orders:sale-detail", args=[order.number])).content.decode()
    assert "The payment company refused to send ¥136.00 back to the buyer." in page and "Refund held up" in page
    assert "Gone back to the buyer, or on its way" not in page
    assert "Refund held up" in client.get(reverse("orders:sale-list")).content.decode()
    assert "退款受阻" in client.get(f"/zh-hans/sell/orders/{order.number}/").content.decode()


def test_officer_sees_it_on_orders_and_groups(client, order, refused):
    client.force_login(make_officer())

    for model in ("order", "ordergroup"):
        page = client.get(reverse(f"admin:orders_{model}_changelist")).content.decode()
        assert "Refund held up" in page and "Refund on its way" not in page


def test_api_tells_buyer_and_seller(order, refused, carla, alice):
    body = caller(carla).get(f"/api/v1/orders/{order.group.number}/").json()

    assert (body["money_state"], body["orders"][0]["money_state"]) == ("refund_refused", "refund_refused")
    assert body["orders"][0]["refund_held_up"]["amount"] == "136.00"
    refund = body["refunds"][0]
    assert (refund["order"], refund["reason"], refund["state"]) == (order.number, "cancelled", "refused")
    assert refund["what_next"] == "The payment company refused it. Our staff is looking at it and sends it again."
    assert caller(alice).get(f"/api/v1/sell/orders/{order.number}/").json()["refund_held_up"]["amount"] == "136.00"

    retry_refund(refund=refused, by=make_officer())
    body = caller(carla).get(f"/api/v1/orders/{order.group.number}/").json()
    assert (body["money_state"], body["refunds"][0]["what_next"]) == ("refunding", "It is on its way back, the way it was paid.")


def test_the_database_refuses_more_refused_than_was_to_go_back(order, refused):
    assert order.state == OrderState.PAID and refused.parts["order"] == order.number
    assert Refund.objects.get().state == RefundState.REFUSED
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.update(refund_refused=137)
