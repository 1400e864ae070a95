"""Which content fields exist in every language of LANGUAGES (name_en, name_zh_hans, name_fr, name_rw …)."""

from modeltranslation.translator import TranslationOptions, register

from catalog.models import Category, CoffeeFacts, HsCode, Material, PaperRule, Photo, Product, Variant


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
