"""Conversations by API: carla buys, alice answers for the firm, charlie has no part in it."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.tests.factories import make_product, make_seller, make_user
from marketplace.api.tests.callers import caller, post, refusal
from orders.models import Order
from orders.talk.models import Block, Message, Report, Thread
from orders.talk.services import writing
from orders.talk.tests.factories import ask, say
from orders.tests.factories import make_order, make_variant

OWN, OFFICE = "/api/v1/conversations/", "/api/v1/sell/conversations/"
LEAK = "Please call me: +8613805712266"
pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return {name: make_user(name) for name in ("alice", "carla", "charlie")}


@pytest.fixture
def product(people):
    return make_product("Bourbon", seller=make_seller("Coocamu", owner=people["alice"]))


@pytest.fixture
def carla(people):
    return caller(people["carla"])


@pytest.fixture
def alice(people):
    return caller(people["alice"])


def texts(answer):
    return [message["text"] for message in answer.json()["messages"]]


def test_conversation_is_begun_answered_and_read_by_both_sides(carla, alice, product):
    begun = post(carla, OWN, {"product": product.slug, "text": "Is it washed?"})
    assert (begun.status_code, begun.json()["product"], begun.json()["order"], texts(begun)) == (201, product.slug, None, ["Is it washed?"])
    number = begun.json()["id"]

    (row,) = alice.get(OFFICE).json()["results"]
    assert (row["id"], row["unread"], row["last_side"], row["buyer"]) == (number, 1, "buyer", begun.json()["buyer"])
    assert row["waits_since"] and alice.get(f"{OFFICE}?unanswered=true").json()["count"] == 1
    answered = post(alice, f"{OFFICE}{number}/messages/", {"text": "Yes."})
    assert (answered.status_code, answered.json()["side"], answered.json()["text"]) == (201, "seller", "Yes.")

    assert alice.get(f"{OFFICE}?unanswered=true").json()["count"] == 0
    assert carla.get(f"{OWN}{number}/").json()["unread"] == 1  # fetching it is not reading it
    assert post(carla, f"{OWN}{number}/read/", key="k-2").json()["unread"] == 0
    assert [row["unread"] for row in carla.get(OWN).json()["results"]] == [0]
    assert alice.get(f"{OFFICE}{number}/").json()["unread"] == 1
    assert texts(carla.get(f"{OWN}{number}/")) == ["Is it washed?", "Yes."]
    assert [said["text"] for said in carla.get(f"{OWN}{number}/messages/").json()["results"]] == ["Yes.", "Is it washed?"]


def test_message_sent_again_with_its_key_is_one(carla, product):
    said = {"product": product.slug, "text": "Is it washed?"}

    assert post(carla, OWN, said).json() == post(carla, OWN, said).json() and Message.objects.count() == 1
    again = post(carla, OWN, said, key="k-2").json()
    assert len(again["messages"]) == 2 and Thread.objects.count() == 1


def test_conversation_about_an_order_of_the_buyers_own(people, carla, alice):
    variant = make_variant(seller=make_seller("Coocamu", owner=people["alice"]))
    own, others = make_order(variant, user=people["carla"]), make_order(variant, user=people["charlie"])

    assert post(carla, OWN, {"order": own.number, "text": "When?"}).json()["order"] == own.number
    assert alice.get(OFFICE).json()["results"][0]["order"] == own.number
    assert refusal(post(carla, OWN, {"order": others.number, "text": "When?"}, key="k-2")) == (422, "invalid", ["/order"])


def test_only_its_two_sides_find_a_conversation(people, carla, alice, product):
    make_seller("Charlie Tea", owner=people["charlie"])
    thread = ask(people["carla"], product)
    message, stranger = thread.messages.get(), caller(people["charlie"])

    for door, others in ((OWN, alice), (OFFICE, carla), (OWN, stranger), (OFFICE, stranger)):
        address = f"{door}{thread.public_id}/"
        assert refusal(others.get(address)) == (404, "not-found", [])
        assert refusal(others.get(f"{address}messages/")) == (404, "not-found", [])
        for place, body in (("messages", {"text": "Hello."}), ("read", None), ("block", None)):
            assert refusal(post(others, f"{address}{place}/", body)) == (404, "not-found", [])
        assert refusal(others.delete(f"{address}block/")) == (404, "not-found", [])
    assert refusal(post(stranger, f"/api/v1/messages/{message.public_id}/report/", {"reason": "spam"})) == (404, "not-found", [])
    assert stranger.get(OWN).json()["count"] == stranger.get(OFFICE).json()["count"] == 0
    assert Message.objects.count() == 1 and not Block.objects.exists() and not Report.objects.exists()


def test_guest_is_sent_to_sign_in(people, product):
    thread, guest = ask(people["carla"], product), caller()

    assert guest.get(OWN).status_code == guest.get(OFFICE).status_code == 401
    assert guest.get(f"{OWN}{thread.public_id}/").status_code == 401
    assert post(guest, OWN, {"product": product.slug, "text": "Hello."}).status_code == 401


def test_who_has_no_firm_has_no_conversations_of_one(carla):
    assert refusal(carla.get(OFFICE)) == (404, "not-found", [])


def test_way_outside_is_refused_until_an_order_is_paid(people, carla):
    variant = make_variant(seller=make_seller("Coocamu", owner=people["alice"]))
    said = {"product": variant.product.slug, "text": LEAK}

    assert refusal(post(carla, OWN, said)) == (422, "contact-leak", ["/text"])
    assert not Thread.objects.exists() and not Message.objects.exists()

    Order.objects.filter(pk=make_order(variant, user=people["carla"]).pk).update(paid_at=timezone.now())
    assert post(carla, OWN, said).status_code == 201  # the same key: what was refused may be sent again


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"text": "Hello."}, (422, "invalid", [""])),
        ({"product": "no-such", "text": "Hello."}, (422, "invalid", ["/product"])),
        ({"product": "bourbon", "order": "IS-1", "text": "Hello."}, (422, "invalid", [""])),
        ({"product": "bourbon"}, (400, "invalid", ["/text"])),
        ({"product": "bourbon", "text": "  "}, (400, "invalid", ["/text"])),
        ({"product": "bourbon", "text": "a" * 2001}, (400, "invalid", ["/text"])),
        ({"product": "bourbon", "text": "Hello.", "files": []}, (400, "invalid", ["/files"])),
    ],
)
def test_what_cannot_begin_a_conversation_is_refused_where_it_stands(carla, product, body, told):
    assert refusal(post(carla, OWN, body)) == told and not Thread.objects.exists()


def test_own_firm_is_not_written_to(alice, product):
    assert refusal(post(alice, OWN, {"product": product.slug, "text": "Hello."})) == (403, "own-firm", [])


def test_too_many_messages_wait(people, carla, product, monkeypatch):
    thread = ask(people["carla"], product)
    monkeypatch.setattr(writing, "MOST_AN_HOUR", 1)

    assert refusal(post(carla, f"{OWN}{thread.public_id}/messages/", {"text": "And dry?"})) == (429, "many", [])


def test_too_many_requests_wait(carla, monkeypatch):
    monkeypatch.setattr("rest_framework.throttling.ScopedRateThrottle.THROTTLE_RATES", {"talk": "1/min"})
    cache.clear()

    assert carla.get(OWN).status_code == 200
    assert carla.get(OWN).status_code == 429


def test_block_ends_messages_in_both_directions_and_its_side_alone_lifts_it(people, carla, alice, product):
    number = ask(people["carla"], product).public_id

    blocked = post(alice, f"{OFFICE}{number}/block/").json()
    assert (blocked["is_blocked_by_me"], blocked["is_blocked_by_them"]) == (True, False)
    assert carla.get(f"{OWN}{number}/").json()["is_blocked_by_them"] is True
    assert refusal(post(carla, f"{OWN}{number}/messages/", {"text": "Why?"})) == (409, "blocked", [])
    assert refusal(post(alice, f"{OFFICE}{number}/messages/", {"text": "So."}, key="k-2")) == (409, "blocked-by-you", [])

    assert carla.delete(f"{OWN}{number}/block/").json()["is_blocked_by_them"] is True
    assert alice.delete(f"{OFFICE}{number}/block/").json()["is_blocked_by_me"] is False
    assert post(carla, f"{OWN}{number}/messages/", {"text": "Thank you."}).status_code == 201


def test_message_of_the_other_side_is_reported_once(people, carla, alice, product):
    thread = ask(people["carla"], product)
    answer = say(thread, "seller", people["alice"])
    address = f"/api/v1/messages/{answer.public_id}/report/"

    told = post(carla, address, {"reason": "fraud", "note": "Not his firm."})
    assert (told.status_code, told.json()["state"], told.json()["reason"]) == (201, "open", "fraud")
    assert post(carla, address, {"reason": "spam"}, key="k-2").json()["reason"] == "fraud"
    assert refusal(post(alice, address, {"reason": "spam"})) == (403, "own", [])
    assert refusal(post(carla, address, {"reason": "dull"}, key="k-3")) == (400, "invalid", ["/reason"])
    assert Report.objects.count() == 1


def test_what_rdb_has_hidden_is_not_told(people, carla, product):
    thread = ask(people["carla"], product)
    answer = say(thread, "seller", people["alice"])
    Message.objects.filter(pk=answer.pk).update(hidden_at=timezone.now())

    last = carla.get(f"{OWN}{thread.public_id}/").json()["messages"][-1]
    assert (last["text"], last["is_hidden"]) == ("", True)
    assert refusal(post(carla, f"/api/v1/messages/{answer.public_id}/report/", {"reason": "spam"})) == (404, "not-found", [])


def test_lists_cost_the_same_however_long(people, carla, alice, product):
    def cost(client, address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    thread = ask(people["carla"], product)
    places = ((carla, OWN), (alice, OFFICE), (carla, f"{OWN}{thread.public_id}/"), (alice, f"{OFFICE}{thread.public_id}/messages/"))
    for client, address in places:  # what is asked once a process
        cost(client, address)
    before = [cost(*place) for place in places]
    for name in ("Tea", "Honey"):
        ask(people["carla"], make_product(name, seller=product.seller))
        say(thread, "seller", people["alice"])

    assert [cost(*place) for place in places] == before
