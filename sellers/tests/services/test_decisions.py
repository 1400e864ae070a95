import pytest

from marketplace.history.selectors import entries_for, first_broken_entry
from sellers.enums import DecisionKind, EvidenceState, SellerState
from sellers.exceptions import ItemsMissing, NotYours, ReasonNeeded, WrongState
from sellers.models import ReasonCode, Seller
from sellers.services import approve, claim, reinstate, reject, reopen, return_application
from sellers.tests.factories import give_evidence, make_officer, make_seller, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def olive():
    return make_officer("olive")


@pytest.fixture
def whole(olive):
    """An application with every item in order, held by olive."""
    alice = make_user("alice", language="en")
    seller = make_seller(owner=alice, state=SellerState.SUBMITTED, language="fr")
    give_evidence(seller, "registration-certificate", "naeb-licence")
    give_evidence(seller, "declaration", state=EvidenceState.ATTESTED)
    return claim(seller=seller, by=olive)


def test_approve_lets_the_firm_sell_frees_the_claim_and_writes(whole, olive, run_waiting_jobs, mailoutbox):
    decision = approve(seller=whole, by=olive, note="Welcome")

    seller = Seller.objects.selling().get()
    assert (seller.state, seller.claimed_by, decision.kind) == (SellerState.APPROVED, None, DecisionKind.APPROVED)
    assert seller.approved_at is not None
    entry = entries_for(seller)[0]
    assert (entry.action, entry.by, entry.before, entry.after) == (
        "seller.approved",
        olive,
        {"state": "submitted"},
        {"state": "approved"},
    )
    assert first_broken_entry() is None
    run_waiting_jobs("mail.send")
    assert [(letter.to, "Welcome" in letter.body) for letter in mailoutbox] == [(["alice@example.com"], True)]


def test_approve_is_refused_with_items_missing_unless_a_note_says_why(whole, olive):
    whole.evidence.filter(code="naeb-licence").update(state=EvidenceState.PENDING)

    with pytest.raises(ItemsMissing) as refusal:
        approve(seller=whole, by=olive)
    assert [rule.code for rule in refusal.value.missing] == ["naeb-licence"]

    decision = approve(seller=whole, by=olive, override_note="NAEB confirmed by phone")
    assert decision.override_note == "NAEB confirmed by phone"
    entry = entries_for(whole)[0]
    assert (entry.after["missing"], entry.note) == (["naeb-licence"], "NAEB confirmed by phone")


def test_return_sends_reasons_in_the_language_the_firm_asked_for(whole, olive, run_waiting_jobs, mailoutbox):
    reason = ReasonCode.objects.get(code="page-unreadable")

    decision = return_application(seller=whole, by=olive, reasons=[reason], note="Page two")

    assert (Seller.objects.get(pk=whole.pk).state, list(decision.reasons.all())) == (SellerState.RETURNED, [reason])
    run_waiting_jobs("mail.send")
    assert reason.text_fr in mailoutbox[0].body and "Page two" in mailoutbox[0].body


def test_return_and_reject_need_a_reason_of_their_kind(whole, olive):
    wrong = ReasonCode.objects.get(code="twice")

    with pytest.raises(ReasonNeeded):
        return_application(seller=whole, by=olive, reasons=[wrong])
    with pytest.raises(ReasonNeeded):
        reject(seller=whole, by=olive, reasons=[ReasonCode.objects.get(code="page-unreadable")])


def test_reject_and_reopen(whole, olive):
    reject(seller=whole, by=olive, reasons=[ReasonCode.objects.get(code="twice")])
    assert Seller.objects.get(pk=whole.pk).state == SellerState.REJECTED

    seller = claim(seller=whole, by=olive)
    with pytest.raises(ReasonNeeded):
        reopen(seller=seller, by=olive, note=" ")
    reopen(seller=seller, by=olive, note="It was another firm")
    assert Seller.objects.get(pk=whole.pk).state == SellerState.RETURNED


def test_decisions_are_refused_to_whoever_does_not_hold_it(whole):
    otto = make_officer("otto")

    for decide in (
        lambda: approve(seller=whole, by=otto),
        lambda: return_application(seller=whole, by=otto, reasons=[], note="x"),
        lambda: reject(seller=whole, by=otto, reasons=[], note="x"),
    ):
        with pytest.raises(NotYours):
            decide()
    assert Seller.objects.get(pk=whole.pk).state == SellerState.SUBMITTED


def test_decisions_are_refused_when_the_state_moved_meanwhile(whole, olive):
    approve(seller=whole, by=olive)

    with pytest.raises(WrongState):
        approve(seller=whole, by=olive)
    with pytest.raises(WrongState):
        reject(seller=whole, by=olive, reasons=[], note="x")
    with pytest.raises(WrongState):
        reinstate(seller=whole, by=olive, note="x")


@pytest.mark.parametrize("state", SellerState.values)
def test_state_goes_only_where_the_table_lets_it(state, olive):
    from django.db import transaction

    from sellers.enums import MOVES
    from sellers.services.moving import move

    for target in SellerState:
        seller = make_seller(state=state)
        allowed = target in MOVES[SellerState(state)]
        with transaction.atomic():
            if allowed:
                from django.utils import timezone

                facts = {"submitted_at": timezone.now(), "due_at": timezone.now(), "approved_at": timezone.now()}
                assert move(seller=seller, to=target, by=olive, **facts).state == target
            else:
                with pytest.raises(WrongState):
                    move(seller=seller, to=target, by=olive)
