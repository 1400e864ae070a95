"""{% load trade_words %}: the colours of requests, offers and samples."""

from __future__ import annotations

from django import template

from orders.trade.enums import OfferState, RequestState, SampleState
from orders.trade.models import Offer, QuotationRequest, Sample

register = template.Library()

GOOD = (RequestState.AWARDED, OfferState.ACCEPTED, SampleState.RECEIVED)


@register.simple_tag
def trade_kind(thing: QuotationRequest | Offer | Sample, reader: str) -> str:
    """Amber where the reader ("buyer" or "seller") acts next, blue where the other side does, green where it ended well."""
    if thing.state in GOOD:
        return "good"
    if thing.due_at is None:
        return ""
    return "warn" if _acts_next(thing) == reader else "info"


def _acts_next(thing: QuotationRequest | Offer | Sample) -> str:
    return "seller" if thing.state in (RequestState.OPEN, OfferState.COUNTERED, SampleState.ASKED) else "buyer"
