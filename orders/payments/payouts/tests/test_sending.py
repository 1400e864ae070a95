from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from catalog.tests.factories import make_user
from marketplace.history.selectors import entries_for
from marketplace.jobs.models import Job
from marketplace.money import Money
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.selectors import balance_of, faults, owed_to
from orders.payments.payouts.enums import BatchState, PayoutState
from orders.payments.payouts.exceptions import BatchClosed, IllegalMove, MixedBatch, NeedsAnother
from orders.payments.payouts.models import PayoutBatch
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.services.sending import make_batch, mark_paid, mark_returned, release_batch, send_back_batch, withdraw
from orders.payments.payouts.tests.factories import earn, make_firm, make_schedule, send

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


@pytest.fixture
def second():
    return make_user("oscar")


def letters() -> list[str]:
    return [job.payload["template"] for job in Job.objects.filter(kind="mail.send").order_by("created_at")]


def test_payout_goes_out_once_a_second_officer_releases_it_and_is_paid(payout, shop, officer, second):
    batch = make_batch(payouts=[payout], by=officer)
    payout.refresh_from_db()
    assert (payout.state, payout.batch, batch.state) == (PayoutState.PREPARED, batch, BatchState.WAITING)

    batch = release_batch(batch=batch, by=second)
    payout.refresh_from_db()
    assert (payout.state, payout.batch, batch.state) == (PayoutState.SENT, batch, BatchState.RELEASED)
    assert (batch.made_by, batch.released_by, payout.sent_at) == (officer, second, batch.released_at)
    assert [entry.action for entry in entries_for(batch)][::-1] == ["payout_file.prepared", "payout_file.released"]
    assert owed_to(shop, AccountKind.IN_TRANSIT) == [rwf(10_000)]

    mark_paid(payout=payout, by=officer, bank_reference="BK-77")
    mark_paid(payout=payout, by=officer)

    payout.refresh_from_db()
    assert (payout.state, payout.bank_reference) == (PayoutState.PAID, "BK-77")
    assert owed_to(shop, AccountKind.IN_TRANSIT) == [] and balance_of(AccountKind.BANK, "RWF") == rwf(-10_000)
    assert letters() == ["payouts/mail/paid"] and not list(faults())
    assert [entry.action for entry in entries_for(payout)][::-1] == ["payout.prepared", "payout.sent", "payout.paid"]


@pytest.mark.parametrize("was_paid", [True, False])
def test_bounced_payout_comes_back_and_goes_into_the_next(payout, shop, officer, was_paid):
    send(payout)
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
    send(payout)
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


def test_whoever_prepared_a_file_never_releases_it(payout, officer, second):
    batch = make_batch(payouts=[payout], by=officer)

    with pytest.raises(NeedsAnother):
        release_batch(batch=batch, by=officer)
    # The database stands behind it.
    for facts in ({"released_by": officer, "released_at": batch.made_at}, {"released_by": second}):
        with pytest.raises(IntegrityError, match="payout_file_has_four_eyes"), transaction.atomic():
            PayoutBatch.objects.filter(pk=batch.pk).update(**facts)

    payout.refresh_from_db()
    assert payout.state == PayoutState.PREPARED and not Job.objects.filter(kind="payouts.transfer").exists()


def test_file_of_nobody_is_released_by_nobody(payout, second):
    batch = make_batch(payouts=[payout], by=None)
    with pytest.raises(NeedsAnother):
        release_batch(batch=batch, by=second)


def test_payout_is_in_one_file_and_a_file_is_released_once(payout, officer, second):
    batch = make_batch(payouts=[payout], by=officer)
    with pytest.raises(BatchClosed):
        make_batch(payouts=[payout], by=second)
    release_batch(batch=batch, by=second)
    for deed in (release_batch, lambda **facts: send_back_batch(reason="x", **facts)):
        with pytest.raises(BatchClosed):
            deed(batch=batch, by=second)


def test_file_sent_back_gives_its_payouts_free(payout, officer, second):
    batch = make_batch(payouts=[payout], by=officer)

    batch = send_back_batch(batch=batch, reason="The account is new: ring them first", by=second)

    payout.refresh_from_db()
    assert (batch.state, payout.state, payout.batch) == (BatchState.SENT_BACK, PayoutState.PREPARED, None)
    told = entries_for(batch)[0]
    assert (told.action, told.by, told.note) == ("payout_file.sent_back", second, "The account is new: ring them first")
    assert release_batch(batch=make_batch(payouts=[payout], by=second), by=officer).state == BatchState.RELEASED


def test_payout_stopped_while_its_file_waits_does_not_leave(book, payout, officer, second):
    earn(book, payout.seller, "A-2", rwf(500))
    (other,) = prepare_payouts()
    batch = make_batch(payouts=[payout, other], by=officer)
    withdraw(payout=payout, reason="Wrong account", by=second)

    release_batch(batch=batch, by=second)

    payout.refresh_from_db()
    other.refresh_from_db()
    assert (payout.state, payout.batch, other.state) == (PayoutState.WITHDRAWN, None, PayoutState.SENT) and not list(faults())
    empty = make_batch(payouts=prepare_payouts(), by=officer)
    withdraw(payout=empty.payouts.get(), reason="Wrong account", by=second)
    with pytest.raises(BatchClosed):
        release_batch(batch=empty, by=second)
