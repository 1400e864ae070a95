import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sellers.enums import SellerState
from sellers.exceptions import AlreadyAsked, ReasonNeeded, SecondOfficerNeeded, WrongState
from sellers.models import ReasonCode, Seller, SuspensionRequest
from sellers.services import claim, confirm_suspension, reinstate, request_suspension, withdraw_suspension_request
from sellers.tests.factories import make_officer, make_seller, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    olive = make_officer("olive")
    seller = make_seller(owner=make_user("alice"))
    return request_suspension(seller=seller, by=olive, reason=ReasonCode.objects.get(code="complaints"), note="Three reports")


def test_request_hides_nothing_yet(asked):
    assert Seller.objects.selling().count() == 1


def test_second_officer_hides_the_goods_at_once_and_the_firm_is_told(asked, run_waiting_jobs, mailoutbox):
    confirm_suspension(request=asked, by=make_officer("otto"))

    assert Seller.objects.selling().count() == 0
    run_waiting_jobs("mail.send")
    assert asked.reason.text_en in mailoutbox[0].body and "Three reports" not in mailoutbox[0].body


def test_the_same_officer_cannot_confirm_not_even_by_hand(asked):
    with pytest.raises(SecondOfficerNeeded):
        confirm_suspension(request=asked, by=asked.requested_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        SuspensionRequest.objects.filter(pk=asked.pk).update(confirmed_by=asked.requested_by, confirmed_at=timezone.now())
    assert Seller.objects.selling().count() == 1


def test_one_request_at_a_time(asked):
    with pytest.raises(AlreadyAsked):
        request_suspension(seller=asked.seller, by=make_officer("otto"), reason=asked.reason, note="Me too")


def test_request_needs_a_reason_a_note_and_a_selling_firm(asked):
    with pytest.raises(ReasonNeeded):
        request_suspension(seller=asked.seller, by=asked.requested_by, reason=asked.reason, note=" ")
    with pytest.raises(WrongState):
        request_suspension(seller=make_seller(state=SellerState.SUBMITTED), by=asked.requested_by, reason=asked.reason, note="x")


def test_withdrawn_request_confirms_nothing(asked):
    withdraw_suspension_request(request=asked, by=asked.requested_by)

    with pytest.raises(WrongState):
        confirm_suspension(request=asked, by=make_officer("otto"))


def test_reinstating_brings_the_goods_back(asked):
    otto = make_officer("otto")
    seller = confirm_suspension(request=asked, by=otto)

    reinstate(seller=claim(seller=seller, by=otto), by=otto, note="Settled")

    assert Seller.objects.selling().count() == 1
