"""{% load trade_words %}: the colours of requests, offers and samples."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from marketplace.look import writing
from orders.payments.models import Payment
from orders.payments.providers import name_of
from orders.trade import credit_words, drawing_words
from orders.trade.documentary import Finding
from orders.trade.enums import ContractState, DrawingState, OfferState, PartState, RequestState, SampleState, Verdict
from orders.trade.models import CreditDrawing, Offer, QuotationRequest, Sample, SupplyContract
from orders.trade.words import disagreement_text

register = template.Library()

DRAWING_KINDS = {
    DrawingState.ASKED: "warn",
    DrawingState.SECURED: "info",
    DrawingState.PRESENTED: "info",
    DrawingState.REFUSED: "bad",
    DrawingState.LAPSED: "bad",
    DrawingState.SHORT: "warn",
    DrawingState.PAID: "good",
}
GOOD = (RequestState.AWARDED, OfferState.ACCEPTED, SampleState.RECEIVED, ContractState.ACTIVE)


@register.simple_tag
def trade_kind(thing: QuotationRequest | Offer | Sample | SupplyContract, reader: str) -> str:
    """Amber where the reader ("buyer" or "seller") acts next, blue where the other side does, green where it ended well."""
    if thing.state in GOOD:
        return "good"
    if thing.due_at is None:
        return ""
    return "warn" if _acts_next(thing) == reader else "info"


def _acts_next(thing: QuotationRequest | Offer | Sample | SupplyContract) -> str:
    return "seller" if thing.state in (RequestState.OPEN, OfferState.COUNTERED, SampleState.ASKED) else "buyer"


@register.filter
def rule_words(finding: Finding) -> str:
    return credit_words.rule_text(finding)


@register.filter
def paper_words(finding: Finding) -> str:
    return credit_words.paper_text(finding)


@register.filter
def value_words(value: object) -> str:
    return credit_words.value_text(value)


@register.filter
def verdict_words(finding: Finding) -> str:
    return str(Verdict(finding.verdict).label)


@register.filter
def units_of(pieces: int, contract: SupplyContract) -> str:
    """So many pieces in the agreed unit: 15,000 pieces are 15 t."""
    return f"{writing.number(contract.unit_content * pieces, get_language() or 'en')} {contract.get_unit_display()}"


@register.filter
def part_kind(state: str) -> str:
    """The colour of a part that is paid by itself."""
    return {
        PartState.PAID: "good",
        PartState.OPEN: "warn",
        PartState.WAITING: "info",
        PartState.SECURED: "info",
        PartState.GOING_BACK: "info",
    }.get(state, "")


@register.filter
def drawing_kind(state: str) -> str:
    """The colour of a letter of credit as security."""
    return DRAWING_KINDS.get(state, "")


@register.filter
def next_step(drawing: CreditDrawing, reader: str) -> str:
    """Who acts next on it, and how."""
    return drawing_words.next_step(drawing, reader)


@register.filter
def way_of(payment: Payment) -> str:
    """By which way it is or was paid."""
    return name_of(payment.provider)


@register.filter
def disagreement(what: str) -> str:
    return disagreement_text(what)
