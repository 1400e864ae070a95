"""Several clicks and several workers at once, on PostgreSQL and over sockets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from marketplace.money import Money
from orders.payments.providers.momo.disbursement import TransferState, transfer
from orders.payments.providers.momo.models import MomoAsk, MomoSending
from orders.payments.providers.momo.services.asking import AlreadyAsked
from orders.payments.providers.momo.tests.factories import PHONE, SILENT, ask, make_payment
from orders.payments.sandbox.momo import operations
from orders.payments.tests.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_six_clicks_at_once_are_one_question(hub, sandbox, book):
    payment = make_payment()

    def click():
        try:
            return ask(payment, SILENT)
        except AlreadyAsked as refusal:
            return refusal

    answers = at_once(hub, [click] * 6)

    assert sum(isinstance(answer, MomoAsk) for answer in answers) == 1
    assert MomoAsk.objects.count() == len(operations.newest()) == 1


def test_six_workers_at_once_are_one_payout(hub, sandbox):
    money = Money(Decimal(9000), "RWF")

    answers = at_once(hub, [lambda: transfer("PO-1", money, PHONE)] * 6)

    assert {answer.state for answer in answers} == {TransferState.PENDING}
    assert MomoSending.objects.count() == len(operations.newest()) == 1
