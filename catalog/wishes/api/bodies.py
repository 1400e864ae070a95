"""What callers send about their wishlist."""

from __future__ import annotations

from rest_framework import serializers

from marketplace.api.serializers import IdField, InputSerializer


class WishBodySerializer(InputSerializer):
    product = serializers.SlugField(max_length=160, help_text="Slug of a product on sale.")
    variant = IdField(required=False, help_text="One of its variants; unless told, the cheapest that can be bought.")
