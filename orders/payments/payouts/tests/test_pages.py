import html
import io
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from pypdf import PdfReader

from catalog.tests.factories import make_user
from marketplace.history.models import Entry as HistoryEntry
from marketplace.money import Money
from orders.officers import ensure_rights
from orders.payments.ledger.services.posting import block_part, post_fulfilment
from orders.payments.ledger.tests.factories import capture, cny, make_rule, make_share, refund
from orders.payments.payouts.enums import PayoutState
from orders.payments.payouts.models import Payout, PayoutBatch
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.services.sending import make_batch, mark_returned
from orders.payments.payouts.tests.factories import earn, make_firm, make_rate, make_schedule, send
from sellers.officers import ensure_officers

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def shop(alice):
    make_schedule(minimum="10000")
    make_rate("CNY", "204.5")
    make_rule("0.05")
    return make_firm(owner=alice)


@pytest.fixture
def payout(book, shop):
    payment = earn(book, shop, "IS-26-000001-1", cny("136.00"), cny(40))
    refund(payment, cny("34.00"), "IS-26-000001-1")
    return prepare_payouts()[0]


def make_officer(name: str):
    ensure_officers()
    ensure_rights()
    user = make_user(name, is_staff=True, is_demo=True)
    user.groups.add(Group.objects.get())
    return user


@pytest.fixture
def officer():
    return make_officer("olive")


@pytest.fixture
def second():
    return make_officer("oscar")


def text_of(page) -> str:
    return " ".join(page.content.decode().split())


def test_money_page_says_what_is_held_what_waits_and_when(client, alice, shop, book, payout):
    capture(book, make_share("IS-26-000002-1", shop, cny(50)))
    earn(book, shop, "IS-26-000003-1", cny(10))
    client.force_login(alice)

    page = text_of(client.get(reverse("payouts:money")))

    assert payout.number in page and "IS-26-000002-1" in page and "Goods, arrived" in page
    assert "It is less than the least payout" in page and "5% of ¥10.00" in page


def test_money_page_says_that_an_order_is_held_back(client, alice, shop, book):
    earn(book, shop, "IS-26-000003-1", cny(100))
    block_part(part="IS-26-000003-1", why="D-26-000001")
    client.force_login(alice)

    page = text_of(client.get(reverse("payouts:money")))
    assert "Something is still open about the order" in page and "Held back while something is open" in page
    assert "It is paid out on the next payout day." not in page

    block_part(part="IS-26-000003-1", why="")
    page = text_of(client.get(reverse("payouts:money")))
    assert "Held back" not in page and "at today’s rates" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_money_page_costs_the_same_whatever_its_length(client, alice, shop, book, django_assert_max_num_queries, rows):
    for number in range(rows):
        earn(book, shop, f"A-{number}", cny(100))
        prepare_payouts()
        capture(book, make_share(f"B-{number}", shop, cny(50)))
        earn(book, shop, f"C-{number}", cny(10))
    client.force_login(alice)
    with django_assert_max_num_queries(30):
        client.get(reverse("payouts:money"))


def test_payout_is_explained_down_to_the_rate(client, alice, payout):
    client.force_login(alice)

    page = text_of(client.get(reverse("payouts:payout-detail", args=[payout.number])))

    for words in (
        "Why this payout is", "27,996", "Goods refunded to the buyer", "Commission given back to you", "5% of ¥136.00 (test)",
        "1 CNY = 204.5 RWF", "BNR test", "••••3456",
    ):  # fmt: skip
        assert words in page, words


def test_payout_is_explained_in_chinese(client, alice, payout):
    client.force_login(alice)
    assert "这笔结算为什么是" in text_of(client.get(f"/zh-hans/sell/money/{payout.number}/"))


def test_statement_is_a_pdf_with_every_line(client, alice, payout):
    client.force_login(alice)
    answer = client.get(reverse("payouts:statement-pdf", args=[payout.number]))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert answer["Content-Type"] == "application/pdf" and payout.number in text
    for words in ("Payout statement", "Order IS-26-000001-1", "¥136.00", "−¥34.00", "204.5", "27,996", "Page 1 of 1"):
        assert words in text, words


def test_statement_as_a_sheet(client, alice, payout):
    client.force_login(alice)
    answer = client.get(reverse("payouts:statement-csv", args=[payout.number]))
    assert answer.content.decode("utf-8-sig").count(payout.number) == payout.lines.count() == 5


def test_payout_that_came_back_never_reads_paid(client, alice, payout):
    send(payout)
    mark_returned(payout=payout, reason="Account closed")
    client.force_login(alice)
    page = text_of(client.get(reverse("payouts:payout-detail", args=[payout.number])))
    assert "Came back" in page and "Account closed" in page


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (
            {"least_amount": "3000", "limit_currency": "RWF"},
            "RWF 3,000, the least for an order: 5% of ¥136.00 would be less; 1 CNY = 204.5 RWF, rate of 1 Jan 2026: BNR test (test)",
        ),
        ({"most_amount": "5", "limit_currency": "CNY"}, "¥5.00, the most for an order: 5% of ¥136.00 would be more (test)"),
        ({"least_amount": "200", "limit_currency": "CNY"}, "¥200.00, the least for an order, but never more than the goods"),
    ],
)
def test_explained_payout_says_which_limit_of_commission_counted(client, alice, book, limits, words):
    make_schedule()
    make_rate("CNY", "204.5")
    make_rule("0.05", **limits)
    earn(book, make_firm(owner=alice), "IS-26-000001-1", cny("136.00"), cny(40))
    (payout,) = prepare_payouts()
    client.force_login(alice)

    assert words in html.unescape(text_of(client.get(reverse("payouts:payout-detail", args=[payout.number]))))


def test_explained_payout_says_of_a_limit_that_goods_went_back_before_they_arrived(client, alice, book):
    make_schedule()
    make_rate("CNY", "204.5")
    make_rule("0.05", least_amount="10", limit_currency="CNY")
    payment = capture(book, make_share("IS-26-000001-1", make_firm(owner=alice), cny("136.00")))
    refund(payment, cny("34.00"), "IS-26-000001-1")
    post_fulfilment(part="IS-26-000001-1")
    (payout,) = prepare_payouts()
    client.force_login(alice)

    page = text_of(client.get(reverse("payouts:payout-detail", args=[payout.number])))

    assert "would be less; kept for the goods that stayed sold (test)" in page and "−¥7.50" in page


@pytest.mark.parametrize("name", ["payout-detail", "statement-pdf", "statement-csv"])
def test_stranger_never_sees_a_payout(client, payout, name):
    charlie = make_user("charlie")
    make_firm("Charlie", owner=charlie)
    client.force_login(charlie)
    assert client.get(reverse(f"payouts:{name}", args=[payout.number])).status_code == 404
    assert payout.number not in text_of(client.get(reverse("payouts:money")))


def test_guest_is_asked_to_sign_in(client, payout):
    assert "/accounts/login/" in client.get(reverse("payouts:payout-detail", args=[payout.number]))["Location"]


def act(client, action: str, payouts, **more):
    data = {"action": action, "_selected_action": [payout.pk for payout in payouts], **more}
    return client.post(reverse("admin:payouts_payout_changelist"), data, follow=True)


def test_two_officers_work_payouts_off(client, officer, second, book, shop):
    earn(book, shop, "A-1", Money(Decimal(20_000), "RWF"))
    client.force_login(officer)
    assert client.get(reverse("admin:payouts_payout_prepare_now")).status_code == 200
    client.post(reverse("admin:payouts_payout_prepare_now"))
    payout = Payout.objects.get()

    act(client, "put_into_file", [payout])
    assert "none twice" in text_of(act(client, "put_into_file", [payout]))
    batch = PayoutBatch.objects.get()
    address = reverse("admin:payouts_payoutbatch_release", args=[batch.pk])
    page = text_of(client.get(address))
    assert "another officer looks at it first" in page and payout.number in page and "19000 RWF" in page
    assert "another officer looks at it first" in text_of(client.post(address, follow=True))
    xml = reverse("admin:payouts_payoutbatch_file", args=[batch.pk, "xml"])
    assert client.get(xml).status_code == 404
    assert "1 of them you prepared" in text_of(client.get(reverse("admin:index")))

    client.force_login(second)
    page = text_of(client.get(reverse("admin:payouts_payoutbatch_changelist"), {"standing": "waiting"}))
    assert batch.number in page and "Waits for a second officer" in page
    page = text_of(client.get(address))
    assert "Look at every amount and account first." in page and payout.masked in page and "00040069123456" not in page
    assert "Released. Take the file now." in text_of(client.post(address, follow=True))
    assert "was released or sent back before" in text_of(client.post(address, follow=True))
    assert batch.number not in text_of(client.get(reverse("admin:payouts_payoutbatch_changelist"), {"standing": "waiting"}))

    page = text_of(client.get(reverse("admin:payouts_payoutbatch_change", args=[batch.pk])))
    assert "pain.001" in page and "00040069123456" not in page and "BatchState" not in page and "as a file" in page
    file = client.get(xml)
    assert b"00040069123456" in file.content and file["Content-Disposition"] == f'attachment; filename="{batch.number}.xml"'
    assert HistoryEntry.objects.filter(action="payout_file.read", by=second).count() == 1
    assert b"00040069123456" in client.get(reverse("admin:payouts_payoutbatch_file", args=[batch.pk, "csv"])).content

    act(client, "note_paid", [payout])
    payout.refresh_from_db()
    assert payout.state == PayoutState.PAID
    assert "Why did they come back?" in text_of(act(client, "note_returned", [payout]))
    act(client, "note_returned", [payout], reason="Account closed")
    payout.refresh_from_db()
    assert (payout.state, payout.end_note) == (PayoutState.RETURNED, "Account closed")
    assert "was left as it is" in text_of(act(client, "stop", [payout], reason="x"))


def test_officer_sends_a_file_back_with_a_reason(client, officer, second, book, shop):
    earn(book, shop, "A-1", Money(Decimal(20_000), "RWF"))
    (payout,) = prepare_payouts()
    batch = make_batch(payouts=[payout], by=officer)
    client.force_login(second)
    address = reverse("admin:payouts_payoutbatch_send_back", args=[batch.pk])
    assert payout.number in text_of(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 200

    assert "Sent back." in text_of(client.post(address, {"reason": "Ring them first"}, follow=True))

    payout.refresh_from_db()
    assert payout.batch is None and "Ring them first" in text_of(client.get(reverse("admin:payouts_payoutbatch_change", args=[batch.pk])))


def test_staff_without_the_right_neither_sends_nor_reads_accounts(client, payout):
    send(payout)
    staff = make_user("bob", is_staff=True)
    client.force_login(staff)
    batch = PayoutBatch.objects.get()
    for url in (
        reverse("admin:payouts_payoutbatch_file", args=[batch.pk, "xml"]),
        reverse("admin:payouts_payoutbatch_release", args=[batch.pk]),
        reverse("admin:payouts_payoutbatch_send_back", args=[batch.pk]),
        reverse("admin:payouts_payout_prepare_now"),
        reverse("admin:payouts_payout_changelist"),
    ):
        assert client.get(url).status_code in (302, 403), url


DESK = ["ledger_entry", "ledger_account", "ledger_paymentsplit", "ledger_commissionrule", "payouts_payout", "payouts_payoutschedule"]


def test_books_and_rules_open_at_the_desk(client, officer, payout):
    client.force_login(officer)
    for page in DESK:
        assert client.get(reverse(f"admin:{page}_changelist")).status_code == 200, page
    entry = payout.lines.first().posting.entry
    assert client.get(reverse("admin:ledger_entry_change", args=[entry.pk])).status_code == 200
    assert client.get(reverse("admin:payouts_payout_change", args=[payout.pk])).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 200
