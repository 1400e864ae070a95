from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.api.serializers import FactField, IdField, InputSerializer, MoneySerializer
from orders.discounts.enums import Why
from orders.enums import LineTrouble
from orders.selectors.cart import CartItem
from orders.selectors.discounts import CodeReading
from orders.views.carts import LARGEST


class SellerNameSerializer(serializers.Serializer):
    slug = serializers.SlugField()
    name = serializers.CharField()


class NextTierSerializer(serializers.Serializer):
    """A lower price for all of them, and how many more bring it."""

    more = serializers.IntegerField(source="more_for_it")
    price = MoneySerializer(source="next_tier.price")


class DiscountRowSerializer(serializers.Serializer):
    """What one rule takes off."""

    name = serializers.CharField(source="terms.name", help_text="In the language of the request.")
    code = FactField(source="terms.code", help_text="Null where it is taken off by itself.")
    off = MoneySerializer(source="amount")


class CartCodeStateSerializer(serializers.Serializer):
    """The code that lies in the cart."""

    code = serializers.CharField()
    name = FactField()
    off = MoneySerializer(allow_null=True, help_text="Null while it counts for nothing.")
    why = serializers.SerializerMethodField(help_text="Why it counts for nothing just now; null where it counts.")
    missing = MoneySerializer(allow_null=True, help_text="How much more its goods must come to.")

    @extend_schema_field(serializers.ChoiceField(choices=Why.choices, allow_null=True))
    def get_why(self, code: CodeReading) -> str | None:
        return code.why and str(code.why)


class CartLineSerializer(serializers.Serializer):
    """So many of one variant, against today's offer. `trouble` is what keeps it from being ordered as it is."""

    variant = serializers.IntegerField(source="variant_id")
    sku = FactField(source="offer.variant.sku")
    product = FactField(source="offer.product.slug", help_text="Slug of the product; null where it is gone.")
    name = FactField(source="offer.name")
    quantity = serializers.IntegerField()
    unit_price = MoneySerializer(source="price", allow_null=True, help_text="Of one, for this quantity.")
    next_tier = serializers.SerializerMethodField()
    was = MoneySerializer(allow_null=True, help_text="The price last agreed to, where today's is another.")
    discounts = DiscountRowSerializer(source="cuts", many=True)
    total = MoneySerializer(help_text="What is paid for it: price times quantity, less the discounts.")
    available = serializers.IntegerField(source="offer.available", allow_null=True)
    minimum_quantity = serializers.IntegerField(source="offer.variant.minimum_quantity", allow_null=True)
    quantity_step = serializers.IntegerField(source="offer.variant.quantity_step", allow_null=True)
    largest_quantity = serializers.IntegerField(source="most", help_text="The most that can be bought now.")
    photo = FactField(source="offer.photo.thumb")
    trouble = serializers.SerializerMethodField()

    @extend_schema_field(NextTierSerializer(allow_null=True))
    def get_next_tier(self, item: CartItem) -> dict[str, Any] | None:
        return NextTierSerializer(item).data if item.next_tier else None

    @extend_schema_field(serializers.ChoiceField(choices=LineTrouble.choices, allow_null=True))
    def get_trouble(self, item: CartItem) -> str | None:
        return str(item.trouble) or None


class CartParcelSerializer(serializers.Serializer):
    """What one seller will send: one parcel, one order."""

    seller = SellerNameSerializer()
    lines = CartLineSerializer(source="items", many=True)
    pieces = serializers.IntegerField()
    subtotal = MoneySerializer()


class CartSerializer(serializers.Serializer):
    currency = serializers.CharField()
    parcels = CartParcelSerializer(source="lanes", many=True)
    saved = CartLineSerializer(many=True, help_text="Put aside for later.")
    lost = CartLineSerializer(many=True, help_text="No longer known to the market.")
    pieces = serializers.IntegerField()
    goods = MoneySerializer(help_text="What all goods cost, without delivery.")
    discount = MoneySerializer(help_text="What was taken off them.")
    code = CartCodeStateSerializer(allow_null=True)
    can_check_out = serializers.BooleanField()


class QuantityField(serializers.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST, **kwargs)


class CartAddSerializer(InputSerializer):
    variant = IdField()
    quantity = QuantityField(help_text="So many more than there are already.")


class CartCodeSerializer(InputSerializer):
    code = serializers.CharField(max_length=60, help_text="Small or capital letters, with blanks and hyphens or without.")


class CartChangeSerializer(InputSerializer):
    quantity = QuantityField(required=False, help_text="Exactly so many.")
    is_saved = serializers.BooleanField(required=False, help_text="Put aside for later, or back among what will be bought.")
