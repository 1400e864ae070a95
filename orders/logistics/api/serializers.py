from __future__ import annotations

from decimal import Decimal

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.hubs.context import current_hub
from orders.logistics.enums import Mode, QuoteState, Service
from orders.logistics.models import Quote, QuoteOption
from orders.logistics.parcels import Parcel
from orders.logistics.words import days_of, lines_of, reason_of, rule_of

LONGEST_MM, HEAVIEST_G, MOST = 20_000, 30_000_000, 10_000


class MoneySerializer(serializers.Serializer):
    amount = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=Decimal(0))
    currency = serializers.RegexField(r"^[A-Z]{3}$")


class ParcelSerializer(serializers.Serializer):
    """`quantity` equal pieces; outer sides in millimetres, gross weight of one in grams."""

    length_mm = serializers.IntegerField(min_value=1, max_value=LONGEST_MM)
    width_mm = serializers.IntegerField(min_value=1, max_value=LONGEST_MM)
    height_mm = serializers.IntegerField(min_value=1, max_value=LONGEST_MM)
    gross_g = serializers.IntegerField(min_value=1, max_value=HEAVIEST_G)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST, default=1)


class QuoteRequestSerializer(serializers.Serializer):
    """What shall go where. Prices come in `currency`."""

    parcels = ParcelSerializer(many=True, allow_empty=False, max_length=100)
    origin = serializers.RegexField(r"^[A-Z]{3,8}$", default="KGL")
    destination_country = serializers.RegexField(r"^[A-Z]{2}$")
    destination_region = serializers.CharField(max_length=40, default="", allow_blank=True)
    commodity = serializers.CharField(max_length=40, default="", allow_blank=True)
    currency = serializers.RegexField(r"^[A-Z]{3}$")
    goods_value = MoneySerializer(required=False, help_text="What the goods are worth; zero where it is left out.")

    def validate_parcels(self, parcels: list[dict]) -> list[Parcel]:
        if sum(parcel["quantity"] for parcel in parcels) > MOST:
            raise serializers.ValidationError(f"At most {MOST} pieces in one shipment.")
        return [Parcel(**parcel) for parcel in parcels]

    def validate_currency(self, currency: str) -> str:
        if currency not in current_hub().selling_currencies:
            raise serializers.ValidationError("This hub does not sell in that currency.")
        return currency


class PriceLineSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    how = serializers.CharField(help_text="How the line was worked out, in the language of the request.")
    amount = MoneySerializer()


class QuoteOptionSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    service = serializers.ChoiceField(choices=Service.choices)
    mode = serializers.ChoiceField(choices=Mode.choices)
    price = MoneySerializer(source="money")
    transit_min_days = serializers.IntegerField()
    transit_max_days = serializers.IntegerField()
    transit = serializers.SerializerMethodField()
    chargeable_g = serializers.IntegerField()
    rule = serializers.SerializerMethodField(help_text="Which weight is charged and why, in the language of the request.")
    lines = serializers.SerializerMethodField()
    is_demonstration = serializers.BooleanField()

    def get_transit(self, option: QuoteOption) -> str:
        return days_of(option)

    def get_rule(self, option: QuoteOption) -> str:
        return rule_of(option)

    @extend_schema_field(PriceLineSerializer(many=True))
    def get_lines(self, option: QuoteOption) -> list[dict]:
        told = zip(option.components, lines_of(option), strict=True)
        return [
            {"code": part["code"], "name": line.name, "how": line.how, "amount": MoneySerializer(line.amount).data} for part, line in told
        ]


class QuoteSerializer(serializers.Serializer):
    """A quote; its options are there once the state is `priced`."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=QuoteState.choices)
    version = serializers.IntegerField()
    origin = serializers.CharField()
    destination_country = serializers.CharField()
    destination_region = serializers.CharField()
    currency = serializers.CharField()
    gross_g = serializers.IntegerField()
    pieces = serializers.IntegerField(source="piece_count")
    reason = serializers.SerializerMethodField(help_text="Why there is no price; empty where there is one.")
    is_expired = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    issued_at = serializers.DateTimeField(allow_null=True)
    valid_until = serializers.DateTimeField(allow_null=True)
    options = serializers.SerializerMethodField()

    def get_reason(self, quote: Quote) -> str:
        return reason_of(quote.reason) if quote.state == QuoteState.ON_REQUEST else ""

    @extend_schema_field(QuoteOptionSerializer(many=True))
    def get_options(self, quote: Quote) -> list[dict]:
        return QuoteOptionSerializer(quote.options.all(), many=True).data
