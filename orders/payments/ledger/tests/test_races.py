"""A list of a day and a settlement that tell of the same fees at once, on real connections with real commits."""

from __future__ import annotations

import threading
from unittest import mock

import pytest

from catalog.tests.factories import make_seller
from marketplace.allocation.tests.racing import at_once
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.selectors import balance_of, faults
from orders.payments.ledger.services import fees, settlements
from orders.payments.ledger.services.fees import Fee, record_fees
from orders.payments.ledger.services.settlements import record_settlement
from orders.payments.ledger.tests.factories import capture, cny, day, make_share

pytestmark = pytest.mark.django_db(transaction=True)


def list_of_the_day() -> int:
    return record_fees(provider="sandbox", day=day(), fees=[Fee("T-1", cny(4)), Fee("T-2", cny(2))])


def settle() -> None:
    told = {"gross": cny(1_000), "fee": cny(6), "settled": cny(994)}
    record_settlement(provider="sandbox", reference="S-1", day=day(), **told)


@pytest.fixture(autouse=True)
def collected(book):
    capture(book, make_share("A-1", make_seller(), cny(1_000)))


def booked() -> int:
    return balance_of(AccountKind.FEES, "CNY", owner="sandbox").amount


def test_fee_is_booked_once_when_lists_and_a_settlement_tell_of_it_at_once():
    answers = at_once(list_of_the_day, settle, list_of_the_day)

    assert sorted(answer for answer in answers if answer is not None) == [0, 2]
    assert booked() == 6 and not list(faults())


def test_fee_would_be_booked_twice_without_the_lock(monkeypatch):
    """Both read what the other had booked before either has written: the race is real."""
    have_read = threading.Barrier(2)

    def slowed(module, name):
        real = getattr(module, name)

        def read_and_wait(*args, **kwargs):
            answer = real(*args, **kwargs)
            have_read.wait(10)
            return answer

        monkeypatch.setattr(module, name, read_and_wait)

    slowed(fees, "_count_what_settlements_counted")
    slowed(settlements, "known_fee")
    with mock.patch.object(fees, "lock_fees"), mock.patch.object(settlements, "lock_fees"):
        at_once(list_of_the_day, settle)

    assert booked() == 12
