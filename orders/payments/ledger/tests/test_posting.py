from decimal import Decimal

import pytest

from catalog.tests.factories import make_seller
from marketplace.money import Money
from orders.payments.enums import PaymentState
from orders.payments.ledger.enums import AccountKind, RuleKind
from orders.payments.ledger.exceptions import SplitMismatch
from orders.payments.ledger.models import Entry, PaymentSplit, Posting
from orders.payments.ledger.selectors import balance_of, faults, owed_to, trial_balance
from orders.payments.ledger.services.posting import catch_up, post_capture, post_fulfilment
from orders.payments.ledger.tests.factories import capture, cny, finish, make_rule, make_share, refund
from orders.payments.models import Refund
from orders.payments.providers.base import Event, EventKind
from orders.payments.purposes import refuse
from orders.payments.services import settle
from orders.payments.tests.factories import make_payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return make_seller("Coocamu")


@pytest.fixture
def rules():
    """Ten of a hundred, and a fifth of that as tax."""
    make_rule("0.10")
    make_rule("0.20", RuleKind.COMMISSION_TAX)


def books() -> dict[str, str]:
    """Every account that holds something."""
    return {
        f"{account.kind} {account.seller.trade_name if account.seller else account.owner}".strip(): str(money)
        for account, money in trial_balance()
        if money
    }


def test_captured_money_is_held_for_each_seller(book, shop, rules):
    other = make_seller("Agaseke")

    capture(book, make_share("A-1", shop, cny(100), delivery=cny(20)), make_share("A-2", other, cny("38.50")))

    assert books() == {"provider sandbox": "158.50 CNY", "held Coocamu": "-120.00 CNY", "held Agaseke": "-38.50 CNY"}
    assert owed_to(shop, AccountKind.HELD) == [cny(120)] and owed_to(shop, AccountKind.PAYABLE) == []
    assert not list(faults())


def test_capture_is_refused_when_the_shares_are_not_the_payment(book, shop):
    payment = make_payment(amount="100.00")
    payment.captured_amount, payment.captured_currency = payment.amount, payment.currency
    with pytest.raises(SplitMismatch):
        post_capture(payment, [make_share("A-1", shop, cny("99.99"))])


def test_money_without_a_seller_is_unassigned(book):
    payment = make_payment(amount="100.00")
    settle(provider="sandbox", event=Event(EventKind.PAID, payment.reference, "W1", payment.money))
    assert books() == {"provider sandbox": "100.00 CNY", "unassigned": "-100.00 CNY"}


def test_unwanted_money_is_the_buyers_until_it_has_gone_back(book):
    payment = make_payment(amount="100.00")
    book.answer = refuse("sold out")
    settle(provider="sandbox", event=Event(EventKind.PAID, payment.reference, "W1", payment.money))
    assert books() == {"provider sandbox": "100.00 CNY", "returning": "-100.00 CNY"}

    finish(Refund.objects.get())

    assert books() == {} and not list(faults())


def test_money_of_another_amount_is_the_buyers_to_the_cent_that_came(book):
    payment = make_payment(amount="100.00")
    settle(provider="sandbox", event=Event(EventKind.PAID, payment.reference, "W1", cny("99.01")), is_answer=True)
    assert books() == {"provider sandbox": "99.01 CNY", "returning": "-99.01 CNY"}


def test_earned_money_is_owed_less_what_is_kept_back(book, shop, rules):
    capture(book, make_share("A-1", shop, cny(100), delivery=cny(20)))

    assert post_fulfilment(part="A-1") and not post_fulfilment(part="A-1")

    assert books() == {
        "provider sandbox": "120.00 CNY",
        "payable Coocamu": "-108.00 CNY",
        "commission": "-10.00 CNY",
        "tax": "-2.00 CNY",
    }
    assert not post_fulfilment(part="B-9") and not list(faults())


def test_refund_before_the_goods_arrive_comes_from_what_is_held(book, shop, rules):
    payment = capture(book, make_share("A-1", shop, cny(100), delivery=cny(20)))

    refund(payment, cny(50), "A-1")
    assert books() == {"provider sandbox": "70.00 CNY", "held Coocamu": "-70.00 CNY"}
    post_fulfilment(part="A-1")

    assert books() == {"provider sandbox": "70.00 CNY", "payable Coocamu": "-64.00 CNY", "commission": "-5.00 CNY", "tax": "-1.00 CNY"}
    assert not list(faults())


def test_refund_after_it_was_earned_gives_the_commission_back(book, shop, rules):
    payment = capture(book, make_share("A-1", shop, cny(100), delivery=cny(20)))
    post_fulfilment(part="A-1")

    refund(payment, cny("33.33"), "A-1")
    refund(payment, cny(20), "A-1", delivery=cny(20))
    assert books()["commission"] == "-6.67 CNY" and books()["payable Coocamu"] == "-58.67 CNY"
    refund(payment, cny("66.67"), "A-1")

    assert books() == {} and not list(faults())


def test_refund_that_the_marketplace_bears_costs_the_seller_nothing(book, shop, rules):
    payment = capture(book, make_share("A-1", shop, cny(100)))
    post_fulfilment(part="A-1")

    refund(payment, cny(15), "A-1", borne_by="hub")

    assert owed_to(shop, AccountKind.PAYABLE) == [cny(88)] and balance_of(AccountKind.GOODWILL, "CNY") == cny(15)


def test_refund_of_no_named_order_is_shared_by_what_is_left(book, shop):
    other = make_seller("Agaseke")
    payment = capture(book, make_share("A-1", shop, cny(100)), make_share("A-2", other, cny(50)))

    refund(payment, cny("10.00"))

    assert books() == {"provider sandbox": "140.00 CNY", "held Coocamu": "-93.33 CNY", "held Agaseke": "-46.67 CNY"}


def test_seller_gives_back_no_more_than_their_part(book, shop):
    payment = capture(book, make_share("A-1", shop, cny(100)), make_share("A-2", make_seller("Agaseke"), cny(50)))
    refund(payment, cny(80), "A-1")

    refund(payment, cny(60), "A-1")  # orders refuse this; if it went out, the books still tell where it came from

    assert books() == {"provider sandbox": "10.00 CNY", "held Agaseke": "-50.00 CNY", "goodwill": "40.00 CNY"}
    payment.refresh_from_db()
    assert payment.state == PaymentState.PARTIALLY_REFUNDED and not list(faults())


def test_goodwill_and_return_freight_of_the_seller_leave_the_commission(book, shop, rules):
    payment = capture(book, make_share("A-1", shop, cny(100), delivery=cny(20)))
    refund(payment, cny(8), "A-1", goodwill=cny(8))
    post_fulfilment(part="A-1")
    assert books() == {"provider sandbox": "112.00 CNY", "payable Coocamu": "-100.00 CNY", "commission": "-10.00 CNY", "tax": "-2.00 CNY"}

    refund(payment, cny(32), "A-1", freight=cny(7))

    assert books() == {"provider sandbox": "80.00 CNY", "payable Coocamu": "-71.00 CNY", "commission": "-7.50 CNY", "tax": "-1.50 CNY"}
    refund(payment, cny(80), "A-1", delivery=cny(20))  # the rest of it: commission is due on nothing that the seller does not keep
    assert books() == {} and not list(faults())


def test_all_of_it_goes_back_when_everything_is_cancelled(book, shop, rules):
    payment = capture(book, make_share("A-1", shop, cny(100), delivery=cny(20)))
    refund(payment, cny(120), "A-1")
    assert post_fulfilment(part="A-1")
    assert books() == {} and Entry.objects.count() == 2


def test_payment_of_before_the_ledger_is_caught_up_with_its_first_refund(book, shop):
    payment = make_payment(amount="100.00")
    type(payment).objects.filter(pk=payment.pk).update(
        state=PaymentState.PAID, captured_amount=100, captured_currency="CNY", paid_at=payment.created_at, next_query_at=None
    )
    assert [fault[:7] for fault in faults()] == ["payment"]
    payment.refresh_from_db()

    refund(payment, cny(40))

    assert books() == {"provider sandbox": "60.00 CNY", "unassigned": "-60.00 CNY"}
    assert not catch_up(payment) and not list(faults())


def test_faults_are_named_when_the_books_and_the_payments_differ(book, shop):
    capture(book, make_share("A-1", shop, cny(100)))
    PaymentSplit.objects.update(goods_refunded=10)
    assert list(faults()) == ["A-1 holds -100.00 instead of -90.00 CNY"]


def test_settling_twice_writes_one_capture(book, shop):
    payment = capture(book, make_share("A-1", shop, Money(Decimal(100), "CNY")))
    settle(provider="sandbox", event=Event(EventKind.PAID, payment.reference, "W1", payment.money))
    assert Posting.objects.count() == 2
