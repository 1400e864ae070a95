from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils import timezone
from tablib import Dataset

from marketplace.accounts.models import User
from marketplace.approval.enums import RowState
from marketplace.approval.exceptions import LaterRowStands, NotProposed, SecondOfficerNeeded
from marketplace.approval.services import confirm, end, stand
from marketplace.history.models import Entry
from orders.logistics.exceptions import NoBreaks
from orders.logistics.models import RateBreak, RateCard
from orders.logistics.rate_sheet import BadCell, read_breaks, read_surcharges
from orders.logistics.resources import RateCardResource
from orders.logistics.services import issue_quote
from orders.logistics.services.cards import propose_newer
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
    card.pk = None  # as it stands, in force a second time

    with pytest.raises(ValidationError, match="End it first"):
        card.full_clean()


def test_card_that_has_priced_a_quote_cannot_be_deleted():
    card = make_card()
    issue_quote(quote_id=ask_quote(currency="USD").pk)

    with pytest.raises(ProtectedError):
        card.delete()


@pytest.mark.parametrize(
    "change",
    [
        lambda card: RateCard.objects.update(minimum=1),
        lambda card: RateCard.objects.update(state="proposed"),
        lambda card: card.breaks.update(unit_rate=1),
        lambda card: card.breaks.all().delete(),
        lambda card: RateBreak.objects.create(card=card, from_quantity=7, unit_rate=1),
        lambda card: card.surcharges.update(rate=1),
        lambda card: RateCard.objects.filter(pk=card.pk).delete(),
    ],
)
def test_database_lets_nobody_change_what_a_card_in_force_asks(change):
    card = make_card(surcharges={"FSC": ("percent", "5")})

    with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
        change(card)


def test_two_officers_put_a_card_in_force_and_the_older_ends_the_day_before():
    alice, bob = (User.objects.create_user(f"{name}@example.com", is_demo=True) for name in ("alice", "bob"))
    older = make_card(valid_from=date(2026, 1, 1))
    newer = propose_newer(card=older, valid_from=date(2026, 6, 1), by=alice)

    with pytest.raises(SecondOfficerNeeded):
        confirm(row=newer, by=alice)
    newer = confirm(row=newer, by=bob)

    older.refresh_from_db()
    assert (newer.state, newer.confirmed_by, newer.breaks.count()) == (RowState.IN_FORCE, bob, 2)
    assert (older.state, older.valid_to) == (RowState.IN_FORCE, date(2026, 5, 31))
    with pytest.raises(NotProposed):
        confirm(row=newer, by=bob)
    with pytest.raises(IntegrityError, match="in_force_is_confirmed"), transaction.atomic():
        stand(propose_newer(card=older, valid_from=date(2026, 7, 1), by=alice))
    end(row=newer, by=alice)
    newer.refresh_from_db()
    assert newer.valid_to == timezone.localdate()
    assert [entry.action for entry in Entry.objects.all()][:2] == ["ratecard.ended", "ratecard.confirmed"]


def test_confirming_never_undoes_what_begins_later():
    alice, bob = (User.objects.create_user(f"{name}@example.com", is_demo=True) for name in ("alice", "bob"))
    later = make_card(valid_from=date(2026, 9, 1))
    proposal = propose_newer(card=later, valid_from=date(2026, 6, 1), by=alice)

    with pytest.raises(LaterRowStands, match="2026-09-01"):
        confirm(row=proposal, by=bob)
    proposal.breaks.all().delete()
    with pytest.raises(NoBreaks):
        confirm(row=proposal, by=bob)


def test_proposal_prices_nothing():
    make_card(state=RowState.PROPOSED)

    assert issue_quote(quote_id=ask_quote(currency="USD").pk).reason == "no_card"


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


def test_sheet_read_again_changes_the_proposal_instead_of_doubling_it():
    RateCardResource().import_data(sheet(ROW), raise_errors=True)
    RateCardResource().import_data(sheet({**ROW, "breaks": "0=9.90"}), raise_errors=True)

    assert [str(row) for row in RateCard.objects.get().breaks.all()] == ["+0: 9.9"]
    changed, entered = Entry.objects.all()
    assert (entered.action, entered.after["breaks"]) == ("rate_card.entered", "0=4.2 45=3.4")
    assert (changed.action, changed.before["breaks"], changed.after["breaks"]) == ("rate_card.changed", "0=4.2 45=3.4", "0=9.9")


def test_sheet_leaves_a_card_in_force_alone_and_proposes_what_differs():
    RateCardResource().import_data(sheet(ROW), raise_errors=True)
    standing = RateCard.objects.get()
    stand(standing)

    same = RateCardResource().import_data(sheet(ROW), raise_errors=True)
    other = RateCardResource().import_data(sheet({**ROW, "minimum": "80"}), raise_errors=True)

    standing.refresh_from_db()
    assert (same.totals["skip"], other.totals["new"], standing.minimum) == (1, 1, Decimal(75))
    assert RateCard.objects.get(state=RowState.PROPOSED).minimum == 80


def test_sheet_carries_legs_containers_and_parts_of_the_way():
    leg = {**ROW, "mode": "road", "service": "container", "weight_rule": "container", "unit": "ctr", "breaks": "0=2100"}
    leg |= {"surcharges": "CLEAR:per_shipment=35000@RWF#export SEAL:per_container=20"}
    rows = Dataset(
        [*leg.values(), "DAR", "20DC", "to_port", "21000"],
        headers=[*ROW, "destination_place", "container", "stage", "max_container_kg"],
    )

    RateCardResource().import_data(rows, raise_errors=True)

    card = RateCard.objects.get()
    assert (card.lane, card.container, card.stage, card.max_container_kg) == ("KGL–DAR", "20DC", "to_port", 21000)
    assert [(row.code, row.basis, row.stage) for row in card.surcharges.all()] == [
        ("CLEAR", "per_shipment", "export"),
        ("SEAL", "per_container", ""),
    ]


def test_sheet_without_its_columns_says_which_are_missing():
    result = RateCardResource().import_data(Dataset(["Test Air"], headers=["carrier"]))

    assert "has no column service, mode, origin" in str(result.base_errors[0].error)


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
        ({"carrier": "Test Air", "valid_from": "2026-02-01"}, "valid_from"),
        ({"ratio": "6 000"}, "ratio"),
        ({"surcharges": "THC:per_container=3#harbour"}, "surcharges"),
        ({"weight_rule": "container", "unit": "ctr"}, "container"),
    ],
)
def test_bad_row_is_named_with_its_column_and_nothing_is_kept(change, column):
    rows = sheet(ROW, {**ROW, "carrier": "Second", **change})
    result = RateCardResource().import_data(rows, use_transactions=True, rollback_on_validation_errors=True)

    (invalid,) = result.invalid_rows
    assert (invalid.number, column in invalid.error.message_dict) == (2, True)
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

    file = SimpleUploadedFile("cards.xlsx", sheet({**ROW, "carrier": "New"}).export("xlsx"))
    page = desk.post(reverse("admin:logistics_ratecard_import"), {"import_file": file, "format": "1"})
    assert not RateCard.objects.filter(carrier="New").exists()  # a dry run until it is confirmed
    confirm = {name: page.context["confirm_form"].initial[name] for name in ("import_file_name", "original_file_name", "format")}
    desk.post(reverse("admin:logistics_ratecard_process_import"), {**confirm, "resource": ""})

    card = RateCard.objects.get(carrier="New")
    assert (card.proposed_by.is_superuser, card.breaks.count(), card.state) == (True, 2, RowState.PROPOSED)


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
    card = make_card(breaks={"0": "5"}, state=RowState.PROPOSED)
    place = reverse("admin:logistics_ratecard_change", args=[card.pk])

    answer = desk.post(place, desk_form(card, ("0", "6.5")))

    assert answer.status_code == 302, answer.context["errors"]
    entry = Entry.objects.get(action="rate_card.changed")
    assert (entry.by.email, entry.before["breaks"], entry.after["breaks"]) == ("officer@example.com", "0=5", "0=6.5")


def test_desk_reads_a_card_in_force_and_proposes_a_newer_one(desk):
    card = make_card(breaks={"0": "5"})
    place = reverse("admin:logistics_ratecard_change", args=[card.pk])

    assert desk.post(place, desk_form(card, ("0", "6.5"))).status_code == 403
    page = desk.get(reverse("admin:logistics_ratecard_propose_newer_card", args=[card.pk]), follow=True).content.decode()
    assert "another officer puts it in force" in page and "Two officers" in page
    newer = RateCard.objects.get(state=RowState.PROPOSED)
    told = {"action": "confirm_these", "_selected_action": [newer.pk]}
    assert "Another officer than the one" in desk.post(reverse("admin:logistics_ratecard_changelist"), told, follow=True).content.decode()

    desk.force_login(User.objects.create_superuser("second@example.com", "a long password", is_demo=True))
    assert "1 row is in force now." in desk.post(reverse("admin:logistics_ratecard_changelist"), told, follow=True).content.decode()
    told = {"action": "end_these", "_selected_action": [card.pk]}
    assert "1 row ends today." not in desk.post(reverse("admin:logistics_ratecard_changelist"), told, follow=True).content.decode()


@pytest.mark.parametrize("valid", ["now", "later", "over", "proposed"])
def test_desk_filters_cards_by_validity(desk, valid):
    make_card()
    make_card(carrier="Proposed", state=RowState.PROPOSED)

    page = desk.get(reverse("admin:logistics_ratecard_changelist"), {"valid": valid}).content.decode()

    assert (">Test Air<" in page, ">Proposed<" in page) == (valid == "now", valid == "proposed")


def test_desk_shows_quotes_and_changes_none(desk):
    make_card()
    quote = ask_quote(currency="USD")
    issue_quote(quote_id=quote.pk)

    assert desk.get(reverse("admin:logistics_quote_changelist")).status_code == 200
    assert 'name="_save"' not in desk.get(reverse("admin:logistics_quote_change", args=[quote.pk])).content.decode()
