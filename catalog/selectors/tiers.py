"""The tiers of a price, read with it or after it."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import DecimalField, Func, OuterRef
from django.db.models.functions import Cast

from catalog.models import PriceTier, VariantPrice
from catalog.tiers import Scale, scale


def tier_rows(price: str = "pk") -> ArraySubquery:
    """To annotate with: each tier of the price found under this name, as [from so many, amount]."""
    number = DecimalField(max_digits=14, decimal_places=2)  # an array has one type
    pair = Func(Cast("from_quantity", number), "amount", template="ARRAY[%(expressions)s]", output_field=ArrayField(number))
    return ArraySubquery(PriceTier.objects.filter(price=OuterRef(price)).order_by().values(pair=pair))


def scale_of(row: VariantPrice) -> Scale:
    """Of a price row; asks the database unless it was annotated with its `tier_rows`, or its `tiers` were prefetched."""
    rows = getattr(row, "tier_rows", None)
    return scale(row.money, ((tier.from_quantity, tier.amount) for tier in row.tiers.all()) if rows is None else rows)
