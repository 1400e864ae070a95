"""What the database promises: nothing is changed, nothing is lost, everything sums to zero."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.ledger.enums import AccountKind, EntryKind, Item
from orders.payments.ledger.exceptions import Unbalanced
from orders.payments.ledger.models import Account, Entry, Posting
from orders.payments.ledger.selectors import balance_of
from orders.payments.ledger.services.writing import Move, write
from orders.payments.ledger.tests.factories import cny

pytestmark = pytest.mark.django_db


def from_wallet(key: str = "one", amount: str = "10.00") -> int | None:
    moves = [Move(AccountKind.PROVIDER, cny(amount), owner="sandbox"), Move(AccountKind.UNASSIGNED, cny("-" + amount))]
    return write(key=key, kind=EntryKind.CAPTURE, moves=moves)


def settle_constraints() -> None:
    """What commit would do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_entry_is_written_once_a_key():
    assert from_wallet() and from_wallet() is None
    assert balance_of(AccountKind.PROVIDER, "CNY", owner="sandbox") == cny(10)


def test_entry_takes_one_statement_when_its_accounts_are_open(django_assert_num_queries):
    from_wallet()
    with django_assert_num_queries(1):
        from_wallet("two")


def test_moves_of_one_account_become_one_posting_and_nothing_is_not_written():
    tens = [Move(AccountKind.PROVIDER, cny(5), owner="sandbox")] * 2 + [Move(AccountKind.UNASSIGNED, cny(-10))]
    entry = write(key="one", kind=EntryKind.CAPTURE, moves=tens)

    assert list(Posting.objects.filter(entry=entry).values_list("amount", flat=True)) == [10, -10]
    assert write(key="nothing", kind=EntryKind.CAPTURE, moves=[Move(AccountKind.TAX, cny(0))]) is None


def test_uneven_entry_is_refused_before_it_reaches_the_database():
    with pytest.raises(Unbalanced):
        write(key="x", kind=EntryKind.CAPTURE, moves=[Move(AccountKind.TAX, cny(1)), Move(AccountKind.FEES, Money(Decimal(-1), "USD"))])
    assert not Entry.objects.exists()


def test_database_refuses_an_uneven_entry_at_commit():
    from_wallet()
    account = Account.objects.first()
    entry = Entry.objects.create(key="bad", kind=EntryKind.CAPTURE)
    Posting.objects.create(entry=entry, account=account, amount=1, item=Item.MONEY)
    with pytest.raises(IntegrityError, match="does not sum to zero"):
        settle_constraints()


def test_database_refuses_an_entry_of_two_currencies_that_sum_to_zero_together():
    from_wallet()
    yuan, dollars = Account.objects.filter(kind="provider").get(), Account.objects.create(kind="tax", currency="USD")
    entry = Entry.objects.create(key="bad", kind=EntryKind.CAPTURE)
    for account, amount in ((yuan, 1), (dollars, -1)):
        Posting.objects.create(entry=entry, account=account, amount=amount, item=Item.MONEY)
    with pytest.raises(IntegrityError, match="does not sum to zero"):
        settle_constraints()


def test_database_refuses_an_entry_without_postings_at_commit():
    Entry.objects.create(key="empty", kind=EntryKind.CAPTURE)
    with pytest.raises(IntegrityError, match="no postings"):
        settle_constraints()


@pytest.mark.django_db(transaction=True)
def test_database_refuses_an_uneven_entry_when_it_is_really_committed():
    from_wallet()
    with pytest.raises(IntegrityError, match="does not sum to zero"), transaction.atomic():
        entry = Entry.objects.create(key="bad", kind=EntryKind.CAPTURE)
        Posting.objects.create(entry=entry, account=Account.objects.first(), amount=1, item=Item.MONEY)
    assert not Entry.objects.filter(key="bad").exists()


@pytest.mark.django_db(transaction=True)
def test_database_refuses_postings_that_come_after_their_entry():
    entry = from_wallet()
    with pytest.raises(IntegrityError, match="is written"), transaction.atomic():
        for account, amount in zip(Account.objects.order_by("pk"), (1, -1), strict=True):
            Posting.objects.create(entry_id=entry, account=account, amount=amount, item=Item.MONEY)


@pytest.mark.parametrize("model", [Account, Entry, Posting])
def test_database_refuses_to_change_or_delete(model):
    from_wallet()
    rows = model.across_hubs.all()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows.update(hub=current_hub())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows._raw_delete("default")
    assert rows.exists()


def test_account_of_a_seller_must_name_one():
    with pytest.raises(IntegrityError):
        Account.objects.create(kind=AccountKind.HELD, owner="12", currency="CNY")
