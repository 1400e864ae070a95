from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import Http404

from orders.logistics.models import Quote, RateCard, TravelPiece
from orders.logistics.numbers import tidy
from orders.logistics.parcels import Parcel, total_gross_kg


def cards_for(quote: Quote, parcels: Sequence[Parcel], day: date) -> tuple[list[RateCard], str]:
    """The cards that may price this quote on that day, and why there are none: `no_card`, `too_heavy`. A card for the region or
    the commodity stands before its carrier's general card."""
    rows = (
        RateCard.objects.in_force_on(day)
        .filter(
            origin=quote.origin,
            destination_country=quote.destination_country,
            destination_region__in={"", quote.destination_region},
            destination_place="",
            container="",
            commodity__in={"", quote.commodity},
        )
        .prefetch_related("breaks", "surcharges")
        .order_by("pk")
    )
    chosen: dict[tuple[str, str, str], RateCard] = {}
    for card in rows:
        key = (card.carrier, card.service, card.mode)
        if key not in chosen or _closeness(card) > _closeness(chosen[key]):
            chosen[key] = card
    if not chosen:
        return [], "no_card"
    total = total_gross_kg(parcels)
    heaviest = Decimal(max(parcel.gross_g for parcel in parcels)) / 1000
    taken = [card for card in chosen.values() if card.breaks.all() and _carries(card, total, heaviest)]
    return taken, "" if taken else "too_heavy"


def get_quote(quote_id: UUID) -> Quote:
    """The quote of that unguessable number with its options, or Http404."""
    quote = Quote.objects.filter(pk=quote_id).prefetch_related("options").first()
    if quote is None:
        raise Http404
    return quote


def piece_of(number: str) -> TravelPiece | None:
    """The piece of that number, however it is written; of several shipments under one number the latest."""
    return TravelPiece.objects.filter(number__in=spellings(number)).order_by("-pk").first()


def spellings(number: str) -> set[str]:
    """How a number may stand in the rows: as it was typed, without its gaps, with the dash of an air waybill."""
    wanted = tidy(number)
    return {number.strip(), wanted, f"{wanted[:3]}-{wanted[3:]}"}


def _closeness(card: RateCard) -> tuple[bool, bool]:
    return bool(card.destination_region), bool(card.commodity)


def _carries(card: RateCard, total: Decimal, heaviest: Decimal) -> bool:
    return (
        (card.max_piece_kg is None or heaviest <= card.max_piece_kg)
        and (card.min_total_kg is None or total >= card.min_total_kg)
        and (card.max_total_kg is None or total <= card.max_total_kg)
    )
