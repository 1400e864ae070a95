import pytest
from django.core import mail

from marketplace.history.models import Entry
from orders import events
from orders.enums import ORDER_MOVES, OrderState
from orders.exceptions import IllegalMove, NotAllowed
from orders.models import Order
from orders.services.fulfilment import accept_order, confirm_receipt, pack_order, ship_order
from orders.services.states import move
from orders.tests.factories import make_order, make_seller, make_user, make_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def order(alice):
    shop = make_seller("Coocamu", owner=alice, contact_email="alice@coocamu.example")
    return make_order(make_variant(10, seller=shop), user=make_user("carla"))


def test_order_goes_its_way_when_the_seller_acts_and_the_buyer_confirms(order, alice, run_waiting_jobs, monkeypatch):
    heard = []
    for event in events.EVENTS:
        monkeypatch.setitem(events._hooks, event, [lambda order_id, event=event: heard.append(event)])
    run_waiting_jobs("mail.send")
    mail.outbox.clear()

    accept_order(order=order, by=alice)
    pack_order(order=order, by=alice)
    ship_order(order=order, carrier="Test Air", tracking_number="TA1", by=alice)
    confirm_receipt(order=order, by=None)

    order.refresh_from_db()
    assert order.state == OrderState.DELIVERED
    assert order.paid_at <= order.accepted_at <= order.packed_at <= order.shipped_at <= order.delivered_at
    assert (order.carrier, order.tracking_number) == ("Test Air", "TA1")
    assert heard == [events.ORDER_ACCEPTED, events.ORDER_PACKED, events.ORDER_SHIPPED, events.ORDER_DELIVERED]
    run_waiting_jobs("mail.send")
    assert [letter.to[0] for letter in mail.outbox] == ["carla@buyer.example", "carla@buyer.example", "alice@coocamu.example"]
    assert "TA1" in mail.outbox[1].body
    entries = Entry.objects.filter(action__startswith="order.", subject_id=str(order.pk)).order_by("pk")
    assert [(entry.action, entry.by) for entry in entries][1:4] == [
        ("order.accepted", alice),
        ("order.packed", alice),
        ("order.shipped", alice),
    ]


def test_second_click_is_refused_when_the_step_is_done(order, alice):
    accept_order(order=order, by=alice)

    with pytest.raises(IllegalMove):
        accept_order(order=order, by=alice)

    assert Entry.objects.filter(action="order.accepted").count() == 1


@pytest.mark.parametrize("step", [pack_order, confirm_receipt])
def test_step_is_refused_when_it_comes_too_early(order, alice, step):
    with pytest.raises(IllegalMove):
        step(order=order, by=alice)


def test_acting_is_refused_when_the_person_does_not_work_there(order):
    stranger = make_user("charlie")
    make_seller("Another", owner=stranger)

    for step in (accept_order, pack_order):
        with pytest.raises(NotAllowed):
            step(order=order, by=stranger)
    assert Order.objects.get().state == OrderState.PAID


@pytest.mark.parametrize("state", OrderState)
def test_order_moves_only_where_the_table_has_a_way(order, state):
    for to in OrderState:
        Order.objects.filter(pk=order.pk).update(tracking_number="T")
        order.state = state
        if to in ORDER_MOVES[state]:
            move(order, to=to)
            assert order.state == to
        else:
            with pytest.raises(IllegalMove):
                move(order, to=to)
