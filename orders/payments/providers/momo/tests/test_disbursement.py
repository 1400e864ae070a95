"""Payouts to phones: one reference, one movement."""

from __future__ import annotations

from decimal import Decimal

import pytest

from marketplace.money import Money
from orders.payments.exceptions import PaymentRefused, ProviderAway
from orders.payments.providers.momo.disbursement import (
    NoSuchTransfer,
    TransferState,
    is_available,
    transfer,
    transfer_status,
)
from orders.payments.providers.momo.services.sending import AnotherSending
from orders.payments.providers.momo.tests.factories import FAILING, UNKNOWN, pass_time
from orders.payments.sandbox import faults
from orders.payments.sandbox.momo import operations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]
FRANCS = Money(Decimal(12500), "RWF")


def test_payout_arrives_once_however_often_it_is_sent():
    assert transfer("PO-1", FRANCS, "0788 123 456", "Payout PO-1").state == TransferState.PENDING
    assert transfer("PO-1", FRANCS, "+250788123456", "Payout PO-1").state == TransferState.PENDING
    pass_time()

    answer = transfer_status("PO-1")

    (operation,) = operations.newest()
    assert answer.state == TransferState.DONE and answer.number == operation.financial_id
    assert (operation.kind, operation.amount, operation.msisdn, operation.payee_note) == (
        "transfer",
        "12500",
        "250788123456",
        "Payout PO-1",
    )
    assert transfer("PO-1", FRANCS, "0788123456").state == TransferState.DONE


@pytest.mark.parametrize(("phone", "reason"), [(FAILING, "INTERNAL_PROCESSING_ERROR"), (UNKNOWN, "PAYEE_NOT_FOUND")])
def test_payout_that_failed_stays_failed_under_its_reference(phone, reason):
    transfer("PO-1", FRANCS, phone)
    pass_time()
    assert (transfer_status("PO-1").state, transfer_status("PO-1").reason) == (TransferState.FAILED, reason)

    assert transfer("PO-1", FRANCS, phone).state == TransferState.FAILED
    assert transfer("PO-1-2", FRANCS, "0788123456").state == TransferState.PENDING


@pytest.mark.parametrize("kind", ["unknown", "unknown_done"])
def test_payout_of_unknown_outcome_is_sent_again_and_moves_once(kind):
    faults.order(gateway="momo", step="transfer", kind=kind)
    with pytest.raises(ProviderAway):
        transfer("PO-1", FRANCS, "0788123456")

    transfer("PO-1", FRANCS, "0788123456")
    pass_time()

    assert transfer_status("PO-1").state == TransferState.DONE and len(operations.newest()) == 1


def test_reference_is_not_taken_for_another_amount_or_phone():
    transfer("PO-1", FRANCS, "0788123456")

    with pytest.raises(AnotherSending):
        transfer("PO-1", FRANCS + FRANCS, "0788123456")
    with pytest.raises(AnotherSending):
        transfer("PO-1", FRANCS, "0798123456")


def test_payout_that_cannot_be_is_refused(settings):
    for money, phone in [
        (FRANCS, "0728123456"),
        (FRANCS, "12"),
        (Money(Decimal(5), "CNY"), "0788123456"),
        (Money.zero("RWF"), "0788123456"),
    ]:
        with pytest.raises(PaymentRefused):
            transfer("PO-1", money, phone)
    with pytest.raises(NoSuchTransfer):
        transfer_status("PO-1")
    settings.PAYMENTS_SANDBOX = False
    assert not is_available("RWF") and operations.newest() == []
