"""What is told of the papers of points: the seller, what they lack; everybody, that they were withdrawn when pieces were given up."""

import pytest
from django.core import mail

from orders.models import Order
from orders.paperwork.models import Document
from orders.services.cancellation import cancel_lines, cancel_order
from orders.tests.factories import make_lane
from orders.trade.models import CallOff
from orders.trade.services.packs import ask_for_packs, make_pack, tell_missing
from orders.trade.tests.factories import call, make_contract, member_of, pay_call_off


@pytest.mark.django_db
def test_seller_is_told_what_papers_lack_and_both_that_they_are_withdrawn(client, run_waiting_jobs):
    make_lane(currency="USD")
    contract = make_contract()
    alice, carla, called = member_of(contract.seller), contract.buyer, call(contract, 250, 100)
    pay_call_off(called)
    run_waiting_jobs()
    assert not tell_missing(called=called)  # nobody has asked for any
    ask_for_packs(called=called, codes=["001", "002"], by=carla)
    run_waiting_jobs()
    assert set(called.shipments.values_list("papers_missing", flat=True)) == {6}

    assert [tell_missing(called=called), tell_missing(called=called)] == [True, False]  # once for the same papers
    run_waiting_jobs()
    (letter,) = [one for one in mail.outbox if "wait for facts from you" in one.subject]
    assert (
        letter.to == ["gashora@seller.example"]
        and "2 delivery points" in letter.body
        and f"/sell/call-offs/{called.number}/" in letter.body
    )
    client.force_login(alice)
    assert "Papers of 2 delivery points lack facts" in client.get("/sell/").content.decode()

    order = Order.objects.get(group=called.group)
    papers = list(Document.objects.current().filter(order_number__startswith=called.number))
    cancel_lines(order=order, quantities={order.lines.get().pk: 50}, already=None, by=carla)
    run_waiting_jobs()

    assert len(papers) == 4 and not Document.objects.current().filter(order_number__startswith=called.number).exists()
    assert "pieces of the order were given up" in client.get(f"/documents/verify/{papers[0].check_code}/").content.decode()
    assert "4 papers of its points are withdrawn" in client.get(f"/sell/call-offs/{called.number}/").content.decode()
    assert "lack facts" not in client.get("/sell/").content.decode()
    told = [one.to[0] for one in mail.outbox if "are withdrawn" in one.subject]
    assert sorted(told) == sorted([carla.email, "gashora@seller.example"])
    assert make_pack(row=called.shipments.first(), by=None) is None  # and none is issued anew
    assert Document.objects.current().filter(order_number=order.number).exists()  # the order's own say what is left


@pytest.mark.django_db
def test_papers_of_points_are_withdrawn_with_a_cancelled_order_and_other_orders_are_not_asked(run_waiting_jobs):
    make_lane(currency="USD")
    contract = make_contract()
    called = call(contract, 10)
    pay_call_off(called)
    run_waiting_jobs()
    ask_for_packs(called=called, codes=["001"], by=contract.buyer)
    run_waiting_jobs()

    cancel_order(order=Order.objects.get(group=called.group), by=contract.buyer)
    run_waiting_jobs()

    assert CallOff.objects.count() == 1
    assert not Document.objects.current().filter(order_number__startswith=f"{called.number}-").exists()
