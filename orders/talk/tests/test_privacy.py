"""A person's copy and erasure of what they wrote."""

import pytest
from django.utils import timezone

from catalog.tests.factories import make_product, make_seller, make_user
from marketplace.privacy.people import member
from marketplace.privacy.registry import holdings
from orders.aftersale.tests.factories import picture
from orders.talk.models import Mailbox, Message, MessageFile, Thread
from orders.talk.services.reporting import report_message
from orders.talk.tests.factories import ask, say
from orders.tests.factories import make_order

pytestmark = pytest.mark.django_db


def holding(code):
    return next(each for each in holdings() if each.code == code)


def test_a_copy_has_ones_own_words_and_files_alone():
    alice, carla = make_user("alice"), make_user("carla")
    thread = ask(carla, make_product("Bourbon", seller=make_seller("Coocamu", owner=alice)), "Mine", uploads=[picture()])
    say(thread, "seller", alice, "Theirs")

    told = holding("talk.goods").export(member(carla))

    assert [row["text"] for row in told] == ["Mine"] and len(list(holding("talk.goods").files(member(carla)))) == 1
    assert holding("talk.goods").export(member(make_user("charlie"))) == []


def test_an_erasure_takes_conversations_about_goods_and_leaves_those_about_orders():
    carla, charlie = make_user("carla"), make_user("charlie")
    product = make_product("Bourbon")
    ask(carla, product, uploads=[picture()])
    kept = ask(charlie, product)
    order = ask(carla, make_order(user=carla))

    assert holding("talk.goods").erase(member(carla)) and not holding("talk.goods").erase(member(carla))

    assert set(Thread.objects.all()) == {kept, order} and not MessageFile.objects.exists()
    assert not Mailbox.objects.filter(user=carla).exists()


def test_what_lies_before_rdb_outlives_an_erasure():
    alice, carla = make_user("alice"), make_user("carla")
    thread = ask(carla, make_product("Bourbon", seller=make_seller("Coocamu", owner=alice)))
    report = report_message(message=Message.objects.get(), side="seller", by=alice, reason="spam")

    holding("talk.goods").erase(member(carla))

    assert Thread.objects.get() == thread and report.reported_at <= timezone.now()
