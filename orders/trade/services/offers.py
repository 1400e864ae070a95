"""Offers: made, revised once, countered once, answered, accepted, refused, withdrawn, run out. Each step queues at the request's row."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.money import round_money
from orders.exceptions import IllegalMove, NotAllowed
from orders.trade.enums import LIVE_OFFERS, OfferState, RequestState, SampleState, Side
from orders.trade.exceptions import OfferRefused, WordMissing
from orders.trade.models import Offer, QuotationRequest, Sample, Terms
from orders.trade.services.letters import tell_buyer, tell_offer_buyer, tell_offer_seller
from orders.trade.services.moving import ensure_buyer, ensure_seller, move, take, take_offer
from orders.trade.services.requests import end_offers
from sellers.models import Seller


@dataclass(frozen=True)
class Words:
    """What one side puts on the table. The price is for one unit of the request, in the request's currency."""

    unit_price: Decimal
    quantity: Decimal
    term: str
    place: str
    lead_days: int
    valid_until: datetime
    note: str = ""


@transaction.atomic
def make_offer(*, request: QuotationRequest, seller: Seller, words: Words, by: User) -> Offer:
    """A seller who was told of the request answers it. Raises NotAllowed, OfferRefused (closed, over, one_is_live, validity)."""
    request = take(request)
    if not seller.members.filter(user=by).exists() or not request.matches.filter(seller=seller).exists():
        raise NotAllowed(request)
    if not seller.is_selling:
        raise NotAllowed(seller)
    if request.state != RequestState.OPEN or request.due_at <= timezone.now():
        raise OfferRefused("closed")
    if request.offers.filter(seller=seller, state__in=LIVE_OFFERS).exists():
        raise OfferRefused("one_is_live")
    _check_validity(words, not_before=request.deadline)
    offer = Offer.objects.create(
        request=request, seller=seller, number=f"{request.number}-O{request.offers.count() + 1}", due_at=words.valid_until
    )
    terms = _put(offer, Side.SELLER, words, by=by)
    record(subject=offer, action="trade_offer.made", by=by, after=_told(terms))
    tell_offer_buyer(offer, "offer_made", price=terms.price, total=terms.total)
    return offer


@transaction.atomic
def revise_offer(*, offer: Offer, words: Words, by: User) -> Offer:
    """The seller's second and last word, also as the answer to a counter-offer. Raises NotAllowed, IllegalMove, OfferRefused."""
    offer = take_offer(offer)
    ensure_seller(offer, by)
    _check_open(offer, OfferState.SUBMITTED)
    if offer.is_revised:
        raise OfferRefused("revised")
    _check_validity(words, not_before=offer.request.deadline)
    terms = _put(offer, Side.SELLER, words, by=by)
    move(offer, to=OfferState.SUBMITTED, by=by, due_at=words.valid_until, is_revised=True)
    _follow(offer.request, words.valid_until)
    tell_offer_buyer(offer, "offer_revised", price=terms.price, total=terms.total)
    return offer


@transaction.atomic
def counter_offer(*, offer: Offer, words: Words, by: User) -> Offer:
    """The buyer's own terms, once; they stand as long as the offer does. Raises NotAllowed, IllegalMove, OfferRefused("countered")."""
    offer = take_offer(offer)
    ensure_buyer(offer.request, by)
    _check_open(offer, OfferState.COUNTERED)
    if offer.is_countered:
        raise OfferRefused("countered")
    terms = _put(offer, Side.BUYER, words, by=by, valid_until=offer.due_at)
    move(offer, to=OfferState.COUNTERED, by=by, due_at=offer.due_at, is_countered=True)
    tell_offer_seller(offer, "offer_countered", price=terms.price, total=terms.total)
    return offer


@transaction.atomic
def stand_by_offer(*, offer: Offer, by: User, note: str = "") -> Offer:
    """The seller does not take the counter-offer; what they offered before stands. Raises NotAllowed, IllegalMove."""
    offer = take_offer(offer)
    ensure_seller(offer, by)
    if offer.state != OfferState.COUNTERED:
        raise IllegalMove(offer, OfferState.SUBMITTED)
    move(offer, to=OfferState.SUBMITTED, by=by, due_at=offer.due_at, note=note)
    tell_offer_buyer(offer, "offer_stands", note=note)
    return offer


@transaction.atomic
def accept_offer(*, offer: Offer, by: User) -> Offer:
    """The buyer takes the offer, or the seller the counter-offer: what lies on the table is agreed, the request is awarded, and all
    other offers are passed over. Raises NotAllowed, IllegalMove, OfferRefused("over") when its time ended before the clock came."""
    offer = take_offer(offer)
    is_countered = offer.state == OfferState.COUNTERED
    if is_countered:
        ensure_seller(offer, by)
    else:
        ensure_buyer(offer.request, by)
    _check_open(offer, OfferState.ACCEPTED)
    terms = offer.on_table
    move(offer, to=OfferState.ACCEPTED, by=by, agreed=terms)
    move(offer.request, to=RequestState.AWARDED, by=by)
    end_offers(offer.request, by=by, letter="offer_passed_over")
    if is_countered:
        tell_offer_buyer(offer, "offer_accepted", price=terms.price, total=terms.total)
    else:
        tell_offer_seller(offer, "offer_accepted", price=terms.price, total=terms.total)
    return offer


@transaction.atomic
def refuse_offer(*, offer: Offer, by: User, note: str) -> Offer:
    """The buyer says no, and why. Raises NotAllowed, IllegalMove, WordMissing."""
    offer = take_offer(offer)
    ensure_buyer(offer.request, by)
    if not note.strip():
        raise WordMissing(offer)
    move(offer, to=OfferState.REFUSED, by=by, note=note)
    _drop_sample(offer, by=by)
    tell_offer_seller(offer, "offer_refused", note=note)
    return offer


@transaction.atomic
def withdraw_offer(*, offer: Offer, by: User, note: str = "") -> Offer:
    """The seller takes it back before the buyer has accepted. Raises NotAllowed, IllegalMove."""
    offer = take_offer(offer)
    ensure_seller(offer, by)
    move(offer, to=OfferState.WITHDRAWN, by=by, note=note)
    _drop_sample(offer, by=by)
    tell_offer_buyer(offer, "offer_withdrawn", note=note)
    return offer


@transaction.atomic
def expire_offer(*, offer: Offer, now: datetime) -> Offer:
    """Its time is over. Raises IllegalMove when somebody was faster."""
    offer = take_offer(offer)
    if not offer.is_live or offer.due_at > now:
        raise IllegalMove(offer, OfferState.EXPIRED)
    move(offer, to=OfferState.EXPIRED, by=None)
    _drop_sample(offer, by=None)
    tell_offer_seller(offer, "offer_expired")
    tell_buyer(offer.request, "offer_expired", offer=offer.number, seller=offer.seller.name)
    return offer


def _check_open(offer: Offer, to: OfferState) -> None:
    if not offer.is_live or not offer.request.is_running:
        raise IllegalMove(offer, to)
    if offer.due_at <= timezone.now():
        raise OfferRefused("over")


def _check_validity(words: Words, *, not_before: datetime) -> None:
    """An offer that ends before the buyer compares is none."""
    if words.valid_until <= timezone.now() or words.valid_until < not_before:
        raise OfferRefused("validity")


def _put(offer: Offer, side: Side, words: Words, *, by: User, valid_until: datetime | None = None) -> Terms:
    facts, currency = asdict(words), offer.request.currency
    facts["unit_price"] = round_money(words.unit_price, currency)
    facts["valid_until"] = valid_until or words.valid_until
    position = offer.terms.count() + 1
    return Terms.objects.create(offer=offer, position=position, side=side, currency=currency, by=by, **facts)


def _told(terms: Terms) -> dict[str, str]:
    return {"price": str(terms.price), "quantity": str(terms.quantity), "delivery": f"{terms.term} {terms.place}"}


def _follow(request: QuotationRequest, valid_until: datetime) -> None:
    """The buyer's time to decide ends with the last offer."""
    if request.state == RequestState.CLOSED and valid_until > request.due_at:
        request.due_at = valid_until
        request.save(update_fields=["due_at"])


def _drop_sample(offer: Offer, *, by: User | None) -> None:
    """Nobody waits for a sample of an offer that has ended; one on its way still arrives."""
    sample = Sample.objects.filter(offer=offer, state=SampleState.ASKED).first()
    if sample is not None:
        move(sample, to=SampleState.DECLINED, by=by)
