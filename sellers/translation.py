from modeltranslation.translator import TranslationOptions, register

from sellers.models import EvidenceRequirement, ReasonCode, Sector, Seller


@register(Sector)
class SectorTranslation(TranslationOptions):
    fields = ["name", "examples"]


@register(EvidenceRequirement)
class EvidenceRequirementTranslation(TranslationOptions):
    fields = ["title", "explanation", "condition"]


@register(ReasonCode)
class ReasonCodeTranslation(TranslationOptions):
    fields = ["text"]


@register(Seller)
class SellerTranslation(TranslationOptions):
    fields = ["story"]
