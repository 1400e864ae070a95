"""What it costs to insure goods on their way, where the insured value contains its own premium. Pure and exact.

110 % of the CIF (or CIP) value is insured at a rate r, and the value contains the premium P:

    CIF = CFR + P        P = 1.10 × r × CIF        so        CIF = CFR ÷ (1 − 1.10 × r)        P = CIF − CFR

Worked out in fractions, the premium is rounded once, half up by the currency (docs/logistics.md has a worked table)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from marketplace.money import Money
from orders.incoterms import Incoterm
from orders.logistics.enums import Clause

SHARE = Decimal("1.10")  # Incoterms® 2020: at least 110 % of the price
CLAUSE_OF = {Incoterm.CIF: Clause.C, Incoterm.CIP: Clause.A}


def premium(cfr: Money, percent: Decimal, minimum: Money | None = None, *, share: Decimal = SHARE) -> Money:
    """The premium inside a price whose other parts sum to `cfr`; never less than the minimum. Raises ValueError for a rate at which no
    price contains its own insurance, or a minimum in another currency."""
    if minimum is not None and minimum.currency != cfr.currency:
        raise ValueError("Convert the minimum first.")
    part = Fraction(share) * Fraction(percent) / 100
    if not 0 <= part < 1:
        raise ValueError("At this rate the insurance would cost more than the goods.")
    exact = Fraction(cfr.amount) * part / (1 - part)
    # More digits than any currency has, and enough that no half is made or lost on the way to the one rounding.
    found = Money((Decimal(exact.numerator) / Decimal(exact.denominator)), cfr.currency).rounded()
    return max(found, minimum.rounded()) if minimum is not None else found


def insured_value(cfr: Money, found: Money, *, share: Decimal = SHARE) -> Money:
    """What the certificate says: 110 % of the price with its insurance."""
    return Money((cfr.amount + found.amount) * share, cfr.currency).rounded()
