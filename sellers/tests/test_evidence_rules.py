"""Which papers which goods ask for: the matrix of the Rwanda hub."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.approval.exceptions import SecondOfficerNeeded
from marketplace.approval.services import confirm, propose
from sellers.enums import EvidenceState
from sellers.models import EvidenceRequirement, Sector
from sellers.selectors import items_for_application, items_for_codes, missing_evidence_for_listing, missing_of
from sellers.selectors.evidence import items_of_many
from sellers.tests.factories import give_evidence, make_seller, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


def codes(rules):
    return [rule.code for rule in rules]


@pytest.mark.parametrize(
    ("hs_code", "expected"),
    [
        ("0901110000", ["naeb-licence", "gacc-registration"]),
        ("0901.21", ["naeb-licence", "gacc-registration", "cn-label"]),
        ("0902409000", ["naeb-licence", "gacc-registration", "cn-label"]),
        ("0904210000", ["naeb-horticulture", "gacc-plantation", "gacc-plant", "cn-label"]),
        ("0409000000", ["gacc-registration", "cn-label", "residue-plan"]),
        ("080440", ["naeb-horticulture", "gacc-orchard", "gacc-packhouse", "gacc-fumigation"]),
        ("080262", ["naeb-horticulture", "gacc-registration", "cn-label"]),
        ("330129", ["safety-data-sheet"]),
        ("460219", []),
        ("442019", ["cites"]),
        ("640399", ["rsb-smark", "rsb-test-report"]),
    ],
)
def test_goods_ask_for_what_the_matrix_says(hs_code, expected):
    seller = make_seller()

    assert codes(missing_evidence_for_listing(seller, hs_code, TODAY)) == expected


def test_nuts_for_china_are_asked_for_plantation_and_plant_and_sell_without():
    """The export papers name both numbers (cross-check 10); a listing does not wait for them."""
    rules = items_for_codes(make_seller(), ["080261"], TODAY)["080261"]
    found = {item.requirement.code: item.requirement for item in rules if item.requirement.code.startswith("gacc-nut")}

    assert sorted(found) == ["gacc-nut-plant", "gacc-nut-plantation"]
    assert all(not rule.is_required and rule.needs_number and rule.condition for rule in found.values())


@pytest.mark.parametrize("hs_code", ["210390", "851712"])
def test_goods_no_rule_speaks_about_ask_nothing_of_the_firm(hs_code):
    """Where they may go is the catalog's matter."""
    assert missing_evidence_for_listing(make_seller(), hs_code, TODAY) == []


def test_several_codes_cost_the_queries_of_one(django_assert_num_queries):
    seller = make_seller()

    with django_assert_num_queries(4):
        items = items_for_codes(seller, ["090111", "090121", "330129"], TODAY)

    assert [item.requirement.code for item in items["330129"]] == [
        "gacc-food-oil",
        "cn-label-oil",
        "safety-data-sheet",
    ]


def test_china_only_rules_are_not_asked_for_other_destinations():
    assert codes(missing_evidence_for_listing(make_seller(), "090121", TODAY, destination="DE")) == ["naeb-licence"]


@pytest.mark.parametrize(
    ("state", "is_enough"),
    [
        (EvidenceState.PENDING, False),
        (EvidenceState.REJECTED, False),
        (EvidenceState.EXPIRED, False),
        (EvidenceState.VERIFIED, True),
        (EvidenceState.ATTESTED, True),
    ],
)
def test_only_good_evidence_counts(state, is_enough):
    seller = make_seller()
    give_evidence(seller, "safety-data-sheet", state=state)

    assert (missing_evidence_for_listing(seller, "330129", TODAY) == []) is is_enough


def test_waived_evidence_counts():
    seller = make_seller()
    give_evidence(seller, "safety-data-sheet", state=EvidenceState.WAIVED, waiver_reason="Sold by sea only")

    assert missing_evidence_for_listing(seller, "330129", TODAY) == []


def test_evidence_counts_up_to_its_last_day_and_not_after():
    seller = make_seller()
    give_evidence(seller, "safety-data-sheet", expires_on=TODAY)

    assert missing_evidence_for_listing(seller, "330129", TODAY) == []
    assert codes(missing_evidence_for_listing(seller, "330129", TODAY + timedelta(days=1))) == ["safety-data-sheet"]


def test_evidence_of_another_seller_or_superseded_does_not_count():
    seller, other = make_seller(), make_seller()
    give_evidence(other, "safety-data-sheet")
    give_evidence(seller, "safety-data-sheet", superseded_at=timezone.now())

    assert codes(missing_evidence_for_listing(seller, "330129", TODAY)) == ["safety-data-sheet"]


def test_renewal_waits_beside_the_evidence_that_stands():
    seller = make_seller()
    give_evidence(seller, "safety-data-sheet")
    give_evidence(seller, "safety-data-sheet", state=EvidenceState.PENDING)

    assert missing_evidence_for_listing(seller, "330129", TODAY) == []


def test_newer_row_of_a_rule_speaks_from_its_day_and_old_evidence_follows_the_code():
    seller = make_seller()
    give_evidence(seller, "cites", state=EvidenceState.ATTESTED)
    newer = proposed("cites", kind="verified", hs_prefixes=["4420"], valid_from=TODAY)
    assert "cites" in codes(missing_evidence_for_listing(make_seller(), "970191", TODAY))  # nobody has confirmed it

    confirm(row=newer, by=make_user("bob"))

    assert missing_evidence_for_listing(seller, "442019", TODAY) == []
    assert codes(missing_evidence_for_listing(make_seller(), "442019", TODAY)) == ["cites"]
    assert missing_evidence_for_listing(make_seller(), "970191", TODAY) == []
    assert codes(missing_evidence_for_listing(make_seller(), "970191", TODAY - timedelta(days=1))) == ["cites"]


def proposed(code: str, **changes) -> EvidenceRequirement:
    facts = {"title": "CITES permit", "kind": "attested", "asked_at": "listing", "valid_from": TODAY, "source": "letter of today"}
    row = EvidenceRequirement(code=code, **{**facts, **changes})
    propose(row=row, by=make_user("alice"))
    return row


def test_rule_needs_a_second_officer_and_a_rule_in_force_is_kept():
    row = proposed("cites")
    with pytest.raises(SecondOfficerNeeded):
        confirm(row=row, by=row.proposed_by)
    old = EvidenceRequirement.objects.in_force_on(TODAY).get(code="cites")
    for change in (lambda: EvidenceRequirement.objects.filter(pk=old.pk).update(need="conditional"), old.delete):
        with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="requirement_one_row_a_day"), transaction.atomic():
        EvidenceRequirement.objects.filter(pk=row.pk).update(state="in_force", confirmed_by=make_user("bob"))


def test_sectors_of_a_rule_in_force_are_kept_and_those_of_a_proposal_are_not():
    coffee, tea = Sector.objects.get(code="coffee"), Sector.objects.get(code="tea")
    old = EvidenceRequirement.objects.in_force_on(TODAY).get(code="naeb-licence")
    before, row = set(old.sectors.all()), proposed("naeb-licence")
    row.sectors.set([coffee, tea])
    row.sectors.remove(tea)
    elsewhere = old.sectors.through.objects.filter(evidencerequirement=row)
    changes = (
        lambda: old.sectors.add(Sector.objects.get(code="chilli")),
        lambda: old.sectors.clear(),
        lambda: elsewhere.update(evidencerequirement=old.pk),
        lambda: old.sectors.through.objects.filter(evidencerequirement=old).update(evidencerequirement=row.pk),
    )

    for change in changes:
        with pytest.raises(IntegrityError, match="is kept with its links"), transaction.atomic():
            change()

    assert (set(old.sectors.all()), set(row.sectors.all())) == (before, {coffee})
    confirm(row=row, by=make_user("bob"))
    with pytest.raises(IntegrityError, match="is kept with its links"), transaction.atomic():
        row.sectors.clear()


def test_application_asks_by_sector():
    coffee, shoes = make_seller(sectors=("coffee",)), make_seller(sectors=("fashion",))

    found = items_of_many([coffee, shoes], TODAY)

    assert codes(missing_of(found[coffee.pk])) == ["registration-certificate", "naeb-licence", "declaration"]
    assert codes(missing_of(found[shoes.pk])) == ["registration-certificate", "rsb-smark", "declaration"]


def test_computed_items_answer_by_the_facts():
    seller = make_seller(tin="")

    items = {item.requirement.code: item for item in items_for_application(seller, TODAY)}

    assert (items["tin"].state, items["tin"].is_missing) == ("failed", True)
    assert (items["payout-name"].state, items["payout-name"].check.level) == ("computed", "good")
    assert (str(items["payout-name"].desk_word), items["payout-name"].tone) == ("checked", "good")


def test_account_in_another_name_is_not_called_checked():
    seller = make_seller()
    seller.payout_details = {**seller.payout_details, "holder": "Another Firm"}

    item = {item.requirement.code: item for item in items_for_application(seller, TODAY)}["payout-name"]

    assert (item.check.level, str(item.desk_word), str(item.word), item.tone) == ("look", "to check", "with an officer", "info")


def test_items_of_many_sellers_cost_the_queries_of_one(django_assert_num_queries):
    sellers = [make_seller() for _ in range(3)]
    for seller in sellers:
        give_evidence(seller, "naeb-licence")

    with django_assert_num_queries(5):
        items_of_many(sellers[:1], TODAY)
    with django_assert_num_queries(5):
        items_of_many(sellers, TODAY)
