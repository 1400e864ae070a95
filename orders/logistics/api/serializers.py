from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.api.serializers import FactField, GivenMoneySerializer, InputSerializer, MoneySerializer
from orders.incoterms import Incoterm
from orders.logistics.enums import Basis, Mode, QuoteState, Service, Stage, Unit, WeightRule
from orders.logistics.models import Quote, QuoteOption
from orders.logistics.parcels import Parcel
from orders.logistics.services import MOST_PIECES
from orders.logistics.words import LEFT_OUT, REASONS, days_of, left_out, lines_of, reason_of, rule_of

LONGEST_MM, HEAVIEST_G, MOST_KINDS = 20_000, 30_000_000, 100
DECIMAL = r"^\d+(\.\d+)?$"


class DestinationSerializer(InputSerializer):
    """A country and, for China, the province."""

    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="ISO 3166 alpha-2.")
    region = serializers.CharField(
        max_length=40, required=False, allow_blank=True, default="", help_text="In China the GB/T 2260 code of the province: 330000."
    )


class ParcelSerializer(InputSerializer):
    """So many equal parcels; outer sides in millimetres, gross weight of one in grams."""

    length_mm = serializers.IntegerField(min_value=1, max_value=LONGEST_MM)
    width_mm = serializers.IntegerField(min_value=1, max_value=LONGEST_MM)
    height_mm = serializers.IntegerField(min_value=1, max_value=LONGEST_MM)
    gross_g = serializers.IntegerField(min_value=1, max_value=HEAVIEST_G)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_PIECES)


class ParcelQuoteSerializer(InputSerializer):
    """What shall go where."""

    parcels = serializers.ListField(child=ParcelSerializer(), min_length=1, max_length=MOST_KINDS)
    destination = DestinationSerializer()
    currency = serializers.RegexField(r"^[A-Z]{3}$", help_text="In which the prices shall be.")
    goods = GivenMoneySerializer(required=False, help_text="What the goods are worth; nothing where it is left out.")

    def validate_parcels(self, parcels: list[dict[str, int]]) -> list[Parcel]:
        return [Parcel(**parcel) for parcel in parcels]


class FreightDestinationSerializer(InputSerializer):
    """A port, airport or town by its code, and its country."""

    place = serializers.RegexField(r"^[A-Z0-9]{3,8}$", help_text="As the rate cards name it, such as CNSHA or CNCAN.")
    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="ISO 3166 alpha-2.")


class FreightQuoteSerializer(InputSerializer):
    """What shall go where, by which Incoterm."""

    parcels = serializers.ListField(child=ParcelSerializer(), min_length=1, max_length=MOST_KINDS)
    destination = FreightDestinationSerializer()
    incoterm = serializers.ChoiceField(choices=Incoterm.choices)
    named_place = serializers.RegexField(
        r"^([A-Z0-9]{3,8})?$", required=False, allow_blank=True, default="",
        help_text="Of E and F terms, such as DAR for FOB Dar es Salaam; else the origin. C and D terms end at the destination.",
    )  # fmt: skip
    commodity = serializers.RegexField(r"^[a-z_]{0,40}$", required=False, allow_blank=True, default="", help_text="Such as coffee.")
    currency = serializers.RegexField(r"^[A-Z]{3}$", help_text="In which the prices shall be.")
    goods = GivenMoneySerializer(help_text="What the goods are worth, packed, at the seller's door: insurance covers 110 % of it.")
    ready_on = serializers.DateField(required=False, help_text="When the goods can be fetched.")
    wants_insurance = serializers.BooleanField(required=False, default=False, help_text="Also where the term does not ask for it.")

    def validate_parcels(self, parcels: list[dict[str, int]]) -> list[Parcel]:
        return [Parcel(**parcel) for parcel in parcels]


class FreightFactsSerializer(serializers.Serializer):
    """What was asked of freight in legs."""

    place = serializers.CharField(source="destination_place")
    incoterm = serializers.ChoiceField(choices=Incoterm.choices)
    named_place = serializers.CharField()
    commodity = FactField()
    ready_on = serializers.DateField(allow_null=True)
    wants_insurance = serializers.BooleanField()


class ChargeSerializer(serializers.Serializer):
    """An amount as the rate card has it, before it is converted and rounded."""

    amount = serializers.RegexField(DECIMAL)
    currency = serializers.RegexField(r"^[A-Z]{3}$")


class QuoteLineSerializer(serializers.Serializer):
    """One line of a price: so much of something at a rate, in the card's currency and in the buyer's."""

    code = serializers.CharField(help_text="`freight`, or the trade's short name of a surcharge, such as FSC.")
    name = serializers.CharField(help_text="In the language of the request.")
    how = serializers.CharField(help_text="How the line was worked out, in the language of the request.")
    basis = serializers.ChoiceField(choices=[*Unit.values, *Basis.values, "insurance"])
    quantity = serializers.RegexField(DECIMAL)
    unit_rate = serializers.RegexField(DECIMAL)
    is_minimum = serializers.BooleanField(help_text="The carrier's minimum was charged.")
    is_declared_up = serializers.BooleanField(help_text="Charged as a heavier shipment, because that is cheaper.")
    charge = ChargeSerializer()
    amount = MoneySerializer(help_text="What the line adds to the price.")
    rate = serializers.RegexField(DECIMAL, allow_null=True, help_text="The exchange rate; null where nothing was converted.")
    rate_day = serializers.DateField(allow_null=True)
    rate_source = FactField()


class QuoteLegSerializer(serializers.Serializer):
    """One part of the way, with its carrier."""

    origin = serializers.CharField()
    destination = serializers.CharField()
    mode = serializers.ChoiceField(choices=Mode.choices)
    stage = serializers.ChoiceField(choices=Stage.choices, help_text="The part of the way; the Incoterm says by it who pays.")
    carrier = serializers.CharField()
    transit_min_days = serializers.IntegerField()
    transit_max_days = serializers.IntegerField()


class ExclusionSerializer(serializers.Serializer):
    """Something that the price does not include."""

    code = serializers.ChoiceField(choices=list(LEFT_OUT))
    text = serializers.CharField(help_text="In the language of the request.")


class QuoteOptionSerializer(serializers.Serializer):
    """One way to send it, priced line by line. What was issued never changes."""

    id = serializers.IntegerField(help_text="Choose it by this number at checkout.")
    service = serializers.ChoiceField(choices=Service.choices)
    mode = serializers.ChoiceField(choices=Mode.choices)
    price = MoneySerializer(source="money")
    transit_min_days = serializers.IntegerField()
    transit_max_days = serializers.IntegerField()
    transit = serializers.SerializerMethodField(help_text="The days in the language of the request.")
    chargeable_g = serializers.IntegerField(help_text="The weight that is charged.")
    weight_rule = serializers.ChoiceField(choices=WeightRule.choices, source="rule", help_text="How that weight was found.")
    rule = serializers.SerializerMethodField(help_text="Which weight is charged and why, in the language of the request.")
    lines = serializers.SerializerMethodField()
    legs = serializers.SerializerMethodField(help_text="The way of freight in legs; empty for a parcel to the door.")
    excluded = serializers.SerializerMethodField(help_text="What the price does not include; only freight by an Incoterm says so.")
    beyond = MoneySerializer(help_text="What the buyer pays of this way beside the price, as far as the rate cards tell.")
    is_demonstration = serializers.BooleanField(help_text="Priced with a demonstration figure, not with a carrier's rate.")

    def get_transit(self, option: QuoteOption) -> str:
        return days_of(option)

    def get_rule(self, option: QuoteOption) -> str:
        return rule_of(option)

    @extend_schema_field(QuoteLegSerializer(many=True))
    def get_legs(self, option: QuoteOption) -> list[dict[str, Any]]:
        names = {"origin": "from", "destination": "to", "transit_min_days": "min_days", "transit_max_days": "max_days"}
        same = ("mode", "stage", "carrier")
        return [{**{name: leg[key] for name, key in names.items()}, **{name: leg[name] for name in same}} for leg in option.legs]

    @extend_schema_field(ExclusionSerializer(many=True))
    def get_excluded(self, option: QuoteOption) -> list[dict[str, str]]:
        return [{"code": code, "text": text} for code, text in zip(option.excluded, left_out(option), strict=True)]

    @extend_schema_field(QuoteLineSerializer(many=True))
    def get_lines(self, option: QuoteOption) -> list[dict[str, Any]]:
        plain = ("code", "basis", "quantity", "unit_rate", "is_minimum", "is_declared_up")
        dated = ("rate", "rate_day", "rate_source")
        return [
            {
                **{name: part[name] for name in plain},
                **{name: part.get(name) for name in dated},
                "name": line.name,
                "how": line.how,
                "charge": {"amount": part["amount"], "currency": part["currency"]},
                "amount": MoneySerializer(line.amount).data,
            }
            for part, line in zip(option.components, lines_of(option), strict=True)
        ]


class WhereToSerializer(serializers.Serializer):
    country = serializers.CharField(source="destination_country")
    region = FactField(source="destination_region")


class ReasonSerializer(serializers.Serializer):
    code = serializers.ChoiceField(choices=list(REASONS))
    text = serializers.CharField(help_text="In the language of the request.")


class ProgressSerializer(serializers.Serializer):
    done = serializers.IntegerField()
    total = serializers.IntegerField()


class QuoteSerializer(serializers.Serializer):
    """A question about delivery and, once it is worked out, its answer. Its options are there once the state is `priced`."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=QuoteState.choices)
    progress = serializers.SerializerMethodField(help_text="How much of the work is done; a quote is worked out in one step.")
    version = serializers.IntegerField()
    reason = serializers.SerializerMethodField(help_text="Why it is on request; null where it is not.")
    origin = serializers.CharField()
    destination = WhereToSerializer(source="*")
    freight = serializers.SerializerMethodField(help_text="Only of freight in legs; null for a parcel to the door.")
    currency = serializers.CharField()
    goods = MoneySerializer()
    gross_g = serializers.IntegerField()
    pieces = serializers.IntegerField(source="piece_count")
    parcels = ParcelSerializer(many=True)
    created_at = serializers.DateTimeField()
    issued_at = serializers.DateTimeField(allow_null=True)
    valid_until = serializers.DateTimeField(allow_null=True)
    can_be_chosen = serializers.BooleanField(help_text="Priced, and its prices still hold.")
    options = serializers.SerializerMethodField()

    @extend_schema_field(ProgressSerializer)
    def get_progress(self, quote: Quote) -> dict[str, int]:
        return {"done": int(quote.state != QuoteState.WAITING), "total": 1}

    @extend_schema_field(ReasonSerializer(allow_null=True))
    def get_reason(self, quote: Quote) -> dict[str, str] | None:
        return {"code": quote.reason, "text": reason_of(quote.reason)} if quote.reason in REASONS else None

    @extend_schema_field(FreightFactsSerializer(allow_null=True))
    def get_freight(self, quote: Quote) -> dict[str, Any] | None:
        return FreightFactsSerializer(quote).data if quote.is_freight else None

    @extend_schema_field(QuoteOptionSerializer(many=True))
    def get_options(self, quote: Quote) -> list[dict[str, Any]]:
        return QuoteOptionSerializer(quote.options.all(), many=True).data if quote.is_answered else []


NO_MORE = _("This is more than one shipment can carry.")
