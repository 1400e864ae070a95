"""Offers, counter-offers and samples: every step has its actor, and its refusal."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orders.exceptions import IllegalMove, NotAllowed
from orders.tests.factories import make_user
from orders.trade.exceptions import OfferRefused, SampleRefused, WordMissing
from orders.trade.models import Offer, QuotationRequest, Sample, Terms
from orders.trade.services import offers, samples
from orders.trade.services.clock import work_overdue
from orders.trade.services.requests import close_request
from orders.trade.tests.factories import make_chilli_seller, make_offer, make_request, member_of, overdue, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return make_chilli_seller()


@pytest.fixture
def request_(seller):
    return make_request()


@pytest.fixture
def offer(request_, seller):
    return make_offer(request_, seller)


def said(offer: Offer) -> list[tuple[str, Decimal]]:
    return [(row.side, row.unit_price) for row in Terms.objects.filter(offer=offer)]


def test_offer_is_countered_revised_and_accepted_and_the_others_are_told(offer, request_, seller):
    carla, alice = request_.buyer, member_of(seller)
    other = make_chilli_seller("Urwibutso")
    request_.matches.create(seller=other, reasons=[])
    theirs = make_offer(request_, other, unit_price=Decimal(2500))

    offers.counter_offer(offer=offer, words=words(unit_price=Decimal(2300)), by=carla)
    offers.revise_offer(offer=offer, words=words(unit_price=Decimal(2400)), by=alice)
    agreed = offers.accept_offer(offer=offer, by=carla)

    assert said(offer) == [("seller", 2450), ("buyer", 2300), ("seller", 2400)]
    assert agreed.on_table.unit_price == 2400 and agreed.agreed.total.amount == Decimal("144000.00")
    assert {row.number: row.state for row in Offer.objects.all()} == {offer.number: "accepted", theirs.number: "passed_over"}
    assert QuotationRequest.objects.get().state == "awarded"


def test_seller_takes_the_counter_offer_and_it_is_what_is_agreed(offer, request_, seller):
    offers.counter_offer(offer=offer, words=words(unit_price=Decimal(2300)), by=request_.buyer)
    with pytest.raises(NotAllowed):  # the buyer cannot accept their own words
        offers.accept_offer(offer=offer, by=request_.buyer)

    agreed = offers.accept_offer(offer=offer, by=member_of(seller))

    assert (agreed.agreed.side, agreed.agreed.unit_price) == ("buyer", 2300)


def test_seller_stands_by_the_offer_and_the_buyer_accepts_that(offer, request_, seller):
    offers.counter_offer(offer=offer, words=words(unit_price=Decimal(2300)), by=request_.buyer)
    offers.stand_by_offer(offer=offer, by=member_of(seller))

    assert offers.accept_offer(offer=offer, by=request_.buyer).agreed.unit_price == 2450


def test_one_revision_and_one_counter_offer_are_allowed(offer, request_, seller):
    alice, carla = member_of(seller), request_.buyer
    offers.revise_offer(offer=offer, words=words(unit_price=Decimal(2440)), by=alice)
    with pytest.raises(OfferRefused, match="revised"):
        offers.revise_offer(offer=offer, words=words(), by=alice)
    offers.counter_offer(offer=offer, words=words(), by=carla)
    offers.stand_by_offer(offer=offer, by=alice)
    with pytest.raises(OfferRefused, match="countered"):
        offers.counter_offer(offer=offer, words=words(), by=carla)


def test_offer_is_refused_where_it_cannot_be(offer, request_, seller):
    alice, carla, charlie = member_of(seller), request_.buyer, make_user("charlie")
    stranger = make_chilli_seller("Stranger", owner=charlie)

    with pytest.raises(OfferRefused, match="one_is_live"):
        make_offer(request_, seller)
    with pytest.raises(NotAllowed):  # was not told of it
        make_offer(request_, stranger)
    with pytest.raises(NotAllowed):  # does not work there
        offers.make_offer(request=request_, seller=seller, words=words(), by=charlie)
    for step, by in ((offers.accept_offer, alice), (offers.withdraw_offer, carla), (offers.accept_offer, charlie)):
        with pytest.raises(NotAllowed):
            step(offer=offer, by=by)
    with pytest.raises(WordMissing):
        offers.refuse_offer(offer=offer, note=" ", by=carla)
    with pytest.raises(IllegalMove):
        offers.stand_by_offer(offer=offer, by=alice)
    offers.withdraw_offer(offer=offer, by=alice)
    with pytest.raises(OfferRefused, match="validity"):
        make_offer(request_, seller, valid_until=timezone.now() + timedelta(days=3))
    make_offer(request_, seller)  # a new one after the old was withdrawn
    close_request(request=request_, by=carla)
    with pytest.raises(OfferRefused, match="closed"):
        make_offer(request_, seller)


def test_offer_runs_out_and_cannot_be_accepted_even_before_the_clock_comes(offer, request_):
    overdue(offer)
    with pytest.raises(OfferRefused, match="over"):
        offers.accept_offer(offer=offer, by=request_.buyer)

    assert work_overdue() == 1 and Offer.objects.get().state == "expired"


def test_words_of_a_side_stay_as_they_were_said(offer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Terms.objects.update(unit_price=1)


def test_database_takes_one_accepted_offer_of_a_request(offer, request_):
    offers.accept_offer(offer=offer, by=request_.buyer)

    with pytest.raises(IntegrityError, match="one_offer_accepted_of_a_request"), transaction.atomic():
        Offer.objects.create(
            request=request_,
            seller=make_chilli_seller("Other"),
            number="X",
            state="accepted",
            agreed=Terms.objects.get(),
            ended_at=timezone.now(),
        )


def test_sample_is_asked_sent_and_received(offer, request_, seller):
    sample = samples.ask_sample(offer=offer, amount_wanted="500 g", address="Hangzhou", by=request_.buyer)
    with pytest.raises(SampleRefused, match="asked"):
        samples.ask_sample(offer=offer, amount_wanted="1 kg", address="Hangzhou", by=request_.buyer)
    with pytest.raises(IllegalMove):
        samples.receive_sample(sample=sample, by=request_.buyer)
    with pytest.raises(WordMissing):
        samples.decline_sample(sample=sample, note="", by=member_of(seller))

    samples.send_sample(sample=sample, carrier="EMS", tracking_number="EE123456785RW", cost=Decimal("15.005"), by=member_of(seller))
    sample = samples.receive_sample(sample=sample, by=request_.buyer)

    assert (sample.state, str(sample.price)) == ("received", "15.01 USD")


@pytest.mark.parametrize(("is_sent", "state"), [(False, "lapsed"), (True, "received")])
def test_sample_ends_by_its_clock(offer, request_, seller, is_sent, state):
    sample = samples.ask_sample(offer=offer, amount_wanted="500 g", address="Hangzhou", by=request_.buyer)
    if is_sent:
        samples.send_sample(sample=sample, carrier="EMS", tracking_number="EE123456785RW", cost=Decimal(0), by=member_of(seller))
    overdue(sample)

    assert work_overdue() == 1 and Sample.objects.get().state == state
