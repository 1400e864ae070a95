"""Which content of a campaign exists in every language of LANGUAGES."""

from modeltranslation.translator import TranslationOptions, register

from catalog.campaigns.models import Block, Campaign


@register(Campaign)
class CampaignTranslation(TranslationOptions):
    fields = ("title", "lead")


@register(Block)
class BlockTranslation(TranslationOptions):
    fields = ("heading", "text", "answer", "alt")
