"""Whatever is cancelled, given, returned and settled, in whatever order: no line, delivery or order gives back more than it cost, and
what the orders count is what the refunds say."""

import uuid
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.aftersale.services.disputes import answer_dispute, open_dispute
from orders.aftersale.services.manual_refunds import give_by_hand
from orders.aftersale.services.returns import settle_return, whole_findings
from orders.aftersale.tests.factories import ask, received
from orders.enums import OrderState
from orders.exceptions import OrderRefused
from orders.models import Order, OrderGroup, OrderLine
from orders.payments.models import Refund
from orders.services.cancellation import cancel_lines, refuse_lines
from orders.services.fulfilment import accept_order, confirm_receipt, pack_order, ship_order
from orders.tests.factories import make_group, make_lane, make_seller, make_user, make_variant, pay, stock_of

pytestmark = pytest.mark.django_db

amounts = st.integers(1, 4000).map(lambda cents: Decimal(cents) / 10)
pieces = st.lists(st.integers(0, 3), min_size=2, max_size=2)
steps = st.one_of(
    st.tuples(st.just("cancel"), pieces),
    st.tuples(st.just("refuse"), pieces),
    st.tuples(st.just("give"), st.tuples(amounts, amounts, amounts)),
    st.tuples(st.just("deliver"), st.none()),
    st.tuples(st.just("return"), pieces),
    st.tuples(st.just("dispute"), amounts),
)


@pytest.fixture
def sale():
    alice = make_user("alice")
    shop = make_seller("Coocamu", owner=alice)
    make_lane()
    return alice, shop


@given(prices=st.lists(st.integers(1, 99999), min_size=2, max_size=2), story=st.lists(steps, max_size=7))
def test_what_goes_back_is_never_more_than_was_paid(sale, prices, story):
    alice, shop = sale
    variants = [make_variant(10, str(Decimal(cents) / 100), seller=shop) for cents in prices]
    group = make_group(*variants, quantity=3)
    pay(group)
    order = group.orders.get()
    returned: Counter[int] = Counter()

    for name, facts in story:
        order = Order.objects.select_related("group", "seller").get(pk=order.pk)
        try:
            case = act(order, alice, name, facts)
        except OrderRefused:
            continue
        for row in case.lines.all() if name == "return" else ():
            returned[row.line.variant_id] += row.restocked_quantity

    order.refresh_from_db()
    refunds = list(Refund.objects.filter(parts__order=order.number))
    assert sum((refund.amount for refund in refunds), Decimal(0)) == order.refund_requested <= order.total_amount
    told = {
        name: sum((Decimal(refund.parts[name]) for refund in refunds), Decimal(0)) for name in ("goods", "delivery", "freight", "goodwill")
    }
    assert sum(told.values()) == order.refund_requested
    assert told["delivery"] == order.delivery_refund_requested <= order.delivery_amount
    assert told["goods"] == sum(line.refund_requested for line in order.lines.all()) <= order.goods_amount
    for line, variant in zip(order.lines.order_by("position"), variants, strict=True):
        assert stock_of(variant) == (10 - 3 + line.cancelled_quantity + returned[variant.pk], 0)


def act(order, alice, name, facts):
    lines = list(order.lines.order_by("position"))
    match name:
        case "cancel":
            return cancel_lines(order=order, quantities=dict(zip([line.pk for line in lines], facts, strict=True)), already=None, by=None)
        case "refuse":
            wanted = dict(zip([line.pk for line in lines], facts, strict=True))
            return refuse_lines(order=order, quantities=wanted, already=None, reason="papers", by=alice)
        case "give":
            line, delivery, goodwill = facts
            shares = {"lines": {lines[0].pk: line}, "delivery": delivery, "goodwill": goodwill}
            return give_by_hand(order=order, attempt=uuid.uuid4(), reason="Sorry.", by=alice, **shares)
        case "deliver":
            if order.state != OrderState.PAID:
                return order
            order = pack_order(order=accept_order(order=order, by=alice), by=alice)
            return confirm_receipt(order=ship_order(order=order, carrier="Post", tracking_number="RR123", by=alice), by=None)
        case "return":
            case = received(ask(order, *facts), by=alice, freight=7)
            return settle_return(goods_return=case, findings=whole_findings(case), freight=case.freight_claimed or Decimal(7), by=alice)
        case _:
            case = open_dispute(order=order, kind="damaged", wish=facts, text="Torn.", by=None)
            return answer_dispute(dispute=case, offer=facts, text="", by=alice)


def test_the_worked_table_of_the_docs(sale):
    """docs/aftersale.md: 3 × ¥68.00 and 1 × ¥238.00 with ¥35.00 delivery."""
    alice, shop = sale
    group = make_group(make_variant(10, seller=shop), make_variant(10, "238.00", seller=shop), quantity=3)
    OrderLine.objects.filter(order__group=group, position=2).update(quantity=1, line_total=238)
    figures = {"goods_amount": 442, "delivery_amount": 35, "total_amount": 477}
    Order.objects.filter(group=group).update(**figures)
    OrderGroup.objects.filter(pk=group.pk).update(**figures)
    pay(OrderGroup.objects.get(pk=group.pk))
    order = group.orders.select_related("group", "seller").get()
    first, second = order.lines.order_by("position")

    order = cancel_lines(order=order, quantities={first.pk: 1}, already=0, by=None)
    assert (str(order.refunding), str(order.refundable)) == ("68.00 CNY", "409.00 CNY")
    give_by_hand(order=order, attempt=uuid.uuid4(), goodwill=Decimal(9), reason="Late.", by=alice)
    order = act(Order.objects.get(pk=order.pk), alice, "deliver", None)
    assert str(order.refundable) == "400.00 CNY"
    case = received(ask(order, 2, 1), by=alice, freight=30)
    case = settle_return(goods_return=case, findings=whole_findings(case), freight=Decimal(30), by=alice)

    parts = case.refund.parts
    assert (parts["goods"], parts["delivery"], parts["freight"]) == ("374.00", "26.00", "0.00")
    assert not Order.objects.get(pk=order.pk).refundable
