from catalog.models.category import Category
from catalog.models.coffee_facts import CoffeeFacts
from catalog.models.hs_code import HsCode
from catalog.models.label import Allergen, LabelItem
from catalog.models.listing import Listing
from catalog.models.material import Material
from catalog.models.paper import PaperRule
from catalog.models.parcel_facts import ParcelFacts
from catalog.models.photo import Photo
from catalog.models.price import VariantPrice
from catalog.models.price_history import PriceChange, ScheduledPrice
from catalog.models.product import Product
from catalog.models.proposal import PriceProposal, ProposalState
from catalog.models.tier import PriceTier
from catalog.models.variant import Variant
from catalog.models.video import Video, VideoCaption

__all__ = [
    "Allergen",
    "Category",
    "CoffeeFacts",
    "HsCode",
    "LabelItem",
    "Listing",
    "Material",
    "PaperRule",
    "ParcelFacts",
    "Photo",
    "PriceChange",
    "PriceProposal",
    "PriceTier",
    "Product",
    "ProposalState",
    "ScheduledPrice",
    "Variant",
    "VariantPrice",
    "Video",
    "VideoCaption",
]
