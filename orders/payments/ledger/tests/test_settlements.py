"""What a provider pays us of what it collected, and what it takes for it."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse

from catalog.tests.factories import make_seller, make_user
from marketplace.money import Money
from orders.officers import ensure_rights
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.exceptions import SettlementRefused
from orders.payments.ledger.models import Settlement
from orders.payments.ledger.selectors import balance_of, faults
from orders.payments.ledger.services.settlements import record_settlement
from orders.payments.ledger.tests.factories import capture, cny, day, make_share
from sellers.officers import ensure_officers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def collected(book):
    """A thousand yuan lie at the wallet."""
    capture(book, make_share("A-1", make_seller(), cny(1_000)))


def settle(**more) -> Settlement:
    facts = {"provider": "sandbox", "reference": "S-1", "day": day(), "gross": cny(1_000), "fee": cny(6), "settled": cny(994), **more}
    return record_settlement(**facts)


def test_settlement_moves_from_the_provider_to_our_bank_less_its_fee():
    settle()
    assert balance_of(AccountKind.PROVIDER, "CNY", owner="sandbox") == cny(0)
    assert balance_of(AccountKind.FEES, "CNY", owner="sandbox") == cny(6) and balance_of(AccountKind.BANK, "CNY") == cny(994)
    assert not list(faults())


def test_settlement_in_another_currency_freezes_its_rate():
    dollars = Money(Decimal("139.16"), "USD")
    row = settle(settled=dollars, rate_source="Wallet statement 11/2026")

    row.refresh_from_db()
    assert (str(row.rate), row.rate_source) == ("0.140000000000", "Wallet statement 11/2026")
    assert balance_of(AccountKind.BANK, "USD") == dollars and balance_of(AccountKind.EXCHANGE, "CNY") == cny(994)
    assert not list(faults())


@pytest.mark.parametrize(
    "wrong",
    [
        {"settled": cny(995)},
        {"fee": cny(-1), "settled": cny(1_001)},
        {"fee": cny(1_001), "settled": cny(-1)},
        {"settled": Money(Decimal("139.16"), "USD")},
    ],
)
def test_settlement_that_does_not_add_up_is_refused(wrong):
    with pytest.raises(SettlementRefused):
        settle(**wrong)
    assert not Settlement.objects.exists() and balance_of(AccountKind.BANK, "CNY") == cny(0)


def test_settlement_is_written_once_and_never_changed():
    settle()
    with pytest.raises(SettlementRefused):
        settle()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Settlement.objects.update(note="x")
    assert balance_of(AccountKind.BANK, "CNY") == cny(994)


def test_officer_types_a_settlement_in(client):
    ensure_officers()
    ensure_rights()
    olive = make_user("olive", is_staff=True, is_demo=True)
    olive.groups.add(Group.objects.get())
    client.force_login(olive)
    typed = {
        "provider": "sandbox", "reference": "S-1", "day": str(day()), "currency": "CNY", "gross_amount": "1000", "fee_amount": "6",
        "settled_currency": "CNY", "settled_amount": "990", "rate_source": "", "note": "",
    }  # fmt: skip
    assert "less the fee" in client.post(reverse("admin:ledger_settlement_add"), typed).content.decode()

    for wrong in (
        {"settled_currency": "USD", "settled_amount": "0", "fee_amount": "1000", "rate_source": "x"},
        {"settled_currency": "USD", "settled_amount": "-5", "rate_source": "x"},
        {"settled_amount": "994", "currency": "¥¥¥"},
        {"currency": "RWF", "settled_currency": "RWF", "fee_amount": "0.50", "settled_amount": "999.50"},
    ):
        assert client.post(reverse("admin:ledger_settlement_add"), {**typed, **wrong}).status_code == 200
    assert not Settlement.objects.exists()

    client.post(reverse("admin:ledger_settlement_add"), {**typed, "settled_amount": "994", "currency": "cny"})

    assert Settlement.objects.get().by == olive and balance_of(AccountKind.BANK, "CNY") == cny(994)
    assert client.get(reverse("admin:ledger_settlement_changelist")).status_code == 200
