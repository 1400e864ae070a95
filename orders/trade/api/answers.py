"""Requests, offers and samples as the API shows them to either side."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.api.serializers import FactField, MoneySerializer
from orders.api.serializers.cart import SellerNameSerializer
from orders.incoterms import Incoterm
from orders.trade.enums import Measure, OfferState, RequestState, SampleState, Side
from orders.trade.models import Offer, QuotationRequest, RequestMatch
from orders.trade.reasons import in_words

QUANTITY = r"^[0-9]{1,11}(\.[0-9]{1,3})?$"


class QuantityField(serializers.RegexField):
    """A decimal number as text, without zeros that say nothing."""

    def __init__(self, *, pattern: str = QUANTITY, **kwargs: Any) -> None:
        super().__init__(pattern, read_only=True, **kwargs)

    def to_representation(self, value: Decimal) -> str:
        return f"{value.normalize():f}"


class TermsSerializer(serializers.Serializer):
    """What one side put on the table. It is never changed."""

    side = serializers.ChoiceField(choices=Side.choices)
    unit_price = MoneySerializer(source="price", help_text="For one unit of the request.")
    quantity = QuantityField(help_text="In the unit of the request.")
    total = MoneySerializer()
    term = serializers.ChoiceField(choices=Incoterm.choices)
    place = serializers.CharField()
    lead_days = serializers.IntegerField(help_text="Ready within so many days.")
    valid_until = serializers.DateTimeField()
    note = FactField(help_text="Further terms.")
    at = serializers.DateTimeField()


class SampleSerializer(serializers.Serializer):
    """A little of the goods before a lot of them."""

    state = serializers.ChoiceField(choices=SampleState.choices)
    amount_wanted = serializers.CharField()
    address = serializers.CharField()
    cost = MoneySerializer(source="price", allow_null=True, help_text="What the buyer owes the seller for it; settled between the two.")
    carrier = FactField()
    tracking_number = FactField()
    note = FactField(help_text="Why none is sent.")
    asked_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True, help_text="The next step is due then.")


class OfferSerializer(serializers.Serializer):
    """What one seller offers for a request. One revision and one counter-offer are allowed."""

    number = serializers.CharField()
    request = serializers.CharField(source="request.number")
    seller = SellerNameSerializer()
    state = serializers.ChoiceField(choices=OfferState.choices)
    waits_for = serializers.SerializerMethodField(help_text="Whose step is next; null once it has ended.")
    is_revised = serializers.BooleanField()
    is_countered = serializers.BooleanField()
    on_table = TermsSerializer(help_text="What would be agreed now, or was.")
    terms = TermsSerializer(source="terms.all", many=True, help_text="Everything said, in its order.")
    note = FactField(help_text="The last word beside the terms, such as why it was refused.")
    sample = serializers.SerializerMethodField()
    contract = serializers.SerializerMethodField(help_text="Number of the contract drawn up from it, the latest; null without one.")
    made_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True, help_text="It stands until then.")
    ended_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(serializers.ChoiceField(choices=Side.choices, allow_null=True))
    def get_waits_for(self, offer: Offer) -> str | None:
        turns = {OfferState.SUBMITTED: Side.BUYER, OfferState.COUNTERED: Side.SELLER}
        return turns.get(offer.state)

    @extend_schema_field(SampleSerializer(allow_null=True))
    def get_sample(self, offer: Offer) -> dict[str, Any] | None:
        sample = getattr(offer, "sample", None)
        return SampleSerializer(sample).data if sample else None

    def get_contract(self, offer: Offer) -> str | None:
        numbers = sorted((contract.pk, contract.number) for contract in offer.contracts.all())
        return numbers[-1][1] if numbers else None


class AskedSerializer(serializers.Serializer):
    """What a buyer asks for, as both sides read it."""

    number = serializers.CharField()
    state = serializers.ChoiceField(choices=RequestState.choices)
    company_name = serializers.CharField()
    product = serializers.CharField(source="product.slug", allow_null=True, default=None, help_text="Slug of a product on sale.")
    title = serializers.CharField()
    sector = serializers.CharField(source="sector.code", allow_null=True, default=None, help_text="Kind of goods.")
    hs_code = FactField()
    details = FactField()
    quantity = QuantityField(help_text="In the unit below.")
    unit = serializers.ChoiceField(choices=Measure.choices)
    packing = FactField()
    certificates = serializers.ListField(child=serializers.CharField(), help_text="Codes of evidence rules.")
    other_certificates = FactField()
    term = serializers.ChoiceField(choices=Incoterm.choices)
    place = serializers.CharField()
    currency = serializers.CharField(help_text="Of the offers.")
    target_price = MoneySerializer(source="target", allow_null=True, help_text="For one unit.")
    deadline = serializers.DateTimeField(help_text="Offers until.")
    time_zone = serializers.CharField(help_text="In which the buyer reads the days.")
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True, help_text="When its state ends by itself.")


class RequestSerializer(AskedSerializer):
    """A request as its buyer sees it."""

    created_at = serializers.DateTimeField()
    told_count = serializers.IntegerField(source="told", help_text="Sellers who were told of it.")
    live_count = serializers.IntegerField(source="live", help_text="Offers on the table.")


class RequestDetailSerializer(RequestSerializer):
    offers = OfferSerializer(many=True)


class MatchSerializer(serializers.Serializer):
    """A request that the caller's firm was told of, why, and what the firm has offered for it."""

    seller = SellerNameSerializer(help_text="Which of the caller's firms.")
    request = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField(help_text="Why the firm was told, in the language of the request.")
    told_at = serializers.DateTimeField()
    offers = OfferSerializer(source="request.mine", many=True, help_text="The firm's own, the newest last.")

    @extend_schema_field(AskedSerializer)
    def get_request(self, match: RequestMatch) -> dict[str, Any]:
        return AskedSerializer(match.request).data

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_reasons(self, match: RequestMatch) -> list[str]:
        return in_words(match.reasons, self.context["names"])


class ChoiceSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField(help_text="In the language of the request.")


class ChoicesSerializer(serializers.Serializer):
    """What a request may name."""

    sectors = ChoiceSerializer(many=True)
    certificates = ChoiceSerializer(many=True)
    units = ChoiceSerializer(many=True)
    time_zones = ChoiceSerializer(many=True)
    currencies = serializers.ListField(child=serializers.CharField())


def with_offers(request: QuotationRequest) -> dict[str, Any]:
    offers = list(request.offers.all())
    for offer in offers:
        offer.request = request
    return RequestDetailSerializer(request).data
