"""What callers send about contracts, delivery points and call-offs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from marketplace.api.serializers import GIVEN_AMOUNT, CallerSerializer, GivenMoneySerializer, IdField, InputSerializer
from orders.api.refusals import choice_problem
from orders.api.serializers.orders import ShippingSerializer
from orders.logistics.enums import Mode
from orders.trade.enums import ContractState, Formula
from orders.trade.points_sheet import COLUMNS

MOST_POINTS = 5000
MOST_PIECES = 1_000_000


class SignedMoneyGivenSerializer(GivenMoneySerializer):
    """An amount that may be below zero."""

    amount = serializers.RegexField(r"^-?" + GIVEN_AMOUNT.removeprefix("^"), help_text="A decimal number as text.")


class ContractDraftSerializer(InputSerializer):
    """What the seller writes down beyond the agreed offer."""

    variant = IdField(help_text="The piece that is called off: one of the firm's own goods.")
    formula = serializers.ChoiceField(choices=Formula.choices)
    unit_price = GivenMoneySerializer(required=False, help_text="For one unit, where it is fixed.")
    reference = serializers.RegexField(r"^[a-z0-9_-]{0,40}$", required=False, allow_blank=True, help_text="Code of a reference price.")
    differential = SignedMoneyGivenSerializer(required=False, help_text="Added to the reference, or taken off.")
    quality = serializers.CharField(max_length=2000, help_text="What every delivery must be, and how it is checked.")
    mode = serializers.ChoiceField(choices=Mode.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    deposit_percent = serializers.IntegerField(min_value=0, max_value=100)
    deposit_days = serializers.IntegerField(min_value=1, max_value=90)
    balance_days = serializers.IntegerField(min_value=1, max_value=180)


class ContractQuerySerializer(CallerSerializer):
    state = serializers.ChoiceField(choices=ContractState.choices, required=False)


class ContractWithQuerySerializer(ContractQuerySerializer):
    seller = serializers.SlugField(required=False, max_length=80, help_text="Which of the caller's firms; the approved one unless told.")


class ConsigneeSerializer(InputSerializer):
    """To whom the goods of every call-off go."""

    name = serializers.CharField(max_length=80, help_text="Contact person.")
    phone = serializers.CharField(max_length=20)
    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="ISO 3166 alpha-2.")
    region = serializers.CharField(max_length=80, required=False, allow_blank=True)
    city = serializers.CharField(max_length=80)
    line = serializers.CharField(max_length=200, help_text="Street and number.")
    postcode = serializers.CharField(max_length=12, required=False, allow_blank=True)


class PointGivenSerializer(InputSerializer):
    code = serializers.CharField(max_length=COLUMNS["code"], help_text="Your own; by it the point is known.")
    name = serializers.CharField(max_length=COLUMNS["name"])
    city = serializers.CharField(max_length=COLUMNS["city"])
    line = serializers.CharField(max_length=COLUMNS["line"], required=False, allow_blank=True)
    phone = serializers.CharField(max_length=COLUMNS["phone"], required=False, allow_blank=True)


class PointListSerializer(InputSerializer):
    points = serializers.ListField(child=PointGivenSerializer(), min_length=1, max_length=MOST_POINTS)
    is_trial = serializers.BooleanField(required=False, default=False, help_text="Only say what would come of it.")


class PointPiecesSerializer(InputSerializer):
    code = serializers.CharField(max_length=COLUMNS["code"])
    pieces = serializers.IntegerField(min_value=1, max_value=MOST_PIECES)


class CallOffAskSerializer(InputSerializer):
    points = serializers.ListField(child=PointPiecesSerializer(), min_length=1, max_length=MOST_POINTS, help_text="How many for each.")


class CodesSerializer(InputSerializer):
    points = serializers.ListField(
        child=serializers.CharField(max_length=COLUMNS["code"]), min_length=1, max_length=MOST_POINTS, help_text="Codes of delivery points."
    )


class SendingSerializer(CodesSerializer, ShippingSerializer):
    pass


class PacksAskSerializer(InputSerializer):
    points = serializers.ListField(
        child=serializers.CharField(max_length=COLUMNS["code"]), required=False, min_length=1, max_length=MOST_POINTS,
        help_text="Codes of delivery points; all of the call-off where it is left out.",
    )  # fmt: skip


def pieces_by_point(said: Iterable[Mapping[str, Any]], open_points: Mapping[str, int]) -> dict[int, int]:
    """Point → pieces. Raises Problem for a point that is not open in this contract, or named twice."""
    wanted: dict[int, int] = {}
    for place, row in enumerate(said):
        point = open_points.get(row["code"])
        if point is None or point in wanted:
            raise choice_problem(f"/points/{place}/code", _("Name each open delivery point of this contract once."))
        wanted[point] = row["pieces"]
    return wanted


def known_codes(said: Iterable[str], codes: Iterable[str]) -> list[str]:
    """Raises Problem for a code that is none of these."""
    known = set(codes)
    for place, code in enumerate(said):
        if code not in known:
            raise choice_problem(f"/points/{place}", _("“%(code)s” is no point of this list.") % {"code": code})
    return list(said)
