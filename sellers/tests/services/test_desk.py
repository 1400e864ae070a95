from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.history.models import Entry
from sellers.enums import SellerState
from sellers.exceptions import AlreadyClaimed, ConflictOfInterest, WrongState
from sellers.models import DeskLook, Seller
from sellers.services import add_note, claim, note_look, release
from sellers.services.desk import CLAIM_LASTS
from sellers.tests.factories import make_officer, make_seller, make_user

pytestmark = pytest.mark.django_db


def test_claim_holds_the_application_and_is_noted():
    olive = make_officer("olive")
    seller = make_seller(state=SellerState.SUBMITTED)

    claim(seller=seller, by=olive)
    claim(seller=seller, by=olive)

    assert Seller.objects.get(pk=seller.pk).claimed_by == olive
    assert Entry.objects.filter(action="seller.claimed").count() == 1


def test_claim_is_refused_when_a_colleague_holds_it():
    olive, otto = make_officer("olive"), make_officer("otto")
    seller = claim(seller=make_seller(state=SellerState.SUBMITTED), by=olive)

    with pytest.raises(AlreadyClaimed):
        claim(seller=seller, by=otto)
    assert Seller.objects.get(pk=seller.pk).claimed_by == olive


def test_forgotten_claim_may_be_taken_over():
    olive, otto = make_officer("olive"), make_officer("otto")
    long_ago = timezone.now() - CLAIM_LASTS - timedelta(minutes=1)
    seller = make_seller(state=SellerState.SUBMITTED, claimed_by=olive, claimed_at=long_ago)

    assert claim(seller=seller, by=otto).claimed_by == otto


def test_officer_cannot_claim_a_draft_or_their_own_firm():
    olive = make_officer("olive")

    with pytest.raises(WrongState):
        claim(seller=make_seller(state=SellerState.DRAFT), by=olive)
    with pytest.raises(ConflictOfInterest):
        claim(seller=make_seller(state=SellerState.SUBMITTED, owner=olive), by=olive)


def test_release_frees_only_ones_own():
    olive, otto = make_officer("olive"), make_officer("otto")
    seller = claim(seller=make_seller(state=SellerState.SUBMITTED), by=olive)

    assert release(seller=seller, by=otto).claimed_by == olive
    assert release(seller=seller, by=olive).claimed_by is None


def test_note_is_kept_and_an_empty_one_is_not():
    olive, seller = make_officer("olive"), make_seller()

    add_note(seller=seller, by=olive, text=" Called them. ")
    add_note(seller=seller, by=olive, text="  ")

    assert list(seller.officer_notes.values_list("text", flat=True)) == ["Called them."]


def test_second_visit_counts_from_the_first_and_a_reload_does_not():
    olive, seller = make_officer("olive"), make_seller()
    first = note_look(seller=seller, by=olive)
    assert note_look(seller=seller, by=olive).seen_until is None

    DeskLook.objects.update(opened_at=first.opened_at - timedelta(hours=2))
    second = note_look(seller=seller, by=olive)

    assert second.seen_until == first.opened_at - timedelta(hours=2)
    assert note_look(seller=seller, by=olive).seen_until == second.seen_until


def test_stranger_is_no_officer():
    from django.contrib.auth.models import Group

    assert not make_user("charlie").has_perm("sellers.review_seller")
    olive = make_officer("olive")
    assert olive.has_perm("sellers.review_seller") and not olive.is_superuser
    rights = set(Group.objects.get(name="RDB officers").permissions.values_list("codename", flat=True))
    # Equal words of the search are no records.
    assert [right for right in rights if right.startswith("delete_")] == ["delete_synonym"]
    assert not rights & {"change_seller", "change_evidence", "change_entry"}
