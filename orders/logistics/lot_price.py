"""What goods on one rate card come to, alone and together with others in a lot. Pure: a tariff and a converter in, plain values out.

Alone each pays the card for its own chargeable weight (of a shared container for its cubic metres or tonnes, at least one). Together the
carrier charges the weight of all (heavy and bulky goods fill each other's room), at the break that this weight reaches, and asks what is
per shipment or per document once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from marketplace.money import Money
from orders.logistics.breakpoint import cheapest
from orders.logistics.chargeable import LCL_MINIMUM, LCL_RATIO, Chargeable, chargeable, lcl_share
from orders.logistics.enums import WeightRule
from orders.logistics.freight import Measured, extra_amount, times_of
from orders.logistics.parcels import Parcel
from orders.logistics.pooling import Joining, Share, split_pool
from orders.logistics.pricing import Converter
from orders.logistics.rate_book import Tariff

RULES = (WeightRule.AIR, WeightRule.COURIER, WeightRule.TRUCK, WeightRule.LCL)  # charged by the weight or room of the whole shipment
EXAMPLE_KG, PIECE_KG = Decimal(100), Decimal(20)
EXAMPLE_WM = Decimal(1)  # m³ or t


@dataclass(frozen=True)
class Goods:
    """What one brings to a lot."""

    key: str
    parcels: tuple[Parcel, ...]
    chargeable_kg: Decimal


def weigh(tariff: Tariff, parcels: Sequence[Parcel]) -> Chargeable:
    """What goods take of a lot: of a shared container without the least charge, which all pay once."""
    if tariff.weight_rule == WeightRule.LCL:
        return lcl_share(parcels, ratio=tariff.ratio)
    return _charged(tariff, parcels)


def _charged(tariff: Tariff, parcels: Sequence[Parcel]) -> Chargeable:
    return chargeable(WeightRule(tariff.weight_rule), parcels, tariff.ratio)


def price_of(tariff: Tariff, parcels: Sequence[Parcel], converter: Converter) -> Money:
    """Raises NoRate."""
    return _price(tariff, _charged(tariff, parcels), sum(parcel.quantity for parcel in parcels), converter)


def split_lot(tariff: Tariff, goods: Sequence[Goods], converter: Converter) -> tuple[Money, list[Share]]:
    """The freight of all together, and each one's share of it by chargeable weight, to the cent. Raises ValueError for nobody, NoRate."""
    total = price_of(tariff, [parcel for one in goods for parcel in one.parcels], converter)
    joining = [Joining(one.key, one.chargeable_kg, price_of(tariff, one.parcels, converter)) for one in goods]
    return total, split_pool(total, joining)


def example_of(tariff: Tariff) -> Decimal:
    """How much the list's example brings to a full lot, in the card's unit: 100 kg, or one m³ or t."""
    return EXAMPLE_WM if tariff.weight_rule == WeightRule.LCL else EXAMPLE_KG


def saving_when_full(tariff: Tariff, capacity_kg: Decimal, converter: Converter) -> int:
    """Whole percent that the example, in packages of 20 kg, saves in a full lot against going alone; never below zero, never rounded up."""
    whole = capacity_kg / kg_of_unit(tariff)
    own = min(example_of(tariff), whole)
    alone, full = (_by_quantity(tariff, quantity, converter).amount for quantity in (own, whole))
    if not alone:
        return 0
    share = full * own / whole
    return max(int((100 * (alone - share) / alone).to_integral_value(ROUND_FLOOR)), 0)


def kg_of_unit(tariff: Tariff) -> Decimal:
    return (tariff.ratio or LCL_RATIO) if tariff.weight_rule == WeightRule.LCL else Decimal(1)


def _by_quantity(tariff: Tariff, quantity: Decimal, converter: Converter) -> Money:
    kg = quantity * kg_of_unit(tariff)
    least = max(quantity, Decimal(LCL_MINIMUM)) if tariff.weight_rule == WeightRule.LCL else quantity
    weighed = Chargeable(least * kg_of_unit(tariff), WeightRule(tariff.weight_rule), least)
    return _price(tariff, weighed, int(-(-kg // PIECE_KG)), converter)


def _price(tariff: Tariff, weighed: Chargeable, pieces: int, converter: Converter) -> Money:
    freight = cheapest(weighed.quantity, tariff.breaks, tariff.minimum)
    measured = Measured(weighed, None, times_of(weighed, pieces, None))
    amount = converter.value(freight.amount, tariff.currency)
    for extra in tariff.extras:
        amount += converter.value(extra_amount(extra, measured, freight)[0], extra.currency or tariff.currency)
    return Money(amount, converter.to)
