"""A request from draft to end: who is told, why, and what the clock does."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from marketplace.history.selectors import entries_for
from marketplace.jobs.models import Job
from orders.exceptions import IllegalMove, NotAllowed
from orders.tests.factories import make_product, make_seller, make_user
from orders.trade.exceptions import RequestRefused
from orders.trade.models import Offer, QuotationRequest, RequestMatch
from orders.trade.reasons import in_words
from orders.trade.services.clock import work_overdue
from orders.trade.services.offers import withdraw_offer
from orders.trade.services.requests import change_request, close_request, open_request, withdraw_request
from orders.trade.tests.factories import facts_of_request, make_chilli_seller, make_offer, make_request, member_of, overdue
from sellers.models import Evidence, EvidenceRequirement

pytestmark = pytest.mark.django_db


def letters() -> list[tuple[str, str]]:
    return [
        (job.payload["to"], job.payload["template"].rpartition("/")[2])
        for job in Job.objects.filter(kind="mail.send").order_by("created_at")
    ]


def test_sellers_who_fit_are_told_why_and_no_others():
    grower, sauces = make_chilli_seller(), make_chilli_seller("Urwibutso")
    make_seller("Coocamu").sectors.set([])
    dried = {"on_hand": 100_000, "net_weight_g": 1000, "gross_weight_g": 1010, "unit": "kg"}
    make_product("Dried chilli", seller=grower, shelf="chilli", code="0904210000", variants=[dried])
    rule = EvidenceRequirement.objects.filter(kind="verified").first()
    Evidence.objects.create(seller=grower, requirement=rule, code=rule.code, state="verified")

    request = make_request(certificates=[rule.code])

    reasons = {match.seller: match.reasons for match in request.matches.all()}
    assert reasons == {
        grower: [
            {"why": "hs", "code": "090421"},
            {"why": "sector", "code": "chilli"},
            {"why": "stock", "kilograms": "100000"},
            {"why": "evidence", "codes": [rule.code]},
        ],
        sauces: [{"why": "sector", "code": "chilli"}],
    }
    assert in_words(reasons[grower]) == [
        "You sell goods under HS 090421.",
        "Your sector is Chilli and sauces.",
        "You have 100,000 kg of such goods on the shelf.",
        f"You have shown: {rule.title}.",
    ]
    told = [to for to, template in letters() if template == "request_matched"]
    assert told == ["gashora@seller.example", "urwibutso@seller.example"]  # the one that fits best first


def test_seller_of_the_product_is_told_and_the_buyers_own_firm_never():
    seller, mine = make_chilli_seller(), make_chilli_seller("Carla Farm", owner=(carla := make_user("carla")))
    product = make_product("Dried chilli", seller=seller, shelf="chilli", code="0904210000")

    request = make_request(by=carla, product=product, hs_code="")

    assert request.hs_code == "090421"
    assert [(match.seller, match.reasons[0]["why"]) for match in request.matches.all()] == [(seller, "product")]
    assert not RequestMatch.objects.filter(seller=mine).exists()


def test_draft_changes_until_sellers_have_it():
    carla = make_user("carla")
    request = make_request(by=carla, is_open=False)
    request = change_request(request=request, by=carla, **facts_of_request(quantity=Decimal(61)))
    assert QuotationRequest.objects.get().quantity == 61

    open_request(request=request, by=carla)

    with pytest.raises(RequestRefused, match="not_draft"):
        change_request(request=request, by=carla, **facts_of_request())
    with pytest.raises(IllegalMove):
        open_request(request=request, by=carla)
    assert [entry.action for entry in entries_for(request)][::-1] == [
        "trade_request.drafted",
        "trade_request.changed",
        "trade_request.open",
    ]


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"deadline": timezone.now() - timedelta(hours=1)}, "deadline"), ({"hs_code": ""}, "nothing_named")],
)
def test_request_that_nobody_could_answer_is_not_opened(changes, why):
    request = make_request(is_open=False, **changes)

    with pytest.raises(RequestRefused, match=why):
        open_request(request=request, by=request.buyer)


def test_stranger_moves_nothing():
    request, charlie = make_request(), make_user("charlie")

    for step in (close_request, withdraw_request):
        with pytest.raises(NotAllowed):
            step(request=request, by=charlie)


def test_withdrawing_ends_the_offers_and_tells_their_sellers():
    seller = make_chilli_seller()
    request = make_request()
    make_offer(request, seller)

    withdraw_request(request=request, by=request.buyer)

    assert QuotationRequest.objects.get().state == "withdrawn" and Offer.objects.get().state == "passed_over"
    assert ("gashora@seller.example", "request_withdrawn") in letters()


@pytest.mark.parametrize(("has_offer", "state", "letter"), [(True, "closed", "request_closed"), (False, "expired", "request_expired")])
def test_deadline_closes_a_request_with_offers_and_ends_one_without(has_offer, state, letter):
    seller = make_chilli_seller()
    request = make_request()
    offer = make_offer(request, seller) if has_offer else None
    overdue(request)

    assert work_overdue() == 1 and work_overdue() == 0

    request.refresh_from_db()
    assert (request.state, request.due_at) == (state, offer and offer.due_at)
    assert letters()[-1] == (request.buyer.email, letter)


def test_closed_request_ends_with_its_last_offer():
    seller = make_chilli_seller()
    request = make_request()
    offer = make_offer(request, seller)
    close_request(request=request, by=request.buyer)
    overdue(request)

    assert work_overdue() == 1  # an offer still stands: the time to decide follows it
    request.refresh_from_db()
    assert (request.state, request.due_at) == ("closed", offer.due_at)

    withdraw_offer(offer=offer, by=member_of(seller))
    overdue(request)
    assert work_overdue() == 1 and QuotationRequest.objects.get().state == "expired"
