"""The rows: what the database promises, what they begin with, and how two officers change them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from catalog.models import HsCode
from catalog.tests.factories import make_user
from marketplace.approval.enums import Confidence, RowState
from marketplace.approval.exceptions import LaterRowStands, NotProposed, SecondOfficerNeeded
from marketplace.approval.services import confirm, propose, withdraw
from marketplace.history.models import Entry as Told
from marketplace.hubs.context import use_hub
from marketplace.hubs.tests.factories import make_kenya
from orders.duties.enums import RateKind
from orders.duties.exceptions import NoMarket
from orders.duties.models import ListedGoods, Market, RegimeLimit, TaxRate
from orders.duties.selectors import market_of, rule_book
from orders.duties.tests.factories import TODAY, china, make_rate

pytestmark = pytest.mark.django_db
FORCE = RowState.IN_FORCE


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def bob():
    return make_user("bob")


@pytest.mark.parametrize(
    ("start", "end"), [(date(2026, 6, 1), None), (date(2025, 1, 1), date(2026, 1, 1)), (date(2026, 12, 31), date(2027, 1, 1))]
)
def test_database_refuses_two_rows_in_force_for_one_question(start, end):
    make_rate(state=FORCE, valid_to=date(2026, 12, 31))

    with pytest.raises(IntegrityError, match="tax_rate_one_row_a_day"), transaction.atomic():
        make_rate(state=FORCE, valid_from=start, valid_to=end)


@pytest.mark.parametrize("other", [{"hs_prefix": "9998"}, {"kind": "mfn"}, {"valid_from": date(2027, 1, 1)}, {"state": "proposed"}])
def test_rows_for_another_question_or_time_stand_beside_each_other(other):
    make_rate(state=FORCE, valid_to=date(2026, 12, 31))

    assert make_rate(**{"state": FORCE, **other}).pk


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"valid_to": date(2025, 12, 31)}, "tax_rate_ends_after_start"),
        ({"source": ""}, "tax_rate_has_a_source"),
        ({"hs_prefix": "9"}, "tax_rate_prefix_is_digits"),
        ({"per_kg": 1}, "tax_rate_one_measure"),
        ({"percent": -1}, "tax_rate_not_negative"),
        ({"kind": "consumption", "percent": 100}, "tax_rate_inside_its_base"),
        ({"kind": "preference", "origin": "RW"}, "tax_rate_preference_has_a_proof"),
        ({"proof": "form"}, "tax_rate_preference_has_a_proof"),
    ],
)
def test_database_refuses_a_row_that_contradicts_itself(wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_rate(**wrong)


def test_officer_reads_what_is_wrong_before_the_database_refuses():
    row = TaxRate(market=china(), kind="preference", valid_from=date(2026, 1, 1), valid_to=date(2025, 1, 1), source="test")

    with pytest.raises(ValidationError) as told:
        row.full_clean()

    assert told.value.message_dict["valid_to"] == ["The last day lies before the first."]


@pytest.mark.parametrize("change", ["percent", "source", "confidence", "hs_prefix", "valid_from"])
def test_database_keeps_a_row_in_force_as_it_was_confirmed(change):
    row = make_rate(state=FORCE)
    values = {"percent": 1, "source": "other", "confidence": "verified", "hs_prefix": "99", "valid_from": date(2026, 2, 1)}

    with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
        TaxRate.objects.filter(pk=row.pk).update(**{change: values[change]})
    with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
        row.delete()
    with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
        TaxRate.objects.filter(pk=row.pk).update(state=RowState.PROPOSED)


def test_confirmed_row_counts_from_its_day_and_the_older_ends_the_day_before(alice, bob):
    older = make_rate(state=FORCE)
    newer = TaxRate(market=china(), kind="vat", hs_prefix="9999", percent=Decimal(9), valid_from=date(2027, 1, 1), source="law")

    propose(row=newer, by=alice)
    assert rule_book(china(), date(2027, 1, 1)).rate(RateKind.VAT, "9999", "").percent == 13
    confirm(row=newer, by=bob)

    older.refresh_from_db()
    assert (older.valid_to, older.state) == (date(2026, 12, 31), FORCE)
    assert rule_book(china(), date(2026, 12, 31)).rate(RateKind.VAT, "9999", "").percent == 13
    assert rule_book(china(), date(2027, 1, 1)).rate(RateKind.VAT, "9999", "").percent == 9
    assert list(Told.objects.order_by("pk").values_list("action", "by")) == [
        ("taxrate.proposed", alice.pk),
        ("taxrate.ended", bob.pk),
        ("taxrate.confirmed", bob.pk),
    ]


def test_confirmed_row_of_the_same_day_replaces(alice, bob):
    wrong = make_rate(state=FORCE)
    right = make_rate(percent=Decimal(9), proposed_by=alice)

    confirm(row=right, by=bob)

    wrong.refresh_from_db()
    assert wrong.state == RowState.REPLACED
    assert rule_book(china(), TODAY).rate(RateKind.VAT, "9999", "").percent == 9


def test_proposal_does_not_undo_a_row_that_begins_later(alice, bob):
    later = make_rate(state=FORCE, valid_from=date(2027, 1, 1))
    row = make_rate(proposed_by=alice)

    with pytest.raises(LaterRowStands, match="2027-01-01"):
        confirm(row=row, by=bob)

    later.refresh_from_db()
    assert later.state == FORCE


def test_no_officer_confirms_alone(alice, bob):
    row = make_rate(proposed_by=alice)

    with pytest.raises(SecondOfficerNeeded):
        confirm(row=row, by=alice)
    propose(row=row, by=bob)  # whoever changes a proposal is the one who proposes it
    with pytest.raises(SecondOfficerNeeded):
        confirm(row=row, by=bob)
    with pytest.raises(IntegrityError, match="needs_second_officer"), transaction.atomic():
        TaxRate.objects.filter(pk=row.pk).update(confirmed_by=bob)
    with pytest.raises(IntegrityError, match="in_force_is_confirmed"), transaction.atomic():
        TaxRate.objects.filter(pk=row.pk).update(state=FORCE)
    confirm(row=row, by=alice)

    row.refresh_from_db()
    assert (row.state, row.confirmed_by, row.proposed_by) == (FORCE, alice, bob)


def test_what_is_decided_is_decided_once(alice, bob):
    taken, back = make_rate(proposed_by=alice), make_rate(proposed_by=alice)
    confirm(row=taken, by=bob)
    withdraw(row=back, by=alice)

    for row in (taken, back):
        for act in (confirm, withdraw, propose):
            with pytest.raises(NotProposed):
                act(row=row, by=bob)


def test_rows_begin_with_their_source_and_what_nobody_has_checked_says_so():
    rows = [*TaxRate.objects.all(), *RegimeLimit.objects.all(), *ListedGoods.objects.all()]

    assert len(rows) > 100 and all(row.source and row.state == FORCE for row in rows)
    assert all(row.confidence == Confidence.UNVERIFIED for row in rows if "general knowledge" in row.source)
    assert {row.code for row in Market.objects.all()} == {"CN", "EU", "US", "EAC", "JP"}


def test_rates_are_those_of_the_customs_table():
    book = rule_book(china(), TODAY)
    columns = {"mfn": "mfn_percent", "vat": "import_vat_percent", "consumption": "consumption_tax_percent"}

    for row in HsCode.objects.exclude(source=""):
        for kind, column in columns.items():
            rate = book.rate(RateKind(kind), row.code, "RW")
            assert (rate.percent if rate else None) == getattr(row, column), f"{row.code} {kind}"


def test_book_is_read_with_the_same_few_questions(django_assert_num_queries):
    market = china()

    with django_assert_num_queries(3):
        rule_book(market, TODAY)


def test_book_of_some_codes_answers_for_them_as_the_whole_one_does():
    codes = ["0901210000", "460219", "9999999999"]
    whole, part = rule_book(china(), TODAY), rule_book(china(), TODAY, codes)

    assert len(part.rates) < 10 < len(whole.rates) and part.limits == whole.limits
    for code in codes:
        assert [part.rate(kind, code, "RW") for kind in RateKind] == [whole.rate(kind, code, "RW") for kind in RateKind]
        assert part.entry(code) == whole.entry(code)


def test_market_is_named_in_the_language_of_the_reader():
    with override("zh-hans"):
        assert (str(china()), str(TaxRate.objects.get(hs_prefix="0901210000", kind="vat"))) == ("CN · 中国", "CN 0901210000 进口环节增值税")
    assert str(china()) == "CN · China"


def test_market_is_found_by_country_and_a_strange_one_refused():
    assert (market_of("CN").code, market_of("DE").code, market_of("KE").code) == ("CN", "EU", "EAC")
    with pytest.raises(NoMarket):
        market_of("BR")


def test_another_hub_sees_none_of_it():
    market = china()
    with use_hub(make_kenya()):
        assert not TaxRate.objects.exists()
        with pytest.raises(NoMarket):
            market_of("CN")
        with pytest.raises(NoMarket):
            rule_book(market)
