from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class CategorySerializer(serializers.Serializer):
    """A shelf of the market with those below it."""

    slug = serializers.SlugField(help_text="Names the category in addresses and in the filter of products.")
    name = serializers.CharField(help_text="In the language of the request.")
    description = serializers.CharField(allow_blank=True)
    is_sold_by_weight = serializers.BooleanField()
    children = serializers.SerializerMethodField()

    @extend_schema_field({"type": "array", "items": {"$ref": "#/components/schemas/Category"}})
    def get_children(self, shelf: dict) -> list[dict]:
        return CategorySerializer(shelf["children"], many=True).data
