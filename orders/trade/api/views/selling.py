"""The seller's side: requests that the firm was told of, and its offers. What it was not told of is a 404."""

from __future__ import annotations

from collections.abc import Callable

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.api.idempotency import idempotent
from marketplace.api.reading import read_body, read_query
from orders.api.refusals import checked_form
from orders.forms import ShippingForm
from orders.trade.api.answers import MatchSerializer, OfferSerializer
from orders.trade.api.bodies import (
    MatchQuerySerializer,
    OfferingSerializer,
    SampleSendingSerializer,
    TradeReasonSerializer,
    TradeWordSerializer,
    amount_in,
    offered,
)
from orders.trade.api.refusals import refusals
from orders.trade.api.views.offers import sample_of
from orders.trade.api.views.requests import TradeList, TradeView
from orders.trade.reasons import Names
from orders.trade.selectors.requests import get_match_for, get_offer_for, matches_of, offers_of, offers_with_contracts
from orders.trade.services import offers, samples
from sellers.selectors import get_seller_for

TAGS = ["trade-sales"]


class MatchList(TradeList):
    @extend_schema(
        operation_id="sales_requests_list",
        tags=TAGS,
        summary="Requests that the firm was told of, the newest first",
        parameters=[MatchQuerySerializer],
        responses=MatchSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(MatchQuerySerializer, request)
        rows = matches_of(get_seller_for(request.user, wanted.get("seller", "")), offers_with_contracts())
        rows = rows.filter(request__state=wanted["state"]) if "state" in wanted else rows
        return self.answer_page(rows, MatchSerializer, names=Names())


class MatchDetail(TradeView):
    @extend_schema(operation_id="sales_requests_retrieve", tags=TAGS, summary="One of them", responses=MatchSerializer)
    def get(self, request: Request, number: str) -> Response:
        match = get_match_for(request.user, number)
        match.request.mine = offers_of(match)
        return Response(MatchSerializer(match, context={"names": Names()}).data)


class Offering(TradeView):
    @extend_schema(
        operation_id="sales_offers_make", tags=TAGS, summary="Make an offer", request=OfferingSerializer, responses={201: OfferSerializer}
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """While the request is open, one at a time. It stands at least to the last day for offers."""
        match = get_match_for(request.user, number)
        words = offered(read_body(OfferingSerializer, request), match.request)
        with refusals():
            made = offers.make_offer(request=match.request, seller=match.seller, words=words, by=request.user)
        return tell(request, made.number, status=201)


class OwnOfferDetail(TradeView):
    @extend_schema(operation_id="sales_offers_retrieve", tags=TAGS, summary="One offer of the firm", responses=OfferSerializer)
    def get(self, request: Request, number: str) -> Response:
        return tell(request, number)


class OfferRevision(TradeView):
    @extend_schema(
        operation_id="sales_offers_revise", tags=TAGS, summary="Revise it", request=OfferingSerializer, responses=OfferSerializer
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Once; also as the answer to a counter-offer."""
        offer = get_offer_for(request.user, number)
        words = offered(read_body(OfferingSerializer, request), offer.request, offer)
        return act(request, number, offers.revise_offer, words=words)


class CounterAcceptance(TradeView):
    @extend_schema(
        operation_id="sales_offers_accept", tags=TAGS, summary="Accept the counter-offer", request=None, responses=OfferSerializer
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        return act(request, number, offers.accept_offer)


class OfferStanding(TradeView):
    @extend_schema(
        operation_id="sales_offers_stand", tags=TAGS, summary="Stand by it", request=TradeWordSerializer, responses=OfferSerializer
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """The counter-offer is not taken; what was offered before stands."""
        get_offer_for(request.user, number)
        return act(request, number, offers.stand_by_offer, **read_body(TradeWordSerializer, request))


class OfferWithdrawal(TradeView):
    @extend_schema(
        operation_id="sales_offers_withdraw", tags=TAGS, summary="Take it back", request=TradeWordSerializer, responses=OfferSerializer
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        get_offer_for(request.user, number)
        return act(request, number, offers.withdraw_offer, **read_body(TradeWordSerializer, request))


class SampleSending(TradeView):
    @extend_schema(
        operation_id="sales_samples_send", tags=TAGS, summary="Send the sample", request=SampleSendingSerializer, responses=OfferSerializer
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """The buyer gets the tracking number."""
        offer = get_offer_for(request.user, number)
        sample = sample_of(offer)
        said = read_body(SampleSendingSerializer, request)
        cost = amount_in(sample.currency, said["cost"], "/cost/currency")
        shipping = checked_form(ShippingForm(said)).cleaned_data
        with refusals():
            samples.send_sample(sample=sample, cost=cost, by=request.user, **shipping)
        return tell(request, number)


class SampleRefusal(TradeView):
    @extend_schema(
        operation_id="sales_samples_decline",
        tags=TAGS,
        summary="Send none, and say why",
        request=TradeReasonSerializer,
        responses=OfferSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        sample = sample_of(get_offer_for(request.user, number))
        with refusals():
            samples.decline_sample(sample=sample, by=request.user, **read_body(TradeReasonSerializer, request))
        return tell(request, number)


def tell(request: Request, number: str, status: int = 200) -> Response:
    return Response(OfferSerializer(get_offer_for(request.user, number)).data, status=status)


def act(request: Request, number: str, service: Callable[..., object], **facts: object) -> Response:
    offer = get_offer_for(request.user, number)
    with refusals():
        service(offer=offer, by=request.user, **facts)
    return tell(request, number)
