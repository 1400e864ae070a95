from __future__ import annotations

from datetime import date
from decimal import Decimal

from marketplace.approval.enums import RowState
from marketplace.approval.services import stand
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from marketplace.money.models import ExchangeRate
from orders.logistics.models import Quote, RateBreak, RateCard, Surcharge
from orders.logistics.parcels import Parcel
from orders.logistics.services import request_quote

LONG_AGO = date(2020, 1, 1)


def make_card(
    *,
    breaks: dict[str, str] | None = None,
    surcharges: dict[str, tuple[str, ...]] | None = None,
    currencies: dict[str, str] | None = None,
    **fields,
) -> RateCard:
    """A card KGL to China by air cargo in USD, in force unless another state is given; breaks {from: rate}, surcharges
    {code: (basis, rate, part of the way?)}, and their currencies where they differ."""
    currencies = currencies or {}
    state = fields.pop("state", RowState.IN_FORCE)
    values = {
        "carrier": "Test Air",
        "service": "air_cargo",
        "mode": "air",
        "origin": "KGL",
        "destination_country": "CN",
        "weight_rule": "air",
        "currency": "USD",
        "transit_min_days": 3,
        "transit_max_days": 7,
        "valid_from": LONG_AGO,
        "source": "test",
        **fields,
    }
    card = RateCard.objects.create(hub=current_hub(), **values)
    for start, rate in (breaks or {"0": "5.00", "45": "4.00"}).items():
        RateBreak.objects.create(hub=current_hub(), card=card, from_quantity=Decimal(start), unit_rate=Decimal(rate))
    for code, (basis, rate, *stage) in (surcharges or {}).items():
        Surcharge.objects.create(
            hub=current_hub(),
            card=card,
            code=code,
            basis=basis,
            rate=Decimal(rate),
            stage="".join(stage),
            currency=currencies.get(code, ""),
        )
    if state == RowState.IN_FORCE:
        stand(card)
    return card


def make_rate(base: str = "USD", quote: str = "CNY", rate: str = "7.20", day: date = LONG_AGO) -> ExchangeRate:
    return ExchangeRate.objects.create(hub=current_hub(), base=base, quote=quote, rate=Decimal(rate), day=day, source="test")


def ask_quote(*, parcels: list[Parcel] | None = None, currency: str = "CNY", country: str = "CN", **fields) -> Quote:
    return request_quote(
        parcels=parcels or [Parcel(600, 400, 200, 5625, 8)],
        origin="KGL",
        destination_country=country,
        currency=currency,
        goods_value=Money(Decimal("400.80"), currency),
        **fields,
    )
