from datetime import date, timedelta

import pytest

from sellers.enums import EvidenceState, SellerState
from sellers.exceptions import BadUpload, DateNeeded, NotOpen, NotYours, ReasonNeeded, WrongState
from sellers.models import Evidence, EvidenceFile
from sellers.selectors import missing_evidence_for_listing
from sellers.selectors.evidence import today
from sellers.services import add_file, attest, claim, reject_evidence, remove_file, save_evidence, verify_evidence, waive_evidence
from sellers.services import evidence as evidence_service
from sellers.tests.factories import give_evidence, make_officer, make_seller, make_user, pdf, picture, rule

pytestmark = pytest.mark.django_db
LATER = date(2030, 1, 1)


@pytest.fixture
def alice():
    return make_user("alice")


def shown(seller):
    rows = Evidence.objects.filter(seller=seller, superseded_at__isnull=True).order_by("pk")
    return [(row.state, row.number, row.files.filter(replaced_at__isnull=True).count()) for row in rows]


def test_first_saving_waits_for_an_officer_and_nothing_said_makes_no_row(alice):
    seller = make_seller(owner=alice, state=SellerState.DRAFT)

    assert save_evidence(seller=seller, requirement=rule("naeb-licence"), by=alice) is None
    save_evidence(seller=seller, requirement=rule("naeb-licence"), by=alice, number="N-1", expires_on=LATER)
    save_evidence(seller=seller, requirement=rule("naeb-licence"), by=alice, number="N-2", expires_on=LATER)

    assert shown(seller) == [(EvidenceState.PENDING, "N-2", 0)]


def test_same_file_sent_twice_is_kept_once(alice):
    seller = make_seller(owner=alice, state=SellerState.DRAFT)

    first = add_file(seller=seller, requirement=rule("naeb-licence"), by=alice, upload=picture())
    second = add_file(seller=seller, requirement=rule("naeb-licence"), by=alice, upload=picture())

    assert first == second
    assert first.file.name not in (first.original_name, str(first.public_id))


def test_too_many_files_are_refused(alice, monkeypatch):
    monkeypatch.setattr(evidence_service, "MAX_FILES", 1)
    seller = make_seller(owner=alice, state=SellerState.DRAFT)
    add_file(seller=seller, requirement=rule("naeb-licence"), by=alice, upload=picture())

    with pytest.raises(BadUpload):
        add_file(seller=seller, requirement=rule("naeb-licence"), by=alice, upload=picture(colour="red"))


def test_renewal_of_a_selling_firm_stands_beside_until_verified(alice):
    olive = make_officer("olive")
    seller = make_seller(owner=alice)
    give_evidence(seller, "naeb-licence", number="OLD", expires_on=today() + timedelta(days=9))
    give_evidence(seller, "gacc-registration")

    renewal = save_evidence(seller=seller, requirement=rule("naeb-licence"), by=alice, number="NEW", expires_on=LATER)
    assert shown(seller)[0][:2] == (EvidenceState.VERIFIED, "OLD")
    assert missing_evidence_for_listing(seller, "090111", today()) == []

    verify_evidence(evidence=renewal, by=claim(seller=seller, by=olive).claimed_by)
    assert [row[:2] for row in shown(seller)] == [(EvidenceState.VERIFIED, ""), (EvidenceState.VERIFIED, "NEW")]


def test_changing_a_returned_item_speaks_at_once_and_keeps_its_papers(alice):
    olive = make_officer("olive")
    seller = make_seller(owner=alice, state=SellerState.DRAFT)
    save_evidence(seller=seller, requirement=rule("naeb-licence"), by=alice, number="WRONG", expires_on=LATER)
    file = add_file(seller=seller, requirement=rule("naeb-licence"), by=alice, upload=pdf())
    type(seller).objects.filter(pk=seller.pk).update(
        state=SellerState.SUBMITTED, submitted_at="2026-01-01T00:00Z", due_at="2026-01-08T00:00Z"
    )
    reject_evidence(evidence=file.evidence, by=claim(seller=seller, by=olive).claimed_by, note="Number differs")
    type(seller).objects.filter(pk=seller.pk).update(state=SellerState.RETURNED)

    save_evidence(seller=seller, requirement=rule("naeb-licence"), by=alice, number="RIGHT", expires_on=LATER)

    assert shown(seller) == [(EvidenceState.PENDING, "RIGHT", 1)]
    old = Evidence.objects.get(number="WRONG")
    assert (old.state, old.note, old.files.count()) == (EvidenceState.REJECTED, "Number differs", 1)


def test_nothing_changes_while_an_officer_reads(alice):
    seller = make_seller(owner=alice, state=SellerState.SUBMITTED)

    with pytest.raises(NotOpen):
        save_evidence(seller=seller, requirement=rule("naeb-licence"), by=alice, number="N")
    with pytest.raises(NotOpen):
        add_file(seller=seller, requirement=rule("naeb-licence"), by=alice, upload=pdf())
    with pytest.raises(NotOpen):
        attest(seller=seller, requirement=rule("declaration"), by=alice, is_true=True)


def test_verified_paper_of_a_selling_firm_cannot_be_taken_off(alice):
    seller = make_seller(owner=alice)
    (row,) = give_evidence(seller, "naeb-licence")
    file = EvidenceFile.objects.create(
        evidence=row, file="x", content_type="application/pdf", original_name="x.pdf", size=1, sha256="0" * 64
    )

    with pytest.raises(NotOpen):
        remove_file(file=file, by=alice)


def test_declaration_is_made_once_and_may_be_taken_back(alice):
    seller = make_seller(owner=alice, state=SellerState.DRAFT)

    first = attest(seller=seller, requirement=rule("declaration"), by=alice, is_true=True)
    assert attest(seller=seller, requirement=rule("declaration"), by=alice, is_true=True) == first
    assert attest(seller=seller, requirement=rule("declaration"), by=alice, is_true=False) is None
    assert shown(seller) == []


def test_officer_words_need_the_claim_a_reason_and_the_newest_row(alice):
    olive, otto = make_officer("olive"), make_officer("otto")
    seller = make_seller(owner=alice, state=SellerState.SUBMITTED)
    (row,) = give_evidence(seller, "naeb-licence", state=EvidenceState.PENDING, expires_on=LATER)
    claim(seller=seller, by=olive)

    with pytest.raises(NotYours):
        verify_evidence(evidence=row, by=otto)
    with pytest.raises(ReasonNeeded):
        reject_evidence(evidence=row, by=olive, note=" ")
    with pytest.raises(ReasonNeeded):
        waive_evidence(seller=seller, requirement=rule("naeb-licence"), by=olive, reason="")
    verify_evidence(evidence=row, by=olive)
    Evidence.objects.filter(pk=row.pk).update(superseded_at="2026-01-01T00:00Z")
    with pytest.raises(WrongState):
        reject_evidence(evidence=row, by=olive, note="Too late")


def test_paper_that_runs_out_is_not_verified_without_its_last_day(alice):
    olive = make_officer("olive")
    seller = make_seller(owner=alice, state=SellerState.SUBMITTED)
    (row,) = give_evidence(seller, "naeb-licence", state=EvidenceState.PENDING)
    claim(seller=seller, by=olive)

    with pytest.raises(DateNeeded):
        verify_evidence(evidence=row, by=olive)


def test_waiving_works_without_any_evidence_and_stands_in_the_log(alice):
    from marketplace.history.selectors import entries_for

    olive = make_officer("olive")
    seller = make_seller(owner=alice, state=SellerState.SUBMITTED)
    claim(seller=seller, by=olive)

    waive_evidence(seller=seller, requirement=rule("naeb-licence"), by=olive, reason="Roasts for others only")

    assert shown(seller) == [(EvidenceState.WAIVED, "", 0)]
    assert entries_for(seller)[0].note == "Roasts for others only"
