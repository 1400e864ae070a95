"""A wishlist as the API shows it."""

from __future__ import annotations

from rest_framework import serializers

from marketplace.api.serializers import MoneySerializer


class WishSerializer(serializers.Serializer):
    """A product that the caller keeps in mind, with its offer of today."""

    product = serializers.SlugField(source="wish.product.slug")
    variant = serializers.IntegerField(source="wish.variant_id", allow_null=True, help_text="Null where the seller has removed it.")
    name = serializers.CharField(help_text="In the language of the request.")
    price = MoneySerializer(allow_null=True, help_text="Of one today; null where there is none in this currency.")
    price_then = MoneySerializer(source="wish.seen", allow_null=True, help_text="Of one on the day it was kept.")
    is_cheaper = serializers.BooleanField(help_text="Costs less than then, in the same currency.")
    can_buy = serializers.BooleanField(help_text="Today, and sent to the caller’s country.")
    is_sold_out = serializers.BooleanField()
    is_listed = serializers.BooleanField(help_text="Still on sale.")
    is_letter_asked = serializers.BooleanField(source="is_asked", help_text="One letter comes when it is back.")
    kept_at = serializers.DateTimeField(source="wish.saved_at")
