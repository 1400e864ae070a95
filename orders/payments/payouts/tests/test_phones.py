"""Payouts to phones, through the sandbox of the operator."""

from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from catalog.tests.factories import make_user
from marketplace.jobs.models import Job
from marketplace.money import Money
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.selectors import faults as faults_of_the_books
from orders.payments.ledger.selectors import owed_to
from orders.payments.payouts.enums import PayoutState
from orders.payments.payouts.exceptions import IllegalMove, MixedBatch
from orders.payments.payouts.models import Payout
from orders.payments.payouts.services.mobile import batch_for_phones
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.services.sending import release_batch
from orders.payments.payouts.tests.factories import earn, make_firm, make_schedule
from orders.payments.payouts.words import ended_because
from orders.payments.providers.momo.client import forget_keys
from orders.payments.providers.momo.tests.factories import FAILING, pass_time
from orders.payments.sandbox import faults
from orders.payments.sandbox.momo import operations
from orders.payments.tests.conftest import wire  # noqa: F401 - the operator answers in this process
from sellers.models import Seller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]


@pytest.fixture(autouse=True)
def no_keys():
    forget_keys()


@pytest.fixture
def shop():
    make_schedule()
    return make_firm(momo=True)


@pytest.fixture
def payout(book, shop):
    earn(book, shop, "A-1", Money(Decimal(12_500), "RWF"))
    return prepare_payouts()[0]


def release(payout: Payout) -> None:
    batch = batch_for_phones(payouts=[payout], by=make_user("olive"))
    release_batch(batch=batch, by=make_user("oscar"))


def later(run_waiting_jobs) -> None:
    pass_time()
    Job.objects.filter(kind="payouts.transfer").update(run_after=timezone.now())
    run_waiting_jobs()


def test_payout_goes_to_the_phone_and_is_paid_once_the_operator_says_so(payout, shop, run_waiting_jobs):
    release(payout)
    run_waiting_jobs()
    payout.refresh_from_db()
    assert payout.state == PayoutState.SENT

    later(run_waiting_jobs)

    payout.refresh_from_db()
    (operation,) = operations.newest()
    assert (payout.state, payout.bank_reference) == (PayoutState.PAID, operation.financial_id)
    assert (operation.amount, operation.msisdn) == ("12500", "250788123456") and not list(faults_of_the_books())


def test_nothing_goes_to_a_phone_before_a_second_officer_releases_it(payout, run_waiting_jobs):
    batch_for_phones(payouts=[payout], by=make_user("olive"))
    run_waiting_jobs()

    payout.refresh_from_db()
    assert payout.state == PayoutState.PREPARED and operations.newest() == []


def test_payout_to_a_phone_that_fails_comes_back(book, shop, run_waiting_jobs):
    Seller.objects.filter(pk=shop.pk).update(payout_details={"holder": "Coocamu", "momo": FAILING})
    earn(book, shop, "A-1", Money(Decimal(12_500), "RWF"))
    (payout,) = prepare_payouts()
    release(payout)
    run_waiting_jobs()
    later(run_waiting_jobs)

    payout.refresh_from_db()
    assert (payout.state, payout.end_note) == (PayoutState.RETURNED, "INTERNAL_PROCESSING_ERROR")
    assert "came back: MTN could not carry it out (INTERNAL_PROCESSING_ERROR)" in mail.outbox[-1].body
    payout.end_note = "PAYEE_NOT_FOUND"
    with override("zh-hans"):
        assert ended_because(payout) == "此号码没有开通移动钱包"
    assert owed_to(shop, AccountKind.PAYABLE) == [Money(Decimal(12_500), "RWF")]


def test_payout_of_unknown_outcome_is_asked_again_and_moves_once(payout, run_waiting_jobs):
    faults.order(gateway="momo", step="transfer", kind="unknown_done")
    release(payout)
    run_waiting_jobs()
    later(run_waiting_jobs)
    later(run_waiting_jobs)

    payout.refresh_from_db()
    assert payout.state == PayoutState.PAID and len(operations.newest()) == 1


def test_only_prepared_payouts_to_phones_go_this_way(book, payout):
    earn(book, make_firm("Agaseke"), "A-2", Money(Decimal(500), "RWF"))
    bank = prepare_payouts()[0]
    with pytest.raises(MixedBatch):
        batch_for_phones(payouts=[bank], by=make_user("olive"))
    release(payout)
    with pytest.raises(IllegalMove):
        batch_for_phones(payouts=[payout], by=make_user("olive"))
