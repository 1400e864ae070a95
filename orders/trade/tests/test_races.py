"""Two people at once, on real connections with real commits; and what would happen without the lock."""

import threading

import pytest

from orders.aftersale.tests.test_races import at_once, refused
from orders.trade.models import CallOff, Offer, QuotationRequest
from orders.trade.models.request import RequestQuerySet
from orders.trade.services import moving
from orders.trade.services.offers import accept_offer, withdraw_offer
from orders.trade.tests.factories import call, make_chilli_seller, make_contract, make_offer, make_request, member_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair():
    """Two offers for one request."""
    sellers = [make_chilli_seller(), make_chilli_seller("Urwibutso")]
    request = make_request()
    return request, [make_offer(request, seller) for seller in sellers]


def without_the_lock(monkeypatch) -> None:
    """Nobody queues, and both have read before either writes: what an unlocked read allows on a busy day."""
    gate, take = threading.Barrier(2), moving.take_offer
    monkeypatch.setattr(RequestQuerySet, "locked", lambda rows: rows.order_by("pk"))

    def take_together(offer):
        fresh = take(offer)
        gate.wait(10)
        return fresh

    monkeypatch.setattr("orders.trade.services.offers.take_offer", take_together)


def test_one_offer_is_accepted_when_two_are_at_once(pair):
    request, offers = pair

    answers = at_once(*[lambda offer=offer: accept_offer(offer=offer, by=request.buyer) for offer in offers])

    assert refused(answers) == 1, answers
    assert sorted(offer.state for offer in Offer.objects.all()) == ["accepted", "passed_over"]


def test_offer_is_either_accepted_or_withdrawn(pair):
    request, (offer, _other) = pair

    answers = at_once(lambda: accept_offer(offer=offer, by=request.buyer), lambda: withdraw_offer(offer=offer, by=member_of(offer.seller)))

    assert refused(answers) == 1, answers
    is_accepted = Offer.objects.get(pk=offer.pk).state == "accepted"
    assert is_accepted == (QuotationRequest.objects.get().state == "awarded")


def test_without_the_lock_an_offer_would_be_accepted_and_withdrawn(pair, monkeypatch):
    request, (offer, _other) = pair
    without_the_lock(monkeypatch)

    answers = at_once(lambda: accept_offer(offer=offer, by=request.buyer), lambda: withdraw_offer(offer=offer, by=member_of(offer.seller)))

    assert refused(answers) == 0, "both believe that it is done"


def test_contract_is_not_called_off_beyond_its_total_when_many_call_at_once():
    contract = make_contract()

    answers = at_once(*[lambda: call(contract, 25_000)] * 4)

    assert refused(answers) == 2 and {answer.left for answer in answers if hasattr(answer, "left")} == {10_000}, answers
    assert sum(CallOff.objects.values_list("pieces", flat=True)) == 50_000
