"""The pages of both sides, their refusals, the desk, and what a stranger meets."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.tests.factories import make_product, make_seller, make_user
from marketplace.history.models import Entry
from orders.aftersale.tests.factories import picture
from orders.exceptions import NotAllowed
from orders.talk.exceptions import TalkRefused
from orders.talk.models import Block, Message, MessageFile, Report, SavedAnswer, TalkRetention, Thread
from orders.talk.services.reporting import decide_report, report_message
from orders.talk.tests.factories import ask, say
from orders.tests.factories import make_order, make_variant
from sellers.tests.factories import make_officer

pytestmark = pytest.mark.django_db
LEAK = "Please call me: +8613805712266"


def signed(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def product(alice):
    return make_product("Bourbon", seller=make_seller("Coocamu", owner=alice))


@pytest.fixture
def thread(carla, product):
    return ask(carla, product, "Is it washed?")


def key_in(html):
    return re.search(r'name="key" value="([\w-]+)"', html)[1]


def test_a_buyer_asks_from_the_product_page(carla, product):
    client = signed(carla)
    assert f"/messages/new/?product={product.slug}" in client.get(f"/products/{product.slug}/").content.decode()
    address = f"/messages/new/?product={product.slug}"
    html = client.get(address).content.decode()

    answer = client.post(address, {"text": "Is it washed?", "key": key_in(html)})

    thread = Thread.objects.get()
    assert answer.url == f"/messages/{thread.public_id}/" == client.get(address).url
    assert "Is it washed?" in client.get(answer.url).content.decode()


def test_a_signed_out_reader_is_led_to_the_sign_in_with_what_they_typed(product):
    client = Client()
    address = f"/messages/new/?product={product.slug}"

    assert client.get(address).url.startswith("/accounts/login/")
    answer = client.post(address, {"text": "Is it washed?", "key": str(uuid.uuid4())})
    assert answer.url == "/accounts/login/?next=/accounts/again/" and not Message.objects.exists()


def test_a_leak_is_explained_and_the_words_are_kept(carla, product, thread):
    client = signed(carla)

    answer = client.post(f"/messages/{thread.public_id}/", {"text": LEAK, "key": str(uuid.uuid4())})

    html = answer.content.decode()
    assert answer.status_code == 422 and LEAK in html and "Not sent: it names a way to be reached" in html and "telephone number" in html
    assert Message.objects.count() == 1


def test_an_empty_message_says_what_to_do(carla, thread):
    answer = signed(carla).post(f"/messages/{thread.public_id}/", {"text": " ", "key": str(uuid.uuid4())})

    assert answer.status_code == 422 and "Write something, or attach a file." in answer.content.decode()


def test_the_firm_answers_in_its_office_and_the_buyer_sees_it_as_new(alice, carla, thread):
    office, shop = signed(alice), signed(carla)
    assert "waits since" in office.get("/sell/messages/?show=unanswered").content.decode()

    page = office.get(f"/sell/messages/{thread.public_id}/").content.decode()
    answer = office.post(f"/sell/messages/{thread.public_id}/", {"text": "Yes, washed.", "key": key_in(page)})

    assert answer.url == f"/sell/messages/{thread.public_id}/#end"
    assert "Nobody waits" in office.get("/sell/messages/?show=unanswered").content.decode()
    assert re.search(r"act--messages.*?<b>1</b>", shop.get("/cart/").content.decode(), re.DOTALL)
    assert "1 new" in shop.get("/messages/").content.decode()
    assert "Yes, washed." in shop.get(f"/messages/{thread.public_id}/").content.decode()
    assert not re.search(r"act--messages[^>]*>(?:(?!</a>).)*<b>", shop.get("/cart/").content.decode(), re.DOTALL)


def test_strangers_meet_404_everywhere(alice, carla, product):
    thread = ask(carla, product, "Look", uploads=[picture()])
    message, file = Message.objects.get(), MessageFile.objects.get()
    other_firm = make_user("bob")
    make_seller("Other", owner=other_firm)
    order = make_order(make_variant(seller=product.seller), user=carla)
    post = {"text": "Hello", "key": str(uuid.uuid4())}
    for person in (make_user("charlie"), other_firm):
        client = signed(person)
        for path in (f"messages/{thread.public_id}/", f"messages/{message.public_id}/report/", f"messages/files/{file.public_id}/"):
            assert client.get(f"/{path}").status_code == 404, path
        assert client.post(f"/messages/{thread.public_id}/", post).status_code == 404
        assert client.get(f"/messages/new/?order={order.number}").status_code == 404
    assert signed(other_firm).get(f"/sell/messages/{thread.public_id}/").status_code == 404
    assert signed(other_firm).post(f"/sell/messages/{thread.public_id}/", post).status_code == 404
    assert signed(carla).get(f"/sell/messages/{thread.public_id}/").status_code in (302, 404)
    assert signed(alice).get(f"/messages/{thread.public_id}/").status_code == 404
    assert Client().get(f"/messages/files/{file.public_id}/").status_code == 404
    assert Message.objects.count() == 1


@pytest.mark.parametrize("query", ["", "product=x&order=y", "product=no-such", "order=no-such", "order=%00"])
def test_a_message_about_nothing_is_404(carla, query):
    assert signed(carla).get(f"/messages/new/?{query}").status_code == 404


def test_files_are_for_both_sides_under_a_name_of_ours(alice, carla, product):
    ask(carla, product, "Look", uploads=[picture()])
    file = MessageFile.objects.get()

    for person in (alice, carla):
        answer = signed(person).get(f"/messages/files/{file.public_id}/")
        assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
        assert answer["X-Content-Type-Options"] == "nosniff" and str(file.public_id)[:8] in answer["Content-Disposition"]


def test_messages_about_an_order_stand_in_its_lane_on_both_pages(alice, carla):
    order = make_order(make_variant(seller=make_seller("Coocamu", owner=alice)), user=carla)
    page = f"/orders/{order.group.number}/"
    assert f"/messages/new/?order={order.number}" in signed(carla).get(page).content.decode()

    thread = ask(carla, order, "When does it leave?")

    assert f"/messages/{thread.public_id}/" in signed(carla).get(page).content.decode()
    assert f"/sell/messages/{thread.public_id}/" in signed(alice).get(f"/sell/orders/{order.number}/").content.decode()


def test_either_side_blocks_and_lifts(alice, carla, thread):
    for client, path in ((signed(carla), "messages"), (signed(alice), "sell/messages")):
        address = f"/{path}/{thread.public_id}/"
        assert "Lift the block" in client.post(address, {"do": "block"}, follow=True).content.decode()
        assert client.post(address, {"text": "Hello", "key": str(uuid.uuid4())}).status_code == 422
        assert "Block messages" in client.post(address, {"do": "unblock"}, follow=True).content.decode()
    assert Block.objects.filter(lifted_at=None).count() == 0
    assert Entry.objects.filter(action="talk.blocked").count() == 2


def test_a_report_is_decided_at_the_desk_with_a_reason(alice, carla, thread):
    said = say(thread, "seller", alice, "You are a fool.")
    html = signed(carla).post(f"/messages/{said.public_id}/report/", {"reason": "abuse", "note": "See"}, follow=True).content.decode()
    assert "RDB reads it" in html
    report, desk = Report.objects.get(), signed(make_officer())
    address = f"/admin/talk/report/{report.pk}/change/"
    assert "You are a fool." in desk.get(address).content.decode()

    refused = desk.post(address, {"verdict": "upheld", "reasons": ""})
    assert refused.status_code == 200 and Report.objects.get().state == "open"
    decided = desk.post(address, {"verdict": "upheld", "reasons": "An insult."})

    report.refresh_from_db()
    assert decided.status_code == 302 and report.state == "upheld" and report.decision == "An insult."
    for client, path in ((signed(carla), "messages"), (signed(alice), "sell/messages")):
        page = client.get(f"/{path}/{thread.public_id}/").content.decode()
        assert "RDB has hidden this message." in page and "You are a fool." not in page
    assert [entry.note for entry in Entry.objects.filter(action="talk.report_upheld")] == ["An insult."]


def test_ones_own_message_and_a_decided_report_are_refused(alice, carla, thread):
    own = Message.objects.get()
    with pytest.raises(TalkRefused):
        report_message(message=own, side="buyer", by=carla, reason="spam")
    report = report_message(message=own, side="seller", by=alice, reason="spam")
    assert report == report_message(message=own, side="seller", by=alice, reason="fraud")
    with pytest.raises(NotAllowed):
        decide_report(report=report, is_upheld=True, reasons="Why not", by=alice)
    officer = make_officer()
    decide_report(report=report, is_upheld=False, reasons="Harmless.", by=officer)

    with pytest.raises(TalkRefused) as refusal:
        decide_report(report=report, is_upheld=True, reasons="Again", by=officer)

    assert refusal.value.why == "decided" and Message.objects.get().hidden_at is None


def test_an_officer_reads_no_conversation_that_nobody_reported(thread):
    desk = signed(make_officer())

    assert desk.get(f"/messages/{thread.public_id}/").status_code == 404
    assert desk.get("/admin/talk/message/").status_code == 404


def test_retention_rows_are_added_and_never_changed(thread):
    desk = signed(make_officer())
    row = {"kind": "product", "days": "200", "valid_from": "2027-01-01", "source": "a decision"}

    assert desk.post("/admin/talk/talkretention/add/", row).status_code == 302
    added = TalkRetention.objects.get(days=200)
    assert desk.post(f"/admin/talk/talkretention/{added.pk}/change/", row | {"days": "1"}).status_code == 403
    assert Entry.objects.filter(action="talk.retention_added").count() == 1


def test_saved_answers_are_the_firms_own(alice, thread):
    office = signed(alice)
    saved = {"title": "Washed?", "text": "Fully washed, dried on beds."}
    assert office.post("/sell/messages/answers/", saved).status_code == 302
    answer = SavedAnswer.objects.get()
    assert office.post("/sell/messages/answers/", saved).status_code == 422
    assert "dried on beds" in office.get(f"/sell/messages/{thread.public_id}/").content.decode()

    stranger = make_user("bob")
    make_seller("Other", owner=stranger)
    assert signed(stranger).post(f"/sell/messages/answers/{answer.pk}/", {"do": "drop"}).status_code == 404
    assert office.post(f"/sell/messages/answers/{answer.pk}/", saved | {"text": "Washed."}).status_code == 302
    assert SavedAnswer.objects.get().text == "Washed."
    office.post(f"/sell/messages/answers/{answer.pk}/", {"do": "drop"})
    assert not SavedAnswer.objects.exists()


def cost(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def test_lists_and_conversations_cost_the_same_with_one_and_with_three(alice, carla, thread, product):
    office, shop = signed(alice), signed(carla)
    paths = ((shop, "/messages/"), (shop, f"/messages/{thread.public_id}/"), (office, "/sell/messages/"))
    one = [cost(client, path) for client, path in paths]
    for number in range(2):
        ask(carla, make_product(f"Coffee {number}", seller=product.seller))
        say(thread, "buyer", carla, "Look", uploads=[picture()])

    assert [cost(client, path) for client, path in paths] == one
    assert one[0] <= 6 and one[1] <= 11, one


def test_the_count_in_the_header_is_one_query_for_the_signed_in_and_none_for_others(carla, thread):
    def asked(client):
        with CaptureQueriesContext(connection) as found:
            client.get("/cart/")
        return sum("talk_thread" in query["sql"] for query in found.captured_queries)

    assert (asked(signed(carla)), asked(Client())) == (1, 0)
