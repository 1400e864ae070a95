"""Shapes that every room's API shares."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from marketplace.money import Money

AMOUNT = r"^[0-9]{1,14}(\.[0-9]{2})?$"
GIVEN_AMOUNT = r"^[0-9]{1,11}(\.[0-9]{1,4})?$"
LARGEST_ID = 2**53 - 1  # what every JSON reader keeps exactly

CURRENCY = OpenApiParameter(
    name="currency",
    type={"type": "string", "pattern": "^[A-Z]{3}$", "example": "CNY"},
    description="The currency of the prices. Where it is not given: the reader's cookie, else the usual one of the language.",
)


class InputSerializer(serializers.Serializer):
    # What a caller sends. A field that does not exist is a mistake, never silently dropped.

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := [name for name in data if name not in self.fields]):
            raise serializers.ValidationError({str(name): [_("There is no such field.")] for name in unknown})
        return super().to_internal_value(data)


class MoneySerializer(serializers.Serializer):
    """An exact amount with its currency, at the currency's own precision."""

    amount = serializers.RegexField(AMOUNT, help_text="A decimal number as text: never a float.")
    currency = serializers.RegexField(r"^[A-Z]{3}$", help_text="ISO 4217.")

    def to_representation(self, money: Money) -> dict[str, str]:
        money = money.rounded()
        return {"amount": f"{money.amount:f}", "currency": money.currency}


class GivenMoneySerializer(InputSerializer):
    """An amount that a caller names."""

    amount = serializers.RegexField(GIVEN_AMOUNT, help_text="A decimal number as text.")
    currency = serializers.RegexField(r"^[A-Z]{3}$", help_text="ISO 4217.")

    def to_internal_value(self, data: Any) -> Money:
        said = super().to_internal_value(data)
        return Money(Decimal(said["amount"]), said["currency"])


class IdField(serializers.IntegerField):
    """The number of a row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **kwargs)


class FactField(serializers.CharField):
    """A text that may not be known: null then, never an empty string."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, read_only=True, **kwargs)

    def get_attribute(self, instance: Any) -> str | None:
        return super().get_attribute(instance) or None
