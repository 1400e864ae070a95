"""Two at once, on real connections with real commits."""

from __future__ import annotations

import threading
from decimal import Decimal
from unittest import mock

import pytest
from django.db import IntegrityError

from catalog.tests.factories import make_user
from marketplace.allocation.tests.racing import at_once
from marketplace.history.models import Entry as HistoryEntry
from marketplace.money import Money
from orders.payments import purposes
from orders.payments.enums import RefundReason
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.selectors import balance_of, faults, owed_to
from orders.payments.ledger.services.posting import post_fulfilment
from orders.payments.ledger.tests.factories import capture, finish, make_rule, make_share
from orders.payments.models import Payment
from orders.payments.payouts.exceptions import BatchClosed, NeedsAnother, PayoutRefused
from orders.payments.payouts.models import Payout, PayoutLine
from orders.payments.payouts.services import preparing
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.services.sending import make_batch, mark_paid, mark_returned, release_batch, withdraw
from orders.payments.payouts.tests.factories import earn, make_firm, make_schedule, send
from orders.payments.providers.base import Event, EventKind
from orders.payments.purposes import accept
from orders.payments.services import request_refund, settle
from orders.payments.tests.factories import make_payment

pytestmark = pytest.mark.django_db(transaction=True)


def rwf(amount: int) -> Money:
    return Money(Decimal(amount), "RWF")


def test_two_who_prepare_payouts_at_once_pay_once(book):
    shop = make_firm()
    make_schedule()
    for number in range(5):
        earn(book, shop, f"A-{number}", rwf(1_000))

    answers = at_once(prepare_payouts, prepare_payouts, prepare_payouts)

    assert sorted(len(answer) for answer in answers) == [0, 0, 1]
    assert Payout.objects.get().money == rwf(5_000) and PayoutLine.objects.count() == 5 and not list(faults())


def test_race_of_two_payouts_is_real_and_the_database_stands_behind_the_lock(book):
    shop = make_firm()
    make_schedule()
    earn(book, shop, "A-1", rwf(1_000))
    both_have_looked = threading.Barrier(2)
    look = preparing.drafts_of

    def slowly(**facts):
        drafts = look(**facts)
        both_have_looked.wait(10)
        return drafts

    with mock.patch.object(preparing, "drafts_of", slowly), mock.patch.object(preparing, "lock_hub", lambda: None):
        answers = at_once(prepare_payouts, prepare_payouts)

    assert sum(isinstance(answer, IntegrityError) for answer in answers) == 1
    assert Payout.objects.count() == 1 and owed_to(shop, AccountKind.IN_TRANSIT) == [rwf(1_000)]


def test_books_are_true_when_goods_arrive_while_a_refund_is_done(book):
    make_rule("0.10")
    for number in range(8):
        shop = make_firm(f"Firm {number}")
        payment = capture(book, make_share(f"A-{number}", shop, rwf(1_000)))
        parts = {"order": f"A-{number}", "borne_by": "seller", "goods": "400"}
        asked = request_refund(payment=payment, amount=rwf(400), reason=RefundReason.RETURNED, key="a", parts=parts)

        answers = at_once(lambda asked=asked: finish(asked).state, lambda part=f"A-{number}": post_fulfilment(part=part))

        assert answers == ["done", True] and owed_to(shop, AccountKind.PAYABLE) == [rwf(540)]
    assert not list(faults())


def test_goods_that_arrive_twice_at_once_are_earned_once(book):
    shop = make_firm()
    capture(book, make_share("A-1", shop, rwf(1_000)))
    answers = at_once(*[lambda: post_fulfilment(part="A-1")] * 3)
    assert sorted(answers) == [False, False, True] and owed_to(shop, AccountKind.PAYABLE) == [rwf(1_000)]


def test_one_word_told_by_many_at_once_is_one_capture(book):
    shop = make_firm()
    payment = make_payment("A-1", "1000", "RWF")
    book.answer = accept([make_share("A-1", shop, rwf(1_000))])
    word = Event(EventKind.PAID, payment.reference, "W1", payment.money)

    answers = at_once(*[lambda: settle(provider="sandbox", event=word).verdict] * 4)

    assert sorted(map(str, answers)) == ["repeated"] * 3 + ["settled"]
    assert balance_of(AccountKind.PROVIDER, "RWF", owner="sandbox") == rwf(1_000) and not list(faults())


def test_first_captures_of_a_new_provider_open_its_account_once(book):
    shops = [make_firm(f"Firm {number}") for number in range(4)]
    payments = [make_payment(f"A-{number}", "1000", "RWF") for number in range(4)]
    shares = {payment.key: [make_share(payment.key, shop, rwf(1_000))] for payment, shop in zip(payments, shops, strict=True)}
    book.on_paid = lambda payment: accept(shares[payment.key])
    purposes.register("test", on_paid=book.on_paid)

    def word(payment: Payment):
        return lambda: settle(provider="sandbox", event=Event(EventKind.PAID, payment.reference, "W1", payment.money)).verdict

    assert [str(answer) for answer in at_once(*map(word, payments))] == ["settled"] * 4
    assert balance_of(AccountKind.PROVIDER, "RWF", owner="sandbox") == rwf(4_000) and not list(faults())


def test_payout_noted_as_paid_and_as_come_back_at_once_ends_as_come_back(book):
    shop = make_firm()
    make_schedule()
    earn(book, shop, "A-1", rwf(1_000))
    (payout,) = prepare_payouts()
    send(payout)

    at_once(lambda: mark_paid(payout=payout), lambda: mark_returned(payout=payout, reason="closed"), lambda: mark_paid(payout=payout))

    payout.refresh_from_db()
    assert payout.state == "returned" and owed_to(shop, AccountKind.PAYABLE) == [rwf(1_000)]
    assert balance_of(AccountKind.BANK, "RWF") == rwf(0) and not list(faults())


def test_two_officers_who_release_a_file_at_once_release_it_once(book):
    make_schedule()
    earn(book, make_firm(), "A-1", rwf(1_000))
    olive, oscar, odile = (make_user(name) for name in ("olive", "oscar", "odile"))
    batch = make_batch(payouts=prepare_payouts(), by=olive)

    answers = at_once(*[lambda by=by: release_batch(batch=batch, by=by).number for by in (oscar, odile, olive)])

    assert sorted(type(answer) for answer in answers[:2] if answer != batch.number) == [BatchClosed]
    assert isinstance(answers[2], NeedsAnother | BatchClosed)
    batch.refresh_from_db()
    assert batch.released_by in (oscar, odile) and HistoryEntry.objects.filter(action="payout.sent").count() == 1


def test_payout_stopped_and_released_at_once_does_one_of_the_two(book):
    make_schedule()
    shop = make_firm()
    earn(book, shop, "A-1", rwf(1_000))
    (payout,) = prepare_payouts()
    batch = make_batch(payouts=[payout], by=make_user("olive"))
    oscar = make_user("oscar")

    answers = at_once(lambda: release_batch(batch=batch, by=oscar), lambda: withdraw(payout=payout, reason="Wrong account", by=oscar))

    payout.refresh_from_db()
    assert sum(isinstance(answer, PayoutRefused) for answer in answers) == 1
    assert (payout.state, payout.batch) in [("sent", batch), ("withdrawn", None)] and not list(faults())
