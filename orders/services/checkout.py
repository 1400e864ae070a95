"""A checkout under way: the address, then a quote for each parcel, then the choice. Nothing is held before the buyer goes to pay."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from orders import addresses
from orders.exceptions import QuoteUnfit
from orders.logistics.models import Quote
from orders.logistics.services import accept_option
from orders.models import Cart, Checkout
from orders.models.cart import new_token
from orders.selectors.cart import CartReading, Lane
from orders.services.parcels import answers, ask_for_quote, shipment_of


def begin_checkout(*, cart: Cart) -> Checkout:
    """The cart's checkout, made where there is none."""
    return Checkout.objects.get_or_create(cart=cart)[0]


def keep_typed(*, checkout: Checkout, typed: dict[str, str]) -> None:
    """Keep what was typed as it was typed, right or wrong, so that no error and no reload loses it."""
    if typed != checkout.typed:
        checkout.typed = typed
        _save(checkout, "typed")


def settle_address(*, checkout: Checkout, address: addresses.Address, contact: dict[str, str]) -> None:
    """Take a checked address. Another place makes the quotes void; the lanes are then priced anew."""
    if (address, contact) != (checkout.address, checkout.contact):
        checkout.address, checkout.contact = address, contact
        _save(checkout, "address", "contact")


def unsettle_address(*, checkout: Checkout) -> None:
    """What is typed now does not pass: the address that passed before shall not be used in its stead."""
    if checkout.address:
        checkout.address, checkout.contact = {}, {}
        _save(checkout, "address", "contact")


def question_of(lane: Lane, address: addresses.Address, currency: str) -> str:
    """What a quote was asked for, in one word: goods, place, currency. A quote for another question is no answer."""
    goods = sorted((item.variant_id, item.quantity) for item in lane.items if not item.is_dead)
    said: list[Any] = [goods, address.get("country"), addresses.region_code(address), currency, str(lane.subtotal)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:24]


@transaction.atomic
def price_delivery(*, checkout: Checkout, reading: CartReading, again: bool = False) -> Checkout:
    """Ask for a quote for each parcel that has none for this question. `again` asks anew where the old answer is of no use.
    Gives the checkout as it is then."""
    if not checkout.address or reading.troubled:
        return checkout
    checkout = Checkout.objects.select_for_update().get(pk=checkout.pk)  # two tabs, one question
    there = _quotes_there(checkout)
    quotes: dict[str, dict] = {}
    for lane in reading.lanes:
        key, question = str(lane.seller.pk), question_of(lane, checkout.address, reading.currency)
        known = checkout.quotes.get(key)
        if known and known["question"] == question and known["quote"] in there and not again:
            quotes[key] = known
        else:
            quote = ask_for_quote(lane=lane, address=checkout.address)
            quotes[key] = {"question": question, "quote": quote and str(quote.pk)}
    if quotes != checkout.quotes:
        checkout.quotes = quotes
        _save(checkout, "quotes")
    return checkout


def _quotes_there(checkout: Checkout) -> set[str | None]:
    """The answers that still stand; a buyer who comes back after a month finds them forgotten. None: there was nobody to ask."""
    asked = [known["quote"] for known in checkout.quotes.values() if known["quote"]]
    return {None, *(str(pk) for pk in Quote.objects.filter(pk__in=asked).values_list("pk", flat=True))} if asked else {None}


def adopt_quotes(*, checkout: Checkout, reading: CartReading, chosen: Mapping[UUID, int]) -> None:
    """Take quotes that were asked for before this checkout, each for the parcel it answers, and the option chosen of each. Raises
    QuoteUnfit where one answers none of the parcels, QuoteExpired and NoSuchOption."""
    quotes, choices, left = dict(checkout.quotes), dict(checkout.choices), list(reading.lanes)
    found = {quote.pk: quote for quote in Quote.objects.filter(pk__in=list(chosen))}
    for pk, option in chosen.items():
        lane = next((lane for lane in left if pk in found and answers(found[pk], shipment_of(lane, checkout.address))), None)
        if lane is None:
            raise QuoteUnfit(pk)
        accept_option(quote_id=pk, option_id=option)
        left.remove(lane)
        key = str(lane.seller.pk)
        quotes[key] = {"question": question_of(lane, checkout.address, reading.currency), "quote": str(pk)}
        choices[key] = option
    checkout.quotes, checkout.choices = quotes, choices
    _save(checkout, "quotes", "choices")


def choose_delivery(*, checkout: Checkout, choices: dict[str, int]) -> None:
    """Which option for which seller's parcel. Whether it stands in the quote is asked when the order is placed."""
    if choices != checkout.choices:
        checkout.choices = choices
        _save(checkout, "choices")


def choose_payment(*, checkout: Checkout, provider: str) -> None:
    if provider != checkout.provider:
        checkout.provider = provider
        _save(checkout, "provider")


def renew_attempt(*, checkout: Checkout) -> None:
    checkout.attempt = new_token()
    _save(checkout, "attempt")


def _save(checkout: Checkout, *fields: str) -> None:
    checkout.changed_at = timezone.now()
    checkout.save(update_fields=[*fields, "changed_at"])
