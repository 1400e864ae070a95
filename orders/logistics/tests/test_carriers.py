"""A carrier's way in: who may, what is taken once, what is refused by row, and what is kept whatever it said."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.allocation.tests.racing import at_once, names
from marketplace.api.tests.callers import refusal
from marketplace.history.selectors import entries_for
from orders.logistics.models import CarrierAccess, CarrierMessage, TravelEvent
from orders.logistics.services.carriers import Told, access_of, give_access, keep_message, revoke_access, take_events
from orders.logistics.services.travel import begin_travel
from orders.logistics.way import travel_of
from sellers.tests.factories import make_officer, make_user

pytestmark = pytest.mark.django_db
ONE, MANY = "/api/v1/carrier/events/", "/api/v1/carrier/events/list/"


def event(serial: int = 1, **change) -> dict[str, str]:
    moment = (timezone.now() - timedelta(hours=1)).isoformat(timespec="seconds")
    return {"event_id": f"EV-{serial}", "number": "071 1234 5675", "passage": "arrived", "happened_at": moment, **change}


@pytest.fixture
def token() -> str:
    cache.clear()
    begin_travel(shipment="IS-1", number="071-12345675", carrier="Test  air", by=None)
    begin_travel(shipment="IS-2", number="RR473124829GB", carrier="Post", by=None)
    return give_access(carrier="Test Air", names="TA Cargo", by=make_officer())[1]


def tell(token: str, body, address: str = ONE):
    return Client().post(address, body, content_type="application/json", headers={"Authorization": f"Bearer {token}"})


def test_event_is_taken_once_and_moves_the_way_forward_only(token):
    told = event(place="Guangzhou", code="ARR")
    late = event(2, passage="departed", happened_at=told["happened_at"])

    answers = [tell(token, body) for body in (told, told, late)]

    assert [(answer.status_code, answer.json()["is_new"]) for answer in answers] == [(200, True), (200, False), (200, True)]
    first = TravelEvent.objects.get(their_id="EV-1")
    assert (first.shipment, first.carrier, first.teller, first.raw["code"]) == ("IS-1", "test air", "carrier", "ARR")
    assert travel_of("IS-1").reached == "arrived"
    assert CarrierMessage.objects.count() == 3 and '"Guangzhou"' in first.message.body


def test_list_is_taken_whole_or_not_at_all_and_each_row_is_named(token):
    right = [event(1), event(2, passage="cleared", number="07112345675"), event(1)]
    wrong = [
        event(3),
        event(4, number="RR473124829GB"),  # another carrier's
        event(5, happened_at="2126-01-01T00:00:00Z"),
        event(6, happened_at="2001-01-01T00:00:00Z"),
        event(7),
        event(7, passage="out"),
    ]

    refused = tell(token, {"events": wrong}, MANY)
    no_day = tell(token, {"events": [event(8), event(9, happened_at="2026-13-45T00:00:00Z")]}, MANY)
    assert not TravelEvent.objects.filter(teller="carrier").exists()
    taken = tell(token, {"events": right}, MANY)

    places = ["/events/1/number", "/events/2/happened_at", "/events/3/happened_at", "/events/5/event_id"]
    assert refusal(refused) == (422, "events-refused", places)
    assert [error["message"][:8] for error in refused.json()["errors"]] == ["Event 2:", "Event 3:", "Event 4:", "Event 6:"]
    assert refusal(no_day) == (422, "events-refused", ["/events/1/happened_at"])
    assert [row["is_new"] for row in taken.json()["events"]] == [True, True, False]
    assert refusal(tell(token, {**event(1), "passage": "out"})) == (422, "events-refused", ["/event_id"])
    assert CarrierMessage.objects.count() == 4


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"event_id": "no spaces"}, "/event_id"),
        ({"passage": "flown"}, "/passage"),
        ({"happened_at": "2026-11-22T06:30:00"}, "/happened_at"),
        ({"number": ""}, "/number"),
        ({"more": "1"}, "/more"),
    ],
)
def test_bad_shape_is_told_at_its_field_and_kept_as_it_came(token, change, pointer):
    assert refusal(tell(token, {**event(), **change})) == (400, "invalid", [pointer])
    assert CarrierMessage.objects.count() == 1


def test_nobody_else_comes_in(token, client):
    access = CarrierAccess.objects.get()
    assert access.token_hash not in token and access_of(token) == access
    revoke_access(access=access, by=make_user("olaf"))
    client.force_login(make_user("alice"))

    strangers = [
        client.post(ONE, event(), content_type="application/json"),
        Client().post(MANY, {"events": [event()]}, content_type="application/json"),
        *(tell(other, event()) for other in (token, "x" * 59, "é", "")),
        tell(token, {"events": [event()] * 201}, MANY),
    ]

    assert [answer.status_code for answer in strangers] == [401] * 7
    assert all(answer.headers["WWW-Authenticate"] == "Bearer" for answer in strangers)
    assert not CarrierMessage.objects.exists() and access_of(token) is None


def test_body_too_large_and_too_many_requests_are_refused(token, monkeypatch):
    assert refusal(tell(token, {**event(), "place": "x" * 500_000}))[:2] == (413, "too-large")
    monkeypatch.setattr("rest_framework.throttling.ScopedRateThrottle.THROTTLE_RATES", {"carriers": "1/min"})
    assert [tell(token, event()).status_code for _ in range(2)][-1] == 429


def test_database_keeps_messages_and_takes_an_event_once(token):
    tell(token, event())
    told = TravelEvent.objects.get(their_id="EV-1")

    for change in (
        lambda: CarrierMessage.objects.update(body="{}"),
        lambda: CarrierMessage.objects.all().delete(),
        lambda: TravelEvent.objects.create(shipment="IS-9", passage="out", teller="carrier", happened_at=told.happened_at,
                                           carrier=told.carrier, their_id=told.their_id),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_same_event_by_two_doors_at_once_is_one_event():
    begin_travel(shipment="IS-1", number="071-12345675", carrier="Test Air", by=None)
    access, _token = give_access(carrier="Test Air", by=make_user("olive"))
    told = Told("EV-1", "071-12345675", "arrived", timezone.now(), "", {})

    def take():
        return take_events(message=keep_message(access=access, body="{}"), events=[told])

    assert names(at_once(take, take)) == ["ok", "ok"]
    assert TravelEvent.objects.filter(their_id="EV-1").count() == 1


def test_officer_gives_a_token_once_names_and_ends_it(client):
    olive = make_officer()
    client.force_login(olive)
    add = reverse("admin:logistics_carrieraccess_add")

    page = client.post(add, {"carrier": "Test Air", "names": ""})
    access = CarrierAccess.objects.get()
    token = page.content.decode().partition("isokocarrier")[2][:48]
    change = reverse("admin:logistics_carrieraccess_change", args=[access.pk])
    client.post(change, {"names": "TA"})
    shown = client.get(change).content.decode() + client.get(reverse("admin:logistics_carrieraccess_changelist")).content.decode()

    assert access_of(f"isokocarrier{token}") == access and "no-store" in page.headers["Cache-Control"]
    assert token not in shown and CarrierAccess.objects.get().called == {"test air", "ta"}
    client.get(reverse("admin:logistics_carrieraccess_revoke", args=[access.pk]))
    assert access_of(f"isokocarrier{token}") is None
    actions = ["carrier.access_given", "carrier.access_named", "carrier.access_revoked"]
    assert sorted(entry.action for entry in entries_for(access)) == actions
    assert token not in str([entry.after for entry in entries_for(access)])
    message = keep_message(access=access, body="{}")
    for name, args in (("changelist", []), ("change", [message.pk])):
        assert client.get(reverse(f"admin:logistics_carriermessage_{name}", args=args)).status_code == 200
    client.force_login(make_user("charlie"))
    assert client.get(add).status_code == 302
