"""A shipment's pieces, its way and its cost: told by the seller, read by the buyer, kept as it was told."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from catalog.tests.factories import make_user
from orders.logistics.enums import Passage, Teller
from orders.logistics.exceptions import BackwardStep, FutureStep, NumberTaken
from orders.logistics.models import TravelCost, TravelEvent, TravelPiece
from orders.logistics.services.travel import add_piece, begin_travel, note_step
from orders.logistics.way import travel_of
from orders.models import Order
from orders.services.fulfilment import ship_order
from orders.tests.factories import make_order, make_variant
from sellers.models import Member

pytestmark = pytest.mark.django_db


def step(passage: str, teller: str = Teller.SELLER, *, hours: int = 0, piece: TravelPiece | None = None) -> TravelEvent:
    moment = timezone.now() + timedelta(hours=hours)
    return note_step(shipment="IS-1", passage=passage, teller=teller, happened_at=moment, by=None, piece=piece, raw={"code": passage})


def test_way_goes_forward_only_and_what_came_late_is_kept():
    begin_travel(shipment="IS-1", number="RR473124829GB", by=None)
    step(Passage.ARRIVED)
    step(Passage.DEPARTED, Teller.CARRIER)  # late: kept, and moves nothing back

    with pytest.raises(BackwardStep):
        step(Passage.DEPARTED)
    with pytest.raises(FutureStep):
        step(Passage.CLEARED, hours=1)

    travel = travel_of("IS-1")
    assert [event.passage for event in travel.steps] == ["collected", "arrived"]
    assert (travel.reached, TravelEvent.objects.count()) == ("arrived", 3)


def test_shipment_is_only_as_far_as_its_slowest_piece():
    first = begin_travel(shipment="IS-1", number="CSQU3054383", by=None)
    by = make_user("alice")
    second = add_piece(shipment="IS-1", kind="container", number="MSKU 000000-6", by=by)
    step(Passage.DELIVERED, piece=first)

    travel = travel_of("IS-1")
    assert {way.piece.number: way.reached for way in travel.pieces} == {"CSQU3054383": "delivered", "MSKU0000006": None}
    assert travel.reached is None
    step(Passage.ARRIVED, piece=second)
    assert travel_of("IS-1").reached == "arrived"
    with pytest.raises(NumberTaken):
        add_piece(shipment="IS-1", kind="container", number="MSKU0000006", by=by)


@pytest.mark.parametrize("change", [lambda rows: rows.update(passage="out"), lambda rows: rows.all().delete()])
def test_database_keeps_what_was_told(change):
    begin_travel(shipment="IS-1", number="JD01", by=None)

    with pytest.raises(IntegrityError, match="kept as it was told"), transaction.atomic():
        change(TravelEvent.objects)


@pytest.fixture
def shipped():
    variant, alice = make_variant(), make_user("alice")
    Member.objects.create(seller=variant.product.seller, user=alice, role="owner")
    order = make_order(variant, state="packed", by=alice)
    ship_order(order=order, carrier="EMS", tracking_number="RR473124829GB", by=alice)
    order.refresh_from_db()
    return order, alice


def test_seller_tells_and_everybody_else_meets_nothing(client, shipped):
    order, alice = shipped
    page = reverse("orders:sale-detail", args=[order.number])
    client.force_login(alice)

    client.post(reverse("orders:sale-piece", args=[order.number]), {"kind": "container", "number": "CSQU3054384"})
    client.post(reverse("orders:sale-piece", args=[order.number]), {"kind": "container", "number": "CSQU3054383"})
    client.post(reverse("orders:sale-step", args=[order.number]), {"passage": "departed", "place": "Dar es Salaam"})
    client.post(reverse("orders:sale-step", args=[order.number]), {"passage": "collected"})
    bill = {"amount": str(order.delivery_amount + 5), "currency": order.currency, "source": "invoice 7", "seen": "0"}
    client.post(reverse("orders:sale-cost", args=[order.number]), bill)
    html = client.get(page).content.decode()

    for told in ("should be 3, not 4", "its way goes forward only", "CSQU3054383", "RR473124829GB", "Left the country", "invoice 7"):
        assert told in html, told
    assert TravelCost.objects.get().difference.amount == Decimal(5)
    client.force_login(make_user("charlie"))
    for name in ("sale-piece", "sale-step", "sale-cost"):
        assert client.post(reverse(f"orders:{name}", args=[order.number]), {}).status_code in (302, 403, 404)
    assert TravelPiece.objects.count() == 2 and TravelEvent.objects.count() == 2


def test_buyer_reads_where_it_is(client, shipped):
    order, _alice = shipped
    group = order.group

    page = reverse("orders:group-detail", args=[group.number])
    html = client.get(page, {"key": group.access_token}, follow=True).content.decode()

    assert "RR473124829GB" in html and "told by the seller" in html and "Paid to the carrier" not in html


def test_package_sent_before_packages_had_a_carrier_gets_its_order_s():
    order = make_order(make_variant())
    Order.objects.filter(pk=order.pk).update(carrier="Test Air")
    for shipment in (order.number, "IS-1"):
        begin_travel(shipment=shipment, number="JD01", by=None)
    begin_travel(shipment=order.number, number="JD02", carrier="Post", by=None)

    with connection.cursor() as cursor:
        cursor.execute(import_module("orders.migrations.0003_carriers_of_packages_sent_before").NAMED)

    assert list(TravelPiece.objects.values_list("number", "carrier")) == [("JD01", "Test Air"), ("JD01", ""), ("JD02", "Post")]
