from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.bands import ORDER_BANDS, READY_BANDS
from catalog.enums import CoffeeProcess, RoastLevel, Unit, WhyNot
from catalog.models import ParcelFacts, Product, Variant, VariantPrice, Video
from catalog.models.photo import picture_as_stored
from catalog.models.video import VideoState
from catalog.selectors.browsing import SORTS, Row
from catalog.selectors.filters import LONGEST_QUERY, MOST_CHOICES
from catalog.selectors.papers import closed_destinations
from catalog.selectors.product_page import choice_of
from catalog.selectors.shelves import market, shelf_with
from catalog.selectors.tiers import scale_of
from catalog.tiers import Tier
from marketplace.api.serializers import CallerSerializer, FactField, MoneySerializer
from marketplace.look.pages import Picture

PRICE = r"^[0-9]{1,10}(\.[0-9]{1,2})?$"
SLUG = r"^[-a-zA-Z0-9_]+$"


class CategorySerializer(serializers.Serializer):
    """A shelf of the market with those below it."""

    slug = serializers.SlugField(help_text="Names the category in addresses and in the filter of products.")
    name = serializers.CharField(help_text="In the language of the request.")
    description = serializers.CharField(allow_blank=True)
    is_sold_by_weight = serializers.BooleanField()
    children = serializers.SerializerMethodField()

    @extend_schema_field({"type": "array", "items": {"$ref": "#/components/schemas/Category"}})
    def get_children(self, shelf: dict[str, Any]) -> list[dict[str, Any]]:
        return CategorySerializer(shelf["children"], many=True).data


class ProductQuerySerializer(CallerSerializer):
    q = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_QUERY, help_text="Words, in English or Chinese.")
    category = serializers.ListField(
        child=serializers.RegexField(SLUG, max_length=60), required=False, max_length=MOST_CHOICES, help_text="Slugs; shelves below count."
    )
    seller = serializers.ListField(child=serializers.RegexField(SLUG, max_length=80), required=False, max_length=MOST_CHOICES)
    district = serializers.ListField(child=serializers.CharField(max_length=60), required=False, max_length=MOST_CHOICES)
    process = serializers.ListField(
        child=serializers.ChoiceField(choices=CoffeeProcess.choices), required=False, max_length=MOST_CHOICES, help_text="Of coffee."
    )
    roast = serializers.ListField(
        child=serializers.ChoiceField(choices=RoastLevel.choices), required=False, max_length=MOST_CHOICES, help_text="Of coffee."
    )
    material = serializers.ListField(
        child=serializers.RegexField(SLUG, max_length=30), required=False, max_length=MOST_CHOICES, help_text="Of handmade goods: sisal."
    )
    min_order = serializers.ListField(
        child=serializers.ChoiceField(choices=[band.value for band in ORDER_BANDS]),
        required=False,
        max_length=MOST_CHOICES,
        help_text="Spans in which the smallest quantity that can be ordered lies, in pieces.",
    )
    ships_in = serializers.ListField(
        child=serializers.ChoiceField(choices=[band.value for band in READY_BANDS]),
        required=False,
        max_length=MOST_CHOICES,
        help_text="Spans of working days from the payment until the goods are ready to leave.",
    )
    min_price = serializers.RegexField(PRICE, required=False, help_text="In the currency of the answer.")
    max_price = serializers.RegexField(PRICE, required=False)
    sort = serializers.ChoiceField(
        choices=sorted(SORTS), required=False, help_text="The best match first where `q` is given, else the newest."
    )


class SourceSerializer(serializers.Serializer):
    type = serializers.CharField(help_text="image/avif, image/webp or image/jpeg.")
    srcset = serializers.CharField(help_text="Addresses with widths, as in HTML.")


class PhotoSerializer(serializers.Serializer):
    """A picture with its size, and lighter ones from best to plainest."""

    url = serializers.CharField(source="src")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    alt = serializers.CharField(allow_blank=True)
    sources = serializers.SerializerMethodField()

    @extend_schema_field(SourceSerializer(many=True))
    def get_sources(self, picture: Picture) -> list[dict[str, str]]:
        return [{"type": kind, "srcset": srcset} for kind, srcset in picture.sources]


class ShopSerializer(serializers.Serializer):
    slug = serializers.SlugField()
    name = serializers.CharField()


class ProductRowSerializer(serializers.Serializer):
    """A product as a list shows it, at its lowest price."""

    slug = serializers.SlugField()
    name = serializers.CharField(help_text="In the language of the request.")
    seller = serializers.SerializerMethodField()
    category = serializers.SerializerMethodField(help_text="Slug of the shelf it stands on.")
    district = FactField()
    price = serializers.SerializerMethodField()
    has_several_prices = serializers.BooleanField(help_text="Its variants differ in price; this is the lowest.")
    net_weight_g = serializers.IntegerField(allow_null=True, help_text="For that price; null for goods not sold by weight.")
    available = serializers.IntegerField(help_text="Pieces of all variants together.")
    is_sold_out = serializers.BooleanField()
    photo = serializers.SerializerMethodField()

    @extend_schema_field(ShopSerializer)
    def get_seller(self, row: Row) -> dict[str, str]:
        return {"slug": row.seller_slug, "name": row.seller}

    def get_category(self, row: Row) -> str:
        return shelf_with(row.category_id).slug

    @extend_schema_field(MoneySerializer)
    def get_price(self, row: Row) -> dict[str, str]:
        return MoneySerializer(row.price_in(self.context["currency"])).data

    @extend_schema_field(PhotoSerializer(allow_null=True))
    def get_photo(self, row: Row) -> dict[str, Any] | None:
        if not row.original:
            return None
        return PhotoSerializer(picture_as_stored(default_storage.url(row.original), row.renditions, row.width, row.height, row.name)).data


class TierSerializer(serializers.Serializer):
    """From so many on, each of them costs this, in the currency of the price."""

    from_quantity = serializers.IntegerField()
    amount = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "pattern": r"^[0-9]+(\.[0-9]{2})?$"})
    def get_amount(self, tier: Tier) -> str:
        return f"{tier.price.amount:f}"


class PriceSerializer(serializers.Serializer):
    """A price in one currency: typed by the seller, or proposed at a dated rate and taken by them."""

    amount = serializers.SerializerMethodField()
    currency = serializers.CharField()
    converted_from = FactField(help_text="Currency of the seller's own price; null where this is it.")
    rate = serializers.DecimalField(source="rate.rate", max_digits=20, decimal_places=10, allow_null=True, help_text="Exchange rate used.")
    rate_day = serializers.DateField(source="rate.day", allow_null=True)
    is_demonstration = serializers.BooleanField(help_text="Invented for the demonstration.")
    tiers = serializers.SerializerMethodField(help_text="Lower prices of larger quantities, the smallest quantity first.")

    @extend_schema_field({"type": "string", "pattern": r"^[0-9]+(\.[0-9]{2})?$"})
    def get_amount(self, row: VariantPrice) -> str:
        return f"{row.money.amount:f}"

    @extend_schema_field(TierSerializer(many=True))
    def get_tiers(self, row: VariantPrice) -> list[dict[str, Any]]:
        return TierSerializer(scale_of(row).tiers, many=True).data


class VariantSerializer(serializers.Serializer):
    """What is bought, weighed and stocked. Quantities are the least order plus whole steps."""

    id = serializers.IntegerField(help_text="Put it into the cart by this number.")
    sku = serializers.CharField()
    name = FactField(help_text="What sets it apart from the product's other variants.")
    unit = serializers.ChoiceField(choices=Unit.choices)
    is_indivisible = serializers.BooleanField(help_text="One thing that cannot be sold in parts; customs rules of some markets ask.")
    price = serializers.SerializerMethodField(help_text="In the currency of the answer; null where it has none.")
    prices = PriceSerializer(many=True, help_text="In every currency it is sold in.")
    available = serializers.IntegerField()
    minimum_quantity = serializers.IntegerField()
    quantity_step = serializers.IntegerField()
    largest_quantity = serializers.SerializerMethodField(help_text="The most that can be bought now; 0 is sold out.")
    why_not = serializers.SerializerMethodField(help_text="Why it cannot be bought; null where it can.")
    net_weight_g = serializers.IntegerField(allow_null=True)
    gross_weight_g = serializers.IntegerField(allow_null=True, help_text="Packed for sending.")
    length_mm = serializers.IntegerField(allow_null=True)
    width_mm = serializers.IntegerField(allow_null=True)
    height_mm = serializers.IntegerField(allow_null=True)
    is_measured = serializers.BooleanField(help_text="False where weight or size are demonstration figures.")

    @extend_schema_field(MoneySerializer(allow_null=True))
    def get_price(self, variant: Variant) -> dict[str, str] | None:
        row = self._row(variant)
        return MoneySerializer(row.money).data if row else None

    def get_largest_quantity(self, variant: Variant) -> int:
        return choice_of(variant, self._row(variant), "").most

    @extend_schema_field(serializers.ChoiceField(choices=[WhyNot.NO_PRICE, WhyNot.SOLD_OUT], allow_null=True))
    def get_why_not(self, variant: Variant) -> str | None:
        choice = choice_of(variant, self._row(variant), "")
        return None if choice.is_buyable else str(WhyNot.NO_PRICE if choice.price is None else WhyNot.SOLD_OUT)

    def _row(self, variant: Variant) -> VariantPrice | None:
        return next((row for row in variant.prices.all() if row.currency == self.context["currency"]), None)


class CoffeeSerializer(serializers.Serializer):
    """The passport of a coffee lot. What nobody told is null."""

    lot = FactField()
    station = FactField(help_text="Washing station.")
    altitude_min = serializers.IntegerField(allow_null=True, help_text="Metres.")
    altitude_max = serializers.IntegerField(allow_null=True)
    variety = FactField()
    process = serializers.SerializerMethodField()
    roast = serializers.SerializerMethodField()
    cup_score = serializers.DecimalField(max_digits=4, decimal_places=2, allow_null=True)
    harvest = FactField()
    growers = serializers.IntegerField(allow_null=True)
    tasting = FactField()

    @extend_schema_field(serializers.ChoiceField(choices=CoffeeProcess.choices, allow_null=True))
    def get_process(self, coffee: Any) -> str | None:
        return coffee.process or None

    @extend_schema_field(serializers.ChoiceField(choices=RoastLevel.choices, allow_null=True))
    def get_roast(self, coffee: Any) -> str | None:
        return coffee.roast or None


class MaterialSerializer(serializers.Serializer):
    slug = serializers.CharField(help_text="Names the material in the filter of products.")
    name = serializers.CharField(help_text="In the language of the request.")


class AllergenSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField(help_text="In the language of the request.")


class GoodsLabelSerializer(serializers.Serializer):
    """What is in the parcel and, of food, what its label says. What nobody told is null."""

    in_parcel = FactField()
    ingredients = FactField()
    storage = FactField()
    shelf_life_days = serializers.IntegerField(allow_null=True, help_text="From the day of production, unopened.")
    declares_none = serializers.BooleanField(help_text="The seller's word that none of the listed allergens is in it.")
    contains = serializers.SerializerMethodField(help_text="Allergens the seller names.")
    may_contain = serializers.SerializerMethodField()

    @extend_schema_field(AllergenSerializer(many=True))
    def get_contains(self, parcel: ParcelFacts) -> list[dict[str, str]]:
        return self._named(parcel.product.contains_ids)

    @extend_schema_field(AllergenSerializer(many=True))
    def get_may_contain(self, parcel: ParcelFacts) -> list[dict[str, str]]:
        return self._named(parcel.product.may_contain_ids)

    def _named(self, ids: list[int]) -> list[dict[str, str]]:
        language = get_language() or "en"
        return [{"code": name.slug, "name": name.name_in(language)} for pk, name in market().allergens.items() if pk in ids]


class CaptionSerializer(serializers.Serializer):
    language = serializers.CharField(help_text="Code of the language: en, zh-hans.")
    url = serializers.CharField(help_text="WebVTT.")


class VideoSerializer(serializers.Serializer):
    """The product's video. Its files are served by ranges."""

    shows = FactField(help_text="What it shows, in the language of the request.")
    milliseconds = serializers.IntegerField()
    width = serializers.IntegerField(help_text="Of what was sent, upright; what is played is at most 1280 pixels on the longer side.")
    height = serializers.IntegerField()
    mp4 = serializers.SerializerMethodField(help_text="Address of the H.264 file with AAC sound.")
    mp4_bytes = serializers.IntegerField()
    webm = serializers.SerializerMethodField(help_text="Address of the VP9 file with Opus sound.")
    webm_bytes = serializers.IntegerField()
    poster = serializers.SerializerMethodField(help_text="Address of a still as JPEG.")
    captions = serializers.SerializerMethodField()

    def get_mp4(self, video: Video) -> str:
        return video.url_of(video.mp4)

    def get_webm(self, video: Video) -> str:
        return video.url_of(video.webm)

    def get_poster(self, video: Video) -> str:
        return video.url_of(video.poster)

    @extend_schema_field(CaptionSerializer(many=True))
    def get_captions(self, video: Video) -> list[dict[str, str]]:
        return [{"language": code, "url": reverse("catalog:video-captions", args=[video.pk, code])} for code in video.product.captions_in]


class HsCodeSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="The destination's national code, or its first digits.")
    hs6 = serializers.CharField()
    title = serializers.CharField()


class ProductSerializer(serializers.Serializer):
    """All that the page of a product says."""

    slug = serializers.SlugField()
    name = serializers.CharField(help_text="In the language of the request.")
    summary = FactField()
    description = FactField()
    seller = ShopSerializer()
    categories = serializers.SerializerMethodField(help_text="Slugs from the department down to its shelf.")
    origin_country = serializers.CharField(help_text="ISO 3166 alpha-2.")
    district = FactField(source="district.name")
    hs_code = HsCodeSerializer(allow_null=True)
    closed_to = serializers.SerializerMethodField(help_text="Countries to which it cannot be sold yet.")
    coffee = serializers.SerializerMethodField()
    parcel = serializers.SerializerMethodField()
    video = serializers.SerializerMethodField(help_text="Null where there is none, or it is still being made.")
    materials = serializers.SerializerMethodField(help_text="What it is made of, where its seller said so.")
    ready_days = serializers.SerializerMethodField(
        help_text="Working days from the payment until it is ready to leave, as its seller says; null where it is the usual."
    )
    variants = serializers.SerializerMethodField()
    photos = serializers.SerializerMethodField()
    published_at = serializers.DateTimeField()
    is_demonstration = serializers.BooleanField()
    source = FactField(help_text="Where its facts were read.")

    def get_categories(self, product: Product) -> list[str]:
        shelves = market()
        return [shelf.slug for shelf in shelves.way_to(shelf_with(product.category_id).slug)]

    @extend_schema_field({"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}})
    def get_closed_to(self, product: Product) -> list[str]:
        return sorted(closed_destinations([product.hs_code.code])[product.hs_code.code]) if product.hs_code else []

    @extend_schema_field(CoffeeSerializer(allow_null=True))
    def get_coffee(self, product: Product) -> dict[str, Any] | None:
        coffee = getattr(product, "coffee", None)
        return CoffeeSerializer(coffee).data if coffee else None

    @extend_schema_field(GoodsLabelSerializer(allow_null=True))
    def get_parcel(self, product: Product) -> dict[str, Any] | None:
        parcel = getattr(product, "parcel", None)
        return GoodsLabelSerializer(parcel).data if parcel else None

    @extend_schema_field(VideoSerializer(allow_null=True))
    def get_video(self, product: Product) -> dict[str, Any] | None:
        video = getattr(product, "video", None)
        return VideoSerializer(video).data if video and video.state == VideoState.READY else None

    @extend_schema_field(MaterialSerializer(many=True))
    def get_materials(self, product: Product) -> list[dict[str, str]]:
        named = [(name.slug, name.name_in(get_language() or "en")) for pk, name in market().materials.items() if pk in product.material_ids]
        return [{"slug": slug, "name": name} for slug, name in named]

    @extend_schema_field({"type": "integer", "minimum": 1, "nullable": True})
    def get_ready_days(self, product: Product) -> int | None:
        return product.ready_days or product.seller.ready_days

    @extend_schema_field(VariantSerializer(many=True))
    def get_variants(self, product: Product) -> list[dict[str, Any]]:
        return VariantSerializer(product.variants.all(), many=True, context=self.context).data

    @extend_schema_field(PhotoSerializer(many=True))
    def get_photos(self, product: Product) -> list[dict[str, Any]]:
        return PhotoSerializer([photo.picture for photo in product.photos.all()], many=True).data
