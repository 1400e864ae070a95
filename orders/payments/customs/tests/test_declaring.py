"""Chinese customs is told of a payment once, by parts that together are no more than what came, and its answer is asked for."""

from __future__ import annotations

import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts.models import User
from marketplace.history.models import Entry
from marketplace.jobs.models import Job
from marketplace.money import Money
from orders.payments.customs.enums import DeclarationState
from orders.payments.customs.forms import check_identity_number
from orders.payments.customs.models import CustomsDeclaration, CustomsRegistration
from orders.payments.customs.services import CannotDeclare, Person, carry_out, declare_payment, send_again
from orders.payments.models import Payment
from orders.payments.sandbox import faults, store
from orders.payments.sandbox.alipay.customs import PAYER
from orders.payments.tests.factories import make_payment
from orders.payments.tests.wire import jump, verdicts
from sellers.officers import GROUP

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]
PAYER_HERE = Person(PAYER["buyer_name"], PAYER["buyer_cert_no"])


@pytest.fixture(autouse=True)
def registration():
    return CustomsRegistration.objects.create(
        place="ZONGSHU", code="4403160XXX", name="Isoko Demonstration", valid_from=timezone.localdate(), source="test"
    )


@pytest.fixture
def paid(buyer, run_waiting_jobs) -> Payment:
    payment = make_payment(provider="alipay", amount="400.80")
    buyer.act(payment, "pay")
    run_waiting_jobs()
    payment.refresh_from_db()
    return payment


@pytest.fixture
def work(run_waiting_jobs):
    """Run customs jobs over and over, customs having answered meanwhile."""

    def run(rounds: int = 2) -> None:
        for _ in range(rounds):
            run_waiting_jobs("customs.declare")
            run_waiting_jobs("customs.ask")
            store.connection().execute("UPDATE alipay_customs SET created_at = ?", (time.time() - 3600,))
            jump()

    return run


def yuan(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def declare(payment: Payment, amount: str = "400.80", **more) -> CustomsDeclaration:
    return declare_payment(payment=payment, amount=yuan(amount), **more)


def test_payment_is_declared_and_cleared(paid, work):
    row = declare(paid, buyer=PAYER_HERE)
    assert row.state == DeclarationState.WAITING and row.buyer == {"name": "沙盒买家", "number": "11010519491231002X"}
    work()

    row.refresh_from_db()
    assert (row.state, row.customs_code, row.customs_words) == (DeclarationState.CLEARED, "399", "海关审结")
    assert (row.is_same_person, row.pay_code, row.payer_number) == (True, "31222699S7", paid.provider_reference)
    assert row.buyer is None and len(verdicts("customs")) == 2
    assert [entry.action for entry in Entry.objects.filter(action__startswith="customs")] == ["customs.declared"]


def test_buyer_who_did_not_pay_is_noted(paid, work):
    row = declare(paid, buyer=Person("张三", "11010519491231002X"))
    work(1)

    row.refresh_from_db()
    assert (row.state, row.is_same_person) == (DeclarationState.TAKEN, False)


def test_customs_turns_one_back_and_it_is_declared_anew(paid, work):
    faults.order(gateway="alipay", step="customs", kind="turn_back", about=paid.reference)
    first = declare(paid)
    work()
    first.refresh_from_db()
    assert (first.state, first.customs_code) == (DeclarationState.TURNED_BACK, "100")

    second = declare(paid, "0.01")
    assert second.pk != first.pk and second.reference != first.reference


def test_parts_together_declare_no_more_than_was_paid(paid, work):
    first, again = declare(paid, "300.00", part="IS-1-A"), declare(paid, "300.00", part="IS-1-A")
    assert first == again
    with pytest.raises(CannotDeclare, match="more than was paid"):
        declare(paid, "100.81", part="IS-1-B")
    declare(paid, "100.80", part="IS-1-B")
    work()

    assert list(CustomsDeclaration.objects.values_list("state", flat=True)) == [DeclarationState.CLEARED] * 2


@pytest.mark.parametrize("kind", ["unknown", "unknown_done", "silent", "forge"])
def test_unclear_answer_is_one_declaration(paid, work, kind):
    faults.order(gateway="alipay", step="customs.declare", kind=kind)
    row = declare(paid)
    work(3)

    row.refresh_from_db()
    assert (row.state, row.attempts) == (DeclarationState.CLEARED, 2)
    assert store.connection().execute("SELECT count(*) FROM alipay_customs").fetchone()[0] == 1


def test_refusal_is_kept_with_its_words(paid, registration, work):
    registration.name = ""
    registration.save()
    row = declare(paid)
    work(1)

    row.refresh_from_db()
    assert row.state == DeclarationState.REFUSED and row.last_error.startswith("ACQ.INVALID_PARAMETER")
    assert carry_out(declaration=row).state == DeclarationState.REFUSED
    with pytest.raises(CannotDeclare):
        send_again(declaration=row, by=None)


def test_what_cannot_be_declared_is_refused(paid, buyer, registration, run_waiting_jobs):
    unpaid = make_payment(key="b", provider="alipay")
    dollars = make_payment(key="c", currency="USD")
    wallet = make_payment(key="d")
    for payment in (dollars, wallet):
        buyer.act(payment, "pay")
    run_waiting_jobs()

    for payment, words in ((unpaid, "paid payment in yuan"), (dollars, "paid payment in yuan"), (wallet, "does not declare")):
        with pytest.raises(CannotDeclare, match=words):
            declare(payment, "1.00")
    with pytest.raises(CannotDeclare, match="not registered"):
        declare(paid, place="HANGZHOU")
    registration.valid_from = registration.valid_to = timezone.localdate() - timedelta(days=1)
    registration.save()
    with pytest.raises(CannotDeclare, match="not registered"):
        declare(paid)
    assert not CustomsDeclaration.objects.exists()


def test_database_declares_a_part_once_and_forgets_the_buyer(paid):
    row = declare(paid, buyer=PAYER_HERE)

    with pytest.raises(IntegrityError, match="buyer_forgotten"), transaction.atomic():
        CustomsDeclaration.objects.filter(pk=row.pk).update(state="taken")
    row.pk, row.reference = None, "20261122-ANOTHER"
    with pytest.raises(IntegrityError, match="part_declared_once"), transaction.atomic():
        row.save()


@pytest.fixture
def officer(client):
    user = User.objects.create_user("officer@example.com", "a long password", is_staff=True, is_demo=True)
    user.groups.add(Group.objects.get(name=GROUP))
    client.force_login(user)
    return user


def test_officer_declares_a_payment(client, officer, paid, work):
    page = reverse("admin:customs_customsdeclaration_add")
    form = {"payment_reference": paid.reference, "place": "ZONGSHU", "yuan": "", "seller_order": "", "buyer_name": "", "buyer_number": ""}
    assert client.get(page).status_code == 200
    refused = {
        "There is no such payment.": {"payment_reference": "PNEVER"},
        "more than was paid": {"yuan": "400.81"},
        "belong together": {"buyer_name": "沙盒买家"},
        "does not fit the others": {"buyer_name": "沙盒买家", "buyer_number": "110105194912310021"},
    }
    for words, change in refused.items():
        answer = client.post(page, {**form, **change})
        assert answer.status_code == 200 and words in answer.content.decode()

    made = client.post(page, {**form, "buyer_name": "沙盒买家", "buyer_number": "11010519491231002x"})
    work()

    row = CustomsDeclaration.objects.get()
    html = client.get(made.url).content.decode()
    assert (row.amount, row.state, row.is_same_person, row.requested_by) == (Decimal("400.80"), "cleared", True, officer)
    assert "海关审结" in html and "11010519491231002" not in html
    changes = reverse("admin:customs_customsdeclaration_changelist")
    told = client.post(changes, {"action": "send", "_selected_action": [row.pk]}, follow=True).content.decode()
    assert "This one is over" in told
    assert client.post(reverse("admin:customs_customsdeclaration_delete", args=[row.pk])).status_code == 403


def test_officer_sends_a_waiting_one_again(client, officer, paid):
    row = declare(paid)

    client.post(reverse("admin:customs_customsdeclaration_changelist"), {"action": "send", "_selected_action": [row.pk]})

    assert Job.objects.filter(kind="customs.declare").count() == 2


def test_desk_counts_what_customs_did_not_take(client, officer, paid, registration, work):
    registration.name = ""
    registration.save()
    declare(paid)
    work(1)
    assert "Payments customs did not take" in client.get(reverse("admin:index")).content.decode()

    from orders.payments.customs.desk import turned_back

    assert turned_back(None).count == 1
    declare(paid)
    assert turned_back(None).count == 0


def test_stranger_declares_nothing(client, paid):
    client.force_login(User.objects.create_user("charlie@example.com", "a long password", is_staff=True, is_demo=True))

    assert client.get(reverse("admin:customs_customsdeclaration_add")).status_code == 403


def test_identity_number_is_checked_by_its_check_character_and_birth_date():
    from django import forms

    assert check_identity_number(" 11010519491231002x ") == "11010519491231002X"
    for wrong in ("110105194912310021", "1101051949123100", "11010519491331002X", "11010520991231002X", "abc"):
        with pytest.raises(forms.ValidationError):
            check_identity_number(wrong)


@given(text=st.text(max_size=24))
def test_nothing_typed_breaks_the_check(text):
    from django import forms

    try:
        assert len(check_identity_number(text)) == 18
    except forms.ValidationError:
        pass
