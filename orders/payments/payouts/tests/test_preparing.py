from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.money import Money
from orders.payments.ledger.enums import AccountKind, RuleKind
from orders.payments.ledger.models import PaymentSplit
from orders.payments.ledger.selectors import balance_of, faults, owed_to
from orders.payments.ledger.services.posting import block_part, post_fulfilment
from orders.payments.ledger.tests.factories import capture, cny, make_rule, make_share, refund
from orders.payments.payouts.enums import Waiting
from orders.payments.payouts.exceptions import NoSchedule
from orders.payments.payouts.models import Payout, PayoutLine, PayoutSum
from orders.payments.payouts.outlook import outlook_of
from orders.payments.payouts.selectors import local_today, next_payout_day
from orders.payments.payouts.services import preparing
from orders.payments.payouts.services.preparing import drafts_of, prepare_payouts
from orders.payments.payouts.tests.factories import earn, make_firm, make_rate, make_schedule
from sellers.models import Seller

pytestmark = pytest.mark.django_db


def rwf(amount: int | str) -> Money:
    return Money(Decimal(amount), "RWF").rounded()


def waiting_of(seller) -> Waiting | None:
    return drafts_of(schedule=make_schedule(), day=local_today(), sellers=[seller])[0].waiting


def test_payout_is_all_that_is_earned_at_the_rate_of_the_day(book):
    shop = make_firm()
    make_schedule()
    make_rate("CNY", "204.5070422535")
    make_rule("0.05")
    earn(book, shop, "A-1", cny("136.00"), cny("40.00"))
    earn(book, shop, "A-2", rwf(13_470))

    (payout,) = prepare_payouts()

    sums = {line.currency: (line.money, line.result, str(line.rate), line.rate_source) for line in payout.sums.select_related("payout")}
    assert sums == {
        "CNY": (cny("169.20"), rwf(34_603), "204.507042253500", "BNR test"),  # 34602.59
        "RWF": (rwf(12_796), rwf(12_796), "1.000000000000", ""),
    }
    assert payout.money == rwf(47_399) and payout.masked == "BKIGRWRW ••••3456" and payout.destination["account"] == "00040069123456"
    assert [(line.part, line.item, line.money) for line in payout.lines.all()] == [
        ("A-1", "goods", cny(136)),
        ("A-1", "delivery", cny(40)),
        ("A-1", "commission", cny("-6.80")),
        ("A-2", "goods", rwf(13_470)),
        ("A-2", "commission", rwf(-674)),
    ]
    assert owed_to(shop, AccountKind.PAYABLE) == [] and owed_to(shop, AccountKind.IN_TRANSIT) == [rwf(47_399)]
    assert balance_of(AccountKind.EXCHANGE, "CNY") == cny("-169.20") and balance_of(AccountKind.EXCHANGE, "RWF") == rwf(34_603)
    assert not list(faults())


def test_nothing_is_paid_out_twice(book):
    shop = make_firm()
    make_schedule()
    earn(book, shop, "A-1", rwf(13_470))
    prepare_payouts()
    assert prepare_payouts() == []


def test_refund_after_the_payout_is_a_negative_line_of_the_next(book):
    shop = make_firm()
    make_schedule()
    make_rule("0.10")
    payment = earn(book, shop, "A-1", rwf(10_000))
    prepare_payouts()
    refund(payment, rwf(4_000), "A-1")
    earn(book, shop, "A-2", rwf(6_000))

    (payout,) = prepare_payouts()

    lines = [(line.part, line.happened, line.item, line.money) for line in payout.lines.all()]
    assert lines == [
        ("A-1", "refund", "goods", rwf(-4_000)),
        ("A-1", "refund", "commission", rwf(400)),
        ("A-2", "fulfilment", "goods", rwf(6_000)),
        ("A-2", "fulfilment", "commission", rwf(-600)),
    ]
    assert payout.money == rwf(1_800)


def test_debt_waits_for_the_next_sales(book):
    shop = make_firm()
    make_schedule()
    payment = earn(book, shop, "A-1", rwf(10_000))
    prepare_payouts()
    refund(payment, rwf(4_000), "A-1")

    assert prepare_payouts() == [] and outlook_of(shop).waiting == Waiting.IN_DEBT
    assert owed_to(shop, AccountKind.PAYABLE) == [rwf(-4_000)]


def test_too_little_waits_until_more_has_come(book):
    shop = make_firm()
    make_schedule("10000")
    earn(book, shop, "A-1", rwf(9_999))
    assert prepare_payouts() == [] and outlook_of(shop).waiting == Waiting.BELOW_MINIMUM
    earn(book, shop, "A-2", rwf(1))
    assert [payout.money for payout in prepare_payouts()] == [rwf(10_000)]


def test_held_days_and_open_disputes_are_waited_for(book):
    shop = make_firm()
    schedule = make_schedule(hold_days=7)
    earn(book, shop, "A-1", rwf(10_000))
    assert prepare_payouts() == [] and outlook_of(shop).waiting == Waiting.NOT_YET

    type(schedule).objects.update(hold_days=0)
    assert block_part(part="A-1", why="dispute D-1") and prepare_payouts() == []
    assert block_part(part="A-1", why="") and len(prepare_payouts()) == 1
    assert not block_part(part="X", why="")


def test_refund_never_comes_before_the_sale_it_lessens(book):
    """Of an order that is still held back neither the sale nor its refund is in a payout."""
    shop = make_firm()
    make_schedule()
    payment = earn(book, shop, "A-1", rwf(10_000))
    earn(book, shop, "A-2", rwf(500))
    block_part(part="A-1", why="dispute")
    refund(payment, rwf(4_000), "A-1")

    assert [payout.money for payout in prepare_payouts()] == [rwf(500)]


def test_money_without_a_rate_waits_and_a_debt_without_one_holds_all(book):
    shop = make_firm()
    make_schedule()
    payment = earn(book, shop, "A-1", cny(100))
    earn(book, shop, "A-2", rwf(5_000))
    assert [payout.money for payout in prepare_payouts()] == [rwf(5_000)]
    assert owed_to(shop, AccountKind.PAYABLE) == [cny(100)] and outlook_of(shop).waiting == Waiting.NO_RATE

    rate = make_rate("CNY", "200")
    assert [payout.money for payout in prepare_payouts()] == [rwf(20_000)]
    refund(payment, cny(30), "A-1")
    earn(book, shop, "A-3", rwf(7_000))
    type(rate).objects.update(day=local_today() + timedelta(days=1))
    assert prepare_payouts() == [] and outlook_of(shop).waiting == Waiting.NO_RATE


def test_sellers_who_cannot_be_paid_wait_and_are_told_why(book):
    nowhere, suspended = make_firm("Nowhere"), make_firm("Suspended")
    Seller.objects.filter(pk=nowhere.pk).update(payout_details=None)
    for number, shop in enumerate((nowhere, suspended)):
        earn(book, shop, f"A-{number}", rwf(5_000))
    Seller.objects.filter(pk=suspended.pk).update(state="suspended")
    make_schedule()

    assert prepare_payouts() == []
    assert outlook_of(nowhere).waiting == Waiting.NO_ACCOUNT and outlook_of(suspended).waiting == Waiting.SUSPENDED


def test_no_payouts_without_a_schedule():
    with pytest.raises(NoSchedule):
        prepare_payouts()
    assert outlook_of(make_firm()).waiting == Waiting.NO_SCHEDULE


def test_each_seller_is_paid_their_own(book):
    alices, bobs = make_firm("Coocamu"), make_firm("Agaseke", momo=True)
    make_schedule()
    capture(book, make_share("A-1", alices, rwf(700)), make_share("A-2", bobs, rwf(300)))

    post_fulfilment(part="A-1")
    post_fulfilment(part="A-2")

    assert [(payout.seller, payout.money, payout.kind) for payout in prepare_payouts()] == [
        (alices, rwf(700), "bank"),
        (bobs, rwf(300), "momo"),
    ]


def test_database_keeps_what_a_payout_is_made_of(book):
    shop = make_firm()
    make_schedule()
    earn(book, shop, "A-1", rwf(10_000))
    (payout,) = prepare_payouts()
    for rows, change in (
        (PayoutLine.objects, {"amount": 1}),
        (PayoutSum.objects, {"rate": 2}),
        (Payout.objects, {"amount": 1}),
        (Payout.objects, {"masked": "elsewhere"}),
    ):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            rows.update(**change)
    line = PayoutLine.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutLine.objects.create(payout=payout, posting=line.posting, item="goods", at=line.at, amount=1, currency="RWF")


@pytest.mark.parametrize("change", ["amount", "line", "other"])
def test_database_refuses_a_payout_that_is_not_the_sum_of_what_was_earned(book, change):
    shop, other = make_firm(), make_firm("Agaseke")
    make_schedule()
    earn(book, shop, "A-1", rwf(10_000))
    (draft,) = drafts_of(schedule=make_schedule(valid_from=local_today()), day=local_today())
    if change == "other":
        draft.seller = other
    payout = preparing._write(draft, local_today(), None)
    if change != "other":  # what a bug would write
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        columns = {field.attname: getattr(payout, field.attname) for field in Payout._meta.fields if field.attname != "id"}
        forged = Payout(**{**columns, "number": "PY-forged"})
        forged.save()
        PayoutSum.objects.create(payout=forged, currency="RWF", amount=10_000, converted=10_000 if change == "line" else 9_999)
    with pytest.raises(IntegrityError, match="not the sum"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_tax_on_commission_is_a_line_of_its_own(book):
    shop = make_firm()
    make_schedule()
    make_rule("0.10")
    make_rule("0.18", RuleKind.COMMISSION_TAX)
    earn(book, shop, "A-1", rwf(10_000))
    (payout,) = prepare_payouts()
    assert [line.money for line in payout.lines.all()] == [rwf(10_000), rwf(-1_000), rwf(-180)] and payout.money == rwf(8_820)
    assert PaymentSplit.objects.get().is_earned


@pytest.mark.parametrize(
    "today, is_inclusive, wanted",
    [("03-05", False, "03-16"), ("03-16", False, "04-10"), ("03-16", True, "03-16"), ("04-28", False, "05-10"), ("05-10", False, None)],
)
def test_next_payout_day_is_that_of_the_schedule_which_stands_then(django_assert_num_queries, today, is_inclusive, wanted):
    make_schedule(days=[1, 16], valid_to=date(2026, 3, 31))
    make_schedule(days=[10], valid_from=date(2026, 4, 1), valid_to=date(2026, 5, 31))

    with django_assert_num_queries(1):
        found = next_payout_day(date.fromisoformat(f"2026-{today}"), is_inclusive=is_inclusive)

    assert found == (wanted and date.fromisoformat(f"2026-{wanted}"))
