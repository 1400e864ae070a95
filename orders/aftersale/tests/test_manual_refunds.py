import uuid
from decimal import Decimal

import pytest
from django.core import mail

from orders.aftersale.exceptions import WordMissing
from orders.aftersale.models import ManualRefund
from orders.aftersale.services.manual_refunds import give_by_hand
from orders.aftersale.tests.factories import make_delivered, make_officer
from orders.enums import Bearer, OrderState
from orders.exceptions import IllegalMove, NotAllowed, NothingSelected, OrderChanged, RefundBeyond
from orders.models import Order
from orders.payments.models import Refund
from orders.tests.factories import make_group, make_order, make_seller, make_user, make_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def order(alice):
    return make_delivered(make_variant(10, seller=make_seller("Coocamu", owner=alice)), by=alice, quantity=2)


def give(order, by, **facts):
    return give_by_hand(order=order, **{"attempt": uuid.uuid4(), "reason": "The bag was dented.", "by": by, **facts})


def test_line_delivery_and_goodwill_go_back_with_the_reason(order, alice, run_waiting_jobs):
    line = order.lines.get()

    given = give(order, alice, lines={line.pk: Decimal("10")}, delivery=Decimal("5"), goodwill=Decimal("1.50"))

    refund = Refund.objects.get()
    assert (str(refund.money), given.refund, given.line_amounts) == ("16.50 CNY", refund, {line.sku: "10.00"})
    assert {name: refund.parts[name] for name in ("goods", "delivery", "goodwill", "borne_by")} == {
        "goods": "10.00", "delivery": "5.00", "goodwill": "1.50", "borne_by": "seller",
    }  # fmt: skip
    run_waiting_jobs("mail.send")
    assert "The bag was dented." in mail.outbox[-1].body


def test_two_presses_are_one_refund(order, alice):
    attempt = uuid.uuid4()

    assert give(order, alice, attempt=attempt, goodwill=Decimal(3)) == give(order, alice, attempt=attempt, goodwill=Decimal(3))

    assert ManualRefund.objects.count() == Refund.objects.count() == 1


def test_press_for_one_order_gives_nothing_of_another(order, alice):
    other, attempt = make_delivered(order.lines.get().variant, by=alice), uuid.uuid4()
    give(order, alice, attempt=attempt, goodwill=Decimal(3))

    with pytest.raises(OrderChanged):
        give(other, alice, attempt=attempt, goodwill=Decimal(3))

    assert Refund.objects.count() == 1


def test_no_more_than_was_paid_goes_back(order, alice):
    line = order.lines.get()
    too_much = [
        {"goodwill": order.total_amount + 1},
        {"delivery": order.delivery_amount + 1},
        {"lines": {line.pk: line.line_total + 1}},
    ]
    for shares in too_much:
        with pytest.raises(RefundBeyond):
            give(order, alice, **shares)
    with pytest.raises(NothingSelected):
        give(order, alice)
    with pytest.raises(NothingSelected):
        give(order, alice, goodwill=Decimal(-3), delivery=Decimal(4))
    with pytest.raises(WordMissing):
        give(order, alice, goodwill=Decimal(1), reason=" ")
    assert not Refund.objects.exists() and Order.objects.get().refund_requested == 0


def test_only_an_officer_gives_of_the_marketplaces_money(order, alice):
    with pytest.raises(NotAllowed):
        give(order, alice, goodwill=Decimal(1), borne_by=Bearer.HUB)
    with pytest.raises(NotAllowed):
        give(order, make_user("charlie"), goodwill=Decimal(1))

    given = give(order, make_officer(), goodwill=Decimal(1), borne_by=Bearer.HUB)

    assert given.refund.parts["borne_by"] == "hub"


def test_an_officer_gives_nothing_to_themselves(order):
    officer = make_officer()
    order.group.user = officer
    order.group.save()

    with pytest.raises(NotAllowed):
        give(order, officer, goodwill=Decimal(1), borne_by=Bearer.HUB)


def test_nothing_goes_back_of_what_was_never_paid(alice):
    group = make_group(make_variant(10, seller=make_seller("Coocamu", owner=alice)))

    with pytest.raises(IllegalMove):
        give(group.orders.get(), alice, goodwill=Decimal(1))


def test_a_gift_before_packing_does_not_come_on_top_when_the_order_is_cancelled(alice):
    from orders.services.cancellation import cancel_order

    order = make_order(make_variant(10, seller=make_seller("Coocamu", owner=alice)))
    give(order, alice, goodwill=Decimal(30))

    cancel_order(order=order, by=None)

    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED and order.refund_requested == order.total_amount
    assert sum(refund.amount for refund in Refund.objects.all()) == order.total_amount


def test_seller_reads_that_the_marketplace_pays_a_goodwill(order, alice, client):
    given = give(order, make_officer(), goodwill=Decimal("12.50"), borne_by=Bearer.HUB)
    client.force_login(alice)

    page = client.get(f"/sell/orders/{order.number}/")

    assert (str(page.context["not_theirs"]), page.context["stays"]) == ("12.50 CNY", order.total)
    assert "Given back by RDB, paid by the marketplace" in page.text
    assert str(given) == f"{order.number} · 12.50 CNY"
