from decimal import Decimal

import pytest

from catalog.tests.factories import make_user
from marketplace.history.selectors import entries_for
from marketplace.jobs.models import Job
from marketplace.money import Money
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.selectors import balance_of, faults, owed_to
from orders.payments.payouts.enums import PayoutState
from orders.payments.payouts.exceptions import IllegalMove, MixedBatch
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.services.sending import make_batch, mark_paid, mark_returned, withdraw
from orders.payments.payouts.tests.factories import earn, make_firm, make_schedule

pytestmark = pytest.mark.django_db


def rwf(amount: int) -> Money:
    return Money(Decimal(amount), "RWF")


@pytest.fixture
def shop():
    make_schedule()
    return make_firm()


@pytest.fixture
def payout(book, shop):
    earn(book, shop, "A-1", rwf(10_000))
    return prepare_payouts()[0]


@pytest.fixture
def officer():
    return make_user("olive")


def letters() -> list[str]:
    return [job.payload["template"] for job in Job.objects.filter(kind="mail.send").order_by("created_at")]


def test_payout_goes_out_and_is_paid(payout, shop, officer):
    batch = make_batch(payouts=[payout], by=officer)
    payout.refresh_from_db()
    assert (payout.state, payout.batch) == (PayoutState.SENT, batch) and owed_to(shop, AccountKind.IN_TRANSIT) == [rwf(10_000)]

    mark_paid(payout=payout, by=officer, bank_reference="BK-77")
    mark_paid(payout=payout, by=officer)

    payout.refresh_from_db()
    assert (payout.state, payout.bank_reference) == (PayoutState.PAID, "BK-77")
    assert owed_to(shop, AccountKind.IN_TRANSIT) == [] and balance_of(AccountKind.BANK, "RWF") == rwf(-10_000)
    assert letters() == ["payouts/mail/paid"] and not list(faults())
    assert [entry.action for entry in entries_for(payout)][::-1] == ["payout.prepared", "payout.sent", "payout.paid"]


@pytest.mark.parametrize("was_paid", [True, False])
def test_bounced_payout_comes_back_and_goes_into_the_next(payout, shop, officer, was_paid):
    make_batch(payouts=[payout], by=officer)
    if was_paid:
        mark_paid(payout=payout, by=officer)

    mark_returned(payout=payout, reason="Account closed", by=officer)

    payout.refresh_from_db()
    assert (payout.state, payout.end_note) == (PayoutState.RETURNED, "Account closed")
    assert owed_to(shop, AccountKind.PAYABLE) == [rwf(10_000)] and owed_to(shop, AccountKind.IN_TRANSIT) == []
    assert balance_of(AccountKind.BANK, "RWF") == rwf(0) and letters()[-1] == "payouts/mail/returned"
    (again,) = prepare_payouts()
    assert again.money == rwf(10_000) and [(line.happened, line.part) for line in again.lines.all()] == [("payout_returned", "")]
    assert not list(faults())


def test_payout_is_stopped_before_it_is_sent(payout, shop, officer):
    withdraw(payout=payout, reason="Wrong account", by=officer)
    assert owed_to(shop, AccountKind.PAYABLE) == [rwf(10_000)] and letters() == ["payouts/mail/withdrawn"]
    assert prepare_payouts()[0].money == rwf(10_000)


def test_payouts_move_only_as_the_table_says(payout, officer):
    for wrong in (mark_paid, lambda **facts: mark_returned(reason="", **facts)):
        with pytest.raises(IllegalMove):
            wrong(payout=payout, by=officer)
    make_batch(payouts=[payout], by=officer)
    with pytest.raises(IllegalMove):
        make_batch(payouts=[payout], by=officer)
    with pytest.raises(IllegalMove):
        withdraw(payout=payout, reason="", by=officer)
    mark_returned(payout=payout, reason="", by=officer)
    with pytest.raises(IllegalMove):
        mark_paid(payout=payout, by=officer)


def test_file_takes_one_kind_of_account(book, payout, officer):
    earn(book, make_firm("Agaseke", momo=True), "A-2", rwf(500))
    with pytest.raises(MixedBatch):
        make_batch(payouts=[payout, *prepare_payouts()], by=officer)
    with pytest.raises(MixedBatch):
        make_batch(payouts=[], by=officer)
    payout.refresh_from_db()
    assert payout.state == PayoutState.PREPARED
