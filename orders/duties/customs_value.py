"""From a price under an Incoterm to the value that customs takes its share of, shared over the lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from marketplace.money import Money, split_by_largest_remainder
from orders.duties.consignment import Consignment
from orders.duties.enums import Gap
from orders.incoterms import Incoterm

FREIGHT, INSURANCE = "freight", "insurance"
# What a price under the term contains already. A CPT price is taken as stated, insurance and all (docs/landed-cost.md).
CONTAINED: dict[Incoterm, frozenset[str]] = {
    **dict.fromkeys((Incoterm.EXW, Incoterm.FCA, Incoterm.FAS, Incoterm.FOB), frozenset()),
    Incoterm.CFR: frozenset({FREIGHT}),
    **dict.fromkeys((Incoterm.CIF, Incoterm.CPT, Incoterm.CIP, Incoterm.DAP, Incoterm.DPU, Incoterm.DDP), frozenset({FREIGHT, INSURANCE})),
}
TO_THE_DOOR = (Incoterm.DAP, Incoterm.DPU, Incoterm.DDP)


@dataclass(frozen=True)
class Step:
    """One part of the way from the price to the customs value; negative where it is taken off."""

    what: str  # price, freight, insurance, after_arrival, tax_in_price
    amount: Money


@dataclass(frozen=True)
class CustomsValue:
    """The value and its share of each line, in the order of the lines; None with the gap where it cannot be known."""

    total: Money | None
    lines: tuple[Money, ...] = ()
    steps: tuple[Step, ...] = field(default=())
    gap: Gap | None = None


def customs_value(asked: Consignment, *, with_freight: bool, to_the_door: bool = False) -> CustomsValue:
    """The value at the first port of the market, with freight and insurance or without. With `to_the_door` what comes after the port
    stays in it: a consumer's order counts what they pay. Raises ValueError where more is taken off than the price is."""
    steps = [Step("price", asked.price)]
    for what, cost, gap in ((FREIGHT, asked.freight, Gap.FREIGHT), (INSURANCE, asked.insurance, Gap.INSURANCE)):
        is_inside = what in CONTAINED[asked.term]
        if is_inside == with_freight:
            continue  # it stands where it shall stand
        if what == INSURANCE and asked.term == Incoterm.CPT:
            continue  # never in the price, so there is nothing to take off
        if cost is None:
            return CustomsValue(None, gap=gap)
        steps.append(Step(what, cost * (1 if with_freight else -1)))
    if asked.term in TO_THE_DOOR and asked.after_arrival is not None and not to_the_door:
        steps.append(Step("after_arrival", asked.after_arrival * -1))
    if asked.term == Incoterm.DDP:
        if asked.tax_in_price is None:
            return CustomsValue(None, gap=Gap.TAX_IN_PRICE)
        steps.append(Step("tax_in_price", asked.tax_in_price * -1))
    return _shared(asked, steps)


def _shared(asked: Consignment, steps: list[Step]) -> CustomsValue:
    """Everything beside the price is shared over the lines by their value, to the smallest unit, ties to the earlier line."""
    beside = sum((step.amount for step in steps[1:]), Money.zero(asked.price.currency)).rounded()
    if (asked.price + beside).amount < 0:
        raise ValueError("More is taken off the price than it is.")
    values = [line.value.rounded() for line in asked.goods]
    parts = split_by_largest_remainder(beside, [value.amount for value in values])
    lines = tuple(value + part for value, part in zip(values, parts, strict=True))
    whole = sum(lines, Money.zero(beside.currency))
    return CustomsValue(whole, lines, tuple(steps))
