"""Freight by an Incoterm: asked as a durable job like every quote, priced in legs, frozen when issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from marketplace.money import Money
from marketplace.money.rates import NoRate
from orders.incoterms import Incoterm
from orders.logistics.exceptions import QuoteRefused
from orders.logistics.freight import Asked, Way, containers_told, legs_told, routes_of
from orders.logistics.models import Quote, QuoteOption
from orders.logistics.parcels import Parcel
from orders.logistics.pricing import Converter
from orders.logistics.rate_book import RateBook

MOST_PIECES = 10_000
END_AT_PLACE = {Incoterm.CFR, Incoterm.CIF, Incoterm.CPT, Incoterm.CIP, Incoterm.DAP, Incoterm.DPU, Incoterm.DDP}


def request_freight(
    *,
    parcels: Sequence[Parcel],
    origin: str,
    destination_place: str,
    destination_country: str,
    incoterm: str,
    named_place: str = "",
    currency: str,
    goods_value: Money,
    commodity: str = "",
    ready_on: date | None = None,
    wants_insurance: bool = False,
) -> Quote:
    """A freight quote that a worker prices after commit. `goods_value` is for goods packed at the seller's door. Under C and D terms the
    named place is where the goods end. Raises QuoteRefused without parcels, with too many, or for a term that is none."""
    if not parcels or sum(parcel.quantity for parcel in parcels) > MOST_PIECES:
        raise QuoteRefused("A shipment has between one and ten thousand parcels.")
    if incoterm not in Incoterm.values:
        raise QuoteRefused("Incoterms 2020 has no such rule.")
    place = destination_place if incoterm in END_AT_PLACE else (named_place or origin)
    with transaction.atomic(savepoint=False):
        quote = Quote.objects.create(
            hub=current_hub(),
            parcels=[parcel.as_json() for parcel in parcels],
            origin=origin,
            destination_country=destination_country,
            destination_place=destination_place,
            incoterm=incoterm,
            named_place=place,
            ready_on=ready_on,
            wants_insurance=wants_insurance,
            commodity=commodity,
            currency=currency,
            goods_value=goods_value.rounded().amount,
            goods_currency=goods_value.currency,
            gross_g=sum(parcel.gross_g * parcel.quantity for parcel in parcels),
        )
        enqueue("logistics.quote", payload={"quote": str(quote.pk)})
    return quote


def freight_options(quote: Quote, book: RateBook, converter: Converter) -> tuple[list[QuoteOption], list[date], str]:
    """The unsaved options of a freight quote, the last days of what priced them, and why there are none."""
    try:
        goods, _told = converter(quote.goods)
    except NoRate:
        return [], [], "no_rate"
    asked = Asked(
        parcels=tuple(quote.pieces),
        origin=quote.origin,
        destination=quote.destination_place,
        incoterm=quote.incoterm,
        place=quote.named_place,
        currency=quote.currency,
        goods=goods,
        commodity=quote.commodity,
        wants_insurance=quote.wants_insurance,
    )
    ways, reason = routes_of(asked, book, converter)
    return [_option(quote, number, way) for number, way in enumerate(ways, 1)], [way.valid_to for way in ways if way.valid_to], reason


def _option(quote: Quote, position: int, way: Way) -> QuoteOption:
    main = way.main
    return QuoteOption(
        hub_id=quote.hub_id,
        quote=quote,
        position=position,
        rate_card_id=main.tariff.card,
        carrier=main.tariff.carrier,
        service=main.tariff.service,
        mode=main.tariff.mode,
        transit_min_days=way.min_days,
        transit_max_days=way.max_days,
        chargeable_g=int(main.weighed.kg * 1000),
        rule=main.weighed.rule,
        rule_values=main.weighed.values,
        components=way.lines,
        amount=way.amount,
        currency=quote.currency,
        is_demonstration=way.is_demonstration,
        legs=legs_told(way),
        containers=containers_told(way),
        excluded=way.excluded,
        beyond_amount=way.beyond,
        co2_kg=way.co2_kg,
    )
