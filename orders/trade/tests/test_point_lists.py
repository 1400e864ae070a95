"""Each delivery point's share has a packing list of its own, read back from the PDF."""

import io

import pytest
from pypdf import PdfReader

from orders.models import Order
from orders.services.fulfilment import accept_order, pack_order
from orders.tests.factories import make_lane, make_user, pay
from orders.trade.services.call_offs import send_shipments
from orders.trade.tests.factories import call, make_contract, member_of

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    assert answer.headers["Content-Type"] == "application/pdf"
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.content)).pages)


def test_point_has_a_packing_list_of_its_share_under_the_number_of_the_order_s(client, run_waiting_jobs):
    make_lane(currency="USD")
    contract = make_contract()
    alice, called = member_of(contract.seller), call(contract, 250, 100)
    rows = list(called.shipments.order_by("point__code"))
    addresses = [f"/trade/call-offs/{called.number}/lists/{row.pk}/" for row in rows]
    client.force_login(contract.buyer)
    assert client.get(addresses[0]).status_code == 404  # nothing is paid, so no paper stands

    pay(called.group)
    run_waiting_jobs()
    order = Order.objects.get(group=called.group)
    pack_order(order=accept_order(order=order, by=alice), by=alice)
    send_shipments(called=called, codes=["001"], carrier="COSCO", tracking_number="MSCU1234566", by=alice)
    first, second = (text_of(client.get(address)) for address in addresses)

    assert "/001" in first and "001 Store 001" in first and "MSCU1234566" in first and "250.000" in first and contract.number in first
    assert "/002" in second and "002 Store 002" in second and "100.000" in second and "MSCU" not in second
    page = client.get(f"/trade/call-offs/{called.number}/").content.decode()
    assert addresses[0] in page and f"/documents/pack/{order.number}/" in page

    client.force_login(alice)
    assert "/001" in text_of(client.get(addresses[0].replace("/trade/", "/sell/")))
    client.force_login(make_user("charlie"))
    assert client.get(addresses[0]).status_code == 404
    client.force_login(contract.buyer)
    assert client.get(f"/trade/call-offs/{called.number}/lists/999999/").status_code == 404

    # The order keeps fewer than was called off: nobody has said whose share was given up, so no point has a list.
    type(called).objects.filter(pk=called.pk).update(pieces=called.pieces + 50)
    assert client.get(addresses[0]).status_code == 404
    assert "/lists/" not in client.get(f"/trade/call-offs/{called.number}/").content.decode()
