"""What a buyer does with an offer. An offer for another buyer's request is a 404."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.api.idempotency import idempotent
from marketplace.api.reading import read_body
from orders.trade.api.answers import OfferSerializer
from orders.trade.api.bodies import CounterSerializer, SampleAskSerializer, TradeReasonSerializer, offered
from orders.trade.api.refusals import refusals
from orders.trade.api.views.requests import TradeView
from orders.trade.models import Offer, Sample
from orders.trade.selectors.requests import get_offer_of
from orders.trade.services import offers, samples


class OfferDetail(TradeView):
    @extend_schema(operation_id="offers_retrieve", tags=["trade"], summary="One offer", responses=OfferSerializer)
    def get(self, request: Request, number: str) -> Response:
        return tell(request, number)


class OfferAcceptance(TradeView):
    @extend_schema(operation_id="offers_accept", tags=["trade"], summary="Accept it", request=None, responses=OfferSerializer)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """What lies on the table is agreed, the request is awarded and all other offers are passed over. A counter-offer is accepted
        by the seller."""
        return act(request, number, offers.accept_offer)


class OfferCountering(TradeView):
    @extend_schema(
        operation_id="offers_counter", tags=["trade"], summary="Make a counter-offer", request=CounterSerializer, responses=OfferSerializer
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Once; it stands as long as the offer does."""
        offer = get_offer_of(request.user, number)
        words = offered(read_body(CounterSerializer, request), offer.request, offer, until=offer.due_at or timezone.now())
        return act(request, number, offers.counter_offer, words=words)


class OfferRefusal(TradeView):
    @extend_schema(
        operation_id="offers_refuse",
        tags=["trade"],
        summary="Refuse it, and say why",
        request=TradeReasonSerializer,
        responses=OfferSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        get_offer_of(request.user, number)
        return act(request, number, offers.refuse_offer, **read_body(TradeReasonSerializer, request))


class OfferSample(TradeView):
    @extend_schema(
        operation_id="offers_sample_ask",
        tags=["trade"],
        summary="Ask for a sample",
        request=SampleAskSerializer,
        responses={201: OfferSerializer},
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """One an offer."""
        get_offer_of(request.user, number)
        return act(request, number, samples.ask_sample, status=201, **read_body(SampleAskSerializer, request))


class SampleReceipt(TradeView):
    @extend_schema(
        operation_id="offers_sample_received",
        tags=["trade"],
        summary="Say that the sample has come",
        request=None,
        responses=OfferSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        sample = sample_of(get_offer_of(request.user, number))
        with refusals():
            samples.receive_sample(sample=sample, by=request.user)
        return tell(request, number)


def sample_of(offer: Offer) -> Sample:
    """Raises Http404 where none was asked for."""
    sample = getattr(offer, "sample", None)
    if sample is None:
        raise Http404
    return sample


def tell(request: Request, number: str, status: int = 200) -> Response:
    return Response(OfferSerializer(get_offer_of(request.user, number)).data, status=status)


def act(request: Request, number: str, service: Callable[..., object], *, status: int = 200, **facts: object) -> Response:
    offer = get_offer_of(request.user, number)
    with refusals():
        service(offer=offer, by=request.user, **facts)
    return tell(request, number, status)
