import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.models import User
from orders.payments.enums import PaymentState
from orders.payments.models import Refund
from orders.payments.providers.bank_transfer.enums import LineState, ReturnState
from orders.payments.providers.bank_transfer.models import BankAccount, BankLine, BankReturn, BankStatement
from orders.payments.providers.bank_transfer.officers import RIGHTS
from orders.payments.providers.bank_transfer.tests.factories import bring, make_account, make_pro_forma, state_of, table
from sellers.officers import grant_to_officers

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = User.objects.create_user("officer@example.com", "a long password", is_staff=True, is_demo=True)
    user.groups.add(grant_to_officers(RIGHTS))
    client.force_login(user)
    return user


def send(client, account, body: bytes):
    file = SimpleUploadedFile("november.csv", body)
    return client.post(reverse("admin:bank_transfer_bankstatement_add"), {"account": account.pk, "file": file}, follow=True)


def test_officer_reads_a_statement_in(client, officer, book, run_waiting_jobs):
    pro_forma = make_pro_forma()

    page = send(client, BankAccount.objects.get(), table(f"1000.00,{pro_forma.reference}", "5.00,interest"))
    run_waiting_jobs()

    assert "2 new lines are being matched." in page.content.decode()
    assert state_of(pro_forma.payment) == PaymentState.PAID and BankLine.objects.filter(state=LineState.OPEN).count() == 1
    assert BankStatement.objects.get().imported_by == officer
    again = send(client, BankAccount.objects.get(), table(f"1000.00,{pro_forma.reference}", "5.00,interest"))
    assert "was read in before" in again.content.decode()
    for name in ("bankstatement", "bankline", "bankaccount", "proforma", "bankreturn"):
        assert client.get(reverse(f"admin:bank_transfer_{name}_changelist")).status_code == 200
    assert client.get(reverse("admin:bank_transfer_bankstatement_change", args=[BankStatement.objects.get().pk])).status_code == 200
    assert "Bank lines nobody can place" in client.get("/admin/").content.decode()


def test_officer_tries_the_desk_out_with_a_statement_of_the_demonstration(client, officer, book, run_waiting_jobs):
    account = make_account("CNY", is_demonstration=True)
    paid, other = make_pro_forma(), make_pro_forma(key="T-2")
    bring(f"300.00,{paid.reference}", account=account)
    run_waiting_jobs()

    chosen = {"action": "try_out", "_selected_action": [paid.pk, other.pk]}
    statement = client.post(reverse("admin:bank_transfer_proforma_changelist"), chosen).content
    send(client, account, statement)
    run_waiting_jobs()

    assert state_of(paid.payment) == state_of(other.payment) == PaymentState.PAID and not Refund.objects.exists()
    assert BankLine.objects.filter(state=LineState.OPEN).count() == 1
    again = client.post(reverse("admin:bank_transfer_proforma_changelist"), chosen, follow=True)
    assert "None of them waits for money" in again.content.decode()


def test_bad_rows_are_named_in_the_form(client, officer):
    account = make_account()

    page = send(client, account, table("1000.00,x", "ten,y", "1.00,z", "1.234,w")).content.decode()

    assert "Row 3: “ten” is no amount" in page and "Row 5: “1.234” is no amount" in page and not BankStatement.objects.exists()


def decide(client, line, **said):
    return client.post(reverse("admin:bank_transfer_bankline_change", args=[line.pk]), {"number": "", "why": "", **said, **MANAGEMENT})


MANAGEMENT = {"shares-TOTAL_FORMS": 0, "shares-INITIAL_FORMS": 0}


def test_officer_says_what_an_open_line_is_for(client, officer, book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    line, *_ = bring("1000.00,no words", "3.00,interest", "9.00,who knows")
    run_waiting_jobs()
    page = client.get(reverse("admin:bank_transfer_bankline_change", args=[line.pk])).content.decode()
    assert "Carla Trading Co." in page and 'name="decision"' in page

    assert "There is no such pro forma." in decide(client, line, decision="pay", number="PF-T-9").content.decode()
    assert decide(client, line, decision="pay", number="pf-t-1").status_code == 302
    second, third = BankLine.objects.filter(state=LineState.OPEN).order_by("row")
    assert "Say what it is." in decide(client, second, decision="aside").content.decode()
    assert decide(client, second, decision="aside", why="interest").status_code == 302
    assert decide(client, third, decision="back").status_code == 302

    assert state_of(pro_forma.payment) == PaymentState.PAID and not BankLine.objects.filter(state=LineState.OPEN).exists()
    assert str(Refund.objects.get().money) == "9.00 CNY"
    assert 'name="decision"' not in client.get(reverse("admin:bank_transfer_bankline_change", args=[line.pk])).content.decode()


def test_officer_addresses_and_orders_a_transfer_back(client, officer, book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    bring(f"1001.00,{pro_forma.reference}")
    run_waiting_jobs()
    order = BankReturn.objects.get()
    form = {"payee": "Carla", "account_of_payee": "de89 3704 0044 0532 0130 00", "payee_bic": "COBADEFF"}
    assert client.post(reverse("admin:bank_transfer_bankreturn_change", args=[order.pk]), form).status_code == 302

    table = client.post(reverse("admin:bank_transfer_bankreturn_changelist"), {"action": "order", "_selected_action": [order.pk]})

    order.refresh_from_db()
    assert "Carla,DE89370400440532013000,COBADEFF" in table.content.decode() and order.state == ReturnState.ORDERED


def test_account_with_a_wrong_number_is_refused(client, officer):
    row = {"holder": "RDB", "bank": "BK", "number": "DE00370400440532013000", "bic": "BKIG", "currency": "EUR", "days_to_pay": 7}

    page = client.post(
        reverse("admin:bank_transfer_bankaccount_add"), {**row, "valid_from": timezone.localdate(), "source": "x"}
    ).content.decode()

    assert "check digits of this IBAN" in page and "8 or 11 characters" in page and not BankAccount.objects.exists()


def test_staff_without_the_rights_see_and_change_nothing(client):
    make_account()
    (line,) = bring("1000.00,no words")
    client.force_login(User.objects.create_user("charlie@example.com", "a long password", is_staff=True, is_demo=True))

    assert client.get(reverse("admin:bank_transfer_bankstatement_add")).status_code == 403
    assert client.get(reverse("admin:bank_transfer_bankline_change", args=[line.pk])).status_code == 403
    assert decide(client, line, decision="back").status_code == 403
    assert client.get(reverse("admin:bank_transfer_bankreturn_changelist")).status_code == 403
