"""What goods on one rate card come to, alone and together with others in a lot. Pure: a tariff and a converter in, plain values out.

Alone each pays the card for its own chargeable weight. Together the carrier charges the weight of all (heavy and bulky goods fill each
other's room), at the break that this weight reaches, and asks what is per shipment or per document once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from marketplace.money import Money
from orders.logistics.breakpoint import cheapest
from orders.logistics.chargeable import Chargeable, chargeable
from orders.logistics.enums import WeightRule
from orders.logistics.freight import Measured, extra_amount, times_of
from orders.logistics.parcels import Parcel
from orders.logistics.pooling import Joining, Share, split_pool
from orders.logistics.pricing import Converter
from orders.logistics.rate_book import Tariff

RULES = (WeightRule.AIR, WeightRule.COURIER, WeightRule.TRUCK)  # charged by the kg of the whole shipment
EXAMPLE_KG, PIECE_KG = Decimal(100), Decimal(20)


@dataclass(frozen=True)
class Goods:
    """What one brings to a lot."""

    key: str
    parcels: tuple[Parcel, ...]
    chargeable_kg: Decimal


def weigh(tariff: Tariff, parcels: Sequence[Parcel]) -> Chargeable:
    return chargeable(WeightRule(tariff.weight_rule), parcels, tariff.ratio)


def price_of(tariff: Tariff, parcels: Sequence[Parcel], converter: Converter) -> Money:
    """Raises NoRate."""
    return _price(tariff, weigh(tariff, parcels), sum(parcel.quantity for parcel in parcels), converter)


def split_lot(tariff: Tariff, goods: Sequence[Goods], converter: Converter) -> tuple[Money, list[Share]]:
    """The freight of all together, and each one's share of it by chargeable weight, to the cent. Raises ValueError for nobody, NoRate."""
    total = price_of(tariff, [parcel for one in goods for parcel in one.parcels], converter)
    joining = [Joining(one.key, one.chargeable_kg, price_of(tariff, one.parcels, converter)) for one in goods]
    return total, split_pool(total, joining)


def saving_when_full(tariff: Tariff, capacity_kg: Decimal, converter: Converter) -> int:
    """Whole percent that 100 kg in packages of 20 kg save in a full lot against going alone; never below zero, never rounded up."""
    own = min(EXAMPLE_KG, capacity_kg)
    alone, full = (_by_weight(tariff, kg, converter).amount for kg in (own, capacity_kg))
    if not alone:
        return 0
    share = full * own / capacity_kg
    return max(int((100 * (alone - share) / alone).to_integral_value(ROUND_FLOOR)), 0)


def _by_weight(tariff: Tariff, kg: Decimal, converter: Converter) -> Money:
    return _price(tariff, Chargeable(kg, WeightRule(tariff.weight_rule), kg), int(-(-kg // PIECE_KG)), converter)


def _price(tariff: Tariff, weighed: Chargeable, pieces: int, converter: Converter) -> Money:
    freight = cheapest(weighed.quantity, tariff.breaks, tariff.minimum)
    measured = Measured(weighed, None, times_of(weighed, pieces, None))
    amount = converter.value(freight.amount, tariff.currency)
    for extra in tariff.extras:
        amount += converter.value(extra_amount(extra, measured, freight)[0], extra.currency or tariff.currency)
    return Money(amount, converter.to)
