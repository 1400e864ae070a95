"""Which content of a discount exists in every language of LANGUAGES."""

from modeltranslation.translator import TranslationOptions, register

from orders.discounts.models import Discount


@register(Discount)
class DiscountTranslation(TranslationOptions):
    fields = ("name",)
