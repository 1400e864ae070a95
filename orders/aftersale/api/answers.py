"""Returns and disputes as the API shows them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.api.serializers import FactField, MoneySerializer
from orders.aftersale.enums import DisputeKind, DisputeState, ReturnReason, ReturnState, Side
from orders.aftersale.models import CasePhoto, Dispute, GoodsReturn, ReturnLine
from orders.aftersale.selectors.steps import address_for_return, steps_of_dispute, steps_of_return
from orders.api.serializers.orders import RefundSerializer, StepSerializer
from orders.enums import Bearer

FREIGHT_BY = [(Side.BUYER.value, Side.BUYER.label), (Side.SELLER.value, Side.SELLER.label)]


class CasePhotoSerializer(serializers.Serializer):
    """A picture or paper of a case: for its buyer, its seller and RDB."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField(source="original_name")
    content_type = serializers.ChoiceField(choices=["image/jpeg", "image/png", "application/pdf"])
    url = serializers.SerializerMethodField(help_text="Its bytes, for the same callers as the case itself.")

    @extend_schema_field(serializers.URLField())
    def get_url(self, photo: CasePhoto) -> str:
        return self.context["request"].build_absolute_uri(reverse("aftersale-api:photo", args=[photo.public_id]))


class ReturnLineSerializer(serializers.Serializer):
    """So many pieces of one line of the order, and what was found when they came."""

    variant = serializers.IntegerField(source="line.variant_id")
    sku = serializers.CharField(source="line.sku")
    name = serializers.CharField(source="line.full_name", help_text="In the language of the request.")
    quantity = serializers.IntegerField()
    price = MoneySerializer(help_text="What these pieces cost.")
    most = serializers.SerializerMethodField(help_text="The most that can go back for them: their price, less what has gone back before.")
    received_quantity = serializers.IntegerField(allow_null=True, help_text="Null until the seller has looked at them.")
    restocked_quantity = serializers.IntegerField(allow_null=True)
    refunded = MoneySerializer(allow_null=True)

    @extend_schema_field(MoneySerializer)
    def get_most(self, row: ReturnLine) -> dict[str, str]:
        return MoneySerializer().to_representation(min(row.price, row.line.refundable))


class CaseSerializer(serializers.Serializer):
    """What returns and disputes have in common."""

    number = serializers.CharField()
    order = serializers.CharField(source="order.number")
    group = serializers.CharField(source="order.group.number", help_text="The checkout that the order belongs to.")
    seller = serializers.CharField(source="order.seller_trade_name")
    is_open = serializers.BooleanField()
    opened_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(
        allow_null=True, help_text="The next step is due then; `steps` say whose it is and what silence means."
    )
    ended_at = serializers.DateTimeField(allow_null=True)
    refund = RefundSerializer(allow_null=True)
    steps = serializers.SerializerMethodField()


class ReturnSerializer(CaseSerializer):
    """Pieces of an order on their way back, or meant to be."""

    state = serializers.ChoiceField(choices=ReturnState.choices)
    reason = serializers.ChoiceField(choices=ReturnReason.choices)
    note = FactField(help_text="What the buyer says.")
    answer = FactField(help_text="What the seller says.")
    freight_by = serializers.ChoiceField(choices=FREIGHT_BY, help_text="Who pays the way back.")
    lines = ReturnLineSerializer(many=True)
    photos = CasePhotoSerializer(many=True)
    send_to = serializers.SerializerMethodField(help_text="The lines of the address it goes back to; empty until the seller has agreed.")
    carrier = FactField()
    tracking_number = FactField()
    freight_claimed = MoneySerializer(source="freight", help_text="What the way back cost the buyer, where the seller pays it.")
    freight_refunded = MoneySerializer(source="freight_back")
    delivery_refunded = MoneySerializer(source="delivery_back", help_text="Of the way there.")
    approved_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    received_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(StepSerializer(many=True))
    def get_steps(self, case: GoodsReturn) -> list[dict[str, Any]]:
        return StepSerializer(steps_of_return(case), many=True).data

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_send_to(self, case: GoodsReturn) -> list[str]:
        return address_for_return(case.order) if case.approved_at else []


class StatementSerializer(serializers.Serializer):
    """What one side said. It is never changed."""

    side = serializers.ChoiceField(choices=Side.choices)
    text = FactField()
    amount = MoneySerializer(source="money", allow_null=True, help_text="What the side wishes, offers or decides.")
    at = serializers.DateTimeField()
    photos = CasePhotoSerializer(many=True)


class DisputeSerializer(CaseSerializer):
    """Something is wrong: buyer and seller first, then RDB decides."""

    state = serializers.ChoiceField(choices=DisputeState.choices)
    kind = serializers.ChoiceField(choices=DisputeKind.choices)
    goods_return = serializers.CharField(source="goods_return.number", allow_null=True, help_text="The return it is about.")
    wish = MoneySerializer(help_text="What the buyer wishes.")
    offer = MoneySerializer(allow_null=True, help_text="What the seller offers.")
    outcome = MoneySerializer(allow_null=True, help_text="What was agreed or decided.")
    borne_by = serializers.SerializerMethodField(help_text="Who pays the outcome.")
    escalated_at = serializers.DateTimeField(allow_null=True)
    statements = StatementSerializer(many=True)

    @extend_schema_field(serializers.ChoiceField(choices=Bearer.choices, allow_null=True))
    def get_borne_by(self, case: Dispute) -> str | None:
        return case.borne_by or None

    @extend_schema_field(StepSerializer(many=True))
    def get_steps(self, case: Dispute) -> list[dict[str, Any]]:
        return StepSerializer(steps_of_dispute(case), many=True).data
