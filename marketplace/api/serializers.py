"""Shapes that every room's API shares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from marketplace.money import Money

AMOUNT = r"^[0-9]{1,14}(\.[0-9]{2})?$"
SIGNED_AMOUNT = r"^-?[0-9]{1,14}(\.[0-9]{2})?$"
GIVEN_AMOUNT = r"^[0-9]{1,11}(\.[0-9]{1,4})?$"
# In words that people read, only tabs and line breaks may steer anything; and what is asked for must show something.
CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
WHITE = r"\t\n\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
WITHOUT_NUL = r"^[^\x00]*$"
PLAIN_TEXT = f"^[^{CONTROL}]*$"
SOME_PLAIN_TEXT = f"^[^{CONTROL}]*[^{CONTROL}{WHITE}][^{CONTROL}]*$"
UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
LARGEST_ID = 2**53 - 1  # what every JSON reader keeps exactly

CURRENCY = OpenApiParameter(
    name="currency",
    type={"type": "string", "pattern": "^[A-Z]{3}$", "example": "CNY"},
    description="The currency of the prices. Where it is not given: the reader's cookie, else the usual one of the language.",
)


class CallerSerializer(serializers.Serializer):
    """What a caller sends, in a body or in the address."""

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for field in fields.values():
            text = field.child if isinstance(field, serializers.ListField) else field
            if takes_plain_text(text):
                text.validators.append(refuse_control_characters)
        return fields


class InputSerializer(CallerSerializer):
    # A field that does not exist is a mistake, never silently dropped; so is a value of another JSON type, never turned into ours.

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            wrong = {str(name): [_("There is no such field.")] for name in data if name not in self.fields}
            for name, field in self.fields.items():
                if data.get(name) is not None and not is_of_its_kind(field, data[name]):
                    wrong[name] = [field.error_messages["invalid"]]
            if wrong:
                raise serializers.ValidationError(wrong)
        return super().to_internal_value(data)


def is_of_its_kind(field: serializers.Field, value: Any) -> bool:
    """Whether the value is written as the schema says, before DRF would make the best of it."""
    match field:
        case serializers.BooleanField():
            return isinstance(value, bool)
        case serializers.IntegerField():
            return isinstance(value, int | float) and not isinstance(value, bool)
        case serializers.UUIDField():
            return isinstance(value, str) and re.fullmatch(UUID, value) is not None
        case serializers.CharField():
            return isinstance(value, str) and (takes_plain_text(field) or not field.trim_whitespace or value == value.strip())
    return True


def takes_plain_text(field: serializers.Field) -> bool:
    """Free words, as people type them: not the code, slug or address of a narrower field, and not a password."""
    narrower = (serializers.RegexField, serializers.SlugField, serializers.EmailField, serializers.URLField)
    return isinstance(field, serializers.CharField) and not isinstance(field, narrower) and field.trim_whitespace


def refuse_control_characters(text: str) -> None:
    if "\x00" not in text and re.search(f"[{CONTROL}]", text):  # DRF itself has a word for NUL
        raise serializers.ValidationError(_("Control characters are not allowed."))


class MoneySerializer(serializers.Serializer):
    """An exact amount with its currency, at the currency's own precision."""

    amount = serializers.RegexField(AMOUNT, help_text="A decimal number as text: never a float.")
    currency = serializers.RegexField(r"^[A-Z]{3}$", help_text="ISO 4217.")

    def to_representation(self, money: Money) -> dict[str, str]:
        money = money.rounded()
        return {"amount": f"{money.amount:f}", "currency": money.currency}


class SignedMoneySerializer(MoneySerializer):
    """The same, below zero where it is taken off."""

    amount = serializers.RegexField(SIGNED_AMOUNT, help_text="A decimal number as text: never a float.")


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
