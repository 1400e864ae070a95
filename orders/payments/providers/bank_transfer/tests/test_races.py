"""Several connections at once on PostgreSQL, and the same without the lock, to show that the race is real."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orders.payments import purposes
from orders.payments.enums import PaymentState
from orders.payments.models import Refund
from orders.payments.models.payment import PaymentQuerySet
from orders.payments.providers.bank_transfer.models import BankLine, LineShare
from orders.payments.providers.bank_transfer.services.importing import StatementKnown, import_statement
from orders.payments.providers.bank_transfer.services.matching import CannotPlace, match_line, place_line, send_line_back
from orders.payments.providers.bank_transfer.tests.factories import bring, make_account, make_pro_forma, state_of, table
from orders.payments.tests.test_races import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_parts_that_are_matched_at_once_are_all_counted(hub, book):
    pro_forma = make_pro_forma()
    lines = bring(*[f"250.00,{pro_forma.reference},,B-{number}" for number in range(6)])

    at_once(hub, [lambda line=line: match_line(line=line) for line in lines])

    assert state_of(pro_forma.payment) == PaymentState.PAID and book.paid == ["T-1"]
    assert sum(refund.amount for refund in Refund.objects.all()) == Decimal("500.00")


def test_without_the_lock_the_same_order_is_paid_twice(hub, monkeypatch):
    meeting = Meeting()
    purposes.register("test", on_paid=meeting.on_paid)
    pro_forma = make_pro_forma()
    lines = bring(f"1000.00,{pro_forma.reference},,B-1", f"1000.00,{pro_forma.reference},,B-2")
    monkeypatch.setattr(PaymentQuerySet, "locked", lambda self: self)

    at_once(hub, [lambda line=line: match_line(line=line) for line in lines])

    assert meeting.calls == 2


def test_two_officers_place_a_line_once(hub, book):
    pro_forma = make_pro_forma()
    (line,) = bring("1000.00,no words")
    match_line(line=line)

    def act(service):
        try:
            return service()
        except CannotPlace as refusal:
            return refusal

    acts = [lambda: place_line(line=line, pro_forma=pro_forma, by=None), lambda: send_line_back(line=line, by=None)]
    answers = at_once(hub, [lambda one=one: act(one) for one in acts * 2])

    assert sum(isinstance(answer, BankLine) for answer in answers) == 1 and LineShare.objects.count() == 1


def test_one_file_read_in_by_two_officers_at_once_is_one_statement(hub):
    account = make_account()

    def read():
        try:
            return import_statement(account=account, file_name="x.csv", body=table("10.00,first", "20.00,second"), by=None)
        except StatementKnown as known:
            return known

    answers = at_once(hub, [read] * 4)

    assert sum(not isinstance(answer, StatementKnown) for answer in answers) == 1 and BankLine.objects.count() == 2
