from catalog.campaigns.models.block import Block, BlockKind
from catalog.campaigns.models.campaign import Campaign
from catalog.campaigns.models.daily_count import DailyCount
from catalog.campaigns.models.flash_sale import FLASH, FlashSale

__all__ = ["FLASH", "Block", "BlockKind", "Campaign", "DailyCount", "FlashSale"]
