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
from orders.payments.ledger.tests.factories import capture, cny, make_rule, make_share, refund
from orders.payments.payouts.enums import PayoutState
from orders.payments.payouts.models import Payout, PayoutBatch
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.services.sending import make_batch, mark_returned
from orders.payments.payouts.tests.factories import earn, make_firm, make_rate, make_schedule
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


@pytest.fixture
def officer(client):
    ensure_officers()
    ensure_rights()
    user = make_user("olive", is_staff=True, is_demo=True)
    user.groups.add(Group.objects.get())
    return user


def text_of(page) -> str:
    return " ".join(page.content.decode().split())


def test_money_page_says_what_is_held_what_waits_and_when(client, alice, shop, book, payout):
    capture(book, make_share("IS-26-000002-1", shop, cny(50)))
    earn(book, shop, "IS-26-000003-1", cny(10))
    client.force_login(alice)

    page = text_of(client.get(reverse("payouts:money")))

    assert payout.number in page and "IS-26-000002-1" in page and "Goods, arrived" in page
    assert "It is less than the least payout" in page and "5% of ¥10.00" in page


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
    for words in ("Payout statement", "Order IS-26-000001-1", "¥136.00", "−¥34.00", "204.5", "27,996"):
        assert words in text, words


def test_statement_as_a_sheet(client, alice, payout):
    client.force_login(alice)
    answer = client.get(reverse("payouts:statement-csv", args=[payout.number]))
    assert answer.content.decode("utf-8-sig").count(payout.number) == payout.lines.count() == 5


def test_payout_that_came_back_never_reads_paid(client, alice, payout):
    make_batch(payouts=[payout], by=None)
    mark_returned(payout=payout, reason="Account closed")
    client.force_login(alice)
    page = text_of(client.get(reverse("payouts:payout-detail", args=[payout.number])))
    assert "Came back" in page and "Account closed" in page


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


def test_officer_works_payouts_off(client, officer, book, shop):
    earn(book, shop, "A-1", Money(Decimal(20_000), "RWF"))
    client.force_login(officer)
    assert client.get(reverse("admin:payouts_payout_prepare_now")).status_code == 200
    client.post(reverse("admin:payouts_payout_prepare_now"))
    payout = Payout.objects.get()

    act(client, "put_into_file", [payout])
    batch = PayoutBatch.objects.get()
    page = text_of(client.get(reverse("admin:payouts_payoutbatch_change", args=[batch.pk])))
    assert "pain.001" in page and "00040069123456" not in page
    file = client.get(reverse("admin:payouts_payoutbatch_file", args=[batch.pk, "xml"]))
    assert b"00040069123456" in file.content and file["Content-Disposition"] == f'attachment; filename="{batch.number}.xml"'
    assert HistoryEntry.objects.filter(action="payout_file.read", by=officer).count() == 1
    assert b"00040069123456" in client.get(reverse("admin:payouts_payoutbatch_file", args=[batch.pk, "csv"])).content

    act(client, "note_paid", [payout])
    payout.refresh_from_db()
    assert payout.state == PayoutState.PAID
    assert "Why did they come back?" in text_of(act(client, "note_returned", [payout]))
    act(client, "note_returned", [payout], reason="Account closed")
    payout.refresh_from_db()
    assert (payout.state, payout.end_note) == (PayoutState.RETURNED, "Account closed")
    assert "was left as it is" in text_of(act(client, "stop", [payout], reason="x"))


def test_staff_without_the_right_neither_sends_nor_reads_accounts(client, payout):
    make_batch(payouts=[payout], by=None)
    staff = make_user("bob", is_staff=True)
    client.force_login(staff)
    batch = PayoutBatch.objects.get()
    for url in (
        reverse("admin:payouts_payoutbatch_file", args=[batch.pk, "xml"]),
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
