"""Requests as their buyer and the sellers who were told of them may see them. Fetching is the check: all others get 404."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from marketplace.accounts.models import User
from orders.trade.enums import LIVE_OFFERS, OfferState, RequestState, SampleState
from orders.trade.models import Offer, QuotationRequest, RequestMatch, Sample
from sellers.models import Seller
from sellers.selectors.sellers import sellers_of


def offers_read() -> QuerySet[Offer]:
    return Offer.objects.select_related("seller", "sample", "request").prefetch_related("terms").order_by("pk")


def offers_with_contracts() -> QuerySet[Offer]:
    return offers_read().prefetch_related("contracts")


def requests_of(buyer: User) -> QuerySet[QuotationRequest]:
    """The newest first, with how many sellers know of each and how many offers lie on the table."""
    return _counted(QuotationRequest.objects.filter(buyer=buyer)).order_by("-pk")


def _counted(rows: QuerySet[QuotationRequest]) -> QuerySet[QuotationRequest]:
    live = Count("offers", filter=Q(offers__state__in=LIVE_OFFERS), distinct=True)
    return rows.select_related("product", "sector").annotate(told=Count("matches", distinct=True), live=live)


def get_request_of(buyer: User, number: str) -> QuotationRequest:
    """The buyer's own. Raises Http404."""
    rows = _counted(QuotationRequest.objects.filter(buyer_id=buyer.pk, number=number)).select_related("product", "sector", "buyer")
    return _found(rows.prefetch_related(Prefetch("offers", offers_with_contracts())).first())


def matches_of(seller: Seller, offers: QuerySet[Offer] | None = None) -> QuerySet[RequestMatch]:
    """What this seller was told of, the newest first, each with the seller's own offers (`mine`)."""
    mine = Prefetch("request__offers", (offers_read() if offers is None else offers).filter(seller=seller), to_attr="mine")
    rows = RequestMatch.objects.filter(seller=seller).select_related("request__sector", "request__product", "seller").prefetch_related(mine)
    return rows.order_by("-request__opened_at", "-pk")


def get_match_for(user: User, number: str) -> RequestMatch:
    """A request that a firm of this person was told of. Raises Http404."""
    match = (
        RequestMatch.objects.filter(request__number=number, seller__in=sellers_of(user))
        .select_related("request__product", "request__sector", "request__buyer", "seller")
        .order_by("pk")
        .first()
    )
    return _found(match)


def offers_of(match: RequestMatch) -> list[Offer]:
    """The seller's own offers for it, the newest last."""
    return list(offers_with_contracts().filter(request=match.request_id, seller=match.seller_id))


def get_offer_of(buyer: User, number: str) -> Offer:
    """An offer for a request of this buyer. Raises Http404."""
    return _found(offers_with_contracts().filter(request__buyer_id=buyer.pk, number=number).first())


def get_offer_for(user: User, number: str) -> Offer:
    """An offer of a firm this person works for. Raises Http404."""
    return _found(offers_with_contracts().filter(seller__in=sellers_of(user), number=number).first())


def waiting_matches(seller: Seller) -> QuerySet[RequestMatch]:
    """Open requests that wait for this seller's first word, the most urgent first."""
    answered = Offer.objects.filter(seller=seller).values("request")
    rows = RequestMatch.objects.filter(seller=seller, request__state=RequestState.OPEN).exclude(request__in=answered)
    return rows.select_related("request").order_by("request__due_at")


def waiting_offers(seller: Seller) -> QuerySet[Offer]:
    """Counter-offers that this seller answers next."""
    return Offer.objects.filter(seller=seller, state=OfferState.COUNTERED).select_related("request").order_by("due_at")


def waiting_samples(seller: Seller) -> QuerySet[Sample]:
    return Sample.objects.filter(offer__seller=seller, state=SampleState.ASKED).select_related("offer__request").order_by("due_at")


def count_waiting(seller: Seller) -> int:
    """In one query, because every page of the office asks."""
    kinds = [rows.order_by().values("pk") for rows in (waiting_matches(seller), waiting_offers(seller), waiting_samples(seller))]
    return kinds[0].union(*kinds[1:], all=True).count()


def _found(row):
    if row is None:
        raise Http404
    return row
