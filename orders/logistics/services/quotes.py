from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from marketplace.money import Money
from marketplace.money.rates import NoRate
from orders.logistics.enums import QuoteState
from orders.logistics.exceptions import NoSuchOption, QuoteExpired, QuoteRefused
from orders.logistics.models import Quote, QuoteOption
from orders.logistics.parcels import Parcel
from orders.logistics.pricing import Converter, Priced, price
from orders.logistics.rate_book import rate_book
from orders.logistics.selectors import cards_for
from orders.logistics.services.freight import MOST_PIECES, freight_options

log = structlog.get_logger(__name__)

LIFETIME = timedelta(hours=24)


@dataclass(frozen=True)
class AcceptedOption:
    """What an order copies from an option: plain values that never change again."""

    quote_id: UUID
    option_id: int
    service: str
    mode: str
    carrier: str
    amount: Money
    transit_min_days: int
    transit_max_days: int
    chargeable_g: int
    is_demonstration: bool


def request_quote(
    *,
    parcels: Sequence[Parcel],
    origin: str,
    destination_country: str,
    currency: str,
    goods_value: Money,
    destination_region: str = "",
    commodity: str = "",
) -> Quote:
    """A quote that a worker prices after commit. Raises QuoteRefused without parcels or with more than anybody carries."""
    if not parcels or sum(parcel.quantity for parcel in parcels) > MOST_PIECES:
        raise QuoteRefused("A shipment has between one and ten thousand parcels.")
    with transaction.atomic(savepoint=False):
        quote = Quote.objects.create(
            hub=current_hub(),
            parcels=[parcel.as_json() for parcel in parcels],
            origin=origin,
            destination_country=destination_country,
            destination_region=destination_region,
            commodity=commodity,
            currency=currency,
            goods_value=goods_value.rounded().amount,
            goods_currency=goods_value.currency,
            gross_g=sum(parcel.gross_g * parcel.quantity for parcel in parcels),
        )
        enqueue("logistics.quote", payload={"quote": str(quote.pk)})
    return quote


@transaction.atomic
def recompute_quote(*, quote: Quote) -> Quote:
    """The next version of a quote, priced anew; the one there is stays as it was issued. Asked twice, it is one new version."""
    quote = Quote.objects.select_for_update().get(pk=quote.pk)
    if standing := Quote.objects.filter(supersedes=quote).first():
        return standing
    copied = (
        "parcels",
        "origin",
        "destination_country",
        "destination_region",
        "destination_place",
        "incoterm",
        "named_place",
        "ready_on",
        "wants_insurance",
        "commodity",
        "currency",
        "goods_value",
        "goods_currency",
        "gross_g",
    )
    fresh = Quote.objects.create(
        hub=current_hub(), version=quote.version + 1, supersedes=quote, **{name: getattr(quote, name) for name in copied}
    )
    enqueue("logistics.quote", payload={"quote": str(fresh.pk)})
    return fresh


def issue_quote(*, quote_id: str | UUID) -> Quote | None:
    """Price a waiting quote and freeze it; without a card or a rate it is on request. Leaves an issued one as it is."""
    return next(iter(issue_quotes(quote_ids=[quote_id])), None)


@transaction.atomic
def issue_quotes(*, quote_ids: Sequence[str | UUID]) -> list[Quote]:
    """Price these quotes of the hub, those that still wait, and freeze them; without a card or a rate they are on request. Returns those
    that are there. What they share (the rate book, the day's exchange rates) is asked once for all."""
    now = timezone.now()
    zone = ZoneInfo(current_hub().time_zone)
    today = timezone.localdate(now, zone)
    quotes = list(Quote.objects.select_for_update().filter(pk__in=quote_ids).order_by("pk"))
    book = rate_book(today) if any(quote.is_freight for quote in quotes) else None
    converters: dict[str, Converter] = {}
    issued: list[QuoteOption] = []
    ends: dict[tuple[str, str, datetime | None], list[UUID]] = defaultdict(list)
    for quote in quotes:
        if quote.state != QuoteState.WAITING:
            continue
        if quote.currency not in converters:
            converters[quote.currency] = Converter(quote.currency, today)
        converter = converters[quote.currency]
        found = freight_options(quote, book, converter) if quote.is_freight else _delivery_options(quote, today, converter)
        options, last_days, reason = found
        issued += options
        days = [datetime.combine(day + timedelta(days=1), time(), zone) for day in last_days]
        end = (QuoteState.PRICED, "", min([now + LIFETIME, *days])) if options else (QuoteState.ON_REQUEST, reason, None)
        (quote.state, quote.reason, quote.valid_until), quote.issued_at = end, now
        ends[end].append(quote.pk)
    QuoteOption.objects.bulk_create(issued)
    for (state, reason, until), numbers in ends.items():
        Quote.objects.filter(pk__in=numbers).update(state=state, reason=reason, issued_at=now, valid_until=until)
    return quotes


def _delivery_options(quote: Quote, today: date, converter: Converter) -> tuple[list[QuoteOption], list[date], str]:
    """The unsaved options of a parcel to the door, the last days of the cards, and why there are none."""
    parcels = quote.pieces
    cards, reason = cards_for(quote, parcels, today)
    priced: list[Priced] = []
    for card in cards:
        try:
            priced.append(price(card, parcels, converter))
        except NoRate as error:
            log.warning("no exchange rate for a rate card", card=card.pk, error=str(error))
            reason = "no_rate"
    options = [_option(quote, position, found) for position, found in enumerate(_without_worse(priced), start=1)]
    return options, [found.card.valid_to for found in priced if found.card.valid_to], reason


def mark_failed(*, quote_id: str | UUID) -> None:
    """The worker gave up: say so instead of letting the buyer wait."""
    Quote.objects.filter(pk=quote_id, state=QuoteState.WAITING).update(state=QuoteState.FAILED)


def accept_option(*, quote_id: str | UUID, option_id: int) -> AcceptedOption:
    """The frozen values of an option that may still be chosen. Raises QuoteExpired, NoSuchOption."""
    option = QuoteOption.objects.select_related("quote").filter(pk=option_id, quote_id=quote_id).first()
    if option is None or option.quote.state != QuoteState.PRICED:
        raise NoSuchOption(option_id)
    if option.quote.is_expired:
        raise QuoteExpired(quote_id)
    return AcceptedOption(
        quote_id=option.quote_id,
        option_id=option.pk,
        service=option.service,
        mode=option.mode,
        carrier=option.carrier,
        amount=option.money,
        transit_min_days=option.transit_min_days,
        transit_max_days=option.transit_max_days,
        chargeable_g=option.chargeable_g,
        is_demonstration=option.is_demonstration,
    )


def _without_worse(priced: list[Priced]) -> list[Priced]:
    """By price, then speed; of one service, nothing that is both dearer and no faster than another."""
    kept: list[Priced] = []
    for found in sorted(priced, key=lambda one: (one.money.amount, one.card.transit_max_days, one.card.pk)):
        rivals = [one for one in kept if one.card.service == found.card.service]
        if all(found.card.transit_max_days < one.card.transit_max_days for one in rivals):
            kept.append(found)
    return kept


def _option(quote: Quote, position: int, found: Priced) -> QuoteOption:
    return QuoteOption(
        hub_id=quote.hub_id,
        quote=quote,
        position=position,
        rate_card=found.card,
        carrier=found.card.carrier,
        service=found.card.service,
        mode=found.card.mode,
        transit_min_days=found.card.transit_min_days,
        transit_max_days=found.card.transit_max_days,
        chargeable_g=int(found.chargeable.kg * 1000),
        rule=found.chargeable.rule,
        rule_values=found.chargeable.values,
        components=found.components,
        amount=found.money.amount,
        currency=found.money.currency,
        is_demonstration=found.card.is_demonstration,
    )
