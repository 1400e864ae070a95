from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.api.serializers import CallerSerializer, FactField, GivenMoneySerializer, IdField, InputSerializer, MoneySerializer
from orders.discounts.enums import DiscountState, Keeper
from orders.discounts.models import Discount
from orders.discounts.selectors import cost_of


class DiscountQuerySerializer(CallerSerializer):
    seller = serializers.SlugField(required=False, help_text="Which of your firms; needed where there are several.")


class CostSerializer(serializers.Serializer):
    """In one currency, as it was sold."""

    times = serializers.IntegerField()
    off = MoneySerializer(help_text="Taken off in all.")
    by_marketplace = MoneySerializer(help_text="Of it paid by the marketplace.")


class DiscountSerializer(serializers.Serializer):
    """A rule that takes something off the firm's goods."""

    id = serializers.IntegerField()
    name = serializers.CharField(help_text="In the language of the request.")
    code = FactField(help_text="Null where it is taken off by itself.")
    keeper = serializers.ChoiceField(choices=Keeper.choices, help_text="Who made it and may end it.")
    state = serializers.ChoiceField(choices=DiscountState.choices, help_text="In force it counts between its two moments.")
    percent = serializers.DecimalField(max_digits=4, decimal_places=2, allow_null=True)
    amount = MoneySerializer(source="off", allow_null=True)
    minimum = MoneySerializer(allow_null=True, help_text="What the goods it is for must come to.")
    products = serializers.SerializerMethodField(help_text="Slugs; none: all goods of the firm, or those of its shelves.")
    paid_by_marketplace = serializers.DecimalField(source="house_percent", max_digits=5, decimal_places=2, help_text="Percent of it.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    total_limit = serializers.IntegerField(allow_null=True)
    buyer_limit = serializers.IntegerField(allow_null=True)
    cost = serializers.SerializerMethodField()

    def get_products(self, discount: Discount) -> list[str]:
        return [product.slug for product in discount.products.all()]

    @extend_schema_field(CostSerializer(many=True))
    def get_cost(self, discount: Discount) -> list[dict[str, Any]]:
        rows = cost_of([discount.pk]).get(discount.pk, [])
        return CostSerializer([{"times": times, "off": off, "by_marketplace": house} for off, house, times in rows], many=True).data


class NamesSerializer(InputSerializer):
    """What buyers read, by language; one without a name reads the English one."""

    en = serializers.CharField(max_length=80)
    zh_hans = serializers.CharField(max_length=80, required=False)
    fr = serializers.CharField(max_length=80, required=False)
    rw = serializers.CharField(max_length=80, required=False)


class DiscountMakingSerializer(InputSerializer):
    """Either a percentage or an amount. Amount and least basket are of one currency."""

    names = NamesSerializer()
    is_automatic = serializers.BooleanField(required=False, help_text="Taken off by itself, without a code.")
    code = serializers.CharField(max_length=60, required=False, help_text="4 to 20 letters and digits. Without one we make it.")
    percent = serializers.DecimalField(max_digits=4, decimal_places=2, required=False)
    amount = GivenMoneySerializer(required=False)
    minimum = GivenMoneySerializer(required=False)
    products = serializers.ListField(child=IdField(), required=False, max_length=200, help_text="Ids of the firm's own goods on sale.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    total_limit = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False)
    buyer_limit = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False)
    seller = serializers.SlugField(required=False, help_text="Which of your firms; needed where there are several.")
