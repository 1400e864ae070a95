"""What providers take: from their lists of a day, or from an officer who types a settlement in; each fee once, whichever is first."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from catalog.tests.factories import make_seller
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.models import Entry, ProviderFee
from orders.payments.ledger.selectors import balance_of, faults
from orders.payments.ledger.services.fees import Fee, record_fees
from orders.payments.ledger.services.settlements import record_settlement
from orders.payments.ledger.tests.factories import capture, cny, day, make_share

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def collected(book):
    capture(book, make_share("A-1", make_seller(), cny(1_000)))


def list_of(*fees: Fee, on=None) -> int:
    return record_fees(provider="sandbox", day=on or day(), fees=fees)


def settle(number: str = "S-1", fee: str = "6", on=None):
    gross, fee = cny(1_000), cny(fee)
    return record_settlement(provider="sandbox", reference=number, day=on or day(), gross=gross, fee=fee, settled=gross - fee)


def fees() -> Decimal:
    return balance_of(AccountKind.FEES, "CNY", owner="sandbox").amount


def at_provider() -> Decimal:
    return balance_of(AccountKind.PROVIDER, "CNY", owner="sandbox").amount


def test_fee_of_a_list_is_taken_from_what_lies_at_the_provider_and_given_back_with_a_refund():
    assert list_of(Fee("T-1", cny(6)), Fee("T-1", cny("-1.50"), "R-1"), Fee("T-2", cny(0))) == 2
    assert (fees(), at_provider(), not list(faults())) == (Decimal("4.50"), Decimal("995.50"), True)


def test_list_read_twice_or_grown_meanwhile_books_each_fee_once():
    list_of(Fee("T-1", cny(6)))
    assert list_of(Fee("T-1", cny(6))) == 0
    assert list_of(Fee("T-1", cny(6)), Fee("T-2", cny(2)), Fee("T-2", cny(2))) == 1
    assert fees() == 8 and Entry.objects.filter(kind="provider_fee").count() == 2


def test_settlement_does_not_book_again_what_the_lists_have_booked():
    list_of(Fee("T-1", cny(4)), Fee("T-2", cny(2)))
    row = settle()
    assert (row.known_fee.amount, fees(), at_provider()) == (6, 6, 0) and not list(faults())


def test_settlement_books_what_no_list_has_shown():
    list_of(Fee("T-1", cny(4)))
    assert (settle().known_fee.amount, fees(), at_provider()) == (4, 6, 0) and not list(faults())


def test_list_that_comes_after_the_settlement_is_counted_and_not_booked():
    settle()
    list_of(Fee("T-1", cny(4)), Fee("T-2", cny(3)))
    counted = list(ProviderFee.objects.order_by("pk").values_list("counted_amount", "entry__kind"))
    assert counted == [(4, None), (2, "provider_fee")]
    assert fees() == 7 and not list(faults())


def test_fee_of_a_later_day_is_none_that_an_earlier_settlement_counted():
    settle(on=day() - timedelta(days=1))
    list_of(Fee("T-1", cny(4)))
    assert fees() == 10


def test_fees_of_later_days_are_none_of_a_settlement():
    list_of(Fee("T-1", cny(4)))
    assert settle(on=day() - timedelta(days=1)).known_fee.amount == 0


def test_two_settlements_do_not_count_the_same_list():
    list_of(Fee("T-1", cny(6)))
    assert [settle(number).known_fee.amount for number in ("S-1", "S-2")] == [6, 0]
    assert fees() == 12


def test_fee_is_never_changed():
    list_of(Fee("T-1", cny(6)))
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ProviderFee.objects.update(amount=1)


def test_fee_that_was_not_booked_is_a_fault():
    list_of(Fee("T-1", cny(6)))
    first = ProviderFee.objects.get()
    ProviderFee.objects.create(provider="sandbox", reference="T-2", day=day(), currency="CNY", amount=3, entry=first.entry)
    assert list(faults()) == ["3.00 CNY of the fees of sandbox are not in the books"]


@given(steps=st.lists(st.tuples(st.booleans(), st.integers(-1, 1), st.integers(1, 900)), max_size=12))
def test_all_fees_are_booked_once_in_whatever_order_they_are_told(steps):
    """Lists and settlements that tell of the same fees: what is booked is never less than either tells, nor more than both."""
    with transaction.atomic():
        listed = typed = Decimal(0)
        for place, (is_list, shift, cents) in enumerate(steps):
            amount = Decimal(cents) / 100
            if is_list:
                list_of(Fee(f"T-{place}", cny(amount)), on=day() + timedelta(days=shift))
                listed += amount
            else:
                settle(f"S-{place}", str(amount), on=day() + timedelta(days=shift))
                typed += amount
        assert max(listed, typed) <= fees() <= listed + typed and not list(faults())
        transaction.set_rollback(True)
