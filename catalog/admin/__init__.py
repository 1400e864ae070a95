from catalog.admin.categories import CategoryAdmin
from catalog.admin.hs_codes import HsCodeAdmin
from catalog.admin.labels import AllergenAdmin, LabelItemAdmin
from catalog.admin.materials import MaterialAdmin
from catalog.admin.papers import PaperRuleAdmin
from catalog.admin.products import ProductAdmin
from catalog.admin.proposals import PriceProposalAdmin

__all__ = [
    "AllergenAdmin",
    "CategoryAdmin",
    "HsCodeAdmin",
    "LabelItemAdmin",
    "MaterialAdmin",
    "PaperRuleAdmin",
    "PriceProposalAdmin",
    "ProductAdmin",
]
