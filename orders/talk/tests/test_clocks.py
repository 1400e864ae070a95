"""Letters for a quiet time, answer times on the working calendar, and what is forgotten."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import Product
from catalog.tests.factories import make_product, make_seller, make_user
from marketplace.allocation.tests.racing import at_once
from marketplace.jobs.models import Job
from orders.aftersale.tests.factories import picture
from orders.talk.enums import Kept
from orders.talk.models import Mailbox, Message, MessageFile, TalkRetention, Thread
from orders.talk.services.answer_times import count_answer_times, working_minutes
from orders.talk.services.forgetting import days_kept, forget_old_threads
from orders.talk.services.letters import QUIET, SOON, next_letter, send_due_letters
from orders.talk.services.reporting import report_message
from orders.talk.services.writing import mark_read
from orders.talk.tasks import ask_for_hourly, ask_for_nightly, watch_letters
from orders.talk.tests.factories import ask, say
from sellers.models import Seller
from sellers.templatetags.answering import answers_within

pytestmark = pytest.mark.django_db
KIGALI = ZoneInfo("Africa/Kigali")


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def shop(alice):
    return make_seller("Coocamu", owner=alice, contact_email="desk@coocamu.example")


def letters():
    return [job.payload for job in Job.objects.filter(kind="mail.send", key__startswith="mail:talk:")]


def let_pass():
    """What is due is due now."""
    Mailbox.objects.filter(due_at__isnull=False).update(due_at=timezone.now() - timedelta(minutes=1))


def test_one_letter_tells_of_everything_unread(carla, shop, run_waiting_jobs):
    first, second = make_product("Bourbon", seller=shop), make_product("Tea", seller=shop, shelf="tea", code="0902409000")
    ask(carla, first)
    say(ask(carla, second), "buyer", carla, "And dry?")
    assert send_due_letters() == 0
    let_pass()

    assert (send_due_letters(), send_due_letters()) == (1, 0)
    run_waiting_jobs()

    (letter,) = [each for each in mail.outbox if each.to == ["desk@coocamu.example"]]
    assert letter.subject == "3 new messages at Isoko" and "Bourbon" in letter.body and "/sell/messages/" in letter.body
    assert "washed" not in letter.body


def test_who_has_read_it_gets_no_letter(carla, shop):
    thread = ask(carla, make_product("Bourbon", seller=shop))
    mark_read(thread=thread, side="seller")
    let_pass()

    assert send_due_letters() == 0 and not letters()
    assert Mailbox.objects.get(seller=shop).due_at is None


def test_after_a_letter_it_is_quiet_for_some_hours(carla, shop):
    thread = ask(carla, make_product("Bourbon", seller=shop))
    let_pass()
    send_due_letters()
    say(thread, "buyer", carla, "Hello?")

    box = Mailbox.objects.get(seller=shop)
    assert box.due_at == box.last_letter_at + QUIET
    now = timezone.now()
    assert next_letter(now, None) == now + SOON and next_letter(now, now - timedelta(days=1)) == now + SOON


def test_a_buyer_is_written_to_in_the_language_they_wrote_from(alice, carla, shop, run_waiting_jobs):
    thread = ask(carla, make_product("Bourbon", seller=shop), language="zh-hans")
    say(thread, "seller", alice)
    let_pass()

    watch_letters()

    (letter,) = [each for each in letters() if each["to"] == carla.email]
    assert letter["language"] == "zh-hans" and letter["context"]["path"] == "/zh-hans/messages/"


@pytest.mark.django_db(transaction=True)
def test_two_clocks_write_one_letter():
    carla, shop = make_user("carla"), make_seller("Coocamu", contact_email="desk@coocamu.example")
    ask(carla, make_product("Bourbon", seller=shop))
    let_pass()

    answers = at_once(send_due_letters, send_due_letters, send_due_letters)

    assert sum(answers) == 1 and len(letters()) == 1


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=KIGALI)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-20T10:00", "2026-11-20T10:30", 30),  # a Friday
        ("2026-11-20T23:00", "2026-11-23T01:00", 120),  # over a weekend
        ("2026-11-21T09:00", "2026-11-22T21:00", 0),
        ("2026-11-20T10:00", "2026-11-20T09:00", 0),
        ("2026-11-23T22:00", "2026-11-25T01:00", 180),  # the 24th is closed
    ],
)
def test_minutes_count_on_working_days_alone(start, end, minutes):
    closed = {at("2026-11-24T00:00").date()}

    assert working_minutes(at(start), at(end), zone=KIGALI, closed=closed) == minutes


def asked_and_answered(shop, hours, *, number=5):
    """So many first questions on a Monday some weeks ago, each answered after so many hours; None is no answer."""
    monday = timezone.now().astimezone(KIGALI).replace(hour=6, minute=0, second=0, microsecond=0) - timedelta(days=28)
    monday -= timedelta(days=monday.weekday())
    for _ in range(number):
        thread = ask(make_user("buyer"), make_product("Bourbon", seller=shop))
        answer = monday + timedelta(hours=hours) if hours is not None else None
        Thread.objects.filter(pk=thread.pk).update(first_asked_at=monday, first_answered_at=answer)


def test_the_median_of_five_is_shown_and_of_four_is_not(shop, client):
    few = make_seller("Few")
    asked_and_answered(few, 2, number=4)
    asked_and_answered(shop, 2, number=3)
    asked_and_answered(shop, 9, number=2)

    assert (count_answer_times(), count_answer_times()) == (1, 0)

    shop.refresh_from_db()
    few.refresh_from_db()
    assert shop.answers_within_h == 2 and few.answers_within_h is None
    product = Product.objects.filter(seller=shop).first()
    for path in (f"/products/{product.slug}/", f"/sellers/{shop.slug}/"):
        assert "Usually answers within 2 hours" in client.get(path).content.decode(), path
    other = Product.objects.filter(seller=few).first()
    assert "Usually answers" not in client.get(f"/products/{other.slug}/").content.decode()


def test_silence_does_not_make_a_firm_look_quick(shop):
    asked_and_answered(shop, 1, number=2)
    asked_and_answered(shop, None, number=3)

    count_answer_times()

    shop.refresh_from_db()
    assert shop.answers_within_h > 24 * 15


def test_a_figure_goes_when_too_few_are_left(shop, run_waiting_jobs):
    Seller.objects.filter(pk=shop.pk).update(answers_within_h=3)

    ask_for_hourly()
    ask_for_hourly()
    run_waiting_jobs()

    shop.refresh_from_db()
    assert shop.answers_within_h is None and Job.objects.filter(kind="talk.hourly").count() == 1


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (None, ""),
        (1, "Usually answers within 1 hour"),
        (48, "Usually answers within 48 hours"),
        (49, "Usually answers within 3 working days"),
    ],
)
def test_words_for_a_time(hours, words):
    assert answers_within(hours) == words


def test_old_conversations_go_with_their_files(carla, shop, run_waiting_jobs, django_capture_on_commit_callbacks):
    old, fresh = ask(carla, make_product("Old", seller=shop), uploads=[picture()]), ask(carla, make_product("Fresh", seller=shop))
    file = MessageFile.objects.get().file
    Thread.objects.filter(pk=old.pk).update(last_at=timezone.now() - timedelta(days=366))
    assert file.storage.exists(file.name)

    with django_capture_on_commit_callbacks(execute=True):
        ask_for_nightly()
        run_waiting_jobs()

    assert list(Thread.objects.all()) == [fresh] and not MessageFile.objects.exists()


def test_what_lies_before_rdb_stays(alice, carla, shop):
    thread = ask(carla, make_product("Old", seller=shop))
    report_message(message=Message.objects.get(), side="seller", by=alice, reason="spam")
    Thread.objects.filter(pk=thread.pk).update(last_at=timezone.now() - timedelta(days=999))

    assert forget_old_threads() == 0 and Thread.objects.exists()


def test_the_newest_row_that_has_begun_counts():
    assert (days_kept(Kept.PRODUCT), days_kept(Kept.ORDER)) in [(365, 1095), (None, None)]
    today = timezone.now().date()
    TalkRetention.objects.create(kind="product", days=30, valid_from=today - timedelta(days=1), source="test")
    TalkRetention.objects.create(kind="product", days=1, valid_from=today + timedelta(days=3), source="test")

    assert days_kept(Kept.PRODUCT) == (365 if today - timedelta(days=1) < datetime(2026, 11, 23).date() else 30)
