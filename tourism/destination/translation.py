"""Which content of the destination exists in every language of LANGUAGES."""

from modeltranslation.translator import TranslationOptions, register

from tourism.destination.models import Article, Collection, Place, PlacePhoto, Tip


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ("name", "summary", "story")


@register(PlacePhoto)
class PlacePhotoTranslation(TranslationOptions):
    fields = ("alt",)


@register(Tip)
class TipTranslation(TranslationOptions):
    fields = ("title", "text")


@register(Article)
class ArticleTranslation(TranslationOptions):
    fields = ("title", "lead", "text")


@register(Collection)
class CollectionTranslation(TranslationOptions):
    fields = ("title", "lead")
