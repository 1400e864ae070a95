"""Which content fields exist in every language of LANGUAGES (name_en, name_zh_hans, name_fr, name_rw …)."""

from modeltranslation.translator import TranslationOptions, register

from catalog.models import (
    Allergen,
    Category,
    CoffeeFacts,
    HsCode,
    LabelItem,
    Material,
    PaperRule,
    ParcelFacts,
    Photo,
    Product,
    Variant,
    Video,
)


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name", "description")


@register(Material)
class MaterialTranslation(TranslationOptions):
    fields = ("name",)


@register(Product)
class ProductTranslation(TranslationOptions):
    fields = ("name", "summary", "description")


@register(Variant)
class VariantTranslation(TranslationOptions):
    fields = ("name",)


@register(Photo)
class PhotoTranslation(TranslationOptions):
    fields = ("alt",)


@register(CoffeeFacts)
class CoffeeFactsTranslation(TranslationOptions):
    fields = ("harvest", "tasting")


@register(HsCode)
class HsCodeTranslation(TranslationOptions):
    fields = ("title",)


@register(PaperRule)
class PaperRuleTranslation(TranslationOptions):
    fields = ("title", "note")


@register(Allergen)
class AllergenTranslation(TranslationOptions):
    fields = ("name",)


@register(LabelItem)
class LabelItemTranslation(TranslationOptions):
    fields = ("title",)


@register(ParcelFacts)
class ParcelFactsTranslation(TranslationOptions):
    fields = ("in_parcel", "ingredients", "storage")


@register(Video)
class VideoTranslation(TranslationOptions):
    fields = ("shows",)
