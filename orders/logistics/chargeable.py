"""What a carrier charges for: the heavier of scale and space, each by its own rule (docs/logistics.md). Pure and exact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil

from orders.logistics.enums import WeightRule
from orders.logistics.parcels import Parcel

AIR_DIVISOR = Decimal(6000)  # cm³ a kg; "167 kg/m³" is its rounded name
COURIER_DIVISOR = Decimal(5000)
LCL_RATIO = Decimal(1000)  # kg a m³; some lanes say 500
LCL_MINIMUM = 1
TRUCK_RATIO = Decimal(333)


@dataclass(frozen=True)
class Chargeable:
    """The chargeable weight, the rule that gave it, and the rule's values as text for the page. `quantity` is what the rates
    multiply: kilograms, or m³/t for a shared container."""

    kg: Decimal
    rule: WeightRule
    quantity: Decimal
    values: dict[str, str] = field(default_factory=dict)


def air(parcels: Sequence[Parcel], *, divisor: Decimal | None = None) -> Chargeable:
    """Air cargo: sides of each piece to the nearest whole cm, half up; the shipment up to the next 0.5 kg."""
    volume = sum(_whole_cm(p.length_mm) * _whole_cm(p.width_mm) * _whole_cm(p.height_mm) * p.quantity for p in parcels)
    return _by_divisor(WeightRule.AIR, parcels, Fraction(volume), divisor or AIR_DIVISOR)


def courier(parcels: Sequence[Parcel], *, divisor: Decimal | None = None) -> Chargeable:
    """Courier: sides as measured; the shipment's total up to the next 0.5 kg."""
    volume = sum(Fraction(p.volume_mm3 * p.quantity, 1000) for p in parcels)
    return _by_divisor(WeightRule.COURIER, parcels, volume, divisor or COURIER_DIVISOR)


def post(parcels: Sequence[Parcel], *, divisor: Decimal | None = None) -> Chargeable:
    """Post: what the scale says, each parcel up to the next 0.5 kg; room counts nothing."""
    halves = sum(ceil(Fraction(p.gross_g, 500)) * p.quantity for p in parcels)
    kg = Decimal(halves) / 2
    return Chargeable(kg, WeightRule.POST, kg, {"gross_kg": _text(_gross(parcels)), "heavier": "gross"})


def lcl(parcels: Sequence[Parcel], *, ratio: Decimal | None = None) -> Chargeable:
    """Shared container: cubic metres or tonnes, whichever is more (W/M), at least one; up to the next thousandth."""
    ratio = Fraction(ratio or LCL_RATIO)
    cubic, gross = _cubic_metres(parcels), _gross(parcels)
    units = Decimal(ceil(max(cubic, gross / ratio, Fraction(LCL_MINIMUM)) * 1000)) / 1000
    heavier = "minimum" if max(cubic, gross / ratio) < LCL_MINIMUM else ("volume" if cubic > gross / ratio else "gross")
    values = {"gross_kg": _text(gross), "volume_m3": _text(cubic, 3), "ratio": _text(ratio), "heavier": heavier}
    return Chargeable(units * Decimal(ratio.numerator) / ratio.denominator, WeightRule.LCL, units, values)


def lcl_share(parcels: Sequence[Parcel], *, ratio: Decimal | None = None) -> Chargeable:
    """The same without the least charge: what goods take of a container that others fill with them."""
    ratio = Fraction(ratio or LCL_RATIO)
    units = Decimal(ceil(max(_cubic_metres(parcels), _gross(parcels) / ratio) * 1000)) / 1000
    return Chargeable(units * Decimal(ratio.numerator) / ratio.denominator, WeightRule.LCL, units)


def truck(parcels: Sequence[Parcel], *, ratio: Decimal | None = None) -> Chargeable:
    """Truck: a cubic metre counts as 333 kg; up to the next gram."""
    ratio = Fraction(ratio or TRUCK_RATIO)
    cubic, gross = _cubic_metres(parcels), _gross(parcels)
    kg = Decimal(ceil(max(gross, cubic * ratio) * 1000)) / 1000
    values = {"gross_kg": _text(gross), "volume_m3": _text(cubic, 3), "ratio": _text(ratio), "volume_kg": _text(cubic * ratio)}
    return Chargeable(kg, WeightRule.TRUCK, kg, {**values, "heavier": "volume" if cubic * ratio > gross else "gross"})


RULES: dict[WeightRule, Callable[..., Chargeable]] = {
    WeightRule.AIR: air,
    WeightRule.COURIER: courier,
    WeightRule.POST: post,
    WeightRule.LCL: lcl,
    WeightRule.TRUCK: truck,
}


def chargeable(rule: WeightRule, parcels: Sequence[Parcel], ratio: Decimal | None = None) -> Chargeable:
    """By the rule a rate card names, with the card's own ratio where it has one. Raises ValueError without parcels; whole containers are
    counted by containers.fill."""
    if not parcels:
        raise ValueError("Nothing to send.")
    name = "ratio" if rule in (WeightRule.LCL, WeightRule.TRUCK) else "divisor"
    return RULES[rule](parcels, **{name: ratio})


def _by_divisor(rule: WeightRule, parcels: Sequence[Parcel], cubic_cm: Fraction, divisor: Decimal) -> Chargeable:
    gross, volume = _gross(parcels), cubic_cm / Fraction(divisor)
    kg = Decimal(ceil(max(gross, volume) * 2)) / 2
    values = {"gross_kg": _text(gross), "volume_kg": _text(volume), "volume_cm3": _text(cubic_cm, 0), "divisor": _text(Fraction(divisor))}
    return Chargeable(kg, rule, kg, {**values, "heavier": "volume" if volume > gross else "gross"})


def _whole_cm(mm: int) -> int:
    return (mm + 5) // 10


def _gross(parcels: Sequence[Parcel]) -> Fraction:
    return Fraction(sum(p.gross_g * p.quantity for p in parcels), 1000)


def _cubic_metres(parcels: Sequence[Parcel]) -> Fraction:
    return Fraction(sum(p.volume_mm3 * p.quantity for p in parcels), 10**9)


def _text(value: Fraction, places: int = 2) -> str:
    """For the reader: at most so many places, half up, no idle zeros."""
    rounded = (Decimal(value.numerator) / value.denominator).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded.normalize():f}"
