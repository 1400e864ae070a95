from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.forms.models import model_to_dict
from django.urls import reverse
from tablib import Dataset

from marketplace.accounts.models import User
from marketplace.history.models import Entry
from orders.logistics.models import RateCard
from orders.logistics.rate_sheet import BadCell, read_breaks, read_surcharges
from orders.logistics.resources import RateCardResource
from orders.logistics.services import issue_quote
from orders.logistics.tests.factories import ask_quote, make_card

pytestmark = pytest.mark.django_db
ROW = {
    "carrier": "Test Air",
    "service": "air_cargo",
    "mode": "air",
    "origin": "KGL",
    "destination_country": "CN",
    "destination_region": "",
    "commodity": "",
    "weight_rule": "air",
    "ratio": "",
    "unit": "kg",
    "currency": "USD",
    "minimum": "75",
    "breaks": "0=4.20 45=3.40",
    "surcharges": "FSC:percent=12.5 SSC:per_kg=0.15>=10 CLEAR:per_shipment=35000@RWF",
    "max_piece_kg": "",
    "min_total_kg": "20",
    "max_total_kg": "",
    "transit_min_days": "3",
    "transit_max_days": "7",
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
    "source": "contract 12",
    "is_demonstration": "0",
}


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("officer@example.com", "a long password", is_demo=True))
    return client


def sheet(*rows: dict) -> Dataset:
    return Dataset(*[list(row.values()) for row in rows], headers=list(ROW))


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2026, 6, 1), None), (date(2025, 1, 1), date(2026, 1, 1)), (date(2026, 12, 31), date(2027, 1, 1))],
)
def test_database_refuses_a_card_that_overlaps_another(start, end):
    make_card(valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))

    with pytest.raises(IntegrityError, match="rate_cards_do_not_overlap"), transaction.atomic():
        make_card(valid_from=start, valid_to=end)


@pytest.mark.parametrize(
    "other",
    [
        {"valid_from": date(2027, 1, 1)},
        {"carrier": "Another"},
        {"destination_country": "DE"},
        {"destination_region": "Hunan"},
        {"commodity": "coffee"},
        {"service": "express"},
    ],
)
def test_cards_for_other_days_lanes_or_services_stand_beside_it(other):
    make_card(valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))

    make_card(**{"valid_from": date(2026, 1, 1), "valid_to": None, **other})

    assert RateCard.objects.count() == 2


def test_overlap_is_told_in_words_when_a_form_is_checked():
    card = make_card()
    card.pk = None

    with pytest.raises(ValidationError, match="End it first"):
        card.full_clean()


def test_card_that_has_priced_a_quote_cannot_be_deleted():
    card = make_card()
    issue_quote(quote_id=ask_quote(currency="USD").pk)

    with pytest.raises(ProtectedError):
        card.delete()


def test_sheet_is_read_row_by_row():
    result = RateCardResource().import_data(sheet(ROW), raise_errors=True)

    card = RateCard.objects.get()
    assert result.totals["new"] == 1 and (card.valid_to, card.minimum) == (date(2026, 12, 31), Decimal(75))
    assert [str(row) for row in card.breaks.all()] == ["+0: 4.2", "+45: 3.4"]
    assert [(s.code, s.basis, s.rate, s.minimum, s.currency) for s in card.surcharges.all()] == [
        ("FSC", "percent", Decimal("12.5"), 0, ""),
        ("SSC", "per_kg", Decimal("0.15"), Decimal(10), ""),
        ("CLEAR", "per_shipment", Decimal(35000), 0, "RWF"),
    ]


def test_sheet_read_again_changes_the_card_instead_of_doubling_it():
    RateCardResource().import_data(sheet(ROW), raise_errors=True)
    RateCardResource().import_data(sheet({**ROW, "breaks": "0=9.90"}), raise_errors=True)

    assert [str(row) for row in RateCard.objects.get().breaks.all()] == ["+0: 9.9"]
    changed, entered = Entry.objects.all()
    assert (entered.action, entered.after["breaks"]) == ("rate_card.entered", "0=4.2 45=3.4")
    assert (changed.action, changed.before["breaks"], changed.after["breaks"]) == ("rate_card.changed", "0=4.2 45=3.4", "0=9.9")


def test_sheet_without_a_change_leaves_no_trace():
    for _ in range(2):
        RateCardResource().import_data(sheet(ROW), raise_errors=True)

    assert [entry.action for entry in Entry.objects.all()] == ["rate_card.entered"]


def test_exported_sheet_reads_back_as_it_was():
    RateCardResource().import_data(sheet(ROW), raise_errors=True)

    exported = RateCardResource().export().dict[0]

    assert exported["breaks"] == "0=4.2 45=3.4"
    assert exported["surcharges"] == "FSC:percent=12.5 SSC:per_kg=0.15>=10 CLEAR:per_shipment=35000@RWF"


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"breaks": "0:4.20"}, "breaks"),
        ({"breaks": ""}, "breaks"),
        ({"surcharges": "FSC:weekly=3"}, "surcharges"),
        ({"service": "pigeon"}, "service"),
        ({"valid_from": "soon"}, "valid_from"),
        ({"valid_to": "2025-01-01"}, "valid_to"),
        ({"transit_max_days": "2"}, "transit_max_days"),
        ({"weight_rule": "lcl"}, "unit"),
        ({"unit": "wm"}, "unit"),
        ({"destination_country": "China"}, "destination_country"),
        ({"currency": "usd"}, "currency"),
        ({"carrier": "Test Air", "valid_from": "2026-02-01"}, "__all__"),
    ],
)
def test_bad_row_is_named_with_its_column_and_nothing_is_kept(change, column):
    rows = sheet(ROW, {**ROW, "carrier": "Second", **change})
    result = RateCardResource().import_data(rows, use_transactions=True, rollback_on_validation_errors=True)

    (invalid,) = result.invalid_rows
    assert invalid.number == 2 and column in invalid.error.message_dict
    assert not RateCard.objects.exists()


@pytest.mark.parametrize("cell", ["0=1 0=2", "x", "-1=5", "0=1,5"])
def test_unreadable_breaks_are_refused(cell):
    with pytest.raises(BadCell):
        read_breaks(cell)


@pytest.mark.parametrize("cell", ["FSC=1", "fsc:percent=1", "A:percent=1 A:per_kg=2", "A:percent=1@usd"])
def test_unreadable_surcharges_are_refused(cell):
    with pytest.raises(BadCell):
        read_surcharges(cell)


def test_desk_shows_adds_imports_and_exports_cards(desk):
    make_card()
    for name in ("changelist", "add", "import", "export"):
        assert desk.get(reverse(f"admin:logistics_ratecard_{name}")).status_code == 200

    file = SimpleUploadedFile("cards.csv", sheet({**ROW, "carrier": "New"}).csv.encode(), content_type="text/csv")
    page = desk.post(reverse("admin:logistics_ratecard_import"), {"import_file": file, "format": "0"})
    confirm = {name: page.context["confirm_form"].initial[name] for name in ("import_file_name", "original_file_name", "format")}
    desk.post(reverse("admin:logistics_ratecard_process_import"), {**confirm, "resource": ""})

    card = RateCard.objects.get(carrier="New")
    assert card.entered_by.is_superuser and card.breaks.count() == 2


def desk_form(card: RateCard, *breaks: tuple[str, str]) -> dict[str, str]:
    """What the desk's form of a card sends back."""
    fields = {name: value for name, value in model_to_dict(card).items() if value is not None}
    rows = list(card.breaks.all())
    form = {
        **fields,
        "breaks-TOTAL_FORMS": len(breaks),
        "breaks-INITIAL_FORMS": len(rows),
        "surcharges-TOTAL_FORMS": 0,
        "surcharges-INITIAL_FORMS": 0,
    }
    for number, (start, rate) in enumerate(breaks):
        pk = rows[number].pk if number < len(rows) else ""
        form |= {f"breaks-{number}-id": pk, f"breaks-{number}-from_quantity": start, f"breaks-{number}-unit_rate": rate}
    return {name: value for name, value in form.items() if value is not False}


def test_desk_writes_who_changed_a_card_from_what_to_what(desk):
    card = make_card(breaks={"0": "5"})
    place = reverse("admin:logistics_ratecard_change", args=[card.pk])

    answer = desk.post(place, desk_form(card, ("0", "6.5")))

    assert answer.status_code == 302, answer.context["errors"]
    entry = Entry.objects.get(action="rate_card.changed")
    assert (entry.by.email, entry.before["breaks"], entry.after["breaks"]) == ("officer@example.com", "0=5", "0=6.5")


def test_desk_refuses_an_overlap_in_words(desk):
    make_card(carrier="Twin")
    card = make_card(breaks={"0": "5"})

    page = desk.post(reverse("admin:logistics_ratecard_change", args=[card.pk]), {**desk_form(card, ("0", "5")), "carrier": "Twin"})

    assert page.status_code == 200 and "End it first" in page.content.decode()


def test_desk_shows_quotes_and_changes_none(desk):
    make_card()
    quote = ask_quote(currency="USD")
    issue_quote(quote_id=quote.pk)

    assert desk.get(reverse("admin:logistics_quote_changelist")).status_code == 200
    assert 'name="_save"' not in desk.get(reverse("admin:logistics_quote_change", args=[quote.pk])).content.decode()
