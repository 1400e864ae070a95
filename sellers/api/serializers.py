from __future__ import annotations

from rest_framework import serializers

from sellers.models import Seller


class SectorSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField(help_text="In the language of the request.")


class SellerSerializer(serializers.Serializer):
    """A firm that RDB has approved."""

    slug = serializers.SlugField(help_text="Names the seller in every address.")
    name = serializers.CharField(help_text="The name buyers see.")
    legal_name = serializers.CharField()
    story = serializers.CharField(allow_blank=True)
    district = serializers.SerializerMethodField(help_text="Where the firm is at home; null where it has not said.")
    sectors = SectorSerializer(many=True)
    approved_at = serializers.DateTimeField(help_text="Since when RDB lets it sell.")
    is_demonstration = serializers.BooleanField(help_text="Its registration numbers are invented for the demonstration.")

    def get_district(self, seller: Seller) -> str | None:
        return seller.district.name if seller.district else None
