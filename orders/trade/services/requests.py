"""A request from its draft to its end, and who is told of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from orders.exceptions import IllegalMove
from orders.trade.enums import LIVE_OFFERS, OfferState, RequestState
from orders.trade.exceptions import RequestRefused
from orders.trade.models import Offer, QuotationRequest, RequestMatch
from orders.trade.selectors.matching import sellers_for
from orders.trade.services.letters import tell_buyer, tell_match, tell_offer_seller
from orders.trade.services.moving import ensure_buyer, move, take


def next_number(prefix: str, sequence: str) -> str:
    """RQ-26-000123: the year and a count of its own. An abandoned attempt leaves a gap."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence])
        (count,) = cursor.fetchone()
    return f"{prefix}-{timezone.now().astimezone(ZoneInfo(current_hub().time_zone)):%y}-{count:06}"


@transaction.atomic
def draft_request(*, by: User, language: str, **facts: Any) -> QuotationRequest:
    """A new draft of this buyer."""
    number = next_number("RQ", "trade_request_number")
    request = QuotationRequest.objects.create(number=number, buyer=by, language=language, **_named(facts))
    record(subject=request, action="trade_request.drafted", by=by, after={"title": request.title})
    return request


@transaction.atomic
def change_request(*, request: QuotationRequest, by: User, **facts: Any) -> QuotationRequest:
    """New words for a draft; once sellers have it, it stays as it is. Raises NotAllowed, RequestRefused("not_draft")."""
    request = take(request)
    ensure_buyer(request, by)
    if not request.is_draft:
        raise RequestRefused("not_draft")
    for name, value in _named(facts).items():
        setattr(request, name, value)
    request.save(update_fields=[*_named(facts)])
    record(subject=request, action="trade_request.changed", by=by, after={"title": request.title})
    return request


def _named(facts: dict[str, Any]) -> dict[str, Any]:
    """A product brings its customs code with it, where the buyer named none."""
    product = facts.get("product")
    if product is not None and not facts.get("hs_code") and product.hs_code_id:
        return {**facts, "hs_code": product.hs_code.hs6}
    return facts


@transaction.atomic
def open_request(*, request: QuotationRequest, by: User) -> QuotationRequest:
    """Show it to the sellers whom it fits, each told why. Raises NotAllowed, IllegalMove, RequestRefused for a deadline that is over
    or a request that names no goods."""
    request = take(request)
    ensure_buyer(request, by)
    if request.state != RequestState.DRAFT:
        raise IllegalMove(request, RequestState.OPEN)
    if request.deadline <= timezone.now():
        raise RequestRefused("deadline")
    if not (request.product_id or request.hs_code or request.sector_id):
        raise RequestRefused("nothing_named")
    move(request, to=RequestState.OPEN, by=by, due_at=request.deadline, opened_at=timezone.now())
    found = sellers_for(request)
    matches = RequestMatch.objects.bulk_create(RequestMatch(request=request, seller=each.seller, reasons=each.reasons) for each in found)
    for match in matches:
        tell_match(match)
    tell_buyer(request, "request_opened", count=len(matches))
    return request


@transaction.atomic
def close_request(*, request: QuotationRequest, by: User) -> QuotationRequest:
    """No more offers: the buyer decides between those that are there, or ends it where there are none. Raises NotAllowed, IllegalMove."""
    request = take(request)
    ensure_buyer(request, by)
    if request.state != RequestState.OPEN:
        raise IllegalMove(request, RequestState.CLOSED)
    _close(request, by=by)
    return request


@transaction.atomic
def withdraw_request(*, request: QuotationRequest, by: User) -> QuotationRequest:
    """The buyer needs it no longer; whoever has offered is told. Raises NotAllowed, IllegalMove."""
    request = take(request)
    ensure_buyer(request, by)
    move(request, to=RequestState.WITHDRAWN, by=by)
    end_offers(request, by=by, letter="request_withdrawn")
    return request


def end_offers(request: QuotationRequest, *, by: User | None, letter: str, but: Offer | None = None) -> None:
    """Offers still on the table are passed over, and their sellers told. The caller holds the request."""
    for offer in request.offers.filter(state__in=LIVE_OFFERS).select_related("seller").order_by("pk"):
        if but is not None and offer.pk == but.pk:
            continue
        offer.request = request
        move(offer, to=OfferState.PASSED_OVER, by=by)
        tell_offer_seller(offer, letter)


@transaction.atomic
def end_by_clock(*, request: QuotationRequest, now: datetime) -> QuotationRequest:
    """The time for offers, or the time to decide, is over. Raises IllegalMove when somebody was faster."""
    request = take(request)
    if not request.is_running or request.due_at > now:
        raise IllegalMove(request, RequestState.EXPIRED)
    if request.state == RequestState.OPEN:
        _close(request, by=None)
    elif last := last_day(request):
        request.due_at = last
        request.save(update_fields=["due_at"])
    else:
        _expire(request, by=None)
    return request


def last_day(request: QuotationRequest) -> datetime | None:
    """Until when the last offer on the table stands; None without one."""
    return request.offers.filter(state__in=LIVE_OFFERS).order_by("-due_at").values_list("due_at", flat=True).first()


def _close(request: QuotationRequest, *, by: User | None) -> None:
    if last := last_day(request):
        move(request, to=RequestState.CLOSED, by=by, due_at=last, closed_at=timezone.now())
        tell_buyer(request, "request_closed")
    else:
        _expire(request, by=by)


def _expire(request: QuotationRequest, *, by: User | None) -> None:
    move(request, to=RequestState.EXPIRED, by=by)
    tell_buyer(request, "request_expired")
