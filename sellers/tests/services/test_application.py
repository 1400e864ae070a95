from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.history.selectors import entries_for
from marketplace.jobs.models import Job
from sellers.enums import SellerState, Step
from sellers.exceptions import Incomplete, NotOpen
from sellers.models import Sector, Seller
from sellers.services import keep_draft, save_step, start_application, submit_application, take_back_application
from sellers.tests.factories import make_officer, make_seller, make_user

pytestmark = pytest.mark.django_db


def test_start_gives_the_same_draft_when_asked_twice():
    alice = make_user("alice")

    first, second = start_application(by=alice), start_application(by=alice)

    assert (first.pk, first.state, first.contact_email) == (second.pk, SellerState.DRAFT, "alice@example.com")
    assert list(first.members.values_list("user__email", "role")) == [("alice@example.com", "owner")]


def test_save_step_notes_what_changed_and_never_the_account():
    alice = make_user("alice")
    seller = start_application(by=alice)

    seller = save_step(seller=seller, step=Step.SECTORS, values={"sectors": list(Sector.objects.filter(code="coffee"))}, by=alice)
    seller = save_step(seller=seller, step=Step.FIRM, values={"legal_name": "Musasa", "tin": "100000001"}, by=alice)
    details = {"holder": "Musasa", "account": "00040012345678", "swift": "BKIGRWRW", "bank": "Demo"}
    seller = save_step(seller=seller, step=Step.PAYOUT, values={"payout_kind": "bank", "details": details}, by=alice)

    told = [(entry.action, entry.before, entry.after) for entry in entries_for(seller)][:3]
    assert told == [
        (
            "seller.saved.payout",
            {"payout_kind": "", "payout_masked": ""},
            {"payout_kind": "bank", "payout_masked": "BKIGRWRW ••••5678"},
        ),
        ("seller.saved.firm", {"legal_name": "", "tin": ""}, {"legal_name": "Musasa", "tin": "100000001"}),
        ("seller.saved.sectors", {"sectors": []}, {"sectors": ["coffee"]}),
    ]
    assert Seller.objects.get(pk=seller.pk).payout_details == details


def test_account_is_unreadable_in_the_database():
    from django.db import connection

    seller = make_seller()

    with connection.cursor() as cursor:
        cursor.execute("SELECT payout_details FROM sellers_seller WHERE id = %s", [seller.pk])
        (stored,) = cursor.fetchone()

    assert seller.payout_details["account"] not in stored
    assert Seller.objects.get(pk=seller.pk).payout_details["account"] == seller.payout_details["account"]


def test_draft_of_invalid_answers_is_kept_and_goes_when_the_step_is_saved():
    alice = make_user("alice")
    seller = start_application(by=alice)

    seller = keep_draft(seller=seller, step=Step.FIRM, typed={"tin": "12"}, by=alice)
    assert seller.drafts == {"firm": {"tin": "12"}}

    seller = save_step(seller=seller, step=Step.FIRM, values={"tin": "100000001"}, by=alice)
    assert seller.drafts is None


def test_submit_names_every_gap_when_the_facts_are_not_whole():
    alice = make_user("alice")
    seller = make_seller(owner=alice, state=SellerState.DRAFT, tin="", district=None)
    seller.sectors.clear()

    with pytest.raises(Incomplete) as refusal:
        submit_application(seller=seller, by=alice)

    assert [(gap.step, gap.field) for gap in refusal.value.gaps] == [("sectors", "sectors"), ("firm", "tin"), ("firm", "district")]
    assert Seller.objects.get(pk=seller.pk).state == SellerState.DRAFT


def test_letter_is_not_written_when_the_submission_fails():
    alice = make_user("alice")
    seller = make_seller(owner=alice, state=SellerState.SUBMITTED)

    with pytest.raises(NotOpen):
        submit_application(seller=seller, by=alice)

    assert not Job.objects.filter(kind="mail.send").exists()


def test_two_firms_of_one_name_get_addresses_of_their_own():
    first = submit_application(seller=make_seller(state=SellerState.DRAFT, slug="application-1"), by=make_user("alice"))
    second = submit_application(seller=make_seller(state=SellerState.DRAFT, slug="application-2"), by=make_user("bob"))

    assert first.slug == "musasa-cooperative"
    assert second.slug == f"musasa-cooperative-{second.public_key[:6]}"


def test_saving_is_refused_when_the_application_was_sent():
    alice = make_user("alice")
    seller = make_seller(owner=alice, state=SellerState.SUBMITTED)

    with pytest.raises(NotOpen):
        save_step(seller=seller, step=Step.FIRM, values={"tin": "100000009"}, by=alice)
    with pytest.raises(NotOpen):
        keep_draft(seller=seller, step=Step.FIRM, typed={}, by=alice)


def test_application_can_be_taken_back_until_an_officer_holds_it():
    alice, olive = make_user("alice"), make_officer("olive")
    seller = make_seller(owner=alice, state=SellerState.SUBMITTED)
    held = make_seller(owner=alice, state=SellerState.SUBMITTED, claimed_by=olive, claimed_at=timezone.now())

    assert take_back_application(seller=seller, by=alice).state == SellerState.DRAFT
    with pytest.raises(NotOpen):
        take_back_application(seller=held, by=alice)


def test_submit_starts_the_clock_and_writes_a_letter(run_waiting_jobs, mailoutbox):
    alice = make_user("alice", language="en")
    seller = make_seller(owner=alice, state=SellerState.DRAFT, slug="application-1", trade_name="Coocamu Musasa")

    seller = submit_application(seller=seller, by=alice)

    assert (seller.state, seller.slug) == (SellerState.SUBMITTED, "coocamu-musasa")
    assert timedelta(days=5) <= seller.due_at - timezone.now() <= timedelta(days=12)
    run_waiting_jobs("mail.send")
    assert [letter.to for letter in mailoutbox] == [["alice@example.com"]]
    assert "5 working days" in mailoutbox[0].body
