"""What is written, to whom, and what is refused."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalog.models import Product
from catalog.tests.factories import make_product, make_seller, make_user
from catalog.trust.leaks import ContactLeak
from marketplace.allocation.tests.racing import at_once
from orders.aftersale.tests.factories import picture
from orders.models import Order, OrderGroup
from orders.talk.exceptions import TalkRefused
from orders.talk.models import Block, Message, MessageFile, Thread
from orders.talk.services import writing
from orders.talk.services.blocking import block, unblock
from orders.talk.services.writing import begin, mark_read, send_message
from orders.talk.tests.factories import ask, say
from orders.tests.factories import make_order, make_variant
from sellers.exceptions import BadUpload

pytestmark = pytest.mark.django_db
LEAK = "Please call me: +8613805712266"


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def product(alice):
    return make_product("Bourbon", seller=make_seller("Coocamu", owner=alice))


def test_question_and_answer_keep_the_counts_of_both_sides(alice, carla, product):
    thread = ask(carla, product)
    say(thread, "buyer", carla, "And dry?")
    thread.refresh_from_db()
    assert (thread.unread_seller, thread.unread_buyer, thread.last_side) == (2, 0, "buyer")
    assert thread.waits_since == thread.first_asked_at and thread.first_answered_at is None

    answer = say(thread, "seller", alice)
    mark_read(thread=thread, side="seller")
    thread.refresh_from_db()

    assert (thread.unread_seller, thread.unread_buyer, thread.last_side) == (0, 1, "seller")
    assert thread.waits_since is None and thread.first_answered_at == answer.sent_at
    say(thread, "seller", alice, "Dry too.")
    thread.refresh_from_db()
    assert thread.first_answered_at == answer.sent_at


def test_a_buyer_has_one_conversation_about_a_product(carla, product):
    assert ask(carla, product) == ask(carla, product, "Another question") and Message.objects.count() == 2


def test_a_form_sent_twice_is_one_message(carla, product):
    key = uuid.uuid4()

    assert ask(carla, product, key=key) == ask(carla, product, key=key)

    assert Message.objects.count() == 1 and Thread.objects.get().unread_seller == 1


@pytest.mark.parametrize(("text", "why"), [("", "empty"), (" \n\x00", "empty"), ("x" * 2001, "long")])
def test_what_says_nothing_or_too_much_is_refused(carla, product, text, why):
    with pytest.raises(TalkRefused) as refusal:
        ask(carla, product, text)

    assert refusal.value.why == why and not Thread.objects.exists()


def test_a_way_to_be_reached_is_held_back_before_an_order_is_paid(alice, carla, product):
    with pytest.raises(ContactLeak):
        ask(carla, product, LEAK)
    assert not Thread.objects.exists() and not Message.objects.exists()

    thread = ask(carla, product)
    with pytest.raises(ContactLeak):
        say(thread, "seller", alice, LEAK)
    assert Message.objects.count() == 1 and Thread.objects.get().unread_buyer == 0


def test_a_paid_order_between_them_opens_the_way(alice, carla):
    order = make_order(make_variant(seller=make_seller("Coocamu", owner=alice)), user=carla)
    product = order.lines.get().variant.product

    ask(carla, product, LEAK)
    ask(carla, order, LEAK)
    with pytest.raises(ContactLeak):
        ask(carla, make_product("Of another firm"), LEAK)

    assert Message.objects.count() == 2


@pytest.mark.parametrize("state", ["cancelled", "refused"])
def test_an_order_called_off_does_not(carla, state):
    order = make_order(user=carla)
    Order.objects.filter(pk=order.pk).update(state=state)

    with pytest.raises(ContactLeak):
        ask(carla, order, LEAK)


def test_another_buyers_order_does_not(carla, product):
    order = make_order(make_variant(seller=product.seller), user=make_user("charlie"))
    assert OrderGroup.objects.get(pk=order.group_id).user != carla

    with pytest.raises(ContactLeak):
        ask(carla, product, LEAK)


def test_ones_own_firm_is_not_asked(alice, product):
    with pytest.raises(TalkRefused) as refusal:
        ask(alice, product)

    assert refusal.value.why == "own_firm"


def test_goods_off_sale_are_not_asked_about_but_a_conversation_goes_on(alice, carla, product):
    thread = ask(carla, product)
    Product.objects.filter(pk=product.pk).update(state="withdrawn")
    product.refresh_from_db()

    with pytest.raises(TalkRefused) as refusal:
        ask(make_user("bob"), product)

    assert refusal.value.why == "not_selling"
    assert say(thread, "buyer", carla).pk and ask(carla, product) == thread


def test_very_many_messages_are_stopped(carla, product, monkeypatch):
    monkeypatch.setattr(writing, "MOST_AN_HOUR", 2)
    thread = ask(carla, product)
    say(thread, "buyer", carla)
    with pytest.raises(TalkRefused) as refusal:
        say(thread, "buyer", carla)
    assert refusal.value.why == "many"

    Message.objects.update(sent_at=timezone.now() - timedelta(hours=2))

    assert say(thread, "buyer", carla).pk


def test_very_many_conversations_are_stopped(carla, product, monkeypatch):
    monkeypatch.setattr(writing, "MOST_THREADS_A_DAY", 1)
    ask(carla, product)

    with pytest.raises(TalkRefused) as refusal:
        ask(carla, make_product("Another"))

    assert refusal.value.why == "many" and Thread.objects.count() == 1


@pytest.mark.parametrize(("mine", "theirs"), [("buyer", "seller"), ("seller", "buyer")])
def test_a_block_stops_both_and_only_its_own_side_lifts_it(alice, carla, product, mine, theirs):
    people = {"buyer": carla, "seller": alice}
    thread = ask(carla, product)
    block(thread=thread, side=mine, by=people[mine])
    block(thread=thread, side=mine, by=people[mine])

    for side, why in ((mine, "blocked_by_you"), (theirs, "blocked")):
        with pytest.raises(TalkRefused) as refusal:
            say(thread, side, people[side])
        assert refusal.value.why == why
    assert not unblock(thread=thread, side=theirs, by=people[theirs])
    assert unblock(thread=thread, side=mine, by=people[mine]) and Block.objects.count() == 1
    assert say(thread, theirs, people[theirs]).pk


def test_a_block_holds_in_every_conversation_of_the_two_and_in_no_other(alice, carla, product):
    thread = ask(carla, product)
    block(thread=thread, side="seller", by=alice)

    with pytest.raises(TalkRefused):
        ask(carla, make_product("Same firm", seller=product.seller))
    assert ask(carla, make_product("Another firm")).pk


def test_pictures_pass_the_checks_of_the_house(carla, product):
    thread = ask(carla, product, "", uploads=[picture()])

    file = MessageFile.objects.get()
    assert file.message.thread == thread and file.is_image and file.file.name.startswith("talk/")


def test_what_is_no_picture_is_refused_and_nothing_is_written(carla, product):
    with pytest.raises(BadUpload):
        ask(carla, product, "Look", uploads=[SimpleUploadedFile("look.jpg", b"#!/bin/sh")])
    with pytest.raises(TalkRefused) as refusal:
        ask(carla, product, "Look", uploads=[picture() for _ in range(5)])

    assert refusal.value.why == "files" and not Message.objects.exists() and not Thread.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_from_two_tabs_at_once_is_one_message():
    alice, carla = make_user("alice"), make_user("carla")
    product = make_product("Bourbon", seller=make_seller("Coocamu", owner=alice))
    key = uuid.uuid4()

    answers = at_once(*[lambda: begin(buyer=carla, about=product, text="Is it washed?", key=key, language="en")] * 4)

    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    thread = Thread.objects.get()
    assert (Message.objects.count(), thread.unread_seller) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_no_count_is_lost_when_both_write_at_once():
    alice, carla = make_user("alice"), make_user("carla")
    thread = ask(carla, make_product("Bourbon", seller=make_seller("Coocamu", owner=alice)))

    def write(side, by):
        return send_message(thread=thread, side=side, by=by, text="Again.", key=uuid.uuid4())

    works = [lambda: write("buyer", carla), lambda: write("seller", alice)] * 3
    answers = at_once(*works)

    thread.refresh_from_db()
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert (thread.unread_seller, thread.unread_buyer) == (4, 3)
