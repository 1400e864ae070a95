from catalog.models.category import Category
from catalog.models.coffee_facts import CoffeeFacts
from catalog.models.hs_code import HsCode
from catalog.models.listing import Listing
from catalog.models.material import Material
from catalog.models.paper import PaperRule
from catalog.models.photo import Photo
from catalog.models.price import VariantPrice
from catalog.models.price_history import PriceChange, ScheduledPrice
from catalog.models.product import Product
from catalog.models.proposal import PriceProposal, ProposalState
from catalog.models.tier import PriceTier
from catalog.models.variant import Variant

__all__ = [
    "Category",
    "CoffeeFacts",
    "HsCode",
    "Listing",
    "Material",
    "PaperRule",
    "Photo",
    "PriceChange",
    "PriceProposal",
    "PriceTier",
    "Product",
    "ProposalState",
    "ScheduledPrice",
    "Variant",
    "VariantPrice",
]
