"""Some pieces are given up, the rest goes on: the shelf, the money and the line each say how many."""

from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from orders import events
from orders.enums import GroupState, MoneyState, OrderState, RefusalReason
from orders.exceptions import IllegalMove, NotAllowed, NothingSelected, OrderChanged, QuantityRefused, RefundBeyond
from orders.models import Order, OrderLine
from orders.payments.enums import PaymentState, RefundReason
from orders.payments.models import Refund
from orders.services.cancellation import cancel_lines, cancel_order, refuse_lines
from orders.services.giving_back import give_back, locked_payment
from orders.tests.factories import make_order, make_seller, make_user, make_variant, stock_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def shop(alice):
    return make_seller("Coocamu", owner=alice, contact_email="alice@coocamu.example")


@pytest.fixture
def variant(shop):
    return make_variant(10, seller=shop)


def cancel(order, *pieces, already=0, service=cancel_lines, **facts):
    lines = order.lines.order_by("position")
    quantities = {line.pk: quantity for line, quantity in zip(lines, pieces, strict=True)}
    return service(order=order, quantities=quantities, already=already, **{"by": None, **facts})


def test_one_piece_goes_back_on_the_shelf_with_its_price_when_it_is_given_up(variant, run_waiting_jobs):
    order = make_order(variant, quantity=3)

    cancel(order, 1)

    order.refresh_from_db()
    refund = Refund.objects.get()
    assert (order.state, stock_of(variant)) == (OrderState.PAID, (8, 0))
    assert (str(refund.money), refund.parts["goods"], refund.parts["delivery"]) == ("68.00 CNY", "68.00", "0.00")
    assert (order.refund_requested, order.delivery_refund_requested, order.money_state) == (68, 0, MoneyState.REFUNDING)
    assert OrderLine.objects.get().open_quantity == 2
    run_waiting_jobs("mail.send")
    assert [letter.to[0] for letter in mail.outbox[-2:]] == ["carla@buyer.example", "alice@coocamu.example"]
    assert "¥68.00" in mail.outbox[-2].body


def test_the_second_of_two_clicks_changes_nothing(variant):
    order = make_order(variant, quantity=3)
    cancel(order, 1)

    with pytest.raises(OrderChanged):
        cancel(order, 1)

    assert Refund.objects.count() == 1 and stock_of(variant) == (8, 0)


def test_the_order_ends_with_its_delivery_when_the_last_piece_goes(variant):
    order = make_order(variant, quantity=3)
    cancel(order, 2)

    cancel(order, 1, already=2)

    order.refresh_from_db()
    assert (order.state, order.group.state, stock_of(variant)) == (OrderState.CANCELLED, GroupState.CANCELLED, (10, 0))
    assert order.refund_requested == order.total_amount and order.delivery_refund_requested == order.delivery_amount
    assert [str(refund.money) for refund in Refund.objects.order_by("pk")] == ["136.00 CNY", str(order.total - refunded(order, 0))]


def refunded(order, place):
    return Refund.objects.order_by("pk")[place].money


def test_only_what_is_left_goes_back_when_all_is_cancelled_after_a_part(variant):
    order = make_order(variant, quantity=3)
    cancel(order, 1)

    cancel_order(order=order, by=None)

    order.refresh_from_db()
    assert sum(refund.amount for refund in Refund.objects.all()) == order.total_amount == order.refund_requested
    assert stock_of(variant) == (10, 0) and OrderLine.objects.get().cancelled_quantity == 3


def test_giving_up_a_part_is_refused_when_the_rest_breaks_the_least_quantity_or_step(shop):
    order = make_order(make_variant(20, seller=shop, minimum_quantity=4, quantity_step=2), quantity=8)

    for pieces, why in ((5, "below_minimum"), (1, "off_step"), (9, "too_many")):
        with pytest.raises(QuantityRefused) as refusal:
            cancel(order, pieces)
        assert refusal.value.why == why
    with pytest.raises(NothingSelected):
        cancel(order, 0)
    cancel(order, 4)

    assert OrderLine.objects.get().open_quantity == 4


def test_giving_up_a_part_is_refused_when_it_is_packed(variant, alice):
    order = make_order(variant, state=OrderState.PACKED, by=alice)

    with pytest.raises(IllegalMove):
        cancel(order, 1)

    assert not Refund.objects.exists()


def test_seller_sends_back_a_part_and_damaged_pieces_stay_off_the_shelf(variant, alice, run_waiting_jobs):
    order = make_order(variant, state=OrderState.PACKED, by=alice, quantity=3)

    cancel(order, 1, service=refuse_lines, reason=RefusalReason.DAMAGED, by=alice, note="One bag was torn.")

    order.refresh_from_db()
    assert (order.state, stock_of(variant)) == (OrderState.PACKED, (7, 0))
    run_waiting_jobs("mail.send")
    assert "One bag was torn." in mail.outbox[-1].body and "¥68.00" in mail.outbox[-1].body


def test_seller_ends_the_order_when_no_piece_is_left(variant, alice):
    order = make_order(variant, quantity=2)

    cancel(order, 2, service=refuse_lines, reason=RefusalReason.PAPERS, by=alice)

    order.refresh_from_db()
    assert (order.state, order.end_reason, order.refund_requested) == (OrderState.REFUSED, "papers", order.total_amount)
    assert stock_of(variant) == (10, 0)


def test_sending_back_a_part_is_refused_to_a_stranger(variant):
    order = make_order(variant)

    with pytest.raises(NotAllowed):
        cancel(order, 1, service=refuse_lines, reason=RefusalReason.PAPERS, by=make_user("charlie"))


def test_rooms_above_are_told_when_pieces_leave_an_order(variant):
    told = []
    events.on(events.ORDER_LESSENED)(told.append)
    order = make_order(variant, quantity=3)
    try:
        cancel(order, 1)
    finally:
        events._hooks[events.ORDER_LESSENED].remove(told.append)

    assert told == [order.pk]


def test_refunded_is_only_said_when_the_money_has_gone(variant, run_waiting_jobs):
    order = make_order(variant, quantity=2)
    cancel_order(order=order, by=None)
    order.refresh_from_db()
    assert order.money_state == MoneyState.REFUNDING

    refund = Refund.objects.get()
    from orders.payments.providers.base import RefundAnswer
    from orders.payments.services.refunding import _record

    with transaction.atomic():
        _record(refund, RefundAnswer(is_done=True, body=b""))

    order.refresh_from_db()
    assert (order.money_state, order.refunded_amount) == (MoneyState.REFUNDED, order.total_amount)
    assert refund.payment.__class__.objects.get().state == PaymentState.REFUNDED


def test_no_line_no_delivery_and_no_order_gives_back_more_than_it_cost(variant):
    order = make_order(variant, quantity=2)
    line = order.lines.get()

    def give(key, **wanted):
        payment = locked_payment(order)
        return give_back(order=order, payment=payment, reason=RefundReason.GOODWILL, key=key, by=None, **wanted)

    with transaction.atomic():
        with pytest.raises(RefundBeyond):
            give("a", lines={line.pk: Decimal("136.01")})
        with pytest.raises(RefundBeyond):
            give("b", delivery=order.delivery_amount + 1)
        with pytest.raises(RefundBeyond):
            give("c", goodwill=order.total_amount + 1)
        give("d", lines={line.pk: Decimal("100")})
        give("d", lines={line.pk: Decimal("100")})
        with pytest.raises(RefundBeyond):
            give("e", lines={line.pk: Decimal("36.01")})

    assert Order.objects.get().refund_requested == 100 and Refund.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE orders_orderline SET cancelled_quantity = quantity, returned_quantity = 1",
        "UPDATE orders_orderline SET refund_requested = line_total + 1",
        "UPDATE orders_order SET refund_requested = total_amount + 1",
        "UPDATE orders_order SET refunded_amount = 1",
    ],
)
def test_the_database_stands_behind_it(variant, change):
    from django.db import connection

    make_order(variant)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
